"""What grows low and green: hedges, bushes, grass, reeds, ferns, creepers, cacti."""

import numpy as np

from panelwright_tools.painting.storyboard.colour import Paint, mix
from panelwright_tools.painting.storyboard.geometry import (
    bezier,
    ellipse,
    points,
    rectangle,
    spline,
)
from panelwright_tools.painting.storyboard.places.pieces.shapes import moved
from panelwright_tools.painting.storyboard.places.pieces.trees import foliage
from panelwright_tools.painting.storyboard.places.world import SNOW, World


def hedge(
    world: World,
    *,
    rng: np.random.Generator,
    d: float,
    height: float = 1.2,
    left: float = -30.0,
    right: float = 30.0,
    gap: tuple[float, float] | None = None,
    flowers: Paint | None = None,
) -> None:
    """A clipped hedge across the view; `gap` (x from, x to) stays open."""
    half = world.camera.half_width(d) + 1
    pan = world.camera.pan
    low, high = max(left, pan - half), min(right, pan + half)
    spans = [(low, high)] if gap is None else [(low, gap[0]), (gap[1], high)]
    green = mix(world.mood.leaf(2), "#3f6f45", 0.35) if world.mood.bare < 0.5 else "#6f7f6a"
    with world.at(0, d) as sheet:
        for a, b in spans:
            if b - a < 0.3:
                continue
            xs = np.arange(a, b, 0.35)
            top = np.stack([xs, height + 0.06 * (np.arange(len(xs)) % 2)], 1)
            mask = sheet.shape(
                np.concatenate([top, points(b, height, b, 0, a, 0)]),
                world.snowy(green, 0.25),
                0.85,
                shade=0.08,
            )
            with sheet.clip(mask):
                for _ in range(int((b - a) * 2.5)):
                    px, h = rng.uniform(a, b), rng.uniform(0.15, height)
                    leaf = points(px - 0.1, h, px, h + 0.06, px + 0.1, h)
                    sheet.line(leaf, 0.5, alpha=0.6)
                if world.mood.snow:
                    sheet.shape(rectangle(a, height - 0.1, b, height + 0.3), SNOW, 0.5)
            if flowers is not None and world.mood.flowers > 0.5:
                for _ in range(int((b - a) * 1.6)):
                    px, h = rng.uniform(a, b), rng.uniform(0.2, height)
                    sheet.shape(ellipse(px, h, 0.07, count=8), flowers, 0.4, wobble=0.3)


def tufts(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    size: float = 0.22,
    colour: Paint | None = None,
) -> None:
    """A tuft of grass; under snow only its tips show."""
    if world.small(size * 0.7, d):
        return
    green = mix(world.mood.grass[0], "#203a20", 0.32) if colour is None else colour
    tall = size * (0.55 if world.mood.snow else 1.0)
    with world.at(x, d) as sheet:
        for lean in (-0.6, -0.2, 0.25, 0.65):
            tip = (lean * tall * 0.9, tall * (1 - abs(lean) * 0.35))
            blade = bezier((lean * 0.15 * size, 0), (lean * 0.3 * size, tall * 0.6), tip, count=7)
            sheet.line(blade, 0.75, green, taper=(0, 0.8), wobble=0.3)


def bush(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    width: float = 1.4,
    height: float = 0.9,
    colour: Paint | None = None,
    berries: Paint | None = None,
) -> None:
    """A low bush that stands on the ground."""
    green = world.mood.leaf(int(rng.integers(8))) if colour is None else colour
    with world.at(x, d) as sheet:
        half = width / 2
        if world.mood.bare > 0.5 and colour is None:
            for lean in np.linspace(-1, 1, 7):
                twig = bezier(
                    (lean * 0.2 * half, 0), (lean * 0.4 * half, height * 0.6), (lean * half, height)
                )
                sheet.line(twig, 0.8, "#6b5346", taper=(0, 0.8))
        foliage(sheet, rng, (0.0, height * 0.45, half, height * 0.55), green, world.mood.snow)
        if berries is not None and not world.mood.snow:
            for _ in range(9):
                px, py = rng.uniform(-0.7, 0.7) * half, rng.uniform(0.25, 0.85) * height
                sheet.shape(ellipse(px, py, height * 0.05, count=10), berries, 0.4, wobble=0.2)


def cactus(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    height: float = 2.2,
    colour: Paint = "#5f8f55",
) -> None:
    """A saguaro with two arms."""
    k, side = height, float(rng.choice([-1.0, 1.0]))
    with world.at(x, d) as sheet:
        for s, start, up in ((side, 0.42, 0.32), (-side, 0.56, 0.24)):
            arm = (
                points(
                    0, start, s * 0.17, start + 0.02, s * 0.21, start + 0.1, s * 0.21, start + up
                )
                * k
            )
            sheet.limb(spline(arm, closed=False, steps=6), 0.06 * k, colour, 0.8)
        body = points(0, -0.02, 0, 0.5, 0, 0.93) * k
        mask = sheet.limb(body, np.array([0.085, 0.095, 0.085]) * k, colour, 0.9)
        with sheet.clip(mask):
            for dx in (-0.045, 0.0, 0.045):
                sheet.line(points(dx, 0, dx, 0.97) * k, 0.5, mix(colour, "#203a20", 0.4), alpha=0.8)


def reeds(
    world: World, *, rng: np.random.Generator, x: float, d: float, height: float = 1.3
) -> None:
    """Reeds with brown cattails."""
    with world.at(x, d) as sheet:
        for number in range(6):
            lean, root = rng.uniform(-0.3, 0.3), (number - 2.5) * 0.09
            tall = height * rng.uniform(0.6, 1.0)
            stem = bezier((root, 0), (root + lean * 0.2, tall * 0.6), (root + lean, tall), count=9)
            sheet.line(stem, 1.1, "#6f8f4a", taper=(0, 0.6))
            if number % 2:
                tail = stem[-3:] if number % 4 == 1 else stem[-4:-1]
                sheet.limb(tail, 0.035, "#6b4630", 0.5)


def fern(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    size: float = 0.9,
    colour: Paint = "#4f9a4a",
) -> None:
    """Broad jungle leaves that fan out from the ground."""
    with world.at(x, d) as sheet:
        for angle in (25, 155, 50, 130, 75, 105):
            a = np.radians(angle + rng.uniform(-6, 6))
            out = np.array([np.cos(a), np.sin(a)]) * size * rng.uniform(0.85, 1.15)
            tip = moved(out, 0, -0.22 * size * abs(np.cos(a)))
            rib = bezier((0, 0), moved(out * 0.6, 0, 0.2 * size), tip, count=9)
            half = size * 0.13 * np.sin(np.linspace(0.1, np.pi, 9))
            side = np.array([-np.sin(a), np.cos(a)])
            leaf = np.concatenate([rib + side * half[:, None], (rib - side * half[:, None])[::-1]])
            sheet.shape(leaf, world.snowy(colour, 0.3), 0.7, shade=0.14)
            sheet.line(rib, 0.5, taper=(0, 0.5), alpha=0.7)


def vines(world: World, *, rng: np.random.Generator, d: float, count: int = 8) -> None:
    """Creepers that hang from above."""
    half, pan = world.camera.half_width(d), world.camera.pan
    with world.at(0, d) as sheet:
        for _ in range(count):
            x, low = pan + rng.uniform(-1, 1) * half, rng.uniform(2.6, 4.4)
            strand = bezier(
                (x, 9), (x + rng.uniform(-0.5, 0.5), 5), (x + rng.uniform(-0.2, 0.2), low), count=14
            )
            sheet.line(strand, 1.6, "#4f6f3a", taper=(0, 0.3))
            for px, h in strand[5::2]:
                leaf = ellipse(px + 0.1, h, 0.13, 0.07, rotation=-30, count=9)
                sheet.shape(leaf, "#5fa050", 0.5, wobble=0.3)
