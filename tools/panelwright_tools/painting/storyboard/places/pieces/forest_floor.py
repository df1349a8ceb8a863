"""What lies and grows on a forest floor: mushrooms, felled trunks, fallen leaves."""

import numpy as np

from panelwright_tools.painting.storyboard.colour import Paint
from panelwright_tools.painting.storyboard.geometry import (
    ellipse,
    points,
    rectangle,
    spline,
)
from panelwright_tools.painting.storyboard.places.pieces.shapes import form, moved
from panelwright_tools.painting.storyboard.places.world import SNOW, World


def mushroom(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    size: float = 0.25,
    colour: Paint = "#c8453a",
) -> None:
    """A toadstool with spots, in twos."""
    with world.at(x, d) as sheet:
        for dx, k in ((0.0, 1.0), (0.6, 0.6)):
            s = size * k
            stem = moved(form("mushroom.stem") * s, dx * size, 0)
            sheet.shape(stem, "#efe6d2", 0.6, shade=0.25)
            cap = ellipse(dx * size, 0.48 * s, 0.48 * s, 0.46 * s, start=0, end=180, count=16)
            mask = sheet.shape(cap, colour, 0.7, shade=0.2)
            with sheet.clip(mask):
                for px, py in ((-0.22, 0.62), (0.08, 0.78), (0.26, 0.58)):
                    dot = ellipse(px * s + dx * size, py * s, 0.07 * s, count=10)
                    sheet.shape(dot, "#fff4e0", 0, wobble=0.2)


def log(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    length: float = 2.0,
    radius: float = 0.24,
    colour: Paint = "#7a5238",
) -> None:
    """A felled trunk that shows its rings."""
    with world.at(x, d) as sheet:
        r = radius
        body = np.concatenate(
            [
                ellipse(-length / 2, r, r * 0.5, r, start=90, end=270, count=12),
                ellipse(length / 2, r, r * 0.5, r, start=270, end=450, count=12),
            ]
        )
        mask = sheet.shape(body, colour, 0.9, shade=0.25)
        with sheet.clip(mask):
            for h in (0.5, 1.0, 1.5):
                px = rng.uniform(-0.4, 0) * length
                sheet.line(points(px, h * r, px + 0.4 * length, h * r + 0.02), 0.5, alpha=0.7)
            if world.mood.snow:
                sheet.shape(rectangle(-length, 1.55 * r, length, 3 * r), SNOW, 0.5)
        sheet.shape(ellipse(length / 2, r, r * 0.5, r, count=24), "#d9b98a", 0.8)
        sheet.line(
            ellipse(length / 2, r, r * 0.28, r * 0.58, count=20), 0.5, closed=True, alpha=0.7
        )


def leaves_on_ground(
    world: World, *, rng: np.random.Generator, x: float, d: float, size: float = 0.12
) -> None:
    """A fallen leaf."""
    if world.small(size, d):
        return
    colour = world.mood.leaf(int(rng.integers(8)))
    turn = rng.uniform(0, np.pi)
    leaf = spline(form("leaves_on_ground.leaf"), steps=3) * size
    spin = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn) * 0.4, np.cos(turn) * 0.4]])
    with world.at(x, d) as sheet:
        sheet.shape(leaf @ spin.T, colour, 0.4, wobble=0.3)
