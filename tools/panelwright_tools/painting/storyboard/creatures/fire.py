"""Fire from the mouth of a dragon."""

import numpy as np

from panelwright_tools.domain.vocabulary import Face, Pose
from panelwright_tools.painting.storyboard import geometry as g
from panelwright_tools.painting.storyboard.creatures.actor import Actor
from panelwright_tools.painting.storyboard.creatures.tables import creature_table
from panelwright_tools.painting.storyboard.geometry import Point, Points, spline
from panelwright_tools.painting.storyboard.ink import Sheet


def _flames() -> list[tuple[str, Points]]:
    rows = creature_table("wings")["fire"]
    return [(row["colour"], np.reshape(row["outline"], (-1, 2))) for row in rows]


def breathes_fire(actor: Actor) -> bool:
    """Whether this is a dragon that spits fire: it shouts or fights in anger."""
    if actor.species != "dragon":
        return False
    return actor.pose in (Pose.SHOUT, Pose.FIGHT) or (
        actor.pose is Pose.THROW and actor.face is Face.ANGRY
    )


def draw_fire(sheet: Sheet, mouth: Point, size: float) -> None:
    """Flames that leave the mouth to the right."""
    with sheet.placed(g.affine(float(mouth[0]) + size * 0.2, float(mouth[1]), size, rotation=10)):
        for index, (colour, outline) in enumerate(_flames()):
            sheet.shape(spline(outline, steps=5), colour, 0.9 if not index else 0, raw=True)
