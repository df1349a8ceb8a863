"""Space: stars, planets, craters, rockets."""

import numpy as np
from PIL import Image, ImageFilter

from panelwright_tools.painting.storyboard.colour import Paint, mix, pixel, rgb
from panelwright_tools.painting.storyboard.geometry import (
    ellipse,
    points,
    spline,
)
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.places.pieces.shapes import form, moved
from panelwright_tools.painting.storyboard.places.world import World


def starfield(world: World, *, rng: np.random.Generator, stars: int = 150) -> None:
    """Black-blue depth with two nebulae and many stars, whatever the hour."""
    sheet, camera = world.sheet, world.camera
    width, height = camera.width, camera.height
    rows = np.linspace(0, 1, height)
    deep, low = rgb("#0b0d26"), rgb("#251f4a")
    ramp = deep + (low - deep) * rows[:, None]
    whole = np.broadcast_to(ramp[:, None], (height, width, 3)).astype(np.uint8)
    sheet.colours.paste(Image.fromarray(np.ascontiguousarray(whole)), (0, 0))
    sheet.alpha.paste(255, (0, 0, width, height))
    for colour, strength in (("#6a3a8f", 0.5), ("#1f6a8f", 0.42)):
        _nebula(sheet, rng, colour, strength)
    with world.far() as flat:
        for _ in range(stars):
            x, h = rng.uniform(-1.4, 1.4), rng.uniform(-0.55, 0.75)
            r = 0.0011 + 0.0026 * rng.random() ** 3
            tone = ("#ffffff", "#fff0c8", "#cfe0ff")[int(rng.integers(3))]
            flat.shape(
                ellipse(x, h, r, count=6), tone, 0, raw=True, wobble=0, alpha=rng.uniform(0.4, 1)
            )
        for _ in range(7):
            x, h, r = rng.uniform(-1.2, 1.2), rng.uniform(-0.4, 0.7), rng.uniform(0.008, 0.016)
            for dx, dy in ((r, 0), (0, r)):
                flat.line(
                    points(x - dx, h - dy, x + dx, h + dy),
                    0.6,
                    "#ffffff",
                    taper=(0.5, 0.5),
                    raw=True,
                    wobble=0,
                )


def _nebula(sheet: Sheet, rng: np.random.Generator, colour: Paint, strength: float) -> None:
    width, height = sheet.width, sheet.height
    noise = rng.random((5, 5 + 2 * width // height)).astype(np.float32)
    noise[[0, -1]] *= 0.3
    cloud = Image.fromarray((noise**2 * 255 * strength).astype(np.uint8))
    soft = cloud.resize((width, height), Image.Resampling.BICUBIC)
    sheet.colours.paste(pixel(colour), (0, 0), soft.filter(ImageFilter.GaussianBlur(height * 0.03)))


def planet(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    h: float,
    radius: float = 0.16,
    colour: Paint = "#d98a5a",
    bands: tuple[str, ...] = ("#e8b07a", "#c9704a"),
    ring: Paint | None = None,
    seas: bool = False,
) -> None:
    """A planet on the backdrop, banded or with seas, ringed if wanted; far units."""
    with world.far() as sheet:
        _half_ring(sheet, (x, h, radius), ring, 0)
        mask = sheet.shape(ellipse(x, h, radius, count=56), colour, 0.9, raw=True)
        if mask is None:
            return
        with sheet.clip(mask):
            if seas:
                _lands(sheet, rng, (x, h, radius), bands[0])
            else:
                _belts(sheet, (x, h, radius), bands)
            night = mask.minus(mask.moved(-mask.size * 0.2, -mask.size * 0.18))
            sheet.fill(night, mix(colour, "#1a1038", 0.62), 0.7)
        _half_ring(sheet, (x, h, radius), ring, 180)
    left, top = world.camera.far(x, h)
    world.glow_at(left, top, radius * 2.2 * world.camera.far_unit, colour, 0.35)


def _half_ring(
    sheet: Sheet, disc: tuple[float, float, float], ring: Paint | None, start: float
) -> None:
    """The far half of a ring (from 0 degrees) or the near one (from 180)."""
    if ring is None:
        return
    x, h, r = disc
    arc = ellipse(x, h, r * 1.9, r * 0.42, rotation=-14, start=start, end=start + 180)
    sheet.line(arc, 2.6, ring, taper=(0, 0), raw=True)


def _lands(
    sheet: Sheet, rng: np.random.Generator, disc: tuple[float, float, float], colour: Paint
) -> None:
    x, h, r = disc
    for _ in range(5):
        px, py = x + rng.uniform(-0.7, 0.7) * r, h + rng.uniform(-0.7, 0.7) * r
        land = spline(moved(_blob(rng) * r * 0.34, px, py), steps=4)
        sheet.shape(land, colour, 0.4, raw=True)


def _belts(sheet: Sheet, disc: tuple[float, float, float], bands: tuple[str, ...]) -> None:
    x, h, r = disc
    for number, low in enumerate(np.linspace(-0.75, 0.6, 5)):
        belt = moved(spline(form("planet.belt") * r, steps=4), x, h + float(low) * r)
        sheet.shape(belt, bands[number % len(bands)], 0, raw=True)


def _blob(rng: np.random.Generator) -> np.ndarray:
    angles = np.linspace(0, 2 * np.pi, 8, endpoint=False)
    reach = rng.uniform(0.6, 1.2, 8)
    return np.stack([np.cos(angles) * reach, np.sin(angles) * reach * 0.7], 1)


def crater(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    width: float = 1.6,
    colour: Paint = "#8f8c9a",
) -> None:
    """A crater on flat ground."""
    if world.small(width * 0.3, d):
        return
    ring = ellipse(x, d, width / 2, width / 2, count=26)
    inner = ellipse(x, d + width * 0.06, width * 0.4, width * 0.36, count=24)
    with world.flat(d) as sheet:
        for shape, tone in (
            (ring, mix(colour, "#ffffff", 0.25)),
            (inner, mix(colour, "#2a2840", 0.4)),
        ):
            sheet.shape(world.path(*[(float(a), 0.0, float(b)) for a, b in shape]), tone, 0.6)


def lander(
    world: World, *, rng: np.random.Generator, x: float, d: float, height: float = 5.0
) -> None:
    """A finned rocket that stands on its legs."""
    k = height
    with world.at(x, d) as sheet:
        for side in (-1, 1):
            fin = form("lander.fin") * (side * k, k)
            sheet.shape(fin, "#c8453a", 0.85, shade=0.15)
        body = form("lander.body") * k
        mask = sheet.shape(spline(body, steps=6), "#e9e6e0", 0.95, shade=0.25)
        with sheet.clip(mask):
            sheet.shape(form("lander.outline_2") * k, "#c8453a", 0.6)
        sheet.shape(ellipse(0, 0.6 * k, 0.075 * k, count=20), "#7a8a9a", 0.8)
        sheet.shape(ellipse(0, 0.6 * k, 0.052 * k, count=18), "#a9dff0", 0.6)
        sheet.shape(form("lander.outline") * k, "#5a5a6a", 0.8)
