"""Castles: towers, walls, gates, battlements, thrones."""

import numpy as np

from panelwright_tools.painting.storyboard.colour import Paint, mix
from panelwright_tools.painting.storyboard.geometry import (
    Points,
    ellipse,
    points,
    rectangle,
    rounded_rectangle,
    spline,
)
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.places.pieces.houses import LIT
from panelwright_tools.painting.storyboard.places.pieces.shapes import form, moved
from panelwright_tools.painting.storyboard.places.world import SNOW, World


def tower(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    width: float = 3.0,
    height: float = 9.0,
    wall: Paint = "#a39aa8",
    roof: Paint | None = "#5a4a78",
    slits: int = 3,
) -> None:
    """A round stone tower; without a roof it ends in battlements."""
    half = width / 2
    with world.at(x, d) as sheet:
        mask = sheet.shape(rectangle(-half, -0.05, half, height), wall, 0.9, shade=0.22)
        with sheet.clip(mask):
            stones(sheet, rng, (-half, half, 0, height), count=int(height * 1.6))
        lit = world.mood.lamps > 0.3
        for number in range(slits):
            h = height * (0.3 + 0.6 * number / max(1, slits)) + 0.2
            slit = _slit(0.0 if number % 2 else -half * 0.3, h)
            sheet.shape(slit, LIT if lit else "#2a2438", 0.6, raw=lit)
            world.glow(x, h, d, 1.8, "#ffb648", 0.35 * lit)
        if roof is None:
            battlement(world, sheet, (-half - 0.2, half + 0.2, height), wall)
            return
        sheet.shape(
            rectangle(-half - 0.22, height - 0.3, half + 0.22, height), wall, 0.8, shade=0.2
        )
        cone = points(-half - 0.45, height, 0, height + width * 1.25, half + 0.45, height)
        cover = sheet.shape(cone, world.snowy(roof, 0.7), 0.9, shade=0.2)
        with sheet.clip(cover):
            for h in np.arange(height + 0.4, height + width * 1.2, 0.5):
                row = points(-half - 0.5, h + 0.1, 0, h - 0.1, half + 0.5, h + 0.1)
                sheet.line(spline(row, closed=False, steps=5), 0.45, taper=(0, 0), alpha=0.6)
        flag(world, sheet, rng, 0.0, height + width * 1.25)


def _slit(x: float, h: float) -> Points:
    return np.concatenate(
        [
            points(x - 0.14, h - 0.4),
            ellipse(x, h + 0.1, 0.14, 0.2, start=180, end=0, count=8),
            points(x + 0.14, h - 0.4),
        ]
    )


def flag(
    world: World,
    sheet: Sheet,
    rng: np.random.Generator,
    x: float,
    h: float,
    colour: Paint = "#d0473d",
) -> None:
    """A pennant on a pole at the height of its foot."""
    sheet.line(points(x, h, x, h + 1.3), 0.9, taper=(0, 0))
    cloth = points(x, h + 1.3, x + 0.5, h + 1.28, x + 1.1, h + 1.0, x + 0.5, h + 0.92, x, h + 0.8)
    sheet.shape(spline(cloth, steps=4), colour, 0.7)


def stones(
    sheet: Sheet,
    rng: np.random.Generator,
    area: tuple[float, float, float, float],
    count: int = 16,
    size: float = 0.5,
) -> None:
    """A few stones of a wall, so that it reads as stone and stays calm. Call inside its clip."""
    left, right, low, high = area
    for _ in range(count):
        x, h = (
            rng.uniform(left, right),
            low + size * 0.5 * int(rng.integers(int((high - low) / (size * 0.5)) + 1)),
        )
        wide = size * rng.uniform(0.7, 1.3)
        brick = points(x, h, x + wide, h, x + wide, h + size * 0.5)
        sheet.line(brick, 0.5, taper=(0.2, 0.2), alpha=0.55)


def battlement(
    world: World, sheet: Sheet, place: tuple[float, float, float], wall: Paint, step: float = 0.7
) -> None:
    """Merlons along the top of a wall between two x."""
    left, right, height = place
    sheet.shape(rectangle(left, height - 0.35, right, height + 0.05), wall, 0.8, shade=0.1)
    count = max(2, round((right - left) / step))
    for number in range(0, count + 1, 2):
        px = left + (right - left) * number / (count + 1)
        wide = (right - left) / (count + 1)
        sheet.shape(rectangle(px, height, px + wide, height + 0.6), wall, 0.8, shade=0.2)
        if world.mood.snow:
            sheet.shape(rectangle(px, height + 0.5, px + wide, height + 0.66), SNOW, 0.5)


def wall(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    width: float = 10.0,
    height: float = 4.0,
    colour: Paint = "#a39aa8",
    battlements: bool = False,
) -> None:
    """A stone wall, with battlements if wanted."""
    half = width / 2
    with world.at(x, d) as sheet:
        mask = sheet.shape(rectangle(-half, -0.05, half, height), colour, 0.9)
        with sheet.clip(mask):
            stones(sheet, rng, (-half, half, 0, height), count=int(width * height * 0.5))
        if battlements:
            battlement(world, sheet, (-half, half, height), colour)
        elif world.mood.snow:
            sheet.shape(rectangle(-half, height - 0.08, half, height + 0.14), SNOW, 0.6)


def throne(
    world: World, *, rng: np.random.Generator, x: float, d: float, colour: Paint = "#9a3040"
) -> None:
    """A throne on three steps."""
    gold = "#d9b24a"
    with world.at(x, d) as sheet:
        for step, half in ((0, 2.0), (1, 1.6), (2, 1.2)):
            sheet.shape(
                rectangle(-half, step * 0.18, half, step * 0.18 + 0.18), "#b5aeb8", 0.85, shade=0.06
            )
        with sheet.placed(np.array([[1.0, 0, 0], [0, 1, 0.54]])):
            back = np.concatenate(
                [
                    points(-0.5, 0.4, -0.56, 1.7),
                    points(-0.3, 1.95, 0, 2.3, 0.3, 1.95),
                    points(0.56, 1.7, 0.5, 0.4),
                ]
            )
            sheet.shape(back, gold, 0.95, shade=0.1)
            sheet.shape(rounded_rectangle(-0.36, 0.5, 0.36, 1.66, 0.12), colour, 0.8, shade=0.1)
            sheet.shape(rectangle(-0.58, 0, 0.58, 0.48), gold, 0.9, shade=0.15)
            sheet.shape(rounded_rectangle(-0.46, 0.42, 0.46, 0.6, 0.06), colour, 0.8)
            for side in (-1, 1):
                sheet.shape(
                    rounded_rectangle(side * 0.56 - 0.09, 0.1, side * 0.56 + 0.09, 0.92, 0.07),
                    gold,
                    0.85,
                    shade=0.2,
                )
                sheet.shape(ellipse(side * 0.54, 1.78, 0.11, count=14), gold, 0.8)
            sheet.shape(form("throne.outline"), "#c8453a", 0.7)


def gatehouse(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    wall: Paint = "#a39aa8",
    height: float = 6.0,
) -> None:
    """A castle gate with its portcullis and battlements."""
    half, k = 2.6, height
    with world.at(x, d) as sheet:
        mask = sheet.shape(rectangle(-half, -0.05, half, k), wall, 0.95, shade=0.06)
        with sheet.clip(mask):
            stones(sheet, rng, (-half, half, 0, k), count=20)
        arch = _arch(1.15, 2.2)
        sheet.shape(arch * (1.2, 1.1), mix(wall, "#ffffff", 0.16), 0.85)
        opening = sheet.shape(arch, "#2a2438", 0.85)
        with sheet.clip(opening):
            for px in np.arange(-1.0, 1.1, 0.34):
                sheet.line(points(px, 1.3, px, 3.6), 1.5, "#5a4a4a", taper=(0, 0))
            for h in (1.6, 2.1, 2.6, 3.1):
                sheet.line(points(-1.3, h, 1.3, h), 1.5, "#5a4a4a", taper=(0, 0))
        for px in (-1.7, 1.7):
            slit = moved(_arch(0.16, 0.6), px, k * 0.55)
            sheet.shape(
                slit,
                "#ffd27a" if world.mood.lamps > 0.3 else "#2a2438",
                0.6,
                raw=world.mood.lamps > 0.3,
            )
        battlement(world, sheet, (-half - 0.2, half + 0.2, k), wall)


def _arch(half: float, shoulder: float) -> Points:
    top = ellipse(0, shoulder, half, half, start=180, end=0, count=14)
    return np.concatenate([points(-half, 0), top, points(half, 0)])
