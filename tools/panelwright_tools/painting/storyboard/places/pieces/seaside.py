"""Sea and shore: islands, decks, sand, boats, moorings."""

import numpy as np

from panelwright_tools.painting.storyboard.colour import Paint, mix
from panelwright_tools.painting.storyboard.geometry import (
    ellipse,
    points,
    rectangle,
    spline,
)
from panelwright_tools.painting.storyboard.places.pieces.shapes import form, moved
from panelwright_tools.painting.storyboard.places.world import World


def lighthouse(
    world: World, *, rng: np.random.Generator, x: float, d: float, height: float = 14.0
) -> None:
    """A banded lighthouse on its rock; its beam is lit after dark."""
    k = height
    lit = world.mood.lamps > 0.2
    with world.at(x, d) as sheet:
        rocks = form("lighthouse.rocks") * k * 0.8
        sheet.shape(spline(rocks), "#5d5a6a", 0.8, shade=0.2)
        tower = form("lighthouse.tower") * k
        mask = sheet.shape(tower, "#efe6d2", 0.9, shade=0.3)
        with sheet.clip(mask):
            for low in (0.26, 0.5, 0.74):
                sheet.shape(rectangle(-k, low * k, k, (low + 0.11) * k), "#c8453a", 0.4)
        sheet.shape(rectangle(-0.11 * k, 0.82 * k, 0.11 * k, 0.85 * k), "#3a3548", 0.7)
        lamp = rectangle(-0.06 * k, 0.85 * k, 0.06 * k, 0.94 * k)
        sheet.shape(lamp, "#fff0b0" if lit else "#cfe0e6", 0.8, raw=lit)
        sheet.shape(points(-0.085, 0.94, 0, 1.03, 0.085, 0.94) * k, "#c8453a", 0.8)
        if lit:
            for spread, alpha in ((0.09, 0.10), (0.045, 0.13)):
                beam = (
                    points(0, 0.905, -3.2, 1.25 + spread * 3, -3.2, 1.25 - spread * 3, 0, 0.885) * k
                )
                sheet.shape(beam, "#ffeab0", 0, raw=True, alpha=alpha, wobble=0)
    if lit:
        world.glow(x, 0.9 * k, d, 0.7 * k, "#ffe9a8", 0.95)


def island(
    world: World,
    *,
    rng: np.random.Generator,
    x: float = -0.8,
    width: float = 0.7,
    height: float = 0.05,
    colour: Paint = "#7a8f80",
    depth: float = 0.5,
) -> None:
    """An island on the horizon; far units."""
    xs = np.linspace(-1, 1, 24)
    wave = 0.7 + 0.3 * np.sin(xs * 5 + rng.uniform(0, 6)) + 0.16 * np.sin(xs * 13)
    top = height * wave * (1 - xs**2) ** 0.7
    shape = np.concatenate(
        [
            np.stack([x + xs * width / 2, top], 1),
            points(x + width / 2, -0.006, x - width / 2, -0.006),
        ]
    )
    with world.far(depth=depth) as sheet:
        sheet.shape(shape, world.snowy(colour, 0.7), 0.6)


def railing(
    world: World,
    *,
    rng: np.random.Generator,
    d: float,
    height: float = 1.0,
    colour: Paint = "#a87f5c",
    step: float = 0.55,
) -> None:
    """A ship's railing with turned posts across the view."""
    half = world.camera.half_width(d) + step
    pan = world.camera.pan
    with world.at(0, d) as sheet:
        for x in np.arange(np.floor((pan - half) / step) * step, pan + half, step):
            post = form("railing.post")
            sheet.shape(moved(post * (1, height), x, 0), colour, 0.65, shade=0.25, wobble=0.4)
        for low, high in ((-0.02, 0.12), (height - 0.02, height + 0.12)):
            rail = rectangle(pan - half, low, pan + half, high)
            sheet.shape(rail, world.snowy(mix(colour, "#ffffff", 0.12), 0.9), 0.8, shade=0.1)


def mast(
    world: World, *, rng: np.random.Generator, x: float, d: float, sail: Paint = "#efe2c4"
) -> None:
    """A mast with shrouds and the foot of a sail."""
    with world.at(x, d) as sheet:
        canvas = form("mast.canvas")
        mask = sheet.shape(spline(canvas, steps=5), sail, 0.9, shade=0.06)
        with sheet.clip(mask):
            for h in (3.6, 4.6, 5.6):
                sheet.line(points(-3, h, 0, h - 0.18, 3, h), 0.5, alpha=0.6)
        for side in (-1, 1):
            for foot in (1.7, 2.1, 2.5):
                sheet.line(points(side * foot, 0.6, 0, 9), 0.8, "#6b5038", taper=(0, 0), wobble=0.3)
            for h in np.arange(1.2, 5.0, 0.5):
                near, far = side * (1.7 - 0.2 * h), side * (2.5 - 0.29 * h)
                sheet.line(points(near, h, far, h), 0.6, "#6b5038", taper=(0, 0), wobble=0.3)
        sheet.shape(rectangle(-0.16, 0, 0.16, 12), "#8a5c3a", 0.9, shade=0.3)
        for h in (0.9, 1.1, 2.6):
            sheet.line(points(-0.17, h, 0.17, h - 0.03), 1.5, "#c9b48a", taper=(0, 0))


def wheel(
    world: World, *, rng: np.random.Generator, x: float, d: float, radius: float = 0.55
) -> None:
    """A ship's wheel on its stand."""
    r = radius
    with world.at(x, d) as sheet:
        sheet.shape(form("wheel.outline"), "#7a5238", 0.85, shade=0.2)
        with sheet.placed(np.array([[1.0, 0, 0], [0, 1, 1.05]])):
            for a in np.arange(0, np.pi, np.pi / 4) + 0.2:
                spoke = np.array([np.cos(a), np.sin(a)]) * r * 1.3
                sheet.limb(np.array([-spoke, spoke]), 0.035, "#9a6440", 0.7)
            sheet.shape(
                ellipse(0, 0, r, count=36),
                "#8a5c3a",
                0.85,
                holes=[ellipse(0, 0, r * 0.78, count=32)],
            )
            sheet.shape(ellipse(0, 0, 0.12, count=16), "#d9b24a", 0.7)


def sandy(
    world: World,
    *,
    rng: np.random.Generator,
    start: float = 5.5,
    near: Paint = "#e8cf98",
    wet: Paint = "#cfae7c",
) -> None:
    """A beach: wet edge, foam line, dry sand towards the reader."""
    camera = world.camera
    xs = np.linspace(
        camera.pan - camera.half_width(start) - 1, camera.pan + camera.half_width(start) + 1, 26
    )
    phase = rng.uniform(0, 6)
    for offset, colour, line in ((0.0, "#f6fbf8", 0.6), (-0.35, wet, 0.0), (-1.2, near, 0.0)):
        shore = [(float(x), 0.0, start + offset + 0.3 * np.sin(x * 0.7 + phase)) for x in xs]
        edge = world.path(*shore)
        shape = np.concatenate(
            [edge, points(camera.width + 5, camera.height + 5, -5, camera.height + 5)]
        )
        with world.flat(start) as sheet:
            sheet.shape(shape, world.snowy(colour, 0.7 if offset < -1 else 0.2), line)
    with world.flat() as sheet:
        for _ in range(26):
            x, d = rng.uniform(-8, 8), rng.uniform(camera.nearest, start - 1.6)
            if world.sees(x, d, 0.4):
                ripple = world.path((x - 0.3, 0, d), (x, 0, d + 0.08), (x + 0.3, 0, d))
                sheet.line(
                    spline(ripple, closed=False, steps=4),
                    0.5,
                    mix(near, "#8a6a40", 0.45),
                    alpha=0.7,
                )


def parasol(
    world: World, *, rng: np.random.Generator, x: float, d: float, colour: Paint = "#d9564a"
) -> None:
    """A beach umbrella with a towel."""
    with world.at(x, d) as sheet:
        sheet.line(points(0, 0, 0.25, 2.1), 1.8, "#b98a5a", taper=(0, 0))
        dome = ellipse(0.25, 1.72, 1.3, 0.78, start=0, end=180, count=24)
        mask = sheet.shape(dome, colour, 0.9, shade=0.1)
        with sheet.clip(mask):
            for number in (-1, 1):
                panel = points(0.25, 2.6, 0.25 + number * 0.95, 1.6, 0.25 + number * 0.42, 1.6)
                sheet.shape(panel, "#f6efdc", 0.5)
        sheet.shape(form("parasol.outline"), "#4f9aa8", 0.7)


def mooring_post(
    world: World, *, rng: np.random.Generator, x: float, d: float, height: float = 0.9
) -> None:
    """A bollard of timber."""
    with world.at(x, d) as sheet:
        sheet.shape(rectangle(-0.16, -0.05, 0.16, height), "#6a4a3a", 0.85, shade=0.3)
        sheet.shape(ellipse(0, height, 0.16, 0.05, count=18), world.snowy("#8d6a50"), 0.7)
        sheet.line(points(-0.17, height * 0.7, 0.17, height * 0.66), 1.6, "#c9b48a", taper=(0, 0))


def rope(
    world: World,
    *,
    rng: np.random.Generator,
    d: float,
    left: float,
    right: float,
    h: float = 0.62,
    sag: float = 0.28,
) -> None:
    """A rope that hangs between two posts."""
    shares = np.linspace(0, 1, 14)
    curve = np.stack([left + (right - left) * shares, h - sag * 4 * shares * (1 - shares)], 1)
    with world.at(0, d) as sheet:
        sheet.line(curve, 2.0, taper=(0, 0))
        sheet.line(curve, 1.3, "#c9b48a", taper=(0, 0))


def boat(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    length: float = 4.0,
    hull: Paint = "#9a5a3c",
    sail: Paint | None = "#efe2c4",
    flip: bool = False,
) -> None:
    """A small boat on the water, with or without a sail."""
    k = length / 2 * (-1 if flip else 1)
    up = length / 2
    with world.at(x, d) as sheet:
        if sail is not None:
            sheet.line(points(0.05 * k, 0.2 * up, 0.05 * k, 2.1 * up), 1.6, "#5b3a28", taper=(0, 0))
            sheet.shape(points(0.0, 0.42, 0.0, 1.95, -0.72, 0.5) * (k, up), sail, 0.75, shade=0.1)
            sheet.shape(
                points(0.12, 0.48, 0.12, 1.8, 0.82, 0.42) * (k, up),
                mix(sail, "#d9a06a", 0.25),
                0.75,
            )
            sheet.shape(points(0.05, 2.1, 0.32, 2.02, 0.05, 1.94) * (k, up), "#d0473d", 0.6)
        body = form("boat.body")
        mask = sheet.shape(body * (k, up), hull, 0.85, shade=0.2)
        with sheet.clip(mask):
            sheet.line(points(-1.2, 0.22, 0.3, 0.14, 1.2, 0.32) * (k, up), 0.6, taper=(0, 0))
        foam = form("boat.foam") * (k, up)
        sheet.line(
            spline(foam, closed=False, steps=5),
            1.4,
            "#eef6f4",
            alpha=0.8,
            raw=world.mood.lamps < 0.3,
        )
