"""Street furniture: lamps, lanterns, flags, benches, fences."""

import numpy as np

from panelwright_tools.painting.storyboard.colour import Paint, mix
from panelwright_tools.painting.storyboard.geometry import (
    Points,
    ellipse,
    points,
    rectangle,
    spline,
)
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.places.pieces.shapes import form
from panelwright_tools.painting.storyboard.places.world import SNOW, World

IRON = "#2d2f45"


def street_lamp(
    world: World, *, rng: np.random.Generator, x: float, d: float, height: float = 3.4
) -> None:
    """A lamp post with a glass head."""
    lit, k = world.mood.lamps > 0.2, height
    with world.at(x, d) as sheet:
        sheet.shape(rectangle(-0.05, 0, 0.05, k), IRON, 0.75)
        sheet.shape(form("street_lamp.outline"), IRON, 0.75)
        sheet.shape(rectangle(-0.22, k - 0.12, 0.22, k - 0.05), IRON, 0.6)
        head = points(-0.2, k + 0.52, 0.2, k + 0.52, 0.13, k, -0.13, k)
        sheet.shape(head, "#fff0b4" if lit else "#dfe8ee", 0.75, raw=lit)
        sheet.shape(points(-0.27, k + 0.5, 0, k + 0.8, 0.27, k + 0.5), IRON, 0.75)
        if world.mood.snow:
            sheet.shape(points(-0.26, k + 0.56, 0, k + 0.88, 0.26, k + 0.56), SNOW, 0.5)
    if lit:
        world.glow(x, k + 0.26, d, 2.4, "#ffc565", 0.8 * world.mood.lamps)
        world.glow(x, 0.0, d, 2.0, "#ffc565", 0.3 * world.mood.lamps, 0.25)


def lantern(
    world: World, sheet: Sheet, place: tuple[float, float, float], colour: Paint, radius: float
) -> None:
    """A paper lantern at (x, h, d) on a sheet in pixels or metres of that depth."""
    x, h, d = place
    lit, r = world.mood.lamps > 0.2, radius
    sheet.line(points(x, h + r * 1.9, x, h + r), 0.5, taper=(0, 0))
    body = ellipse(x, h, r, r * 1.08, count=20)
    paper = mix(colour, "#ffb04a", 0.18) if lit else colour
    mask = sheet.shape(body, paper, 0.75, raw=lit, shade=0.0 if lit else 0.2)
    with sheet.clip(mask):
        if lit:
            flame = ellipse(x, h - r * 0.1, r * 0.5, r * 0.6, count=14)
            sheet.shape(flame, "#ffd27a", 0, raw=True, wobble=0, alpha=0.8)
        rib_tone = mix(colour, "#5a1010", 0.4)
        for k in (-0.5, 0.0, 0.5):
            rib = points(
                x + k * r * 0.55, h - r * 1.1, x + k * r * 1.35, h, x + k * r * 0.55, h + r * 1.1
            )
            sheet.line(spline(rib, closed=False, steps=5), 0.42, rib_tone, taper=(0, 0), raw=lit)
    for side in (-1, 1):
        y = h + side * r * 1.02
        sheet.shape(
            rectangle(x - r * 0.45, y - r * 0.12, x + r * 0.45, y + r * 0.12),
            "#4a2a22",
            0.5,
            wobble=0.2,
        )
    sheet.line(points(x, h - r * 1.1, x, h - r * 1.75), 0.6, "#c8402f", taper=(0, 0.4))
    if lit:
        world.glow(x, h, d, r * 7.5, "#ff9a3c", 0.63 * world.mood.lamps)


def lantern_string(
    world: World,
    *,
    rng: np.random.Generator,
    d: float,
    left: float,
    right: float,
    h_left: float = 4.2,
    h_right: float = 4.2,
    sag: float = 0.9,
    count: int = 8,
    radius: float = 0.2,
    colours: tuple[str, ...] = ("#e8452f", "#f2a73b", "#e8452f"),
) -> None:
    """Lanterns on a rope across the way."""
    rope, spots = _sagging((left, h_left), (right, h_right), sag, count)
    with world.at(0, d) as sheet:
        sheet.line(rope, 0.55, taper=(0, 0))
        for number, (x, h) in enumerate(spots):
            if world.sees(x, d, 1.0):
                colour = colours[number % len(colours)]
                lantern(world, sheet, (x, h - radius * 1.9, d), colour, radius)


def bunting(
    world: World,
    *,
    rng: np.random.Generator,
    d: float,
    left: float,
    right: float,
    h: float = 4.2,
    sag: float = 0.6,
    count: int = 14,
    colours: tuple[str, ...] = ("#d0473d", "#efc84f", "#4f8aa8", "#6fa35a"),
) -> None:
    """A line of small triangular flags."""
    rope, spots = _sagging((left, h), (right, h), sag, count)
    wide = (right - left) / count * 0.36
    with world.at(0, d) as sheet:
        sheet.line(rope, 0.55, taper=(0, 0))
        for number, (x, y) in enumerate(spots):
            pennant = points(x - wide, y, x + wide, y, x, y - wide * 1.7)
            sheet.shape(pennant, colours[number % len(colours)], 0.55)


def _sagging(
    left: tuple[float, float], right: tuple[float, float], sag: float, count: int
) -> tuple[Points, list[tuple[float, float]]]:
    """A rope between two points that hangs through, and where as many things hang on it."""
    shares = np.linspace(0, 1, 40)
    xs = left[0] + (right[0] - left[0]) * shares
    hs = left[1] + (right[1] - left[1]) * shares - sag * 4 * shares * (1 - shares)
    spots = [(number + 0.5) / count for number in range(count)]
    return np.stack([xs, hs], 1), [
        (float(np.interp(spot, shares, xs)), float(np.interp(spot, shares, hs))) for spot in spots
    ]


def bench(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    width: float = 1.8,
    colour: Paint = "#8a5c3a",
) -> None:
    """A park bench with slats."""
    half = width / 2
    with world.at(x, d) as sheet:
        for px in (-half * 0.8, half * 0.8):
            sheet.shape(rectangle(px - 0.05, 0, px + 0.05, 0.9), IRON, 0.7)
        for low in (0.62, 0.82):
            sheet.shape(rectangle(-half, low, half, low + 0.12), colour, 0.75, shade=0.1)
        sheet.shape(
            rectangle(-half - 0.04, 0.4, half + 0.04, 0.5), world.snowy(colour, 0.9), 0.8, shade=0.1
        )


def fence(
    world: World,
    *,
    rng: np.random.Generator,
    d: float,
    left: float = -30.0,
    right: float = 30.0,
    height: float = 1.0,
    kind: str = "rail",
    colour: Paint = "#9a7450",
    gap: tuple[float, float] | None = None,
) -> None:
    """A fence across the view: `rail`, `picket` or `iron`; `gap` (x from, x to) stays open."""
    step = {"rail": 1.8, "picket": 0.34, "iron": 0.3}[kind]
    half = world.camera.half_width(d)
    low, high = (
        max(left, world.camera.pan - half - step),
        min(right, world.camera.pan + half + step),
    )
    first = left + np.ceil((low - left) / step) * step
    posts = np.arange(first, high, step)
    if gap is not None:
        posts = posts[(posts < gap[0]) | (posts > gap[1])]
    snow = world.mood.snow
    with world.at(0, d) as sheet:
        spans = (
            [(low, high)] if gap is None else [(low, min(gap[0], high)), (max(gap[1], low), high)]
        )
        for a, b in spans:
            if b > a:
                for h in (0.4, 0.78):
                    rail = rectangle(a, h * height - 0.05, b, h * height + 0.05)
                    sheet.shape(rail, IRON if kind == "iron" else colour, 0.65)
        for px in posts:
            _post(sheet, float(px), height, kind, colour, snow)


def _post(sheet: Sheet, x: float, height: float, kind: str, colour: Paint, snow: float) -> None:
    if kind == "iron":
        sheet.line(points(x, 0, x, height), 1.3, IRON, taper=(0, 0), wobble=0.3)
        sheet.shape(
            points(x - 0.05, height, x, height + 0.16, x + 0.05, height), IRON, 0.4, wobble=0
        )
        return
    half = 0.1 if kind == "picket" else 0.075
    tip = 0.12 if kind == "picket" else 0.0
    picket = points(x - half, 0, x - half, height, x, height + tip, x + half, height, x + half, 0)
    sheet.shape(picket, colour, 0.65, shade=0.2)
    if snow and kind == "rail":
        sheet.shape(rectangle(x - half - 0.02, height, x + half + 0.02, height + 0.09), SNOW, 0.5)
