"""Afloat: swimmers and waders, cut by the surface of the water, with rings around them."""

import numpy as np
from PIL import Image

from panelwright_tools.domain.vocabulary import Pose
from panelwright_tools.painting.storyboard import geometry as g
from panelwright_tools.painting.storyboard.figure import Figure
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.people.person import PersonFigure
from panelwright_tools.painting.storyboard.scene import CARRYING, Scene

RING = "#e6f4f8"
POOL = "#4d9bbd"
WADING = 0.7
"""How large somebody upright in the water is drawn against the box, which is for a whole body."""


def waterline(figure: Figure, scene: Scene, region: str) -> float | None:
    """y in a figure's unit where water cuts it; None for who is dry or under water."""
    if not isinstance(figure, PersonFigure) or scene.related(region, *CARRYING):
        return None
    swims = figure.acting.pose is Pose.SWIM and not scene.indoors
    if figure.acting.pose in (Pose.FLY, Pose.JUMP, Pose.FALL):
        return None
    if scene.surface == "void" or not (swims or scene.surface == "water"):
        return None
    if not swims:
        return figure.anchors.waist
    skeleton = figure.skeleton
    chin = float(skeleton.head[1]) + 0.44 * figure.person.body.head
    return max(chin, float(skeleton.chest[1]) - 0.02)


def lies_flat(figure: Figure) -> bool:
    """Whether somebody swims rather than stands in the water."""
    return isinstance(figure, PersonFigure) and figure.acting.pose is Pose.SWIM


def immerse(sheet: Sheet, foot: float, centre: float, half: float, pool: bool) -> None:
    """Hide what of a figure lies below the water at y `foot`, and draw rings around it.

    `pool` brings the water along where the set has none under the figure. All in pixels.
    """
    drown(sheet, foot)
    if pool:
        under = Sheet(sheet.width, sheet.height, sheet.mood, line=sheet.line_width, figure=True)
        under.shape(g.ellipse(centre, foot, half * 1.4, half * 0.26), POOL, 0.8)
        under.colours.paste(sheet.colours, (0, 0), sheet.alpha)
        under.alpha.paste(255, (0, 0), sheet.alpha)
        sheet.colours, sheet.alpha = under.colours, under.alpha
    for wide, weight in ((0.75, 1.5), (1.0, 1.1), (1.28, 0.8)):
        ring = g.ellipse(centre, foot, half * wide, half * wide * 0.16, 0, 8, 172)
        sheet.line(ring, weight, RING, taper=(0.4, 0.4))


def drown(sheet: Sheet, foot: float) -> None:
    """Make everything below a slightly wavy line transparent."""
    alpha = np.asarray(sheet.alpha).copy()
    columns = np.arange(alpha.shape[1])
    line = foot + 1.2 * sheet.unit * np.sin(columns / (9.0 * sheet.unit))
    alpha[np.arange(alpha.shape[0])[:, None] > line[None]] = 0
    sheet.alpha = Image.fromarray(alpha)
