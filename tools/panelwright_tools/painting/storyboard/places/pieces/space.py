"""Space: stars, planets, the moon's ground, and the inside of a ship."""

import numpy as np
from PIL import Image, ImageFilter

from panelwright_tools.painting.storyboard.colour import Paint, mix, pixel, rgb
from panelwright_tools.painting.storyboard.geometry import (
    ellipse,
    points,
    rectangle,
    rounded_rectangle,
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
    r = radius
    with world.far() as sheet:
        if ring is not None:
            sheet.line(
                ellipse(x, h, r * 1.9, r * 0.42, rotation=-14, start=180, end=360, count=40),
                2.6,
                ring,
                taper=(0, 0),
                raw=True,
            )
        mask = sheet.shape(ellipse(x, h, r, count=56), colour, 0.9, raw=True)
        if mask is None:
            return
        with sheet.clip(mask):
            if seas:
                for _ in range(5):
                    px, py = x + rng.uniform(-0.7, 0.7) * r, h + rng.uniform(-0.7, 0.7) * r
                    land = spline(moved(_blob(rng) * r * 0.34, px, py), steps=4)
                    sheet.shape(land, bands[0], 0.4, raw=True)
            else:
                for number, low in enumerate(np.linspace(-0.75, 0.6, 5)):
                    tone = bands[number % len(bands)]
                    belt = points(
                        -1.2,
                        low,
                        0,
                        low - 0.08,
                        1.2,
                        low,
                        1.2,
                        low + 0.16,
                        0,
                        low + 0.1,
                        -1.2,
                        low + 0.16,
                    )
                    sheet.shape(moved(spline(belt * r, steps=4), x, h), tone, 0, raw=True)
            night = mask.minus(mask.moved(-mask.size * 0.2, -mask.size * 0.18))
            sheet.fill(night, mix(colour, "#1a1038", 0.62), 0.7)
        if ring is not None:
            sheet.line(
                ellipse(x, h, r * 1.9, r * 0.42, rotation=-14, start=0, end=180, count=40),
                2.6,
                ring,
                taper=(0, 0),
                raw=True,
            )
    left, top = world.camera.far(x, h)
    world.glow_at(left, top, r * 2.2 * world.camera.far_unit, colour, 0.35)


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
            fin = points(0.12, 0.34, 0.3, 0.12, 0.3, 0.0, 0.1, 0.12) * (side * k, k)
            sheet.shape(fin, "#c8453a", 0.85, shade=0.15)
        body = form("lander.body") * k
        mask = sheet.shape(spline(body, steps=6), "#e9e6e0", 0.95, shade=0.25)
        with sheet.clip(mask):
            sheet.shape(points(-0.3, 0.8, 0.3, 0.8, 0.3, 1.1, -0.3, 1.1) * k, "#c8453a", 0.6)
        sheet.shape(ellipse(0, 0.6 * k, 0.075 * k, count=20), "#7a8a9a", 0.8)
        sheet.shape(ellipse(0, 0.6 * k, 0.052 * k, count=18), "#a9dff0", 0.6)
        sheet.shape(points(-0.08, 0.1, 0.08, 0.1, 0.1, 0.04, -0.1, 0.04) * k, "#5a5a6a", 0.8)


def viewport(
    world: World,
    *,
    rng: np.random.Generator,
    d: float = 3.2,
    low: float = 0.95,
    high: float = 3.2,
    colour: Paint = "#6a7590",
) -> None:
    """A ship's wide window on the stars, with slanted frames, in a panelled wall."""
    half = world.camera.half_width(d) + 0.6
    pan = world.camera.pan
    with world.at(0, d) as sheet:
        mask = sheet.shape(rectangle(pan - half, 0, pan + half, 12), colour, 0, wobble=0)
        sheet.alpha.paste(255, (0, 0, sheet.width, sheet.height))
        with sheet.clip(mask):
            for h in (0.5, high + 0.5, high + 1.1):
                sheet.line(points(pan - half, h, pan + half, h), 0.7, taper=(0, 0), wobble=0.2)
            for x in np.arange(np.floor((pan - half) / 2.4) * 2.4, pan + half, 2.4):
                sheet.line(points(x, high + 0.5, x, 12), 0.7, taper=(0, 0), wobble=0.2)
        for x in np.arange(np.floor((pan - half) / 3.4) * 3.4, pan + half, 3.4):
            _stars_behind(sheet, rng, (x + 0.14, x + 3.26, low, high))


def _stars_behind(
    sheet: Sheet, rng: np.random.Generator, area: tuple[float, float, float, float]
) -> None:
    left, right, low, high = area
    pane = points(left - 0.1, low, left + 0.22, high, right - 0.22, high, right + 0.1, low)
    mask = sheet.shape(pane, "#10122e", 1.0, raw=True)
    with sheet.clip(mask):
        sheet.soft(
            ellipse(left + 1, high - 0.6, 1.2, 0.5, count=16),
            "#6a3a8f",
            0.5,
            sheet.scale * 0.3,
            raw=True,
        )
        for _ in range(26):
            x, h, r = rng.uniform(left, right), rng.uniform(low, high), rng.uniform(0.006, 0.018)
            sheet.shape(ellipse(x, h, r, count=6), "#fff6e0", 0, raw=True, wobble=0)
        if rng.random() < 0.35:
            x, h, r = rng.uniform(left + 0.8, right - 0.8), high - 0.9, rng.uniform(0.3, 0.6)
            ball = sheet.shape(ellipse(x, h, r, count=30), "#d98a5a", 0.7, raw=True)
            if ball is not None:
                sheet.fill(
                    ball.minus(ball.moved(-ball.size * 0.25, -ball.size * 0.2)), "#5f3a50", 0.7
                )
    sheet.line(pane, 2.8, "#4a5468", closed=True, wobble=0.3)
    sheet.line(pane, 0.7, "#b9c4d8", closed=True, wobble=0.3, alpha=0.6)


def console(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    width: float = 2.2,
    colour: Paint = "#56607a",
) -> None:
    """A desk of screens, buttons and levers that glows by itself."""
    half = width / 2
    glow = ("#7df3ff", "#8fff9a", "#ffcf73", "#ff7a6a")
    with world.at(x, d) as sheet:
        sheet.shape(
            points(-half * 0.85, 0, -half, 0.75, half, 0.75, half * 0.85, 0),
            colour,
            0.9,
            shade=0.08,
        )
        slope = points(-half, 0.75, -half * 0.92, 1.12, half * 0.92, 1.12, half, 0.75)
        sheet.shape(slope, mix(colour, "#ffffff", 0.15), 0.9)
        count = max(2, round(width / 0.75))
        for number in range(count):
            left = -half * 0.86 + number * (1.72 * half / count)
            screen = rectangle(left, 0.84, left + 1.3 * half / count, 1.06)
            tone = glow[int(rng.integers(4))]
            sheet.shape(screen, mix("#10202c", tone, 0.35), 0.6, raw=True)
            wave = np.linspace(left + 0.04, left + 1.3 * half / count - 0.04, 9)
            line = np.stack([wave, 0.95 + 0.05 * np.sin(wave * 23 + number)], 1)
            sheet.line(line, 0.8, tone, raw=True, taper=(0, 0), wobble=0.2)
        for px in np.arange(-half * 0.8, half * 0.8, 0.2):
            tone = glow[int(rng.integers(4))]
            sheet.shape(ellipse(px, 0.62, 0.045, count=10), tone, 0.5, raw=True, wobble=0)
    world.glow(x, 0.95, d, width * 0.9, "#7df3ff", 0.5)


def pilot_seat(world: World, *, rng: np.random.Generator, x: float, d: float) -> None:
    """A high-backed chair seen from behind."""
    with world.at(x, d) as sheet:
        sheet.shape(rectangle(-0.08, 0, 0.08, 0.4), "#3a3f50", 0.75)
        sheet.shape(ellipse(0, 0.03, 0.36, 0.07, count=20), "#3a3f50", 0.7)
        sheet.shape(rounded_rectangle(-0.4, 0.35, 0.4, 1.5, 0.2), "#4a5478", 0.95, shade=0.14)
        sheet.shape(rounded_rectangle(-0.26, 0.6, 0.26, 1.36, 0.14), "#6a76a0", 0.7)
        for side in (-1, 1):
            sheet.shape(
                rounded_rectangle(side * 0.46 - 0.08, 0.55, side * 0.46 + 0.08, 0.75, 0.06),
                "#3a3f50",
                0.7,
            )


def light_strip(
    world: World, *, rng: np.random.Generator, d: float, h: float, colour: Paint = "#8feaff"
) -> None:
    """A glowing line along a wall."""
    half = world.camera.half_width(d) + 0.5
    pan = world.camera.pan
    with world.at(0, d) as sheet:
        sheet.line(
            points(pan - half, h, pan + half, h), 2.0, colour, taper=(0, 0), raw=True, wobble=0.1
        )
    for x in np.arange(pan - half, pan + half, 1.5):
        world.glow(float(x), h, d, 1.0, colour, 0.22)
