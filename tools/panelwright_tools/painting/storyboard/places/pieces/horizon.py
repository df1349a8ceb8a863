"""What stands on the horizon: hills, peaks, skylines, gulls."""

import numpy as np

from panelwright_tools.painting.storyboard.colour import Paint, mix
from panelwright_tools.painting.storyboard.geometry import (
    points,
    rectangle,
    spline,
)
from panelwright_tools.painting.storyboard.places.pieces.shapes import form, moved
from panelwright_tools.painting.storyboard.places.world import World


def hills(
    world: World,
    *,
    rng: np.random.Generator,
    colour: Paint,
    height: float = 0.06,
    rough: float = 1.0,
    depth: float = 0.6,
    base: float = -0.02,
    line: float = 0.6,
    left: float = -2.2,
    right: float = 2.2,
) -> None:
    """A soft range on the horizon; heights in far units."""
    x = np.linspace(left, right, 70)
    a, b, c = rng.uniform(0, 6, 3)
    wave = np.sin(x * 1.7 + a) + 0.5 * rough * np.sin(x * 4.1 + b)
    wave = wave + 0.22 * rough * np.sin(x * 9.3 + c)
    ends = np.clip(np.minimum(x - left, right - x) / 0.25, 0, 1) if right - left < 4 else 1.0
    top = (height * (0.9 + wave / 1.5)).clip(0.004) * ends
    outline = np.concatenate([np.stack([x, top], 1), points(right, base, left, base)])
    with world.far(depth=depth) as sheet:
        sheet.shape(outline, world.snowy(colour, 0.6), line)


def peaks(
    world: World,
    *,
    rng: np.random.Generator,
    colour: Paint,
    height: float = 0.3,
    count: int = 6,
    depth: float = 0.5,
    caps: float = 0.45,
) -> None:
    """Pointed mountains with a lit and a shadowed flank, and snow caps; far units."""
    for number in range(count):
        x = -1.6 + 3.2 * (number + rng.uniform(0.2, 0.8)) / count
        tall = height * rng.uniform(0.6, 1.1)
        wide = tall * rng.uniform(0.75, 1.05)
        _peak(world, rng, (x, tall, wide), colour, depth, caps)


def _peak(
    world: World,
    rng: np.random.Generator,
    shape: tuple[float, float, float],
    colour: Paint,
    depth: float,
    caps: float,
) -> None:
    x, tall, wide = shape
    jags = rng.uniform(-0.05, 0.05, 6) * wide
    left = [
        (x - wide, -0.02),
        (x - wide * 0.62 + jags[0], tall * 0.36),
        (x - wide * 0.3, tall * 0.7),
    ]
    right = [
        (x + wide * 0.26 + jags[1], tall * 0.66),
        (x + wide * 0.6, tall * 0.32),
        (x + wide, -0.02),
    ]
    ridge = [(x, tall), (x + wide * 0.08 + jags[2], tall * 0.62), (x - wide * 0.06, tall * 0.3)]
    with world.far(depth=depth) as sheet:
        mask = sheet.shape(np.array([*left, (x, tall), *right]), colour, 0.7)
        if mask is None:
            return
        flank = np.array([(x, tall), *right, (x + wide * 0.1, -0.02), ridge[2], ridge[1]])
        cap = max(caps, 0.75 * world.mood.snow)
        snow_line = tall * (1 - cap)
        steps = np.linspace(x + wide, x - wide, 15)
        lower = np.stack([steps, snow_line + tall * 0.07 * (np.arange(15) % 2) + jags[3]], 1)
        with sheet.clip(mask):
            if cap > 0:
                top = points(x - wide, tall * 1.2, x + wide, tall * 1.2)
                sheet.shape(np.concatenate([top, lower]), "#eef3fa", 0.4)
            flat = world.mood.shadow(sheet.colour(colour))
            side = sheet.mask([sheet.outline(flank)])
            sheet.fill(side, flat, 0.45)


def skyline(
    world: World,
    *,
    rng: np.random.Generator,
    colour: Paint,
    low: float = 0.1,
    high: float = 0.24,
    depth: float = 0.7,
    lit: float = 0.35,
    roofs: float = 0.6,
    base: float = -0.03,
) -> None:
    """A row of houses far away; `roofs` is the share with a gable. Far units."""
    x = -1.7
    while x < 1.7:
        wide, tall = rng.uniform(0.07, 0.16), rng.uniform(low, high)
        gabled = rng.random() < roofs
        _block(world, rng, (x, wide, tall), (colour, depth, lit, base), gabled)
        x += wide * rng.uniform(0.85, 1.25)


def _block(
    world: World,
    rng: np.random.Generator,
    shape: tuple[float, float, float],
    look: tuple[Paint, float, float, float],
    gabled: bool,
) -> None:
    x, wide, tall = shape
    colour, depth, lit, base = look
    shoulder = tall * (0.86 if gabled else 1.0)
    top = [(x, shoulder), (x + wide / 2, tall * 1.08)] if gabled else [(x, shoulder)]
    outline = np.array([(x, base), *top, (x + wide, shoulder), (x + wide, base)])
    with world.far(depth=depth) as sheet:
        sheet.shape(outline, world.snowy(colour, 0.25), 0.5, wobble=0.5)
        if not world.mood.lamps:
            return
        for column in range(int(wide / 0.034)):
            for row in range(int(shoulder / 0.05)):
                if rng.random() < lit * world.mood.lamps:
                    left, low = x + 0.014 + column * 0.034, shoulder - 0.05 - row * 0.05
                    pane = rectangle(left, low, left + 0.014, low + 0.02)
                    light = mix("#ffcf73", world.mood.haze, 0.2)
                    sheet.shape(pane, light, 0, raw=True, wobble=0)


def gulls(world: World, *, rng: np.random.Generator, count: int = 5, high: float = 0.5) -> None:
    """Birds in the sky as two strokes of a wing."""
    with world.far() as sheet:
        for _ in range(count):
            x, h, k = rng.uniform(-0.9, 0.9), rng.uniform(0.2, high), rng.uniform(0.016, 0.036)
            bird = moved(form("gulls.bird") * k, x, h)
            sheet.line(spline(bird, closed=False, steps=6), 0.9, taper=(0.5, 0.5))
