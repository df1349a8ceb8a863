"""Old stones: ruined columns, steps, graves, prison bars."""

import numpy as np

from panelwright_tools.painting.storyboard.colour import Paint, mix
from panelwright_tools.painting.storyboard.geometry import (
    ellipse,
    points,
    rectangle,
)
from panelwright_tools.painting.storyboard.places.pieces.shapes import form, moved
from panelwright_tools.painting.storyboard.places.world import SNOW, World


def gravestone(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    kind: str = "slab",
    colour: Paint = "#9a98a4",
) -> None:
    """A grave: a rounded slab or a cross, slightly askew."""
    lean = rng.uniform(-0.08, 0.08)
    with world.at(x, d) as sheet:
        if kind == "cross":
            stone = form("gravestone.stone")
        else:
            stone = np.concatenate(
                [
                    points(-0.4, 0),
                    ellipse(0, 0.7, 0.4, 0.34, start=180, end=0, count=12),
                    points(0.4, 0),
                ]
            )
        stone[:, 0] += lean * stone[:, 1]
        mask = sheet.shape(stone, colour, 0.9, shade=0.16)
        with sheet.clip(mask):
            if kind == "slab":
                for h in (0.55, 0.68, 0.8):
                    sheet.line(points(-0.2, h, 0.22, h), 0.6, alpha=0.7)
            if world.mood.snow:
                sheet.shape(rectangle(-1, 0.92 if kind == "slab" else 1.28, 1, 2), SNOW, 0.4)
        for px in (-0.4, 0.38):
            sheet.line(
                points(px, 0, px - 0.05, 0.18),
                0.7,
                mix(world.mood.grass[0], "#203a20", 0.3),
                taper=(0, 0.8),
            )


def broken_column(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    height: float = 2.4,
    colour: Paint = "#cfc3ac",
    width: float = 0.7,
) -> None:
    """A ruined column, with ivy."""
    half = width / 2
    with world.at(x, d) as sheet:
        top = moved(form("broken_column.top") * (half, 1.0), 0.0, height)
        body = np.concatenate([points(-half, 0.2, half, 0.2), top])
        mask = sheet.shape(body, colour, 0.9, shade=0.28)
        with sheet.clip(mask):
            for px in (-0.4, 0.0, 0.4):
                sheet.line(points(px * half, 0.3, px * half, height), 0.5, taper=(0, 0), alpha=0.6)
        sheet.shape(rectangle(-half * 1.4, 0, half * 1.4, 0.24), colour, 0.85, shade=0.15)
        if world.mood.snow:
            return
        for _ in range(6):
            px, h = rng.uniform(-1, 0) * half, rng.uniform(0.4, height * 0.8)
            sheet.shape(ellipse(px, h, 0.12, 0.09, count=8), world.mood.leaf(0), 0.45)


def lintel(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    h: float,
    width: float,
    colour: Paint = "#cfc3ac",
    gable: bool = False,
) -> None:
    """The beam that columns carry, with a gable if wanted."""
    half = width / 2
    with world.at(x, d, h) as sheet:
        if gable:
            sheet.shape(
                points(-half, 0.5, 0, half * 0.42 + 0.5, half, 0.5), colour, 0.9, shade=0.05
            )
            inner = points(-half * 0.72, 0.66, 0, half * 0.3 + 0.6, half * 0.72, 0.66)
            sheet.shape(inner, mix(colour, "#4a3a40", 0.25), 0.7)
        sheet.shape(rectangle(-half, 0, half, 0.5), colour, 0.9, shade=0.1)
        for px in np.arange(-half + 0.4, half, 0.8):
            sheet.line(points(px, 0.1, px, 0.4), 0.8, taper=(0, 0), alpha=0.6)


def steps(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    width: float = 6.0,
    count: int = 4,
    colour: Paint = "#bfb5a4",
) -> None:
    """Broad steps up to whatever stands behind."""
    half = width / 2
    for number in range(count):
        with world.at(x, d + (count - number) * 0.3) as sheet:
            high = (count - number) * 0.17
            wide = half + 0.3 * number
            sheet.shape(
                rectangle(-wide, 0, wide, high), world.snowy(mix(colour, "#4a4458", 0.1), 0.5), 0.8
            )
            sheet.shape(
                rectangle(-wide, high - 0.05, wide, high),
                world.snowy(mix(colour, "#ffffff", 0.25)),
                0.5,
            )


def bars(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    width: float = 2.2,
    height: float = 2.2,
) -> None:
    """A cell door of iron bars before darkness."""
    half = width / 2
    with world.at(x, d) as sheet:
        sheet.shape(rectangle(-half - 0.12, 0, half + 0.12, height + 0.12), "#4d4a58", 0.85)
        sheet.shape(rectangle(-half, 0, half, height), "#1f1a2c", 0.8)
        for px in np.arange(-half + 0.12, half, 0.24):
            sheet.line(points(px, 0, px, height), 2.0, "#6f6c7c", taper=(0, 0), wobble=0.3)
        for h in (height * 0.4, height * 0.75):
            sheet.line(points(-half, h, half, h), 2.0, "#6f6c7c", taper=(0, 0), wobble=0.3)
        sheet.shape(
            rectangle(half * 0.55, height * 0.42, half * 0.85, height * 0.56), "#8a8578", 0.7
        )


def chains(world: World, *, rng: np.random.Generator, x: float, d: float, h: float = 2.2) -> None:
    """Chains that hang from a ring in the wall."""
    with world.at(x, d, h) as sheet:
        sheet.line(ellipse(0, 0, 0.09, count=14), 1.3, "#5a586a", closed=True)
        for side, long in ((-1, 7), (1, 5)):
            for number in range(long):
                link = ellipse(
                    side * (0.06 + 0.03 * number), -0.14 - 0.13 * number, 0.04, 0.075, count=10
                )
                sheet.line(link, 0.9, "#6f6c7c", closed=True, wobble=0.2)
