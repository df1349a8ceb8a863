"""Hands: a palm, a thumb and the suggestion of fingers, in the shapes that acting needs."""

from functools import cache

import numpy as np

from panelwright_tools.painting.storyboard import geometry as g
from panelwright_tools.painting.storyboard.colour import Paint
from panelwright_tools.painting.storyboard.geometry import Points, spline
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.people.skeleton import Limb
from panelwright_tools.painting.storyboard.people.tables import people_table

HAND = 1.16
"""Size of a hand against the limb that bears it; 1 is a child's hand on a limb of 0.125."""


@cache
def _part(name: str, part: str) -> Points:
    return np.asarray(people_table("hands")[name][part], float).reshape(-1, 2)


def draw_hand(
    sheet: Sheet, arm: Limb, limb: float, colour: Paint, name: str, thumb_up: float = 1.0
) -> None:
    """A hand at the end of an arm: relaxed, open, fist, point, grip or flat.

    `thumb_up` is 1 when the thumb lies on the upper side of a hand that reaches to +x, else -1.
    """
    way = arm.end - arm.bend
    angle = float(np.degrees(np.arctan2(way[1], way[0])))
    unit = way / (np.hypot(way[0], way[1]) + 1e-9)
    at = arm.end + unit * limb * 0.35
    size = HAND * limb / 0.125
    shape = people_table("hands")[name]
    with sheet.placed(g.affine(at[0], at[1], size, size * thumb_up, rotation=angle)):
        for part in ("behind", "palm", "thumb"):
            if part in shape:
                sheet.shape(spline(_part(name, part), steps=5), colour, 0.78, shade=0.2, wobble=0.3)
        for crease in shape.get("creases", []):
            line = np.asarray(crease, float).reshape(-1, 2)
            sheet.line(spline(line, closed=False, steps=4), 0.5, taper=(0.1, 0.5), wobble=0.2)
