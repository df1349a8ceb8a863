"""The fairground and the sports ground: wheels, floodlights, stands."""

import numpy as np

from panelwright_tools.painting.storyboard.colour import mix
from panelwright_tools.painting.storyboard.geometry import (
    ellipse,
    points,
    rectangle,
    rounded_rectangle,
)
from panelwright_tools.painting.storyboard.places.pieces.shapes import form, moved
from panelwright_tools.painting.storyboard.places.world import World


def ferris_wheel(
    world: World, *, rng: np.random.Generator, x: float, d: float, radius: float = 6.0
) -> None:
    """A big wheel with gondolas and lamps."""
    r, hub = radius, radius + 1.4
    lit = world.mood.lamps > 0.2
    tones = ("#d0473d", "#efc84f", "#4f8aa8", "#6fa35a")
    with world.at(x, d) as sheet:
        for side in (-1, 1):
            sheet.line(points(side * r * 0.5, 0, 0, hub), 2.2, "#8a90a5", taper=(0, 0))
        for k in (1.0, 0.9):
            sheet.line(ellipse(0, hub, r * k, count=60), 1.3, "#c9ccd8", closed=True, wobble=0.3)
        for number in range(12):
            a = 2 * np.pi * number / 12 + 0.15
            out = np.array([np.cos(a), np.sin(a)]) * r
            sheet.line(
                np.array([[0, hub], [out[0], hub + out[1]]]),
                0.8,
                "#c9ccd8",
                taper=(0, 0),
                wobble=0.3,
            )
            car = moved(rounded_rectangle(-0.5, -1.1, 0.5, -0.25, 0.2), out[0], hub + out[1])
            sheet.shape(car, tones[number % 4], 0.7, shade=0.2)
            if lit:
                sheet.shape(ellipse(out[0], hub + out[1], 0.14, count=8), "#fff0b8", 0.3, raw=True)
                world.glow(x + out[0], hub + out[1], d, 1.3, "#ffd27a", 0.45)
        sheet.shape(ellipse(0, hub, 0.5, count=20), "#d0473d", 0.8)


def scaffold_lights(
    world: World, *, rng: np.random.Generator, x: float, d: float, height: float = 7.0
) -> None:
    """A floodlight mast."""
    lit = world.mood.lamps > 0.2
    with world.at(x, d) as sheet:
        sheet.line(points(-0.2, 0, -0.2, height), 1.1, "#6a7080", taper=(0, 0))
        sheet.line(points(0.2, 0, 0.2, height), 1.1, "#6a7080", taper=(0, 0))
        sheet.shape(rectangle(-1.0, height, 1.0, height + 0.9), "#4d5060", 0.8)
        for px in (-0.65, 0.0, 0.65):
            sheet.shape(
                ellipse(px, height + 0.45, 0.25, count=14),
                "#fff6dc" if lit else "#dfe6ea",
                0.6,
                raw=lit,
            )
    if lit:
        world.glow(x, height + 0.45, d, 5.0, "#fff0c8", 0.8)


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
            form("goal.outline"),
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
