"""Props: what hands hold because a pose asks for it (a reader's book, an eater's bread)."""

from panelwright_tools.painting.storyboard import geometry as g
from panelwright_tools.painting.storyboard.geometry import Point
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.people.tables import people_table
from panelwright_tools.painting.storyboard.things import draw_thing


def draw_prop(sheet: Sheet, name: str, hands: tuple[Point, Point] | None) -> None:
    """Draw the prop of a row of props.toml in the hands; nothing for an empty name."""
    if not name or hands is None:
        return
    row = people_table("props")["prop"][name]
    near, far = hands
    at = {"near": near, "far": far, "both": (near + far) / 2}[row["hand"]]
    height = float(row["height"])
    low = float(at[1]) + height / 2 + float(row["drop"])
    with sheet.placed(g.affine(float(at[0]) + 0.06, low, height)):
        draw_thing(sheet, row["noun"], row["noun"])
