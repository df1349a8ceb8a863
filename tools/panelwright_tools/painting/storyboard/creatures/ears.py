"""Ears: outlines from heads.toml, set on the skull and turned by feeling."""

from typing import Any

import numpy as np

from panelwright_tools.domain.vocabulary import Face
from panelwright_tools.painting.storyboard import geometry as g
from panelwright_tools.painting.storyboard.colour import Paint, mix
from panelwright_tools.painting.storyboard.creatures.coat import Coat
from panelwright_tools.painting.storyboard.creatures.tables import creature_table
from panelwright_tools.painting.storyboard.geometry import Point, spline
from panelwright_tools.painting.storyboard.ink import Sheet

_DROOP = {
    Face.SAD: 22.0,
    Face.CRYING: 26.0,
    Face.SCARED: 30.0,
    Face.WORRIED: 18.0,
    Face.ANGRY: 24.0,
    Face.SLEEPY: 14.0,
    Face.SURPRISED: -8.0,
    Face.WONDER: -6.0,
    Face.CURIOUS: -5.0,
}
"""Degrees that an upright ear sinks outward."""


def draw_ear(
    sheet: Sheet,
    kind: str,
    *,
    at: Point,
    size: float,
    tilt: float,
    way: int,
    squeeze: float,
    coat: Coat,
    far: bool,
    behind: bool,
    rooted: bool,
    mood: Face,
) -> None:
    """An ear rooted at `at`; `way` is -1 on the left, 1 on the right; `tilt` leans it outward.

    A `rooted` ear lies before the skull: its base is open, so that it grows out of the head.
    """
    if kind == "none":
        return
    row = creature_table("heads")["ear"][kind]
    droop = _DROOP.get(mood, 0.0) * float(row.get("droop", 1.0))
    turn = g.affine(at[0], at[1], way * size * squeeze, size, rotation=way * (tilt + droop))
    colour = coat.dark if row.get("dark", False) else coat.main
    colour = mix(colour, "#1a1030", 0.14) if far else colour
    with sheet.placed(turn):
        _draw_shape(sheet, row, colour, coat, rooted and not row.get("over", False), behind)


def _draw_shape(
    sheet: Sheet, row: dict[str, Any], colour: Paint, coat: Coat, open_base: bool, behind: bool
) -> None:
    outline = _outline(row["outline"], bool(row.get("sharp", False)))
    mask = sheet.shape(outline, colour, 0.0 if open_base else 1.0, shade=0.16, wobble=0.2)
    if "inner" in row and not behind:
        inner = _outline(row["inner"], bool(row.get("sharp", False)))
        with sheet.clip(mask):
            sheet.shape(inner, mix(coat.main, row.get("lining", "#f0979a"), 0.55), 0)
    if open_base:
        edge = np.reshape(np.asarray(row["outline"], float), (-1, 2))
        sheet.line(spline(edge, closed=False, steps=6), 1.0, taper=(0.1, 0.1), wobble=0.2)


def _outline(numbers: list[float], sharp: bool) -> g.Points:
    flat = np.asarray(numbers, float).reshape(-1, 2)
    return flat if sharp else spline(flat, steps=6)
