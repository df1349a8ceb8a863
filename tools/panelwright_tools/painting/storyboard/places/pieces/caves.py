"""Caves: frames of rock, dripstone, crystals."""

import numpy as np

from panelwright_tools.painting.storyboard.colour import Paint, mix
from panelwright_tools.painting.storyboard.geometry import (
    points,
)
from panelwright_tools.painting.storyboard.places.pieces.shapes import form, moved
from panelwright_tools.painting.storyboard.places.world import World


def cave_layer(
    world: World,
    *,
    rng: np.random.Generator,
    d: float,
    half: float = 4.0,
    height: float = 4.5,
    colour: Paint = "#5a5064",
) -> None:
    """A jagged frame of rock around an opening `half` wide to each side."""
    reach = world.camera.half_width(d) + 6
    angles = np.linspace(np.pi * 1.02, -np.pi * 0.02, 23)
    wide = 1 + rng.uniform(-0.1, 0.1, 23)
    arch = np.stack([np.cos(angles) * half * wide, np.sin(angles) * height * wide], 1)
    arch[:, 1] += 0.35 * (np.arange(23) % 2) * np.sin(angles).clip(0)
    arch[[0, -1], 1] = -0.3
    pan = world.camera.pan
    outer = points(
        half + reach + pan,
        -0.3,
        half + reach + pan,
        40,
        -half - reach + pan,
        40,
        -half - reach + pan,
        -0.3,
    )
    with world.at(0, d) as sheet:
        mask = sheet.shape(np.concatenate([arch, outer]), colour, 0.95)
        with sheet.clip(mask):
            for number in range(1, 22, 3):
                root = arch[number]
                out = root / max(0.1, float(np.hypot(*root)))
                crack = np.array([root, moved(root + out * 0.7, 0.2, 0), root + out * 1.5])
                sheet.line(crack, 0.8, taper=(0, 0.9), alpha=0.7)
            edge = np.array([p * 1.0 for p in arch])
            sheet.line(edge, 2.4, mix(colour, "#ffffff", 0.16), taper=(0, 0), alpha=0.55)


def stalactites(
    world: World,
    *,
    rng: np.random.Generator,
    d: float,
    h: float = 4.2,
    colour: Paint = "#62586e",
    count: int = 12,
    spread: float = 6.0,
) -> None:
    """Teeth of stone that hang from above."""
    with world.at(0, d) as sheet:
        for _ in range(count):
            x, long, wide = (
                rng.uniform(-spread, spread),
                rng.uniform(0.5, 1.6),
                rng.uniform(0.15, 0.35),
            )
            tooth = points(
                x - wide,
                h + 6,
                x - wide * 0.8,
                h + 0.2,
                x - wide * 0.2,
                h - long * 0.6,
                x,
                h - long,
                x + wide * 0.3,
                h - long * 0.5,
                x + wide * 0.8,
                h + 0.2,
                x + wide,
                h + 6,
            )
            sheet.shape(tooth, colour, 0.85, shade=0.2)


def stalagmite(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    height: float = 1.2,
    colour: Paint = "#6f647c",
) -> None:
    """A tooth of stone that stands."""
    w = height * 0.3
    with world.at(x, d) as sheet:
        tooth = form("stalagmite.tooth") * (w, height)
        sheet.shape(tooth, colour, 0.85, shade=0.25)


def crystals(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    size: float = 0.8,
    colour: Paint = "#6fd0e6",
) -> None:
    """A cluster of glowing crystals."""
    with world.at(x, d) as sheet:
        for lean, k in ((-0.5, 0.7), (0.45, 0.65), (-0.1, 1.0), (0.2, 0.5)):
            tall, w = size * k, size * 0.14
            spike = form("crystals.spike") * (w, tall)
            spike[:, 0] += lean * spike[:, 1]
            mask = sheet.shape(spike, colour, 0.8, raw=True)
            with sheet.clip(mask):
                side = form("crystals.side") * (w, tall)
                side[:, 0] += lean * side[:, 1]
                sheet.shape(side, mix(colour, "#20305a", 0.35), 0, raw=True)
    world.glow(x, size * 0.5, d, size * 2.6, colour, 0.6)
