"""Eyes, brows, mouths and tears that all creatures share."""

from dataclasses import dataclass

import numpy as np

from panelwright_tools.painting.storyboard import geometry as g
from panelwright_tools.painting.storyboard.colour import Paint, luminance, mix
from panelwright_tools.painting.storyboard.creatures.expressions import Expression
from panelwright_tools.painting.storyboard.creatures.tables import creature_table
from panelwright_tools.painting.storyboard.geometry import Point, points, spline
from panelwright_tools.painting.storyboard.ink import Sheet

DARK = "#1c1522"
MOUTH = "#7a2633"
TONGUE = "#ea7f7a"
TEAR = "#8fd0f0"


@dataclass(frozen=True)
class Eye:
    """How a species' eyes look."""

    size: float
    """Half its height, in the unit of the face."""
    iris: str | None = None
    """Colour of an iris that fills the eye; None for plain dark eyes."""
    slit: bool = False
    """A cat's pupil."""
    lid: Paint = DARK
    """Colour of the skin around it."""


@dataclass(frozen=True)
class EyeSpot:
    """One eye of a face: where, how narrow it is seen, and which side it is on."""

    at: Point
    squeeze: float
    side: int
    """-1 for the near eye, +1 for the far one."""


def draw_eye(sheet: Sheet, eye: Eye, spot: EyeSpot, expression: Expression) -> None:
    """An eye with its brow."""
    wide = eye.size * spot.squeeze
    with sheet.placed(g.affine(spot.at[0], spot.at[1], wide, eye.size)):
        if expression.eyes == "wide":
            _wide_eye(sheet, expression)
        elif expression.eyes in ("open", "big", "half"):
            _open_eye(sheet, eye, expression)
        else:
            _lid(sheet, eye, spot.side, expression.eyes)
        if expression.brows is not None:
            _brow(sheet, eye, spot.side, expression)


def _open_eye(sheet: Sheet, eye: Eye, expression: Expression) -> None:
    tall = 1.16 if expression.eyes == "big" else 1.0
    dx, dy = expression.gaze
    if eye.iris is not None:
        mask = sheet.shape(g.ellipse(0, 0, 0.94 * tall, tall), eye.iris, 0.7, wobble=0.15)
        pupil = (0.34, 0.80) if eye.slit and expression.eyes != "big" else (0.66, 0.74)
    else:
        mask = sheet.shape(g.ellipse(0, 0, 0.74 * tall, tall), DARK, 0.5, wobble=0.15, raw=True)
        pupil = None
    with sheet.clip(mask):
        if pupil is not None:
            spot = g.ellipse(0.1 + dx, dy, *pupil)
            sheet.shape(spot, DARK, 0, wobble=0, raw=True)
        else:
            low = g.ellipse(0.05 + dx, 0.55 + dy, 0.55, 0.42)
            sheet.shape(low, "#5a4458", 0, wobble=0, raw=True)
        glint = g.ellipse(-0.20 + dx / 2, -0.40, 0.30, 0.34, count=16)
        sheet.shape(glint, "#ffffff", 0, wobble=0, raw=True)
        spark = g.ellipse(0.28 + dx / 2, 0.42, 0.14, 0.16, count=12)
        sheet.shape(spark, "#ffffff", 0, wobble=0, raw=True, alpha=0.85)
        if expression.eyes == "half":
            sheet.shape(points(-2, -2, 2, -2, 2, -0.15, -2, -0.1), eye.lid, 0, wobble=0)
    if expression.eyes == "half":
        sheet.line(points(-0.95, -0.1, 0.95, -0.15), 1.0, taper=(0.2, 0.2), wobble=0.15)


def _wide_eye(sheet: Sheet, expression: Expression) -> None:
    dx, dy = expression.gaze
    sheet.shape(g.ellipse(0, -0.05, 1.08, 1.22), "#fffdf6", 0.8, wobble=0.15)
    sheet.shape(g.ellipse(0.12 + dx, dy, 0.5, 0.6), DARK, 0, wobble=0, raw=True)
    glint = g.ellipse(-0.04 + dx, -0.24 + dy, 0.18, 0.2, count=12)
    sheet.shape(glint, "#ffffff", 0, wobble=0, raw=True)


def _lid(sheet: Sheet, eye: Eye, side: int, kind: str) -> None:
    flat = np.asarray(creature_table("faces")["lid"][kind], float).reshape(-1, 2)
    if kind == "squeezed":
        flat = flat * (-side, 1)
    line = flat if kind == "squeezed" else spline(flat, closed=False, steps=6)
    sheet.line(line, 1.25, _drawn_on(eye.lid), taper=(0.2, 0.2), wobble=0.15)


def _brow(sheet: Sheet, eye: Eye, side: int, expression: Expression) -> None:
    inner, outer = expression.brows or (0.0, 0.0)
    high = -1.62 - (expression.uneven if side > 0 else 0.0)
    flat = points(
        *(-side * 0.95, high + inner),
        *(0.0, high - 0.22 + (inner + outer) / 2),
        *(side * 1.0, high + outer),
    )
    line = spline(flat, closed=False, steps=6)
    sheet.line(line, 1.35, _drawn_on(eye.lid), taper=(0.2, 0.5), wobble=0.15)


def _drawn_on(skin: Paint) -> Paint | None:
    """A colour for lines that is seen on this skin: the ink of the scene on all but dark skins."""
    return None if luminance(skin) > 0.30 else mix(skin, "#f4ecd8", 0.72)


def draw_mouth(
    sheet: Sheet,
    at: Point,
    size: tuple[float, float],
    expression: Expression,
    skin: Paint,
    *,
    folded: bool = False,
    speaking: bool = False,
) -> None:
    """A mouth around `at`, half as wide as `size[0]`; `folded` is a muzzle's w."""
    name = expression.mouth
    if speaking and name in ("smile", "flat", "small", "firm", "smirk"):
        name = "gasp" if name in ("flat", "small", "firm") else "open"
    row = creature_table("faces")["mouth"][name]
    key = "fold" if folded and "fold" in row else "line"
    flat = np.asarray(row[key], float).reshape(-1, 2) * (expression.stretch, 1)
    with sheet.placed(g.affine(at[0], at[1], size[0], size[1])):
        if row.get("open", False):
            _open_mouth(sheet, flat, row)
            return
        line = spline(flat, closed=False, steps=6)
        sheet.line(line, 0.95, _drawn_on(skin), taper=(0.25, 0.25), wobble=0.15)
        if name == "tongue_out":
            tongue = points(-0.05, 0.12, 0.5, 0.14, 0.52, 0.6, 0.2, 0.8, -0.05, 0.58)
            sheet.shape(spline(tongue, steps=5), TONGUE, 0.7, wobble=0.15)


def _open_mouth(sheet: Sheet, flat: g.Points, row: dict[str, object]) -> None:
    fill = str(row.get("fill", MOUTH))
    mask = sheet.shape(spline(flat, steps=5), fill, 0.8, wobble=0.15)
    with sheet.clip(mask):
        if row.get("tongue", False):
            sheet.shape(g.ellipse(0, 0.86, 0.6, 0.42, count=20), TONGUE, 0, wobble=0)
        if row.get("grid", False):
            teeth = points(-1, 0.22, 0, 0.16, 1, 0.22)
            sheet.line(teeth, 0.5, MOUTH, taper=(0, 0), wobble=0.1)
            for x in (-0.5, 0.0, 0.5):
                sheet.line(points(x, -0.3, x, 0.7), 0.45, MOUTH, taper=(0, 0), wobble=0.1)


def draw_drop(sheet: Sheet, at: Point, size: float) -> None:
    """A tear or a drop of sweat."""
    drop = points(0, -1.5, 0.6, -0.2, 0.62, 0.45, 0, 0.95, -0.62, 0.45, -0.6, -0.2) * size
    sheet.shape(spline(drop, steps=4) + at, TEAR, 0.6, shine=0.25, wobble=0.15)


def draw_blush(sheet: Sheet, at: Point, size: float, skin: Paint, strength: float) -> None:
    """Warm cheeks, on skins light enough to show them."""
    if luminance(skin) < 0.25 or strength <= 0.05:
        return
    patch = g.ellipse(at[0], at[1], size, size * 0.62, count=20)
    blur = max(1.0, 0.45 * size * sheet.scale)
    sheet.soft(patch, mix(skin, "#e8503f", 0.5), 0.75 * strength, blur=blur)
