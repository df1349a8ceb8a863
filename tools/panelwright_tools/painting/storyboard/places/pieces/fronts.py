"""Fronts of public buildings: theatres, banks and stations, as they are seen from the street."""

import numpy as np

from panelwright_tools.painting.storyboard.colour import Paint, mix
from panelwright_tools.painting.storyboard.geometry import ellipse, points, rectangle
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.places.pieces.houses import pane
from panelwright_tools.painting.storyboard.places.world import SNOW, World

_STONE = "#c9c2b2"
_INK = "#3a3548"


def front(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    width: float = 8.0,
    height: float = 5.4,
    wall: Paint = "#d8cbb0",
    trim: Paint = "#8a4a45",
    top: str = "flat",
    columns: int = 0,
    canopy: Paint | None = None,
    sign: str | None = None,
    barred: bool = False,
) -> None:
    """A wide front with double doors; `top` is flat, pediment or gable.

    `columns` stand before it, a `canopy` of this colour hangs over the doors with lit bulbs, a
    `sign` (cross, clock, masks or blue_lamp) is over them.
    """
    half = width / 2
    with world.at(x, d) as sheet:
        mask = sheet.shape(rectangle(-half, 0, half, height), wall, 0.85, shade=0.05)
        with sheet.clip(mask):
            plinth = rectangle(-half, -0.1, half, 0.45)
            sheet.shape(plinth, mix(wall, "#4a4458", 0.35), 0.6)
        crown = _top(world, sheet, (half, height), (wall, trim), top)
        _panes(world, rng, sheet, (x, d), (half, height, wall, barred))
        _doors(world, sheet, trim)
        _columns(sheet, half, height, columns)
        if canopy is not None:
            _canopy(world, sheet, (x, d), (half, canopy))
        if sign is not None:
            _SIGNS[sign](sheet, crown, 1.0)
        if sign is not None and sign not in _ONCE:
            # Once more over the doors, where a near shot still shows it.
            _SIGNS[sign](sheet, 3.3 if canopy is None else 3.17, 0.5)


def _top(
    world: World,
    sheet: Sheet,
    size: tuple[float, float],
    paints: tuple[Paint, Paint],
    top: str,
) -> float:
    """Draw what is over the walls; the height of the middle of it, where a sign fits."""
    half, height = size
    wall, trim = paints
    ledge = rectangle(-half - 0.25, height - 0.1, half + 0.25, height + 0.35)
    if top == "flat":
        raised = rectangle(-half * 0.42, height, half * 0.42, height + 1.5)
        sheet.shape(raised, wall, 0.85, shade=0.1)
        cap = rectangle(-half * 0.46, height + 1.45, half * 0.46, height + 1.7)
        sheet.shape(cap, SNOW if world.mood.snow else trim, 0.7)
        sheet.shape(ledge, SNOW if world.mood.snow else trim, 0.8, shade=0.2)
        return height + 0.85
    rise = 1.9 if top == "pediment" else 2.6
    gable = points(-half - 0.35, height + 0.3, 0, height + rise, half + 0.35, height + 0.3)
    sheet.shape(gable, world.snowy(wall if top == "pediment" else trim, 0.9), 0.9, shade=0.12)
    if top == "pediment":
        inner = points(
            -half * 0.72, height + 0.5, 0, height + rise - 0.35, half * 0.72, height + 0.5
        )
        sheet.shape(inner, mix(wall, "#4a4458", 0.16), 0.6)
    sheet.shape(ledge, mix(wall, "#ffffff", 0.3), 0.8, shade=0.15)
    return height + rise * 0.46


def _panes(
    world: World,
    rng: np.random.Generator,
    sheet: Sheet,
    spot: tuple[float, float],
    look: tuple[float, float, Paint, bool],
) -> None:
    half, height, wall, barred = look
    columns = max(4, round(half * 2 / 1.7))
    for level in (height * 0.3, height * 0.74):
        for column in range(columns):
            px = -half + 2 * half * (column + 0.5) / columns
            if level < height / 2 and abs(px) < 1.7:
                continue
            lit = world.mood.lamps > 0 and rng.random() < 0.7 * world.mood.lamps + 0.05
            pane(world, sheet, (px, level, 0.4, 0.62), wall, lit)
            if barred:
                for step in (-0.2, 0.0, 0.2):
                    bar = points(px + step, level - 0.6, px + step, level + 0.6)
                    sheet.line(bar, 1.0, _INK, taper=(0, 0))
            if lit:
                world.glow(spot[0] + px, level, spot[1], 1.8, "#ffb648", 0.2)


def _doors(world: World, sheet: Sheet, trim: Paint) -> None:
    """Double doors over two steps, under a lit arch."""
    lit = world.mood.lamps > 0.2
    for low, wide in ((-0.02, 2.0), (0.14, 1.75)):
        sheet.shape(rectangle(-wide, low, wide, low + 0.17), world.snowy(_STONE), 0.6)
    arch = np.concatenate(
        [
            points(-1.25, 0.3),
            ellipse(0, 2.1, 1.25, 0.9, start=180, end=0, count=14),
            points(1.25, 0.3),
        ]
    )
    sheet.shape(arch, "#ffd27a" if lit else "#5a6a88", 0.8, raw=lit)
    for side in (-1, 1):
        leaf = rectangle(min(0.0, side * 1.05), 0.3, max(0.0, side * 1.05), 2.2)
        sheet.shape(leaf, mix(trim, "#3a2228", 0.25), 0.8, shade=0.08)
        sheet.shape(ellipse(side * 0.16, 1.2, 0.06, count=8), "#d9b24a", 0.4, wobble=0)


def _columns(sheet: Sheet, half: float, height: float, count: int) -> None:
    stone = "#e6dfcf"
    for number in range(count):
        px = -half * 0.92 + 2 * half * 0.92 * number / max(1, count - 1)
        if abs(px) < 1.3:
            continue
        sheet.shape(rectangle(px - 0.26, 0.3, px + 0.26, height - 0.1), stone, 0.75, shade=0.3)
        for low in (0.2, height - 0.35):
            sheet.shape(rectangle(px - 0.38, low, px + 0.38, low + 0.26), stone, 0.6)


def _canopy(
    world: World, sheet: Sheet, spot: tuple[float, float], look: tuple[float, Paint]
) -> None:
    """A canopy over the doors with a row of bulbs, and a poster at each side."""
    half, colour = look
    wide = min(half * 0.8, 3.2)
    lit = world.mood.lamps > 0.2
    for side in (-1, 1):
        px = side * half * 0.78
        sheet.shape(rectangle(px - 0.5, 0.8, px + 0.5, 2.3), "#f3e8cf", 0.8)
        sheet.shape(ellipse(px, 1.65, 0.28, 0.34, count=16), colour, 0.6)
        sheet.line(points(px - 0.3, 1.05, px + 0.3, 1.05), 1.4, _INK, taper=(0, 0))
    sheet.shape(rectangle(-wide, 2.75, wide, 3.6), colour, 0.9, shade=0.12)
    sheet.shape(rectangle(-wide + 0.2, 2.92, wide - 0.2, 3.42), "#fff6dc", 0.5, raw=lit)
    for bulb in np.arange(-wide + 0.1, wide, 0.42):
        for level in (2.82, 3.52):
            shown = "#fff0b0" if lit else "#f3e0a8"
            sheet.shape(ellipse(float(bulb), level, 0.07, count=8), shown, 0.3, raw=lit, wobble=0)
    if lit:
        world.glow(spot[0], 3.0, spot[1], 3.4, "#ffd27a", 0.45)


def _cross(sheet: Sheet, h: float, k: float) -> None:
    sheet.shape(ellipse(0, h, 0.68 * k, count=26), "#fbf7f0", 0.8)
    for wide, tall in ((0.16, 0.44), (0.44, 0.16)):
        bar = rectangle(-wide * k, h - tall * k, wide * k, h + tall * k)
        sheet.shape(bar, "#c8453a", 0)


def _clock(sheet: Sheet, h: float, k: float) -> None:
    sheet.shape(ellipse(0, h, 0.62 * k, count=28), "#fbf3df", 0.9)
    for hand in (points(0, h, 0.02, h + 0.44 * k), points(0, h, 0.3 * k, h - 0.14 * k)):
        sheet.line(hand, 1.6, _INK, taper=(0, 0.3))


def _masks(sheet: Sheet, h: float, k: float) -> None:
    """The laughing and the weeping mask of a theatre."""
    for side, colour in ((-1, "#f0c45a"), (1, "#efe6d2")):
        px = side * 0.5 * k
        sheet.shape(ellipse(px, h, 0.42 * k, 0.5 * k, count=22), colour, 0.8)
        for eye in (-0.15, 0.15):
            sheet.shape(ellipse(px + eye * k, h + 0.12 * k, 0.07 * k, count=8), _INK, 0, wobble=0)
        low = h - 0.18 * k
        mouth = points(px - 0.2 * k, low, px, low + side * 0.12 * k, px + 0.2 * k, low)
        sheet.line(mouth, 1.4, _INK, taper=(0, 0))


def _blue_lamp(sheet: Sheet, h: float, k: float) -> None:
    sheet.shape(rectangle(-1.2 * k, h - 0.3 * k, 1.2 * k, h + 0.3 * k), "#3f5a9a", 0.8)
    sheet.shape(ellipse(0, h, 0.18 * k, count=16), "#dfe8fb", 0.4)


_SIGNS = {"cross": _cross, "clock": _clock, "masks": _masks, "blue_lamp": _blue_lamp}
_ONCE = ("clock",)
