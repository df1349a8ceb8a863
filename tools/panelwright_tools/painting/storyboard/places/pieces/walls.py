"""The walls of rooms, their timbers and columns."""

import numpy as np

from panelwright_tools.painting.storyboard.colour import Paint, mix
from panelwright_tools.painting.storyboard.geometry import (
    ellipse,
    points,
    rectangle,
)
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.places.pieces.shapes import form
from panelwright_tools.painting.storyboard.places.world import World

WIDE = 30.0
"""Metres to either side that a wall runs."""


def back_wall(
    world: World,
    *,
    rng: np.random.Generator,
    d: float = 2.6,
    colour: Paint = "#d9b48a",
    pattern: str = "stripes",
    lower: Paint | None = None,
    lower_height: float = 0.9,
    skirting: Paint | None = "#7a4a30",
    height: float = 12.0,
) -> None:
    """The wall behind everything: stripes, boards, bricks, stones, tiles, panels or plain."""
    half = world.camera.half_width(d) + 0.5
    left, right = world.camera.pan - half, world.camera.pan + half
    with world.at(0, d) as sheet:
        mask = sheet.shape(rectangle(left, 0, right, height), colour, 0, wobble=0)
        sheet.alpha.paste(255, (0, 0, sheet.width, sheet.height))
        with sheet.clip(mask):
            _pattern(sheet, rng, (left, right, 0.0, 4.2), colour, pattern)
            _falloff(world, sheet, d)
        if lower is not None:
            sheet.shape(rectangle(left, 0, right, lower_height), lower, 0, wobble=0)
            for x in np.arange(np.floor(left / 0.6) * 0.6, right, 0.6):
                field = rectangle(x + 0.08, 0.22, x + 0.52, lower_height - 0.14)
                sheet.line(field, 0.55, closed=True, alpha=0.55, wobble=0.3)
            rail = rectangle(left, lower_height, right, lower_height + 0.07)
            sheet.shape(rail, mix(lower, "#ffffff", 0.2), 0.7)
        if skirting is not None:
            sheet.shape(rectangle(left, 0, right, 0.13), skirting, 0.75)
    world.ground_y = world.camera.ground(d) / world.camera.height


def _falloff(world: World, sheet: Sheet, d: float) -> None:
    """Walls darken towards the ceiling, which calms the room for balloons."""
    camera = world.camera
    top = camera.point(0, 3.6, d)[1]
    band = points(-9, top - 400, camera.width + 9, top - 400, camera.width + 9, top, -9, top)
    with sheet.placed(np.linalg.inv(np.vstack([sheet.matrix, [0, 0, 1]]))[:2]):
        sheet.soft(
            band, world.mood.shadow(sheet.colour("#8a6a6a")), 0.28, camera.height * 0.09, raw=True
        )


def _pattern(
    sheet: Sheet,
    rng: np.random.Generator,
    area: tuple[float, float, float, float],
    colour: Paint,
    kind: str,
) -> None:
    """Ruled patterns share one routine; masonry and flowers have their own; others stay plain."""
    dark, pale = mix(colour, "#2a1a20", 0.4), mix(colour, "#ffffff", 0.15)
    if kind == "stripes":
        _ruled(sheet, area, (0.36, 0.0), pale, 1.5)
    elif kind == "boards":
        _ruled(sheet, area, (0.3, 0.0), dark, 0.55)
    elif kind == "planks":
        _ruled(sheet, area, (0.0, 0.26), dark, 0.55)
    elif kind == "tiles":
        _ruled(sheet, area, (0.3, 0.3), mix(colour, "#3a4a5a", 0.22), 0.5)
    elif kind in ("bricks", "stones"):
        _masonry(sheet, rng, area, colour, 0.42 if kind == "bricks" else 0.8)
    elif kind == "flowers":
        _sprigs(sheet, area, mix(colour, "#b85a6a", 0.35))


def _ruled(
    sheet: Sheet,
    area: tuple[float, float, float, float],
    steps: tuple[float, float],
    tone: Paint,
    weight: float,
) -> None:
    """Upright lines every `steps[0]` metres and level ones every `steps[1]`; 0 for none."""
    left, right, low, high = area
    across, up = steps
    if across:
        for x in np.arange(np.floor(left / across) * across, right, across):
            line = points(x, low, x, high * 2.5)
            sheet.line(line, weight, tone, taper=(0, 0), wobble=0.4)
    if up:
        for h in np.arange(low, high + 1, up):
            sheet.line(points(left, h, right, h), weight, tone, taper=(0, 0), wobble=0.4)


def _sprigs(sheet: Sheet, area: tuple[float, float, float, float], tone: Paint) -> None:
    left, right, low, high = area
    for row, h in enumerate(np.arange(low + 0.3, high, 0.5)):
        for x in np.arange(np.floor(left) - 0.25 * (row % 2), right, 0.5):
            sheet.shape(ellipse(float(x), float(h), 0.05, count=6), tone, 0, wobble=0)


def _masonry(
    sheet: Sheet,
    rng: np.random.Generator,
    area: tuple[float, float, float, float],
    colour: Paint,
    size: float,
) -> None:
    left, right, low, high = area
    tall = size * 0.5
    light, dark = mix(colour, "#ffffff", 0.1), mix(colour, "#2a2438", 0.14)
    for row, h in enumerate(np.arange(low, high, tall)):
        start = np.floor(left / size) * size + (size / 2 if row % 2 else 0.0)
        for x in np.arange(start, right, size):
            pick = rng.random()
            if pick < 0.13:
                block = rectangle(x, h, x + size, h + tall)
                sheet.shape(block, light if pick < 0.065 else dark, 0.3, alpha=0.75, wobble=0.5)
            elif pick < 0.3:
                edge = points(x, h + tall, x, h, x + size, h)
                sheet.line(edge, 0.4, alpha=0.4, wobble=0.5)


def side_wall(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float = 0.0,
    back: float = 2.6,
    colour: Paint = "#c9a27c",
    height: float = 12.0,
    skirting: Paint | None = "#7a4a30",
) -> None:
    """A wall that runs from the back wall towards the reader, in perspective."""
    near = world.camera.nearest
    with world.flat() as sheet:
        outline = world.path((x, 0, back), (x, height, back), (x, height, near), (x, 0, near))
        sheet.shape(outline.clip(-4000, 5000), colour, 0.8, wobble=0)
        if skirting is not None:
            foot = world.path((x, 0, back), (x, 0.13, back), (x, 0.13, near), (x, 0, near))
            sheet.shape(foot.clip(-4000, 5000), skirting, 0.7, wobble=0)


def beams(
    world: World,
    *,
    rng: np.random.Generator,
    h: float = 3.0,
    colour: Paint = "#6b4a36",
    count: int = 4,
    back: float = 2.6,
) -> None:
    """Ceiling beams that cross the room, the nearer the lower in the panel."""
    for number in range(count):
        d = back - number * 1.3
        if d < world.camera.nearest + 0.3:
            return
        half = world.camera.half_width(d) + 0.3
        pan = world.camera.pan
        with world.at(0, d) as sheet:
            sheet.shape(rectangle(pan - half, h, pan + half, h + 0.24), colour, 0.8, shade=0.1)


def column(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    width: float = 0.7,
    height: float = 6.0,
    colour: Paint = "#b5aeb8",
) -> None:
    """A stone column with base and capital."""
    half = width / 2
    with world.at(x, d) as sheet:
        mask = sheet.shape(rectangle(-half, 0, half, height), colour, 0.9, shade=0.3)
        with sheet.clip(mask):
            for px in (-0.45, 0.0, 0.4):
                sheet.line(points(px * half, 0.3, px * half, height), 0.45, taper=(0, 0), alpha=0.5)
        for low, high, wide in ((0, 0.22, 1.4), (0.22, 0.4, 1.2), (height - 0.3, height, 1.35)):
            sheet.shape(rectangle(-half * wide, low, half * wide, high), colour, 0.8, shade=0.12)


def rafters(world: World, *, rng: np.random.Generator, d: float, colour: Paint = "#6b4a36") -> None:
    """The slope of a roof from both sides, with its timbers."""
    with world.at(0, d) as sheet:
        for side in (-1, 1):
            slope = form("rafters.slope") * (side, 1.0)
            sheet.shape(slope, "#8f7152", 0.8)
            for shift in np.arange(0.6, 12, 0.8):
                board = points(side * (1.2 + shift), 3.9 + shift * 0.1, side * (7.5 + shift), -0.2)
                sheet.line(board, 0.5, "#523a28", taper=(0, 0), alpha=0.6, wobble=0.3)
            beam = points(side * 1.2, 3.95, side * 7.6, -0.25)
            sheet.limb(beam, 0.13, colour, 0.9)
        sheet.shape(rectangle(-12, 3.75, 12, 4.0), colour, 0.9, shade=0.1)
