"""What flowers: beds, single flowers, water lilies."""

import numpy as np

from panelwright_tools.painting.storyboard.colour import Paint
from panelwright_tools.painting.storyboard.geometry import (
    ellipse,
    points,
    spline,
)
from panelwright_tools.painting.storyboard.places.pieces.shapes import form
from panelwright_tools.painting.storyboard.places.world import World


def flower_bed(
    world: World, *, rng: np.random.Generator, x: float, d: float, width: float = 2.4
) -> None:
    """A bed of mixed flowers with a stone edge; bare earth in winter."""
    half = width / 2
    tones = ("#e05a6a", "#f2d25a", "#b86ab0", "#f6f0e0", "#e88a4a", "#6f8fd0")
    with world.at(x, d) as sheet:
        sheet.shape(
            spline(form("flower_bed.outline") * (half, 1), steps=4), world.snowy("#6f5340"), 0.8
        )
        if world.mood.flowers > 0.1 and not world.mood.snow:
            for _ in range(int(width * 9 * min(1.0, world.mood.flowers))):
                px, h = rng.uniform(-0.92, 0.92) * half, rng.uniform(0.18, 0.55)
                sheet.line(points(px, 0.08, px, h), 0.7, "#3f7a35", taper=(0, 0), wobble=0.3)
                sheet.shape(
                    ellipse(px, h, 0.09, count=9), tones[int(rng.integers(6))], 0.45, wobble=0.5
                )
        for px in np.arange(-half, half, 0.3):
            sheet.shape(ellipse(px + 0.15, 0.03, 0.17, 0.1, count=10), world.snowy("#b0a9b4"), 0.5)


def flower(
    world: World, *, rng: np.random.Generator, x: float, d: float, colour: Paint, size: float = 0.1
) -> None:
    """A flower on its stem; none grow in snow, few in autumn."""
    if world.mood.snow or rng.random() > world.mood.flowers or world.small(size, d):
        return
    with world.at(x, d) as sheet:
        tall = size * rng.uniform(1.6, 2.4)
        sheet.line(points(0, 0, size * 0.1, tall), 0.7, "#3f7a35", taper=(0, 0), wobble=0.4)
        if size * sheet.scale < 9 * sheet.unit:
            sheet.shape(ellipse(size * 0.1, tall, size * 0.42, count=12), colour, 0.4, wobble=0.3)
            return
        for turn in range(5):
            a = 2 * np.pi * turn / 5 + 0.3
            petal = ellipse(
                size * 0.1 + np.cos(a) * size * 0.3, tall + np.sin(a) * size * 0.3, size * 0.24
            )
            sheet.shape(petal[::4], colour, 0.45, wobble=0.2)
        sheet.shape(ellipse(size * 0.1, tall, size * 0.2, count=12), "#f6d25a", 0.4, wobble=0.2)


def lily(world: World, *, rng: np.random.Generator, x: float, d: float) -> None:
    """A leaf on still water, now and then with its flower."""
    wide = rng.uniform(0.3, 0.5)
    ring = ellipse(x, d, wide, wide, start=20, end=340, count=16)
    with world.flat(d) as sheet:
        pad = [(float(a), 0.0, float(b)) for a, b in ring]
        sheet.shape(world.path(*pad, (x, 0.0, d)), "#6f9a5a", 0.6)
    if rng.random() < 0.4 and not world.mood.snow:
        with world.at(x, d) as sheet:
            for angle in (30, 90, 150):
                a = np.radians(angle)
                petal = ellipse(
                    np.cos(a) * 0.1, 0.08 + np.sin(a) * 0.08, 0.09, 0.06, rotation=angle, count=9
                )
                sheet.shape(petal, "#f6d9e2", 0.5, wobble=0.2)
