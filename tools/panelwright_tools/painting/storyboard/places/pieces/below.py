"""What lies far below those who fly: fields, roofs, treetops, water with boats, wisps of cloud."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from panelwright_tools.painting.storyboard.colour import Paint, mix
from panelwright_tools.painting.storyboard.geometry import Points, ellipse, spline
from panelwright_tools.painting.storyboard.places.pieces.sky import cloud
from panelwright_tools.painting.storyboard.places.world import World

DEEP = -34.0
"""How far below the feet the ground lies, metres."""
_NEAREST, _FARTHEST = 24.0, 1400.0
_FIELDS = ("#7fae5c", "#a6c06a", "#d9c46a", "#8fb878", "#c9a860", "#6a9a58")
_WALLS = ("#e6d2ac", "#d98f6a", "#c8d0d8", "#e0b89a", "#efe6d2")
_ROOFS = ("#b0553f", "#8a4a45", "#6a5a70", "#a8704a")


def _spread(
    world: World, rng: np.random.Generator, count: int, left: float, right: float
) -> Iterator[tuple[float, float]]:
    """Spots on the ground below, the far ones first, in a stretch of the view (-1..1)."""
    depths = sorted((_NEAREST * 10 ** rng.uniform(0, 1.1) for _ in range(count)), reverse=True)
    for d in depths:
        half = world.camera.half_width(d) * 1.1
        yield world.camera.pan + half * rng.uniform(left, right), float(d)


def fields_below(world: World, *, rng: np.random.Generator) -> None:
    """A patchwork of fields with hedges between them."""
    bands = np.geomspace(_NEAREST * 0.5, _FARTHEST, 11)[::-1]
    for far, near in pairwise(bands):
        half = world.camera.half_width(far) * 1.2
        wide = (far - near) * 1.5
        start = world.camera.pan - half - wide * rng.random()
        for left in np.arange(start, world.camera.pan + half, wide):
            lean = wide * rng.uniform(-0.12, 0.12)
            field = _ground(world, (left + lean, near), (left, far), (left + wide, far),
                            (left + wide + lean, near))  # fmt: skip
            tone = world.snowy(_FIELDS[int(rng.integers(len(_FIELDS)))])
            with world.flat(float(far) * 0.2) as sheet:
                sheet.shape(field, tone, 0.6, wobble=0.3)


def houses_below(
    world: World,
    *,
    rng: np.random.Generator,
    count: int = 30,
    left: float = -1.0,
    right: float = 1.0,
    tall: float = 5.0,
) -> None:
    """Houses and their roofs; `tall` are towers of a city."""
    for x, d in _spread(world, rng, count, left, right):
        high = tall * rng.uniform(0.6, 1.3)
        wide, deep = rng.uniform(7, 11), rng.uniform(7, 10)
        wall = _WALLS[int(rng.integers(len(_WALLS)))]
        roof = "#8f8a96" if tall > 12 else _ROOFS[int(rng.integers(len(_ROOFS)))]
        top = DEEP + high
        front = world.path((x, DEEP, d), (x, top, d), (x + wide, top, d), (x + wide, DEEP, d))
        lid = world.path(
            (x, top, d), (x, top, d + deep), (x + wide, top, d + deep), (x + wide, top, d)
        )
        with world.flat(d * 0.2) as sheet:
            sheet.shape(front, wall, 0.7, shade=0.1)
            sheet.shape(lid, world.snowy(roof), 0.7)
            if world.mood.lamps > 0.2:
                for share in (0.25, 0.7):
                    px, level = x + wide * share, DEEP + high * 0.5
                    corners = ((-0.7, -1), (-0.7, 1), (0.7, 1), (0.7, -1))
                    pane = world.path(*[(px + across, level + up, d) for across, up in corners])
                    sheet.shape(pane, "#ffd27a", 0, raw=True, wobble=0)


def trees_below(
    world: World,
    *,
    rng: np.random.Generator,
    count: int = 60,
    left: float = -1.0,
    right: float = 1.0,
    colour: Paint = "#5f9450",
) -> None:
    """Treetops, from above."""
    for x, d in _spread(world, rng, count, left, right):
        size = rng.uniform(2.4, 4.2)
        tone = world.snowy(mix(colour, "#a8b85a", rng.uniform(0, 0.4)))
        px, py = world.camera.point(x, DEEP + size * 0.6, d)
        r = size * world.camera.pixels_per_metre(d)
        with world.flat(d * 0.2) as sheet:
            sheet.shape(ellipse(px, py, r, r * 0.78, count=18), tone, 0.6, shade=0.2)


def coast_below(world: World, *, rng: np.random.Generator, colour: Paint = "#d9c49a") -> None:
    """Land at the right, with a beach along the water."""
    depths = np.geomspace(_NEAREST * 0.4, _FARTHEST, 10)
    edge = [
        (world.camera.pan + world.camera.half_width(float(d)) * (0.1 + 0.16 * np.sin(k * 1.7)), d)
        for k, d in enumerate(depths)
    ]
    far = world.camera.half_width(_FARTHEST) * 2 + world.camera.pan
    for shift, tone in ((0.0, colour), (6.0, "#86ac6a")):
        shore = [(float(x) + shift, float(d)) for x, d in edge]
        land = _ground(world, *shore, (far, _FARTHEST), (far, float(depths[0])))
        with world.flat(40.0) as sheet:
            sheet.shape(land, world.snowy(tone), 0.8, wobble=0.4)


def boats_below(
    world: World,
    *,
    rng: np.random.Generator,
    count: int = 7,
    left: float = -0.9,
    right: float = 0.05,
) -> None:
    """Small boats under sail."""
    for x, d in _spread(world, rng, count, left, right):
        long = rng.uniform(3.4, 5.0)
        hull = world.path((x - long, DEEP + 1.2, d), (x - long * 0.6, DEEP, d),
                          (x + long * 0.6, DEEP, d), (x + long, DEEP + 1.2, d))  # fmt: skip
        sail = world.path((x, DEEP + 1.4, d), (x, DEEP + 8.0, d), (x + long * 0.8, DEEP + 1.6, d))
        with world.flat(d * 0.2) as sheet:
            sheet.shape(hull, "#a84a3f", 0.7)
            sheet.shape(sail, "#f6efe0", 0.6)


def river_below(world: World, *, rng: np.random.Generator, colour: Paint = "#5f9fc0") -> None:
    """A river that winds to the horizon."""
    depths = np.geomspace(_NEAREST * 0.4, _FARTHEST, 14)
    middle = [world.camera.half_width(float(d)) * (0.42 * np.sin(k * 0.8) - 0.1)
              for k, d in enumerate(depths)]  # fmt: skip
    sides = [[(float(x) + side * 5.0 + world.camera.pan, float(d))
              for x, d in zip(middle, depths, strict=True)] for side in (-1, 1)]  # fmt: skip
    with world.flat(30.0) as sheet:
        sheet.shape(spline(_ground(world, *sides[0], *sides[1][::-1])), colour, 0.7)


def wisps(world: World, *, rng: np.random.Generator, count: int = 4) -> None:
    """Small clouds between those who fly and the ground."""
    for number in range(count):
        side = -1 if number % 2 else 1
        x, h = side * rng.uniform(0.25, 0.75), -rng.uniform(0.04, 0.3)
        cloud(world, rng, world.camera.yaw + x, h, rng.uniform(0.2, 0.36))


def cloud_underfoot(
    world: World, *, rng: np.random.Generator, width: float = 7.0, d: float = 0.9
) -> None:
    """The cloud that carries who is on it: a soft heap of lumps under the feet."""
    light = mix(world.mood.grade("#ffffff", 0.05), world.mood.sky_at(0.8), 0.06)
    shade = mix(light, world.mood.sky_at(0.1), 0.3)
    half = width / 2
    with world.at(world.camera.pan, d) as sheet:
        spots = np.linspace(-half, half, 9)
        heaps = [
            (float(x), -0.42 - 0.1 * abs(float(x)) / half, rng.uniform(0.62, 0.95)) for x in spots
        ]
        outlines = [sheet.outline(ellipse(x, y, r * 1.15, r * 0.7, count=26)) for x, y, r in heaps]
        body = ellipse(0, -1.15, half * 1.16, 1.0, count=44)
        mask = sheet.mask([*outlines, sheet.outline(body, wobble=0.3)])
        sheet.fill(mask, shade)
        with sheet.clip(mask):
            for x, y, r in heaps:
                sheet.shape(
                    ellipse(x - r * 0.1, y + r * 0.1, r * 1.05, r * 0.56), light, 0, raw=True
                )
            for x, y, r in heaps[::2]:
                puff = ellipse(
                    x + r * 0.3, y - r * 0.2, r * 0.5, r * 0.3, start=15, end=165, count=12
                )
                sheet.line(puff, 0.9, shade, raw=True, alpha=0.9)


def _ground(world: World, *spots: tuple[float, float]) -> Points:
    """An outline on the ground far below, in pixels, by (x, d)."""
    return world.path(*[(float(x), DEEP, float(d)) for x, d in spots])
