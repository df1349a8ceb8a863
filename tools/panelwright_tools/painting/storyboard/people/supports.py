"""What somebody brings to sit, step or lie on when the panel has nothing for it."""

import numpy as np

from panelwright_tools.painting.storyboard import geometry as g
from panelwright_tools.painting.storyboard.colour import mix
from panelwright_tools.painting.storyboard.geometry import Point, points, spline
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.people.skeleton import Skeleton

WOOD = "#9a6a3f"
BARK = "#6b4630"
LEAF = "#5f9a4c"
STONE = "#8d8f98"


def draw_support(sheet: Sheet, kind: str, skeleton: Skeleton, seat: Point | None) -> None:
    """A stool or log under the seat, a rock or crate under a raised foot, a mat under a sleeper."""
    if kind in ("rock", "crate"):
        _step(sheet, kind, min(skeleton.legs, key=lambda leg: float(leg.end[1])).end)
    elif kind == "mat":
        _mat(sheet, skeleton)
    elif kind == "branch" and seat is not None:
        _branch(sheet, float(seat[0]), float(seat[1]))
    elif kind and seat is not None and seat[1] < -0.1:
        with sheet.placed(g.affine(float(seat[0]), 0.0)):
            (_stool if kind == "stool" else _log)(sheet, float(seat[1]))


def _step(sheet: Sheet, kind: str, foot: Point) -> None:
    """Something as high as a raised foot."""
    x, top = float(foot[0]) + 0.12, float(foot[1]) + 0.07
    if top > -0.15:
        return
    if kind == "crate":
        sheet.shape(g.rectangle(x - 0.34, top, x + 0.46, 0.0), WOOD, 1.0, shade=0.15)
        for share in (0.33, 0.66):
            board = points(x - 0.34, top * share, x + 0.46, top * share)
            sheet.line(board, 0.6, taper=(0, 0))
        return
    rock = points(
        *(x - 0.46, 0.02), *(x - 0.40, top * 0.55), *(x - 0.26, top * 0.98), *(x + 0.25, top),
        *(x + 0.50, top * 0.62), *(x + 0.62, 0.02),
    )  # fmt: skip
    sheet.shape(rock, STONE, 1.0, shade=0.2, shine=0.06)
    crack = points(x - 0.05, top * 0.7, x + 0.06, top * 0.45, x + 0.0, top * 0.25)
    sheet.line(crack, 0.5)


def _mat(sheet: Sheet, skeleton: Skeleton) -> None:
    """A bedroll as long as the sleeper, with a pillow under the head."""
    joints = [skeleton.head, *(leg.end for leg in skeleton.legs)]
    left = min(float(spot[0]) for spot in joints) - 0.45
    right = max(float(spot[0]) for spot in joints) + 0.3
    sheet.shape(g.rounded_rectangle(left, -0.16, right, 0.06, 0.09), "#7f8fb8", 1.0, shade=0.12)
    x, y = float(skeleton.head[0]), float(skeleton.head[1])
    pillow = g.ellipse(x - 0.08, min(-0.2, y + 0.34), 0.56, 0.2)
    sheet.shape(pillow, "#f3ecdc", 1.0, shade=0.15)


def _branch(sheet: Sheet, x: float, y: float) -> None:
    """A bough under the seat, with a few leaves at its end."""
    line = points(x - 1.15, y + 0.16, x - 0.3, y + 0.06, x + 0.5, y + 0.05, x + 1.2, y - 0.06)
    sheet.limb(spline(line, closed=False), [0.13, 0.11, 0.09, 0.05], BARK, 1.0)
    for dx, dy in ((1.2, -0.1), (1.05, 0.1), (-1.1, 0.08)):
        sheet.shape(g.ellipse(x + dx, y + dy, 0.16, 0.1, 25.0), LEAF, 0.8, shade=0.15)


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
