"""Marks on the ground: carpets, ripples, tracks, shells, mown stripes, lines of a pitch."""

import numpy as np

from panelwright_tools.painting.storyboard.colour import Paint, mix
from panelwright_tools.painting.storyboard.geometry import ellipse, points, spline
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


def mown(world: World, *, rng: np.random.Generator, step: float = 3.0) -> None:
    """Light and dark stripes of a mown pitch."""
    near, far = world.grass_tones()
    for number, d in enumerate(np.arange(world.camera.nearest, 30.0, step)):
        if number % 2:
            continue
        y0, y1 = world.camera.ground(float(d)), world.camera.ground(float(d + step))
        with world.flat(float(d)) as sheet:
            band = points(-5, y0, world.camera.width + 5, y0, world.camera.width + 5, y1, -5, y1)
            sheet.shape(band, mix(near, far, 0.5), 0, wobble=0)


def chalk_line(world: World, *, rng: np.random.Generator, d: float) -> None:
    """A white line across a pitch."""
    y = world.camera.ground(d)
    with world.flat(d) as sheet:
        sheet.line(
            points(-5, y, world.camera.width + 5, y), 1.8, "#f3f3ec", taper=(0, 0), wobble=0.4
        )


def goal(world: World, *, rng: np.random.Generator, x: float, d: float) -> None:
    """A goal with its net."""
    with world.at(x, d) as sheet:
        for px in np.arange(-2.6, 2.7, 0.4):
            sheet.line(
                points(px, 0.2, px, 2.3), 0.4, "#e9e9e4", taper=(0, 0), alpha=0.6, wobble=0.2
            )
        for h in np.arange(0.3, 2.3, 0.4):
            sheet.line(points(-2.7, h, 2.7, h), 0.4, "#e9e9e4", taper=(0, 0), alpha=0.6, wobble=0.2)
        sheet.line(
            points(-2.75, 0, -2.75, 2.4, 2.75, 2.4, 2.75, 0),
            2.4,
            "#f6f4ee",
            taper=(0, 0),
            wobble=0.2,
        )


def stands(world: World, *, rng: np.random.Generator, d: float) -> None:
    """Terraces dotted with the colours of a crowd."""
    half, pan = world.camera.half_width(d) + 1, world.camera.pan
    tones = ("#d98f7a", "#7f9ac0", "#e0c070", "#9fb58a", "#c9a0b5", "#e9e4d8")
    with world.at(0, d) as sheet:
        for row in range(6):
            low = 1.2 + row * 1.3
            sheet.shape(
                points(
                    pan - half, low, pan + half, low, pan + half, low + 1.35, pan - half, low + 1.35
                ),
                mix("#8a8fa5", "#b5b8c5", row / 6),
                0.5,
                wobble=0.2,
            )
            for x in np.arange(pan - half, pan + half, 0.75):
                if rng.random() < 0.8:
                    tone = tones[int(rng.integers(6))]
                    dot = ellipse(x + rng.uniform(-0.1, 0.1), low + 0.7, 0.26, 0.34, count=8)
                    sheet.shape(dot, tone, 0, wobble=0)
        sheet.shape(
            points(pan - half, 0, pan + half, 0, pan + half, 1.2, pan - half, 1.2), "#4f6a94", 0.8
        )
        sheet.shape(
            points(pan - half, 9.0, pan + half, 9.0, pan + half, 9.8, pan - half, 9.8),
            world.snowy("#6a7080"),
            0.7,
        )
