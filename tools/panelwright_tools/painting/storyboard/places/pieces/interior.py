"""Rooms: walls, windows, doors, beams, pictures, shelves on the wall, lamps, columns, curtains."""

from itertools import pairwise

import numpy as np

from panelwright_tools.painting.storyboard.colour import Paint, mix
from panelwright_tools.painting.storyboard.geometry import (
    Points,
    ellipse,
    points,
    rectangle,
    spline,
)
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.places.pieces.goods import books, piece
from panelwright_tools.painting.storyboard.places.pieces.shapes import moved
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
    left, right, low, high = area
    if kind == "stripes":
        for x in np.arange(np.floor(left / 0.36) * 0.36, right, 0.36):
            sheet.line(
                points(x, low, x, high * 3),
                1.5,
                mix(colour, "#ffffff", 0.15),
                taper=(0, 0),
                wobble=0.4,
            )
    elif kind == "boards":
        for x in np.arange(np.floor(left / 0.3) * 0.3, right, 0.3):
            sheet.line(
                points(x, low, x, high * 3),
                0.55,
                mix(colour, "#2a1a20", 0.4),
                taper=(0, 0),
                wobble=0.4,
            )
    elif kind == "planks":
        for h in np.arange(low, high + 1, 0.26):
            sheet.line(
                points(left, h, right, h),
                0.55,
                mix(colour, "#2a1a20", 0.4),
                taper=(0, 0),
                wobble=0.4,
            )
    elif kind == "tiles":
        tone = mix(colour, "#3a4a5a", 0.22)
        for x in np.arange(np.floor(left / 0.3) * 0.3, right, 0.3):
            sheet.line(points(x, low, x, high), 0.5, tone, taper=(0, 0), wobble=0.2)
        for h in np.arange(low, high, 0.3):
            sheet.line(points(left, h, right, h), 0.5, tone, taper=(0, 0), wobble=0.2)
    elif kind in ("bricks", "stones"):
        _masonry(sheet, rng, area, colour, 0.42 if kind == "bricks" else 0.8)
    elif kind == "panels":
        tone = mix(colour, "#20283a", 0.35)
        for x in np.arange(np.floor(left / 1.4) * 1.4, right, 1.4):
            sheet.line(points(x, low, x, high * 2), 0.7, tone, taper=(0, 0), wobble=0.2)
        for h in (1.1, 2.5, 3.8):
            sheet.line(points(left, h, right, h), 0.7, tone, taper=(0, 0), wobble=0.2)
    elif kind == "flowers":
        tone = mix(colour, "#b85a6a", 0.35)
        for row, h in enumerate(np.arange(low + 0.3, high, 0.5)):
            for x in np.arange(np.floor(left) - 0.25 * (row % 2), right, 0.5):
                sheet.shape(ellipse(x, h, 0.05, count=6), tone, 0, wobble=0)


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


def window(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float = 2.6,
    h: float = 1.6,
    width: float = 1.5,
    height: float = 1.3,
    frame: Paint = "#8a5a3a",
    curtains: Paint | None = "#b8463f",
    arched: bool = False,
    view: str = "hills",
) -> None:
    """A window on the weather outside: sky, hills or roofs, moon and stars by night."""
    half, tall = width / 2, height / 2
    ring = rectangle(x - half, h - tall, x + half, h + tall)
    if arched:
        arch = ellipse(x, h + tall, half, half, start=0, end=180, count=16)
        ring = np.concatenate([points(x - half, h - tall, x + half, h - tall), arch])
    with world.at(0, d) as sheet:
        mask = sheet.shape(ring, "#ffffff", 0.9)
        with sheet.clip(mask):
            _outside(world, rng, sheet, (x, h, half, tall), view)
        sheet.line(ring, 3.4, frame, closed=True, wobble=0.5)
        sheet.line(points(x, h - tall, x, h + tall), 1.8, frame, taper=(0, 0), wobble=0.4)
        sheet.line(
            points(x - half, h + tall * 0.2, x + half, h + tall * 0.2),
            1.8,
            frame,
            taper=(0, 0),
            wobble=0.4,
        )
        sheet.shape(
            rectangle(x - half - 0.12, h - tall - 0.1, x + half + 0.12, h - tall), frame, 0.8
        )
        if curtains is not None:
            _curtains(sheet, (x, h, half, tall), curtains, frame)
    if not world.outdoors.dark:
        world.glow(x, h, d, width * 1.1, "#fff6e0", 0.22)


def _outside(
    world: World,
    rng: np.random.Generator,
    sheet: Sheet,
    place: tuple[float, float, float, float],
    view: str,
) -> None:
    x, h, half, tall = place
    sky = world.outdoors
    top, low = h + tall * 1.6, h - tall
    for step in range(8):
        share = step / 8
        upper, under = top - (top - low) * share, top - (top - low) * (share + 0.13)
        sheet.shape(
            rectangle(x - half, under, x + half, upper), sky.sky_at(share), 0, raw=True, wobble=0
        )
    if sky.name.value == "night":
        for _ in range(10):
            spot = (x + rng.uniform(-half, half), h + rng.uniform(-0.2, 1) * tall)
            sheet.shape(ellipse(*spot, 0.012, count=6), "#fff6d8", 0, raw=True, wobble=0)
        sheet.shape(
            ellipse(x + half * 0.45, h + tall * 0.5, 0.13, count=20), "#fff3cf", 0, raw=True
        )
    if view == "hills":
        xs = np.linspace(x - half, x + half, 12)
        ridge = low + tall * (0.45 + 0.16 * np.sin(xs * 3.0) + 0.06 * np.sin(xs * 9))
        ground = "#e8eef6" if sky.snow else "#7f9a7a"
        hill = np.concatenate([np.stack([xs, ridge], 1), points(x + half, low, x - half, low)])
        sheet.shape(hill, mix(sky.grade(ground, 0.35), sky.haze, 0.1), 0.5, raw=True)
    elif view == "roofs":
        for number, px in enumerate(np.linspace(x - half, x + half, 5)):
            peak = low + tall * (0.5 + 0.3 * (number % 2))
            roof = points(
                px - half * 0.36,
                low,
                px - half * 0.36,
                peak,
                px,
                peak + tall * 0.3,
                px + half * 0.36,
                peak,
                px + half * 0.36,
                low,
            )
            sheet.shape(roof, sky.grade("#e8eef6" if sky.snow else "#8a7a88", 0.4), 0.5, raw=True)


def _curtains(
    sheet: Sheet, place: tuple[float, float, float, float], colour: Paint, rail: Paint
) -> None:
    x, h, half, tall = place
    for side in (-1, 1):
        cloth = moved(
            points(
                side * (half - 0.2),
                tall + 0.16,
                side * (half + 0.26),
                tall + 0.16,
                side * (half + 0.3),
                -tall - 0.2,
                side * (half + 0.02),
                -tall - 0.22,
                side * (half - 0.06),
                0,
            ),
            x,
            h,
        )
        mask = sheet.shape(spline(cloth, steps=5), colour, 0.8, shade=0.16)
        with sheet.clip(mask):
            for share in (0.08, 0.2):
                fold = points(
                    x + side * (half + share - 0.04), h + tall, x + side * (half + share), h - tall
                )
                sheet.line(fold, 0.55, taper=(0.1, 0.1), alpha=0.7)
    pole = points(x - half - 0.42, h + tall + 0.17, x + half + 0.42, h + tall + 0.17)
    sheet.line(pole, 1.9, mix(rail, "#2a1a20", 0.3), taper=(0, 0))


def door(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float = 2.6,
    width: float = 0.95,
    height: float = 2.1,
    colour: Paint = "#8a5c3a",
    arched: bool = False,
    glass: bool = False,
) -> None:
    """A panelled door with its frame."""
    half = width / 2
    leaf: Points = rectangle(-half, 0, half, height)
    if arched:
        top = ellipse(0, height - half, half, half, start=0, end=180, count=14)
        leaf = np.concatenate([points(-half, 0, half, 0), top])
    with world.at(x, d) as sheet:
        sheet.shape(leaf * (1.16, 1.05), mix(colour, "#ffffff", 0.22), 0.85)
        mask = sheet.shape(leaf, colour, 0.85)
        with sheet.clip(mask):
            if glass:
                sheet.shape(
                    rectangle(-half * 0.7, height * 0.5, half * 0.7, height * 0.92), "#b9d3d9", 0.6
                )
                sheet.shape(
                    rectangle(-half * 0.7, 0.15, half * 0.7, height * 0.42),
                    mix(colour, "#000000", 0.1),
                    0.55,
                )
            else:
                for low, high in ((0.1, 0.45), (0.52, 0.92)):
                    for side in (-1, 1):
                        field = rectangle(
                            side * half * 0.14, low * height, side * half * 0.78, high * height
                        )
                        sheet.line(field, 0.6, closed=True, alpha=0.7, wobble=0.3)
        sheet.shape(ellipse(half * 0.76, height * 0.46, 0.045, count=10), "#d9b24a", 0.5, wobble=0)


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


def picture(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float = 2.6,
    h: float = 1.7,
    width: float = 0.7,
    height: float = 0.55,
    frame: Paint = "#b98a4a",
) -> None:
    """A framed landscape or portrait."""
    half, tall = width / 2, height / 2
    with world.at(x, d, h) as sheet:
        sheet.shape(
            rectangle(-half - 0.06, -tall - 0.06, half + 0.06, tall + 0.06), frame, 0.8, shade=0.06
        )
        mask = sheet.shape(rectangle(-half, -tall, half, tall), "#a9c9d0", 0.6)
        with sheet.clip(mask):
            if rng.random() < 0.6:
                hill = points(
                    -half,
                    -tall,
                    -half,
                    -0.05,
                    -half * 0.2,
                    tall * 0.3,
                    half * 0.3,
                    -tall * 0.2,
                    half,
                    0.1,
                    half,
                    -tall,
                )
                sheet.shape(hill, "#7f9a6a", 0.45)
                sheet.shape(ellipse(half * 0.5, tall * 0.5, tall * 0.22, count=14), "#f2d27a", 0.4)
            else:
                sheet.shape(ellipse(0, -tall, half * 0.62, tall * 0.9, count=20), "#4f5f7a", 0.45)
                sheet.shape(
                    ellipse(0, tall * 0.25, half * 0.3, tall * 0.38, count=16), "#d9a988", 0.45
                )


def wall_clock(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float = 2.6,
    h: float = 2.2,
    radius: float = 0.3,
) -> None:
    """A round clock."""
    with world.at(x, d, h) as sheet:
        sheet.shape(ellipse(0, 0, radius, count=30), "#6b4a36", 0.8)
        sheet.shape(ellipse(0, 0, radius * 0.82, count=28), "#f6efdc", 0.5)
        for hour in range(12):
            a = np.pi * hour / 6
            tick = np.array([np.cos(a), np.sin(a)])
            sheet.line(
                np.array([tick * radius * 0.66, tick * radius * 0.76]), 0.6, taper=(0, 0), wobble=0
            )
        sheet.line(points(0, 0, radius * 0.1, radius * 0.55), 0.9, taper=(0, 0), wobble=0)
        sheet.line(points(0, 0, radius * 0.38, -radius * 0.1), 1.1, taper=(0, 0), wobble=0)


def wall_shelf(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float = 2.6,
    h: float = 1.5,
    width: float = 1.4,
    wares: tuple[str, ...] = ("jar", "pot", "bottle"),
    size: float = 0.12,
    colour: Paint = "#8a5c3a",
) -> None:
    """A board on the wall with a row of things."""
    half = width / 2
    with world.at(x, d, h) as sheet:
        if wares == ("books",):
            books(sheet, rng, (-half + 0.05, half - 0.05, 0.0), 0.3)
        else:
            px = -half + size
            while px < half - size:
                piece(sheet, rng, px, 0.0, wares[int(rng.integers(len(wares)))], size)
                px += size * 2.3
        sheet.shape(rectangle(-half, -0.07, half, 0.0), colour, 0.75, shade=0.1)
        for side in (-0.8, 0.8):
            sheet.line(points(side * half, -0.07, side * half * 0.96, -0.24), 0.9, taper=(0, 0))


def hanging_lamp(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float = 1.2,
    h: float = 2.3,
    colour: Paint = "#c79a3a",
) -> None:
    """A lamp on a cord from the ceiling."""
    lit = world.mood.lamps > 0.2
    with world.at(x, d, h) as sheet:
        sheet.line(points(0, 0.3, 0, 6), 0.7, taper=(0, 0), wobble=0.2)
        if lit:
            sheet.shape(ellipse(0, -0.02, 0.12, count=14), "#fff0b8", 0.5, raw=True)
        shade = points(-0.34, 0, -0.12, 0.3, 0.12, 0.3, 0.34, 0)
        sheet.shape(shade, colour, 0.8, shade=0.2)
    if lit:
        world.glow(x, h, d, 2.6, "#ffcf73", 0.75)


def floor_lamp(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    height: float = 1.6,
    shade: Paint = "#f0cf8a",
) -> None:
    """A standing lamp with a cloth shade."""
    lit, k = world.mood.lamps > 0.2, height
    with world.at(x, d) as sheet:
        sheet.shape(ellipse(0, 0.03, 0.2, 0.05, count=18), "#5b3a26", 0.7)
        sheet.shape(rectangle(-0.03, 0, 0.03, k), "#5b3a26", 0.7)
        hood = points(-0.34, k - 0.05, -0.2, k + 0.4, 0.2, k + 0.4, 0.34, k - 0.05)
        sheet.shape(hood, "#ffe2a0" if lit else shade, 0.85, raw=lit, shade=0.0 if lit else 0.15)
    if lit:
        world.glow(x, k + 0.1, d, 2.2, "#ffcf73", 0.85)


def candles(
    world: World, *, rng: np.random.Generator, x: float, d: float, h: float = 0.8, count: int = 3
) -> None:
    """Candles on whatever stands at that height; lit when it is dark."""
    lit = world.mood.lamps > 0.2
    with world.at(x, d, h) as sheet:
        for number in range(count):
            px, tall = (number - (count - 1) / 2) * 0.13, 0.16 + 0.08 * ((number + 1) % 2)
            sheet.shape(rectangle(px - 0.035, 0, px + 0.035, tall), "#efe6d2", 0.6, shade=0.2)
            if lit:
                flame = moved(points(0, 0, -0.03, 0.05, 0, 0.14, 0.03, 0.05), px, tall)
                sheet.shape(spline(flame, steps=4), "#ffd96a", 0.4, raw=True)
    if lit:
        world.glow(x, h + 0.3, d, 1.7, "#ffb648", 0.8)


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


def banner(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    h: float = 4.2,
    width: float = 0.9,
    length: float = 2.0,
    colour: Paint = "#9a3040",
    badge: Paint = "#e8c35a",
) -> None:
    """A long cloth with a swallow tail and a badge."""
    half = width / 2
    with world.at(x, d, h) as sheet:
        cloth = points(-half, 0, half, 0, half, -length, 0, -length + 0.3, -half, -length)
        sheet.shape(cloth, colour, 0.85, shade=0.1)
        sheet.line(points(-half * 0.8, -0.1, -half * 0.8, -length + 0.15), 0.7, badge, taper=(0, 0))
        sheet.line(points(half * 0.8, -0.1, half * 0.8, -length + 0.15), 0.7, badge, taper=(0, 0))
        star = np.array(
            [
                (np.sin(a) * r, np.cos(a) * r)
                for a, r in zip(np.arange(10) * np.pi / 5, [0.28, 0.12] * 5, strict=True)
            ]
        )
        sheet.shape(moved(star * width, 0, -length * 0.42), badge, 0.6)
        sheet.line(points(-half - 0.12, 0, half + 0.12, 0), 1.8, "#5b3a26", taper=(0, 0))


def stage_curtain(
    world: World,
    *,
    rng: np.random.Generator,
    d: float,
    x: float = 0.0,
    half: float = 3.2,
    colour: Paint = "#a02f3a",
    h: float = 3.6,
) -> None:
    """A theatre curtain, drawn aside, with a fringed pelmet."""
    dark = mix(colour, "#3a0a20", 0.35)
    with world.at(x, d) as sheet:
        for side in (-1, 1):
            for number in range(9):
                inner = half + number * 0.42
                strip = points(
                    inner, -0.02, inner - 0.1, h + 3, inner + 0.42, h + 3, inner + 0.44, -0.02
                )
                sheet.shape(strip * (side, 1), colour if number % 2 else dark, 0.7, shade=0.1)
        pelmet = np.linspace(-half - 4.5, half + 4.5, 15)
        for a, b in pairwise(pelmet):
            swag = np.concatenate(
                [
                    points(a, h + 3, a, h),
                    ellipse((a + b) / 2, h, (b - a) / 2, 0.42, start=180, end=360, count=10),
                    points(b, h + 3),
                ]
            )
            sheet.shape(swag, colour, 0.75, shade=0.1)
            trim = ellipse((a + b) / 2, h, (b - a) / 2, 0.42, start=180, end=360, count=10)
            sheet.line(trim, 1.3, "#e8c35a", taper=(0, 0))


def ladder(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    height: float = 3.0,
    colour: Paint = "#a9764a",
) -> None:
    """A ladder that leans against shelves."""
    with world.at(x, d) as sheet:
        for side in (-0.22, 0.22):
            sheet.line(points(side, 0, side * 0.8 + 0.35, height), 2.2, colour, taper=(0, 0))
        for h in np.arange(0.3, height, 0.36):
            lean = 0.35 * h / height
            sheet.line(points(-0.2 + lean, h, 0.2 + lean, h), 1.7, colour, taper=(0, 0), wobble=0.3)


def desk_lamp(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    h: float = 0.8,
    colour: Paint = "#4f8a68",
) -> None:
    """A reading lamp with a green shade, on whatever stands at that height."""
    lit = world.mood.lamps > 0.2
    with world.at(x, d, h) as sheet:
        sheet.shape(ellipse(0, 0.02, 0.13, 0.04, count=14), "#b98a4a", 0.6)
        sheet.line(points(0, 0, 0, 0.34), 1.4, "#b98a4a", taper=(0, 0))
        hood = ellipse(0, 0.32, 0.24, 0.16, start=0, end=180, count=14)
        sheet.shape(hood, colour, 0.75, shade=0.15)
    world.glow(x, h + 0.25, d, 1.5, "#ffdf9a", 0.7 if lit else 0.15)


def painted_drop(world: World, *, rng: np.random.Generator, d: float) -> None:
    """A painted backdrop: hills, a moon and cut-out trees."""
    half, pan = world.camera.half_width(d) + 0.5, world.camera.pan
    xs = np.linspace(pan - half, pan + half, 30)
    with world.at(0, d) as sheet:
        sheet.shape(ellipse(1.4, 3.2, 0.62, count=34), "#f6e6b0", 0.7)
        for base, colour, phase in (
            (1.5, "#5f7aa8", 0.0),
            (0.95, "#4f7f8a", 2.0),
            (0.5, "#4f8a6a", 4.0),
        ):
            ridge = base + 0.3 * np.sin(xs * 1.1 + phase)
            hill = np.concatenate([np.stack([xs, ridge], 1), points(pan + half, 0, pan - half, 0)])
            sheet.shape(hill, colour, 0.7)
        for x in (-2.6, -1.9, 2.8, 5.4, -5.6):
            tree = points(-0.5, 0.4, 0, 2.0, 0.5, 0.4)
            sheet.shape(moved(tree, x, 0.1), "#3f6f5a", 0.7)


def rafters(world: World, *, rng: np.random.Generator, d: float, colour: Paint = "#6b4a36") -> None:
    """The slope of a roof from both sides, with its timbers."""
    with world.at(0, d) as sheet:
        for side in (-1, 1):
            slope = points(
                side * 1.2,
                3.9,
                side * 7.5,
                -0.2,
                side * 20.0,
                -0.2,
                side * 20.0,
                12,
                side * 1.2,
                12,
            )
            sheet.shape(slope, "#8f7152", 0.8)
            for shift in np.arange(0.6, 12, 0.8):
                board = points(side * (1.2 + shift), 3.9 + shift * 0.1, side * (7.5 + shift), -0.2)
                sheet.line(board, 0.5, "#523a28", taper=(0, 0), alpha=0.6, wobble=0.3)
            beam = points(side * 1.2, 3.95, side * 7.6, -0.25)
            sheet.limb(beam, 0.13, colour, 0.9)
        sheet.shape(rectangle(-12, 3.75, 12, 4.0), colour, 0.9, shade=0.1)
