"""The ground: planes, planks, cobbles, paths, rugs."""

import numpy as np

from panelwright_tools.painting.storyboard.colour import Paint, mix
from panelwright_tools.painting.storyboard.geometry import (
    Points,
    ellipse,
    points,
    spline,
)
from panelwright_tools.painting.storyboard.places.world import World

FAR = 400.0
"""Metres that count as the horizon."""


_ARCH = (-0.5, 0.0, -0.42, 0.5, 0.0, 0.75, 0.42, 0.5, 0.5, 0.0)


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
    mask = sheet.mask([band(camera.width, top, camera.height + 2.0)])
    far_depth = world.depth(start) if start < FAR else 0.55
    sheet.gradient(
        mask,
        [
            (0.0, world.mood.grade(world.snowy(far, snow), far_depth)),
            (0.35, world.mood.grade(world.snowy(mix(far, near, 0.6), snow), far_depth * 0.25)),
            (1.0, world.mood.grade(world.snowy(near, snow))),
        ],
    )


def band(width: int, top: float, bottom: float) -> Points:
    """A stretch of the panel across its whole width, in pixels."""
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
