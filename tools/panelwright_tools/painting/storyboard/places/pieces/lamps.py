"""Lamps, candles and torches of rooms."""

import numpy as np

from panelwright_tools.painting.storyboard.colour import Paint
from panelwright_tools.painting.storyboard.geometry import (
    ellipse,
    points,
    rectangle,
    spline,
)
from panelwright_tools.painting.storyboard.places.pieces.shapes import form, moved
from panelwright_tools.painting.storyboard.places.world import World


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
        shade = form("hanging_lamp.shade")
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
                flame = moved(form("candles.flame"), px, tall)
                sheet.shape(spline(flame, steps=4), "#ffd96a", 0.4, raw=True)
    if lit:
        world.glow(x, h + 0.3, d, 1.7, "#ffb648", 0.8)


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


def torch(world: World, *, rng: np.random.Generator, x: float, d: float, h: float = 2.0) -> None:
    """A burning torch in a wall bracket."""
    with world.at(x, d, h) as sheet:
        sheet.shape(form("torch.outline"), "#6b4630", 0.75, shade=0.2)
        sheet.shape(rectangle(-0.12, -0.2, 0.12, -0.12), "#3a3548", 0.6)
        for colour, k in (("#e0562f", 1.0), ("#f5a03c", 0.68), ("#ffe08a", 0.36)):
            flame = form("torch.flame") * (0.2 * k, 0.42 * k)
            sheet.shape(moved(spline(flame, steps=4), 0, 0.02), colour, 0.5, raw=True)
    world.glow(x, h + 0.25, d, 2.8, "#ff9a3c", 0.85 if world.mood.dark else 0.45)


def spotlight(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    h: float = 5.0,
    colour: Paint = "#fff0c8",
    half: float = 1.3,
) -> None:
    """A cone of light from above onto the boards."""
    with world.at(x, d) as sheet:
        cone = points(-0.12, h, 0.12, h, half, 0, -half, 0)
        sheet.soft(cone, colour, 0.22, sheet.scale * 0.08, raw=True)
        sheet.soft(
            ellipse(0, 0, half, half * 0.16, count=24), colour, 0.4, sheet.scale * 0.06, raw=True
        )
    world.glow(x, 0.4, d, half * 2.0, colour, 0.35)
