"""Suspended things: on a washing line, under a bough, on a cord from the ceiling, on a nail."""

from panelwright_tools.domain.brief import BriefRegion
from panelwright_tools.painting.storyboard.geometry import ellipse, points
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.roles import ThingFigure
from panelwright_tools.painting.storyboard.stage import Stage, Staged
from panelwright_tools.painting.storyboard.tables import table

NAIL = 0.3
"""How high over a thing its nail is, in its own widths, at most its height."""


def hang_on(stage: Stage, hung: str, bearer: str) -> bool:
    """Leave a thing hanging where it was put on a line or a tree; False for anything else."""
    one, other = stage.cast[hung], stage.cast[bearer]
    if not isinstance(one.figure, ThingFigure) or not isinstance(other.figure, ThingFigure):
        return False
    noun = other.figure.noun.lower()
    if not {noun, noun.rsplit(" ", 1)[-1]} & set(table("insides")["line"]):
        return False
    order = (other.order[0], other.order[1] + 0.3 + 0.001 * one.order[0])
    stage.change(hung, order=order, over=order, held=True, hangs=True)
    return True


def suspended_from(item: BriefRegion) -> str:
    """`cord` or `nail` for a thing that hangs from a part of the place; else nothing."""
    spot = item.region.spot.lower()
    if item.character is not None or not spot:
        return ""
    return next((way for way in ("cord", "nail") if spot in table("insides")[way]), "")


def draw_suspension(sheet: Sheet, one: Staged) -> None:
    """The cord from above or the nail and its string, in pixels; nothing for what stands."""
    way = suspended_from(one.item) if isinstance(one.figure, ThingFigure) else ""
    low, x = float(one.fit.corners[:, 1].min()), one.fit.centre
    if way == "cord":
        sheet.line(points(x, -4.0, x, low + 3.0), 1.4, taper=(0, 0))
    elif way == "nail":
        half = 0.22 * one.wide
        up = low - min(NAIL * one.wide, 0.5 * one.tall)
        sheet.line(points(x - half, low + 2, x, up, x + half, low + 2), 0.9, taper=(0, 0))
        sheet.shape(ellipse(x, up, 3.0 * sheet.unit, 3.0 * sheet.unit), "#8f98a8", 0.8)
