"""Water: the sea, puddles, mirrors on wet ground, fountains."""

import numpy as np
from PIL import Image, ImageFilter

from panelwright_tools.domain.vocabulary import Weather
from panelwright_tools.painting.storyboard.colour import Paint, mix
from panelwright_tools.painting.storyboard.geometry import (
    ellipse,
    points,
    rectangle,
    spline,
)
from panelwright_tools.painting.storyboard.places.pieces.ground import FAR, band
from panelwright_tools.painting.storyboard.places.pieces.shapes import form, moved
from panelwright_tools.painting.storyboard.places.world import World


def puddle(
    world: World, *, rng: np.random.Generator, x: float, d: float, width: float = 1.6
) -> None:
    """Standing rain that shows the sky."""
    ring = form("puddle.ring")
    outline = spline(moved(ring * (width / 2, width * 0.3), x, d), steps=7)
    pale = mix(world.mood.sky[-1][1], "#ffffff", 0.12)
    with world.flat(d) as sheet:
        pixels = world.path(*[(float(px), 0.0, float(pd)) for px, pd in outline])
        sheet.shape(pixels, pale, 0, raw=True, alpha=0.38)
        sheen = pixels[: len(pixels) // 3]
        sheet.line(sheen, 0.7, "#ffffff", alpha=0.45, raw=True)


def mirror(world: World, *, rng: np.random.Generator, start: float, strength: float = 0.5) -> None:
    """Wet ground or water: what stands behind it, upside down, wavering and blurred."""
    sheet, camera = world.sheet, world.camera
    top = int(np.clip(camera.ground(start), 0, camera.height))
    tall = camera.height - top
    if tall < 8 or top < 8:
        return
    above = sheet.colours.crop((0, max(0, top - int(tall * 1.25)), camera.width, top))
    turned = above.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    blurred = turned.resize((camera.width, tall)).filter(ImageFilter.GaussianBlur(5))
    rows = np.arange(tall)
    sway = (np.sin(rows / 5.0) * 3 + np.sin(rows / 11.0 + 1) * 5) * (0.3 + rows / tall)
    columns = (np.arange(camera.width)[None] + sway[:, None].astype(int)) % camera.width
    image = np.asarray(blurred, np.float32)[rows[:, None], columns]
    spots = (rng.random((tall // 4 + 1, camera.width // 60 + 2)) * 255).astype(np.uint8)
    uneven = Image.fromarray(spots).resize((camera.width, tall), Image.Resampling.BICUBIC)
    share = strength * (0.55 + 0.9 * (np.asarray(uneven, np.float32) / 255 - 0.4))
    share = share.clip(0, 1)[..., None] * np.linspace(1, 0.55, tall)[:, None, None]
    below = np.asarray(sheet.colours.crop((0, top, camera.width, camera.height)), np.float32)
    mixed = below * (1 - share) + (image * 1.15).clip(0, 255) * share
    sheet.colours.paste(Image.fromarray(mixed.clip(0, 255).astype(np.uint8)), (0, top))


def water(
    world: World,
    *,
    rng: np.random.Generator,
    start: float = FAR,
    deep: Paint = "#1d5f86",
    shallow: Paint = "#4aa0b0",
    stop: float | None = None,
    glitter: float | None = None,
    waves: int = 22,
) -> None:
    """A sheet of water with waves; `stop` is where a shore ends it, `glitter` the sun's x."""
    sheet, camera, mood = world.sheet, world.camera, world.mood
    top = camera.ground(start)
    bottom = camera.height + 2.0 if stop is None else camera.ground(stop)
    world.ground_y = top / camera.height
    horizon = mix(mood.sky_at(0.95), mood.sky_at(0.8), 0.5)
    low = mix(mood.grade(deep), mood.sky[0][1], 0.3)
    middle = mix(mood.grade(shallow), horizon, 0.35)
    mask = sheet.mask([band(camera.width, top, bottom)])
    far = mix(horizon, mood.grade(shallow, 0.3), 0.4)
    sheet.gradient(mask, [(0, far), (0.2, middle), (0.6, mix(low, middle, 0.45)), (1, low)])
    if mask is None:
        return
    with sheet.clip(mask):
        _waves(
            world,
            rng,
            (top, bottom),
            (mix(horizon, "#ffffff", 0.35), mix(low, "#0a1030", 0.3)),
            waves,
        )
        if glitter is not None and mood.weather in (Weather.CLEAR, Weather.WIND):
            _glitter(world, rng, (top, bottom), glitter)


def _waves(
    world: World,
    rng: np.random.Generator,
    span: tuple[float, float],
    tones: tuple[Paint, Paint],
    count: int,
) -> None:
    top, bottom = span
    width, tall = world.camera.width, bottom - top
    unit = world.camera.height
    with world.flat() as sheet:
        for number in range(count):
            t = (number / count) ** 1.7
            y = top + 0.012 * unit + tall * t
            for _ in range(int((9 - 5 * t) * width / unit)):
                x = rng.uniform(0, width)
                half = unit * (0.03 + 0.14 * t * rng.uniform(0.5, 1.3))
                rise = unit * (0.004 + 0.012 * t)
                wave = moved(form("waves.wave") * (half, rise), x, y)
                tone = tones[0] if rng.random() < 0.6 else tones[1]
                curve = spline(wave, closed=False, steps=5)
                sheet.line(curve, 0.5 + 0.55 * t, tone, alpha=0.6, raw=True)


def _glitter(
    world: World, rng: np.random.Generator, span: tuple[float, float], across: float
) -> None:
    """The sun's or moon's road on the water; `across` in far units."""
    top, bottom = span
    x0 = world.camera.far(across, 0)[0]
    unit = world.camera.height
    light = mix(world.mood.sky[-1][1], world.mood.sun, 0.6)
    with world.flat() as sheet:
        for _ in range(60):
            t = rng.random() ** 1.3
            y = top + 0.004 * unit + (bottom - top) * t
            wide = unit * (0.012 + 0.05 * t) * rng.uniform(0.4, 1.4)
            x = x0 + rng.normal() * unit * (0.035 + 0.12 * t)
            spark = ellipse(x, y, wide, unit * (0.0022 + 0.006 * t), count=12)
            sheet.shape(spark, light, 0, raw=True, alpha=0.7, wobble=0)


def fountain(world: World, *, rng: np.random.Generator, x: float, d: float) -> None:
    """A round fountain with a basin on a stem."""
    stone = "#b0a9b4"
    with world.at(x, d) as sheet:
        rim = form("fountain.rim")
        sheet.shape(rim, stone, 0.9, shade=0.12)
        sheet.shape(ellipse(0, 0.55, 1.9, 0.22, count=36), mix(stone, "#ffffff", 0.2), 0.8)
        sheet.shape(ellipse(0, 0.55, 1.65, 0.16, count=36), world.snowy("#6fa3b8", 0.7), 0.6)
        sheet.shape(form("fountain.outline"), stone, 0.8, shade=0.3)
        bowl = np.concatenate([ellipse(0, 1.6, 0.85, 0.3, start=180, end=360, count=14)])
        sheet.shape(bowl, stone, 0.8, shade=0.2)
        sheet.shape(rectangle(-0.07, 1.6, 0.07, 2.0), stone, 0.7)
        if not world.mood.snow:
            for side in (-1, 1):
                for reach in (0.5, 0.85):
                    jet = points(
                        0, 2.0, side * reach * 0.5, 2.25, side * reach, 1.2, side * reach * 1.2, 0.6
                    )
                    sheet.line(spline(jet, closed=False, steps=6), 1.0, "#eef8fb", alpha=0.75)
