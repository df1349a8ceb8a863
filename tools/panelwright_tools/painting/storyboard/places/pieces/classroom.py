"""Schools, churches and halls: boards, maps, desks, lockers, pews."""

import numpy as np

from panelwright_tools.painting.storyboard.colour import Paint, luminance, mix
from panelwright_tools.painting.storyboard.geometry import (
    ellipse,
    points,
    rectangle,
    rounded_rectangle,
    spline,
)
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.places.pieces.furniture import chair
from panelwright_tools.painting.storyboard.places.pieces.shapes import form, moved
from panelwright_tools.painting.storyboard.places.world import World


def school_desk(
    world: World, *, rng: np.random.Generator, x: float, d: float, colour: Paint = "#b98a5a"
) -> None:
    """A pupil's desk with a chair behind it."""
    chair(world, rng=rng, x=x, d=d + 0.4, colour=mix(colour, "#4a3a3a", 0.3))
    with world.at(x, d) as sheet:
        for px in (-0.5, 0.5):
            sheet.line(points(px, 0, px * 0.94, 0.7), 1.6, "#4d5568", taper=(0, 0))
        sheet.shape(rectangle(-0.58, 0.56, 0.58, 0.7), mix(colour, "#4a3028", 0.25), 0.8)
        sheet.shape(form("school_desk.outline"), colour, 0.85)
        if rng.random() < 0.75:
            left = rng.uniform(-0.4, 0.1)
            sheet.shape(
                rectangle(left, 0.78, left + 0.28, 0.83),
                ["#b8463f", "#3f6f8f", "#d9a441"][int(rng.integers(3))],
                0.5,
            )


def blackboard(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float = 2.6,
    h: float = 1.75,
    width: float = 2.8,
    height: float = 1.2,
    colour: Paint = "#3a5a50",
    frame: Paint = "#9a6c42",
    chalk: str = "sums",
) -> None:
    """A board with writing across it or, as `sums`, on its left with a figure beside it."""
    half, tall = width / 2, height / 2
    white = "#eef4ee" if luminance(colour) < 0.5 else "#4f6f9a"
    with world.at(x, d, h) as sheet:
        sheet.shape(rectangle(-half - 0.08, -tall - 0.08, half + 0.08, tall + 0.08), frame, 0.85)
        mask = sheet.shape(rectangle(-half, -tall, half, tall), colour, 0.7)
        with sheet.clip(mask):
            dust = ellipse(half * 0.2, 0, half * 0.6, tall * 0.5, count=20)
            sheet.soft(dust, "#dfe8e0", 0.1, sheet.scale * 0.1)
            for row in range(4):
                end = half * (0.1 if chalk == "sums" else 0.7)
                _scribble(sheet, rng, (-half * 0.85, end, tall * (0.6 - 0.38 * row)), white)
            if chalk == "sums":
                ring = ellipse(half * 0.5, 0.05, 0.28, count=20)
                sheet.line(ring, 0.9, white, closed=True, alpha=0.85)
                radius = points(half * 0.5, 0.05, half * 0.5 + 0.24, 0.2)
                sheet.line(radius, 0.9, white, alpha=0.85)
        sheet.shape(rectangle(-half * 0.5, -tall - 0.14, half * 0.5, -tall - 0.06), frame, 0.7)


def _scribble(
    sheet: Sheet, rng: np.random.Generator, row: tuple[float, float, float], colour: Paint
) -> None:
    """Unreadable words between two x at a height."""
    x, end, h = row
    while x < end:
        wide = rng.uniform(0.07, 0.22)
        word = moved(form("blackboard.word") * (wide, 1.0), x, h)
        sheet.line(spline(word, closed=False, steps=3), 1.0, colour, alpha=0.85)
        x += wide + 0.08


def world_map(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float = 2.6,
    h: float = 1.8,
    width: float = 1.5,
) -> None:
    """A hanging map of somewhere."""
    half, tall = width / 2, width * 0.34
    with world.at(x, d, h) as sheet:
        mask = sheet.shape(rectangle(-half, -tall, half, tall), "#a9cdd6", 0.8)
        with sheet.clip(mask):
            for px, py, k in (
                (-0.5, 0.12, 0.34),
                (0.2, 0.1, 0.3),
                (0.55, -0.2, 0.26),
                (-0.25, -0.3, 0.2),
            ):
                angles = np.linspace(0, 2 * np.pi, 9, endpoint=False)
                reach = rng.uniform(0.6, 1.1, 9) * k * half
                land = np.stack([np.cos(angles) * reach, np.sin(angles) * reach * 0.8], 1)
                tone = ("#d9c48a", "#9fbf8a", "#d9a98a")[int(rng.integers(3))]
                sheet.shape(moved(spline(land, steps=3), px * half, py * half), tone, 0.5)
        for y in (-tall, tall):
            sheet.line(points(-half - 0.08, y, half + 0.08, y), 2.2, "#7a5238", taper=(0, 0))


def locker_row(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    count: int = 5,
    colour: Paint = "#6f8fa8",
) -> None:
    """Lockers side by side."""
    with world.at(x, d) as sheet:
        for number in range(count):
            left = (number - count / 2) * 0.42
            sheet.shape(
                rectangle(left, 0.05, left + 0.4, 1.9),
                mix(colour, "#ffffff", 0.08 * (number % 2)),
                0.8,
            )
            for h in (1.6, 1.66, 1.72):
                sheet.line(points(left + 0.1, h, left + 0.3, h), 0.6, taper=(0, 0))
            sheet.shape(rectangle(left + 0.3, 0.95, left + 0.35, 1.08), "#d9d4cc", 0.4)


def pew(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    width: float = 2.4,
    colour: Paint = "#8a5c3a",
) -> None:
    """A bench seen from behind, as in a church or court."""
    half = width / 2
    with world.at(x, d) as sheet:
        sheet.shape(rectangle(-half, 0.1, half, 0.95), colour, 0.9, shade=0.05)
        sheet.line(rectangle(-half + 0.15, 0.25, half - 0.15, 0.8), 0.6, closed=True, alpha=0.6)
        sheet.shape(
            rectangle(-half - 0.05, 0.92, half + 0.05, 1.02), mix(colour, "#ffffff", 0.15), 0.8
        )
        for side in (-1, 1):
            sheet.shape(
                rounded_rectangle(side * half - 0.09, 0, side * half + 0.09, 1.15, 0.08),
                colour,
                0.85,
                shade=0.2,
            )
