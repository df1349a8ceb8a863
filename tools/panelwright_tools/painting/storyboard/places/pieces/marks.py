"""Marks on the ground: carpets, ripples, tracks, shells."""

import numpy as np

from panelwright_tools.painting.storyboard.colour import Paint
from panelwright_tools.painting.storyboard.geometry import (
    ellipse,
    points,
    spline,
)
from panelwright_tools.painting.storyboard.places.world import World


def carpet(
    world: World,
    *,
    rng: np.random.Generator,
    far_d: float,
    width: float = 2.0,
    colour: Paint = "#9a3040",
    x: float = 0.0,
) -> None:
    """A carpet that runs from the reader into the depth, with a gold border."""
    near, half = world.camera.nearest, width / 2
    with world.flat(1.0) as sheet:
        sheet.shape(
            world.path(
                (x - half, 0, far_d), (x + half, 0, far_d), (x + half, 0, near), (x - half, 0, near)
            ),
            colour,
            0.8,
        )
        for side in (-1, 1):
            px = x + side * half * 0.86
            sheet.line(
                world.path((px, 0, far_d), (px, 0, near)), 1.2, "#e0b85a", taper=(0, 0), wobble=0.3
            )


def ripples(world: World, *, rng: np.random.Generator, colour: Paint, count: int = 34) -> None:
    """Wind ripples in sand."""
    with world.flat() as sheet:
        for _ in range(count):
            x, d = rng.uniform(-10, 10), rng.uniform(world.camera.nearest, 12)
            if world.sees(x, d, 0.8):
                wave = world.path(
                    (x - 0.6, 0, d),
                    (x - 0.2, 0, d + 0.12),
                    (x + 0.2, 0, d + 0.05),
                    (x + 0.6, 0, d + 0.14),
                )
                sheet.line(
                    spline(wave, closed=False, steps=4), 0.55, world.snowy(colour, 0.6), alpha=0.7
                )


def tracks(
    world: World, *, rng: np.random.Generator, x: float, start: float, colour: Paint = "#aebfd6"
) -> None:
    """Footprints that lead away through snow."""
    near = world.camera.nearest
    for number, d in enumerate(np.arange(near, start, 0.45)):
        side = 0.14 if number % 2 else -0.14
        px = x + side + 0.5 * np.sin(d * 0.35)
        print_ = ellipse(px, float(d), 0.09, 0.17, count=12)
        with world.flat(float(d)) as sheet:
            sheet.shape(
                world.path(*[(float(a), 0.0, float(b)) for a, b in print_]), colour, 0.3, wobble=0.3
            )


def shells(world: World, *, rng: np.random.Generator, x: float, d: float) -> None:
    """A shell, a pebble or a starfish."""
    kind = int(rng.integers(3))
    with world.at(x, d) as sheet:
        if kind == 0:
            fan = np.concatenate(
                [points(0, 0), ellipse(0, 0.02, 0.11, 0.13, start=10, end=170, count=8)]
            )
            sheet.shape(fan, "#f0c0a5", 0.5, shade=0.15, wobble=0.3)
        elif kind == 1:
            sheet.shape(ellipse(0, 0.04, 0.1, 0.06, count=12), "#b5aeb0", 0.5, shade=0.2)
        else:
            angles = np.arange(10) * np.pi / 5 + 0.3
            reach = np.where(np.arange(10) % 2, 0.05, 0.14)
            sheet.shape(
                np.stack([np.cos(angles) * reach, np.sin(angles) * reach * 0.6 + 0.06], 1),
                "#e8865a",
                0.5,
            )
