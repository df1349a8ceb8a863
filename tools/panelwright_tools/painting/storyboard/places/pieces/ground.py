"""The ground: a plane to the horizon with what lies on it, from grass to cobbles and water."""

import numpy as np
from PIL import Image, ImageFilter

from panelwright_tools.painting.storyboard.colour import Paint, mix
from panelwright_tools.painting.storyboard.geometry import Points, bezier, ellipse, points, spline
from panelwright_tools.painting.storyboard.places.pieces.shapes import form, moved
from panelwright_tools.painting.storyboard.places.world import World

FAR = 400.0
"""Metres that count as the horizon."""


def plane(
    world: World,
    *,
    rng: np.random.Generator,
    near: Paint,
    far: Paint,
    start: float = FAR,
    snow: float = 0.85,
) -> None:
    """Flat ground from the depth `start` to the reader, in a gradient from far to near."""
    sheet, camera = world.sheet, world.camera
    top = camera.ground(start)
    world.ground_y = top / camera.height
    mask = sheet.mask([_band(camera.width, top, camera.height + 2.0)])
    far_depth = world.depth(start) if start < FAR else 0.55
    sheet.gradient(
        mask,
        [
            (0.0, world.mood.grade(world.snowy(far, snow), far_depth)),
            (0.35, world.mood.grade(world.snowy(mix(far, near, 0.6), snow), far_depth * 0.25)),
            (1.0, world.mood.grade(world.snowy(near, snow))),
        ],
    )


def _band(width: int, top: float, bottom: float) -> Points:
    return points(-2, top, width + 2, top, width + 2, bottom, -2, bottom)


def lines_away(
    world: World,
    *,
    rng: np.random.Generator,
    step: float,
    colour: Paint | None = None,
    start: float = 40.0,
    width: float = 0.6,
    alpha: float = 0.7,
    reach: float = 14.0,
) -> None:
    """Lines that run from the reader to the vanishing point: planks, tiles, rails."""
    near = world.camera.nearest
    with world.flat() as sheet:
        for x in np.arange(-reach, reach + step / 2, step):
            path = world.path((x, 0, start), (x, 0, near))
            sheet.line(path, width, colour, taper=(0, 0), alpha=alpha, wobble=0.4)


def lines_across(
    world: World,
    *,
    rng: np.random.Generator,
    step: float,
    colour: Paint | None = None,
    start: float = 16.0,
    width: float = 0.6,
    alpha: float = 0.7,
) -> None:
    """Lines parallel to the panel, closer and thinner with distance."""
    camera = world.camera
    for d in np.arange(camera.nearest, start, step):
        y = camera.ground(float(d))
        with world.flat(float(d)) as sheet:
            path = points(-2, y, camera.width + 2, y)
            sheet.line(path, width, colour, taper=(0, 0), alpha=alpha, wobble=0.4)


def planks(
    world: World,
    *,
    rng: np.random.Generator,
    start: float,
    width: float = 0.28,
    colour: Paint = "#3a2a30",
    alpha: float = 0.75,
) -> None:
    """Boards that run away from the reader, with butt joints."""
    lines_away(world, rng=rng, step=width, colour=colour, start=start, alpha=alpha, reach=9.0)
    camera = world.camera
    near = camera.nearest
    with world.flat() as sheet:
        for x in np.arange(-9.0, 9.0, width):
            d = near + rng.uniform(0.2, 1.6)
            while d < start:
                if world.sees(x, d, width):
                    joint = world.path((x, 0, d), (x + width, 0, d))
                    sheet.line(joint, 0.5, colour, taper=(0, 0), alpha=alpha, wobble=0.2)
                d += rng.uniform(1.6, 3.2)


def cobbles(
    world: World,
    *,
    rng: np.random.Generator,
    start: float = 7.0,
    size: float = 0.3,
    colour: Paint = "#22203a",
    alpha: float = 0.5,
) -> None:
    """Arcs of paving stones, scattered thinly so that the ground stays calm."""
    camera = world.camera
    d = camera.nearest
    while d < start:
        half = camera.half_width(d)
        stone = points(*_ARCH) * (size, size * 0.5)
        x = camera.pan - half + rng.uniform(0, size)
        with world.flat(d) as sheet:
            while x < camera.pan + half:
                if rng.random() < 0.4:
                    path = world.path(*[(x + px, 0, d + py) for px, py in stone])
                    sheet.line(path, 0.55, colour, alpha=alpha, wobble=0.4)
                x += size * rng.uniform(1.1, 2.0)
        d += size * 0.75 * (1 + max(0.0, d) * 0.25)


_ARCH = (-0.5, 0.0, -0.42, 0.5, 0.0, 0.75, 0.42, 0.5, 0.5, 0.0)


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


def flower(
    world: World, *, rng: np.random.Generator, x: float, d: float, colour: Paint, size: float = 0.1
) -> None:
    """A flower on its stem; none grow in snow, few in autumn."""
    if world.mood.snow or rng.random() > world.mood.flowers or world.small(size, d):
        return
    with world.at(x, d) as sheet:
        tall = size * rng.uniform(1.6, 2.4)
        sheet.line(points(0, 0, size * 0.1, tall), 0.7, "#3f7a35", taper=(0, 0), wobble=0.4)
        if size * sheet.scale < 9 * sheet.unit:
            sheet.shape(ellipse(size * 0.1, tall, size * 0.42, count=12), colour, 0.4, wobble=0.3)
            return
        for turn in range(5):
            a = 2 * np.pi * turn / 5 + 0.3
            petal = ellipse(
                size * 0.1 + np.cos(a) * size * 0.3, tall + np.sin(a) * size * 0.3, size * 0.24
            )
            sheet.shape(petal[::4], colour, 0.45, wobble=0.2)
        sheet.shape(ellipse(size * 0.1, tall, size * 0.2, count=12), "#f6d25a", 0.4, wobble=0.2)


def path(
    world: World,
    *,
    rng: np.random.Generator,
    colour: Paint = "#c9ad7a",
    width: float = 1.6,
    start: float = 30.0,
    bends: float = 1.5,
    x: float = 0.0,
    line: float = 0.6,
    edge: Paint | None = None,
) -> None:
    """A way that winds from the reader into the depth."""
    near = world.camera.nearest
    depths = near + (start - near) * np.linspace(0, 1, 9) ** 2.2
    phase = rng.uniform(0, 6.28)
    middle = x + bends * np.sin(phase + np.linspace(0, 4.5, 9)) * np.linspace(0.15, 1, 9)
    left = [(m - width / 2, 0.0, d) for m, d in zip(middle, depths, strict=True)]
    right = [(m + width / 2, 0.0, d) for m, d in zip(middle, depths, strict=True)]
    sides = [spline(world.path(*side), closed=False, steps=5) for side in (left, right)]
    outline = np.concatenate([sides[0], sides[1][::-1]])
    with world.flat(2.0) as sheet:
        sheet.shape(outline, world.snowy(colour, 0.6), line, ink=edge)


def patch(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    width: float,
    length: float,
    colour: Paint,
    line: float = 0.6,
    alpha: float = 1.0,
) -> None:
    """A round patch on the ground: a rug, a clearing, a pond, a shadow."""
    ring = ellipse(x, d, width / 2, length / 2, count=40)
    with world.flat(d) as sheet:
        outline = world.path(*[(float(px), 0.0, float(pd)) for px, pd in ring])
        sheet.shape(outline, colour, line, alpha=alpha)


def rug(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    width: float = 3.4,
    length: float = 1.8,
    colour: Paint = "#3f6f7f",
    border: Paint = "#e6d0a0",
) -> None:
    """An oval rug with a border."""
    patch(world, rng=rng, x=x, d=d, width=width, length=length, colour=colour, line=0.9)
    for share, weight in ((0.88, 1.3), (0.52, 0.8)):
        ring = ellipse(x, d, width * share / 2, length * share / 2, count=36)
        with world.flat(d) as sheet:
            path_ = world.path(*[(float(px), 0.0, float(pd)) for px, pd in ring])
            sheet.line(path_, weight, border, closed=True, wobble=0.5)


def strip(
    world: World,
    *,
    rng: np.random.Generator,
    near_d: float,
    far_d: float,
    colour: Paint,
    h: float = 0.0,
    line: float = 0.8,
    left: float = -60.0,
    right: float = 60.0,
    snow: float = 0.85,
) -> None:
    """A band of ground between two depths: a pavement, a kerb, a carpet."""
    ends = world.path((left, h, far_d), (right, h, far_d), (right, h, near_d), (left, h, near_d))
    ends[:, 0] = ends[:, 0].clip(-60, world.camera.width + 60)
    with world.flat(near_d) as sheet:
        sheet.shape(ends, world.snowy(colour, snow), line)


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
    mask = sheet.mask([_band(camera.width, top, bottom)])
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
        if glitter is not None:
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


def grassland(world: World, *, rng: np.random.Generator) -> None:
    """Open grass in the colours of the season."""
    near, far = world.mood.grass
    plane(world, rng=rng, near=near, far=far)


def dashes(
    world: World,
    *,
    rng: np.random.Generator,
    d: float,
    length: float = 1.2,
    colour: Paint = "#e8e2d2",
) -> None:
    """The dashed line of a road."""
    if world.mood.snow > 0.5:
        return
    for x in np.arange(-24.0, 24.0, length * 2):
        if world.sees(x, d, length):
            ring = world.path(
                (x, 0, d + 0.08),
                (x + length, 0, d + 0.08),
                (x + length, 0, d - 0.08),
                (x, 0, d - 0.08),
            )
            with world.flat(d) as sheet:
                sheet.shape(ring, colour, 0.4)
