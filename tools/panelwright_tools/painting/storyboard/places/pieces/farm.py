"""Farms: barns, silos, mills, haystacks, crops, scarecrows."""

import numpy as np

from panelwright_tools.painting.storyboard.colour import Paint, mix
from panelwright_tools.painting.storyboard.geometry import (
    affine,
    bezier,
    ellipse,
    points,
    rectangle,
    spline,
)
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.places.pieces.shapes import form, moved
from panelwright_tools.painting.storyboard.places.world import SNOW, World


def barn(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    width: float = 6.0,
    height: float = 4.0,
    colour: Paint = "#b04a3f",
) -> None:
    """A barn with a kinked roof, white trim and a great door."""
    half, k = width / 2, height
    with world.at(x, d) as sheet:
        front = form("barn.front") * (half, k)
        mask = sheet.shape(front, colour, 0.9)
        with sheet.clip(mask):
            for px in np.arange(-half, half, 0.42):
                sheet.line(points(px, 0, px, k * 1.6), 0.45, taper=(0, 0), alpha=0.5)
        roof = points(
            -half - 0.3,
            k * 0.93,
            -half * 0.66,
            k * 1.42,
            0,
            k * 1.62,
            half * 0.66,
            k * 1.42,
            half + 0.3,
            k * 0.93,
        )
        thick = moved(roof, 0, 0.3)
        sheet.shape(
            np.concatenate([roof, thick[::-1]]), world.snowy("#5f5668", 0.95), 0.8, shade=0.1
        )
        sheet.shape(rectangle(-1.15, 0, 1.15, 2.4), mix(colour, "#3a1a20", 0.35), 0.85)
        for line in ((-1.15, 0, 1.15, 2.4), (-1.15, 2.4, 1.15, 0), (0, 0, 0, 2.4)):
            sheet.line(points(*line), 1.5, "#efe2cc", taper=(0, 0))
        sheet.line(rectangle(-1.15, 0, 1.15, 2.4), 1.5, "#efe2cc", closed=True)
        loft = rectangle(-0.5, k * 0.95, 0.5, k * 1.22)
        sheet.shape(loft, "#3a2430", 0.8)
        sheet.line(loft, 1.2, "#efe2cc", closed=True)


def haystack(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    width: float = 2.0,
    colour: Paint = "#d9b45a",
) -> None:
    """A round heap of hay, or snow on one."""
    half = width / 2
    with world.at(x, d) as sheet:
        heap = form("haystack.heap") * half
        mask = sheet.shape(spline(heap, steps=5), colour, 0.9, shade=0.16)
        with sheet.clip(mask):
            for _ in range(12):
                px, h = rng.uniform(-0.8, 0.8) * half, rng.uniform(0.1, 1.0) * half
                sheet.line(
                    points(px, h, px + rng.uniform(-0.12, 0.12), h + 0.22),
                    0.55,
                    mix(colour, "#6a4a20", 0.5),
                )
            if world.mood.snow:
                cap = form("haystack.cap") * half
                sheet.shape(cap, SNOW, 0.5)


def crops(
    world: World,
    *,
    rng: np.random.Generator,
    near_d: float = 6.0,
    far_d: float = 24.0,
    colour: Paint = "#d9b85a",
    soil: Paint = "#9a7a4a",
    left: float = -60.0,
    right: float = 60.0,
    step: float = 1.3,
) -> None:
    """A field in rows that run to the vanishing point."""
    if world.mood.snow:
        colour, soil = mix(colour, SNOW, 0.75), mix(soil, SNOW, 0.85)
    half = world.camera.half_width(near_d) + 4
    pan = world.camera.pan
    with world.flat(near_d) as sheet:
        low, high = max(left, pan - half * 3), min(right, pan + half * 3)
        field = world.path((low, 0, far_d), (high, 0, far_d), (high, 0, near_d), (low, 0, near_d))
        field[:, 0] = field[:, 0].clip(-400, world.camera.width + 400)
        mask = sheet.shape(field, soil, 0.6)
        with sheet.clip(mask):
            for x in np.arange(np.ceil(low / step) * step, high, step):
                row = world.path(
                    (x - step * 0.3, 0, far_d),
                    (x + step * 0.3, 0, far_d),
                    (x + step * 0.32, 0, near_d),
                    (x - step * 0.32, 0, near_d),
                )
                sheet.shape(row, colour, 0.4)


def stalks(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    height: float = 1.3,
    colour: Paint = "#cfa94f",
) -> None:
    """A sheaf of standing corn."""
    tone = mix(colour, SNOW, 0.5 * world.mood.snow)
    with world.at(x, d) as sheet:
        for number in range(6):
            lean, root = rng.uniform(-0.25, 0.25), (number - 2.5) * 0.16
            tall = height * rng.uniform(0.75, 1.0)
            stem = bezier((root, 0), (root, tall * 0.6), (root + lean, tall), count=7)
            sheet.line(stem, 0.9, mix(tone, "#5a6a30", 0.35), taper=(0, 0.3), wobble=0.4)
            sheet.shape(
                moved(ellipse(0, 0, 0.06, 0.17, rotation=-lean * 60, count=10), *stem[-1]),
                tone,
                0.5,
                wobble=0.3,
            )


def windmill(
    world: World, *, rng: np.random.Generator, x: float, d: float, height: float = 7.0
) -> None:
    """A tower mill with four lattice sails."""
    lit = world.mood.lamps > 0.3
    with world.at(x, d, size=height) as sheet:
        sheet.shape(form("windmill.body"), "#efe4cc", 0.9, shade=0.2)
        cap = points(-0.16, 0.69, 0, 0.86, 0.16, 0.69)
        sheet.shape(cap, world.snowy("#9a4a42", 0.9), 0.9, shade=0.15)
        for h in (0.22, 0.46):
            pane = rectangle(-0.03, h, 0.03, h + 0.08)
            sheet.shape(pane, "#ffd27a" if lit else "#4a4a68", 0.7, raw=lit)
        sheet.shape(rectangle(-0.05, 0, 0.05, 0.13), "#6b4630", 0.75)
        start = rng.uniform(6, 34)
        for quarter in range(4):
            _mill_sail(sheet, start + quarter * 90)
        sheet.shape(ellipse(0, 0.72, 0.025, count=12), "#6b4630", 0.7)


def _mill_sail(sheet: Sheet, degrees: float) -> None:
    """One sail around the hub at (0, 0.72), a lattice on its arm."""
    with sheet.placed(affine(0, 0.72, rotation=degrees)):
        mask = sheet.shape(rectangle(0.08, 0, 0.44, 0.09), "#f3ead2", 0.75)
        with sheet.clip(mask):
            for share in np.arange(0.12, 0.44, 0.06):
                bar = points(share, 0, share, 0.1)
                sheet.line(bar, 0.6, "#8a6a4a", taper=(0, 0), wobble=0.2)
        sheet.line(points(0, 0, 0.46, 0), 1.4, "#6b4630", taper=(0, 0), wobble=0.3)


def scarecrow(world: World, *, rng: np.random.Generator, x: float, d: float) -> None:
    """Straw and old clothes on a cross."""
    with world.at(x, d) as sheet:
        sheet.line(points(0, 0, 0, 1.5), 2.0, "#7a5238", taper=(0, 0))
        sheet.line(points(-0.8, 1.25, 0.8, 1.25), 2.0, "#7a5238", taper=(0, 0))
        coat = form("scarecrow.coat")
        sheet.shape(coat, "#a5563f", 0.85, shade=0.12)
        sheet.shape(ellipse(0, 1.6, 0.22, 0.24, count=20), "#e0c48a", 0.8)
        hat = form("scarecrow.hat")
        sheet.shape(hat, "#6b5a3a", 0.8)


def silo(
    world: World, *, rng: np.random.Generator, x: float, d: float, height: float = 7.0
) -> None:
    """A round silo with a dome."""
    with world.at(x, d) as sheet:
        mask = sheet.shape(rectangle(-1.1, 0, 1.1, height), "#b5b9c2", 0.9, shade=0.25)
        with sheet.clip(mask):
            for h in np.arange(0.8, height, 0.9):
                sheet.line(points(-1.1, h, 1.1, h), 0.55, taper=(0, 0), alpha=0.7)
        dome = ellipse(0, height, 1.15, 0.9, start=0, end=180, count=18)
        sheet.shape(dome, world.snowy("#8f5a52", 0.9), 0.85, shade=0.2)
