"""The shape of the land: streams, bridges, dunes, pyramids, rocks, ice."""

import numpy as np

from panelwright_tools.painting.storyboard.colour import Paint, mix
from panelwright_tools.painting.storyboard.geometry import (
    bezier,
    ellipse,
    points,
    spline,
)
from panelwright_tools.painting.storyboard.places.pieces.shapes import form, moved
from panelwright_tools.painting.storyboard.places.world import SNOW, World


def footbridge(
    world: World,
    *,
    rng: np.random.Generator,
    d: float,
    width: float = 9.0,
    x: float = 0.0,
    stone: bool = False,
) -> None:
    """An arched bridge seen from its side."""
    half = width / 2
    colour = "#a39aa8" if stone else "#9a7450"
    xs = np.linspace(-half, half, 21)
    top = 0.6 + 1.3 * (1 - (xs / half) ** 2)
    with world.at(x, d) as sheet:
        if stone:
            arch = ellipse(0, -0.4, half * 0.55, 1.75, start=0, end=180, count=20)
            body = np.concatenate(
                [points(-half, -0.5), np.stack([xs, top], 1), points(half, -0.5), arch]
            )
            mask = sheet.shape(body, colour, 0.95)
            with sheet.clip(mask):
                for _ in range(24):
                    px, h = rng.uniform(-half, half), 0.25 * int(rng.integers(0, 8))
                    sheet.line(points(px, h + 0.25, px, h, px + 0.45, h), 0.5, alpha=0.6)
        else:
            deck = np.concatenate([np.stack([xs, top], 1), np.stack([xs, top - 0.22], 1)[::-1]])
            sheet.shape(deck, colour, 0.9, shade=0.2)
        rail = np.stack([xs, top + 0.75], 1)
        if not stone:
            for number in range(0, 21, 2):
                sheet.line(
                    np.array([[xs[number], top[number]], rail[number]]), 1.6, colour, taper=(0, 0)
                )
        sheet.limb(
            rail if not stone else np.stack([xs, top + 0.12], 1),
            0.09,
            world.snowy(mix(colour, "#ffffff", 0.15)),
            0.75,
        )


def stream(
    world: World,
    *,
    rng: np.random.Generator,
    near_d: float,
    far_d: float,
    deep: Paint = "#2f7f9f",
    shallow: Paint = "#7fc3cf",
) -> None:
    """A river across the view between two depths, with grassy banks and ripples."""
    half = world.camera.half_width(near_d) + 2
    pan = world.camera.pan
    xs = np.linspace(pan - half * 1.6, pan + half * 1.6, 30)
    bend = 0.35 * np.sin(xs * 0.5 + rng.uniform(0, 6))
    far = [(float(x), 0.0, float(far_d + b)) for x, b in zip(xs, bend, strict=True)]
    near = [(float(x), 0.0, float(near_d + b * 0.6)) for x, b in zip(xs, bend, strict=True)][::-1]
    sky = world.mood.sky_at(0.85)
    with world.flat(near_d) as sheet:
        bank = [(x, h, d + 0.35) for x, h, d in far] + [(x, h, d - 0.3) for x, h, d in near]
        sheet.shape(world.path(*bank), world.snowy("#a58a5a"), 0.6)
        mask = sheet.shape(world.path(*far, *near), deep, 0.8)
        if mask is None:
            return
        low, top = sheet.colour(deep), mix(sheet.colour(shallow), sky, 0.45)
        sheet.gradient(mask, [(0, top), (1, low)])
        with sheet.clip(mask):
            for _ in range(26):
                x, d = rng.uniform(pan - half, pan + half), rng.uniform(near_d, far_d)
                ripple = world.path(
                    (x - 0.7, 0, d), (x - 0.2, 0, d + 0.12), (x + 0.3, 0, d), (x + 0.8, 0, d + 0.08)
                )
                sheet.line(
                    spline(ripple, closed=False, steps=4),
                    0.7,
                    mix(top, "#ffffff", 0.5),
                    alpha=0.65,
                    raw=True,
                )


def dune(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    width: float = 26.0,
    height: float = 3.0,
    colour: Paint = "#e3b978",
) -> None:
    """A dune with a sharp crest: a lit flank and a shadowed one."""
    half = width / 2
    bow = rng.uniform(-0.2, 0.2)
    with world.at(x, d) as sheet:
        left = bezier((-half, 0), (-half * 0.4, height * 0.2), (half * bow, height), count=14)
        right = bezier((half * bow, height), (half * 0.5, height * 0.45), (half, 0), count=14)
        sheet.shape(np.concatenate([left, right]), world.snowy(colour, 0.6), 0.7)
        wave = bezier(
            (half * bow, height),
            (half * (bow - 0.1), height * 0.5),
            (half * (bow + 0.3), 0),
            count=12,
        )
        flank = sheet.mask([sheet.outline(np.concatenate([right, wave[::-1]]))])
        sheet.fill(flank, world.mood.shadow(sheet.colour(world.snowy(colour, 0.6))), 0.6)


def pyramid(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    width: float = 22.0,
    colour: Paint = "#d9b078",
) -> None:
    """A stepped stone pyramid."""
    half, k = width / 2, width * 0.62
    with world.at(x, d) as sheet:
        mask = sheet.shape(points(-half, 0, -half * 0.1, k, half, 0), colour, 0.8)
        with sheet.clip(mask):
            for h in np.arange(k * 0.08, k, k * 0.09):
                sheet.line(points(-half, h, half, h), 0.45, taper=(0, 0), alpha=0.55)
        side = sheet.mask([sheet.outline(points(-half * 0.1, k, half, 0, half * 0.35, 0))])
        sheet.fill(side, world.mood.shadow(sheet.colour(colour)), 0.7)


def rock(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    width: float = 1.0,
    height: float = 0.6,
    colour: Paint = "#8a8794",
) -> None:
    """A boulder with a light top."""
    jag = rng.uniform(-0.09, 0.09, 8)
    ring = form("rock.ring")
    ring[1:6] += jag[:5, None]
    with world.at(x, d) as sheet:
        mask = sheet.shape(ring * (width, height), colour, 0.8, shade=0.2)
        if mask is None:
            return
        with sheet.clip(mask):
            top = form("rock.top")
            if world.mood.snow:
                sheet.shape(moved(top * (width, height), 0, 0.04 * height), SNOW, 0.5)
            else:
                sheet.shape(top * (width, height), mix(colour, "#ffffff", 0.22), 0)
            crack = points(0.05, 0.66, 0.12, 0.4, 0.04, 0.2) * (width, height)
            sheet.line(crack, 0.5, alpha=0.7)


def iceberg(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    width: float = 5.0,
    height: float = 3.0,
) -> None:
    """A block of ice with a blue flank."""
    ring = form("iceberg.ring")
    with world.at(x, d) as sheet:
        mask = sheet.shape(ring * (width, height), "#e9f4fa", 0.8)
        with sheet.clip(mask):
            flank = form("iceberg.flank") * (width, height)
            sheet.shape(flank, "#a9d0e6", 0)
