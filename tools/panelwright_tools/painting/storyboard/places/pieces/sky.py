"""The sky and what is far: gradient, sun, moon, stars, clouds, hills, skylines, gulls."""

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
    spline,
)
from panelwright_tools.painting.storyboard.mood import Mood
from panelwright_tools.painting.storyboard.places.pieces.shapes import form, moved
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
        mask = sheet.shape(ellipse(x, h, radius, count=48), mood.sun, 0, raw=True, wobble=0.3)
        if mood.name in (TimeOfDay.NIGHT, TimeOfDay.DUSK) and mask is not None:
            with sheet.clip(mask):
                for dx, dy, r in ((-0.3, 0.2, 0.2), (0.25, -0.25, 0.26), (0.3, 0.35, 0.12)):
                    spot = ellipse(x + dx * radius, h + dy * radius, r * radius, count=16)
                    sheet.shape(spot, mix(mood.sun, mood.sky[0][1], 0.18), 0, raw=True, wobble=0.2)
    left, top = world.camera.far(x, h)
    reach = radius * 4.2 * world.camera.far_unit
    world.glow_at(left, top, reach, mood.sun, 0.75 if setting else 0.5)


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
        x - width * 0.56, h - width * 0.012, x + width * 0.56, h + width * 0.05, width * 0.03
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
