"""The sky: gradient, sun, moon, stars, clouds, thunderheads."""

import numpy as np
from PIL import Image

from panelwright_tools.domain.vocabulary import TimeOfDay, Weather
from panelwright_tools.painting.storyboard.colour import Paint, mix, rgb
from panelwright_tools.painting.storyboard.geometry import (
    Points,
    ellipse,
    points,
    rectangle,
    rounded_rectangle,
)
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.mood import Mood
from panelwright_tools.painting.storyboard.places.world import World

_VEILED = (Weather.CLOUDY, Weather.RAIN, Weather.STORM, Weather.SNOW, Weather.FOG)


def sky(
    world: World,
    *,
    rng: np.random.Generator,
    sun: tuple[float, float] = (0.36, 0.4),
    low_sun: float = 0.06,
    clouds: int = 6,
    stars: int = 60,
) -> None:
    """The sky over the whole panel, with its sun or moon, stars and clouds.

    `sun` is (x, height) in far units; at dawn and sunset it stands at `low_sun` instead.
    """
    gradient(world, world.mood)
    mood = world.mood
    if mood.name is TimeOfDay.NIGHT and mood.weather in (Weather.CLEAR, Weather.WIND):
        _stars(world, rng, stars)
    if mood.weather not in _VEILED:
        _disc(world, sun, low_sun)
    if mood.weather is Weather.STORM:
        _thunderheads(world, rng)
        _lightning(world, rng)
    else:
        _clouds(world, rng, round(clouds * (0.5 + mood.clouds)))


def gradient(world: World, mood: Mood) -> None:
    """The bare sky, from the zenith above the panel to the horizon, and haze below it."""
    camera, sheet = world.camera, world.sheet
    horizon = camera.horizon * camera.height
    top = horizon - 0.72 * camera.far_unit
    rows = (np.arange(camera.height) - top) / (horizon - top)
    at = [stop[0] for stop in mood.sky]
    table = np.array([rgb(stop[1]) for stop in mood.sky])
    ramp = np.stack([np.interp(rows, at, table[:, band]) for band in range(3)], 1)
    across = np.linspace(-1, 1, camera.width)[None, :, None]
    whole = (ramp[:, None] * (1 - 0.05 * across**2)).clip(0, 255).astype(np.uint8)
    sheet.colours.paste(Image.fromarray(whole), (0, 0))
    sheet.alpha.paste(255, (0, 0, camera.width, camera.height))


def _stars(world: World, rng: np.random.Generator, count: int) -> None:
    with world.far() as sheet:
        for _ in range(count):
            x, h = rng.uniform(-1.3, 1.3), rng.uniform(0.06, 0.75)
            size = rng.uniform(0.0012, 0.003)
            star = ellipse(x, h, size, count=6)
            sheet.shape(star, "#fff6d8", 0, raw=True, wobble=0, alpha=rng.uniform(0.45, 0.95))


def _disc(world: World, sun: tuple[float, float], low: float) -> None:
    mood = world.mood
    setting = mood.name in (TimeOfDay.DAWN, TimeOfDay.SUNSET, TimeOfDay.DUSK)
    x, h = sun[0], low if setting else sun[1]
    if mood.name is TimeOfDay.DUSK:
        x, h = -sun[0], sun[1]
    radius = 0.085 if setting and mood.name is not TimeOfDay.DUSK else 0.052
    with world.far() as sheet:
        # The halo lies in the sky itself, so that what stands before the sun hides it.
        halo = ellipse(x, h, radius * 2.0, count=30)
        sheet.soft(halo, mood.sun, 0.5, radius * 0.9 * world.camera.far_unit, raw=True)
        mask = sheet.shape(ellipse(x, h, radius, count=48), mood.sun, 0, raw=True, wobble=0.3)
        if mood.name in (TimeOfDay.NIGHT, TimeOfDay.DUSK):
            with sheet.clip(mask):
                _moon_spots(world, sheet, (x, h, radius))
    if setting:
        left, top = world.camera.far(x, h)
        world.glow_at(left, top, radius * 4.2 * world.camera.far_unit, mood.sun, 0.5)


def _moon_spots(world: World, sheet: Sheet, disc: tuple[float, float, float]) -> None:
    x, h, radius = disc
    tone = mix(world.mood.sun, world.mood.sky[0][1], 0.18)
    for dx, dy, r in ((-0.3, 0.2, 0.2), (0.25, -0.25, 0.26), (0.3, 0.35, 0.12)):
        spot = ellipse(x + dx * radius, h + dy * radius, r * radius, count=16)
        sheet.shape(spot, tone, 0, raw=True, wobble=0.2)


def _clouds(world: World, rng: np.random.Generator, count: int) -> None:
    for number in range(count):
        side = -1 if number % 2 else 1
        x = side * rng.uniform(0.1, 1.25)
        h = 0.16 + 0.5 * rng.random() ** 0.8
        width = rng.uniform(0.32, 0.62) * (0.7 + 0.5 * h)
        cloud(world, rng, x, h, width)


def cloud(world: World, rng: np.random.Generator, x: float, h: float, width: float) -> None:
    """A flat-bottomed heap of lumps with a darker belly; x, h and width in far units."""
    mood = world.mood
    above = mood.sky_at(max(0.0, 1 - h / 0.72))
    if mood.dark:
        body, belly = mix(above, mood.haze, 0.45), mix(above, mood.sky[0][1], 0.55)
    elif mood.name in (TimeOfDay.DAWN, TimeOfDay.SUNSET):
        body, belly = mix(above, "#ffe9d0", 0.42), mix(above, "#8f5a94", 0.34)
    else:
        body, belly = mix(above, "#ffffff", 0.72), mix(above, mood.sky[0][1], 0.28)
    _heap(world, rng, (x, h, width), body, belly, 0.92)


def _heap(
    world: World,
    rng: np.random.Generator,
    place: tuple[float, float, float],
    body: Paint,
    belly: Paint,
    alpha: float,
) -> None:
    x, h, width = place
    count = int(rng.integers(4, 7))
    lumps: list[Points] = []
    for number in range(count):
        t = (number + 0.5) / count
        r = width * (0.07 + 0.115 * np.sin(np.pi * t) ** 0.8 * rng.uniform(0.75, 1.25))
        lumps.append(ellipse(x - width / 2 + width * t, h + r * 0.45, r * 1.25, r * 0.95, count=28))
    foot = rounded_rectangle(
        x - width * 0.5, h - width * 0.012, x + width * 0.5, h + width * 0.05, width * 0.03
    )
    with world.far() as sheet:
        outlines = [sheet.outline(lump, wobble=0.3) for lump in [*lumps, foot]]
        below = rectangle(x - width, h - width * 0.4, x + width, h - width * 0.012)
        mask = sheet.mask(outlines, [sheet.outline(below, wobble=0)])
        if mask is None:
            return
        sheet.fill(mask, body, alpha)
        tall = mask.image.height
        shadow = mask.minus(mask.moved(-mask.image.width * 0.012, -max(2, tall * 0.26)))
        sheet.fill(shadow, belly, alpha * 0.75)


def _thunderheads(world: World, rng: np.random.Generator) -> None:
    """A ceiling of dark heaps; the storm's light stays near the horizon."""
    mood = world.mood
    for number in range(9):
        h = 0.66 - 0.045 * number + rng.uniform(-0.02, 0.02)
        x = (-1) ** number * rng.uniform(0.0, 1.1)
        above = mood.sky_at(max(0.0, 1 - h / 0.72))
        body = mix(above, "#2b3046", 0.42 - 0.025 * number)
        belly = mix(above, "#1a1c30", 0.6 - 0.03 * number)
        _heap(world, rng, (x, h, rng.uniform(0.8, 1.2)), body, belly, 0.95)


def _lightning(world: World, rng: np.random.Generator) -> None:
    """A forked bolt from the clouds to the horizon, and the sky it lights."""
    camera = world.camera
    side = float(rng.choice([-0.52, 0.5]))
    x = camera.yaw + side * camera.width / 2 / camera.far_unit
    hs = np.linspace(0.5, 0.02, 8)
    zigzag = np.where(np.arange(8) % 2, 0.022, -0.022) * rng.uniform(0.8, 1.6, 8)
    bolt = np.stack([x + zigzag + 0.12 * (0.5 - hs), hs], 1)
    fork = bolt[3] + points(0.0, 0.0, 0.06, -0.05, 0.05, -0.1, 0.12, -0.17)
    with world.far() as sheet:
        for line, weight in ((fork, 1.6), (bolt, 2.6)):
            sheet.line(line, weight * 2.4, "#b9c8ff", taper=(0.1, 0.5), raw=True, alpha=0.45)
            sheet.line(line, weight, "#fffbe8", taper=(0.1, 0.6), raw=True)
    left, top = camera.far(x, 0.3)
    world.glow_at(left, top, 0.5 * camera.far_unit, "#cfd8ff", 0.8)


def backdrop(world: World, *, rng: np.random.Generator, top: Paint, bottom: Paint) -> None:
    """A plain gradient instead of a sky: the light at the end of a cave."""
    camera, sheet = world.camera, world.sheet
    rows = np.linspace(0, 1, camera.height)[:, None]
    light = rgb(world.outdoors.tint) if world.outdoors.dark else np.ones(3)
    ramp = rgb(top) * light + (rgb(bottom) - rgb(top)) * light * rows
    whole = np.broadcast_to(ramp[:, None], (camera.height, camera.width, 3)).astype(np.uint8)
    sheet.colours.paste(Image.fromarray(np.ascontiguousarray(whole)), (0, 0))
    sheet.alpha.paste(255, (0, 0, camera.width, camera.height))


def cloud_bank(
    world: World,
    *,
    rng: np.random.Generator,
    d: float,
    h: float,
    size: float,
    depth: float = 0.2,
) -> None:
    """A sea of cloud tops across the view; the nearer banks are larger."""
    mood, camera = world.mood, world.camera
    half = camera.half_width(d) + size * 2
    xs = np.arange(camera.pan - half, camera.pan + half, size * 0.7)
    light = mix(mood.grade("#ffffff", depth * 0.6), mood.sky_at(0.7), 0.06 + depth * 0.75)
    shade = mix(light, mood.sky_at(0.0), 0.34)
    with world.at(0, d) as sheet:
        heaps = [
            (float(x), h + rng.uniform(-0.35, 0.35) * size, size * rng.uniform(0.55, 0.95))
            for x in xs
        ]
        outlines = [sheet.outline(ellipse(x, y, r, r * 0.72, count=26)) for x, y, r in heaps]
        foot = rectangle(camera.pan - half, h - 60, camera.pan + half, h)
        mask = sheet.mask([*outlines, sheet.outline(foot, wobble=0)])
        sheet.fill(mask, shade)
        with sheet.clip(mask):
            for x, y, r in heaps:
                top = ellipse(x - r * 0.08, y + r * 0.16, r * 0.92, r * 0.62, count=26)
                sheet.shape(top, light, 0, raw=True)
                puff = ellipse(
                    x + r * 0.4, y - r * 0.1, r * 0.5, r * 0.36, start=15, end=165, count=12
                )
                sheet.line(puff, 0.8, shade, raw=True, alpha=0.8)
