"""What a sitter brings along when the panel has nothing to sit on."""

import numpy as np

from panelwright_tools.painting.storyboard import geometry as g
from panelwright_tools.painting.storyboard.colour import mix
from panelwright_tools.painting.storyboard.geometry import Point, points, spline
from panelwright_tools.painting.storyboard.ink import Sheet

WOOD = "#9a6a3f"


def draw_seat(sheet: Sheet, kind: str, seat: Point | None) -> None:
    """A stool or a log whose top is at a sitter's seat."""
    if seat is None or seat[1] > -0.1:
        return
    x, top = float(seat[0]), float(seat[1])
    with sheet.placed(g.affine(x, 0.0)):
        if kind == "stool":
            _stool(sheet, top)
        else:
            _log(sheet, top)


def _stool(sheet: Sheet, top: float) -> None:
    for side in (-1, 1):
        leg = points(side * 0.24, top + 0.05, side * 0.32, 0.0)
        sheet.shape(g.tube(leg, [0.05, 0.04], round_ends=False), WOOD, 0.9, shade=0.2)
    bar = points(-0.27, top * 0.4, 0.27, top * 0.4)
    sheet.shape(g.tube(bar, 0.03, round_ends=False), mix(WOOD, "#000020", 0.15), 0.8)
    plank = g.rounded_rectangle(-0.40, top - 0.03, 0.40, top + 0.09, 0.05)
    sheet.shape(plank, mix(WOOD, "#ffffff", 0.12), 1.0, shade=0.2)


def _log(sheet: Sheet, top: float) -> None:
    stump = points(
        *(-0.40, top), *(-0.39, top * 0.4), *(-0.48, 0.0), *(0.0, 0.05), *(0.46, 0.0),
        *(0.38, top * 0.4), *(0.40, top),
    )  # fmt: skip
    mask = sheet.shape(spline(stump, steps=5), mix(WOOD, "#3a2a20", 0.25), 1.0, shade=0.2)
    with sheet.clip(mask):
        for x in np.linspace(-0.25, 0.28, 4):
            bark = points(float(x), top + 0.1, float(x) * 1.1, top * 0.3)
            sheet.line(bark, 0.6)
    sheet.shape(g.ellipse(0.0, top, 0.40, 0.10), mix(WOOD, "#fff0d0", 0.4), 0.9)
    sheet.line(g.ellipse(0.0, top, 0.22, 0.05), 0.4, closed=True)
