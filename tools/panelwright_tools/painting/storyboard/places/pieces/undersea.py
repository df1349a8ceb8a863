"""The world below the water: light, sand, coral, weed, wrecks."""

import numpy as np
from PIL import Image

from panelwright_tools.painting.storyboard.colour import Paint, mix, rgb
from panelwright_tools.painting.storyboard.geometry import (
    bezier,
    ellipse,
    points,
    spline,
)
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.places.pieces.ground import plane
from panelwright_tools.painting.storyboard.places.pieces.shapes import form, moved
from panelwright_tools.painting.storyboard.places.pieces.trees import lumps
from panelwright_tools.painting.storyboard.places.world import World


def below_water(world: World, *, rng: np.random.Generator) -> None:
    """The colour of deep water, lighter above, with shafts of light."""
    camera, sheet, mood = world.camera, world.sheet, world.mood
    dim = 0.45 if mood.name.value == "night" else 0.72 if mood.dark else 1.0
    stops = np.array([rgb("#8fe0dd"), rgb("#3fa5bd"), rgb("#1f6a94"), rgb("#164a72")]) * dim
    at = np.linspace(-0.05, 1.0, 4)
    rows = np.linspace(0, 1, camera.height)
    ramp = np.stack([np.interp(rows, at, stops[:, band]) for band in range(3)], 1)
    whole = np.broadcast_to(ramp[:, None], (camera.height, camera.width, 3)).astype(np.uint8)
    sheet.colours.paste(Image.fromarray(np.ascontiguousarray(whole)), (0, 0))
    sheet.alpha.paste(255, (0, 0, camera.width, camera.height))
    unit = camera.height
    with world.flat() as flat:
        for _ in range(6):
            x, wide = rng.uniform(-0.2, 1.1) * camera.width, rng.uniform(0.03, 0.1) * unit
            lean = rng.uniform(0.1, 0.3) * unit
            shaft = points(
                x, -5, x + wide, -5, x + wide * 2.6 + lean, unit * 0.8, x - wide + lean, unit * 0.8
            )
            flat.soft(shaft, "#d8fff4", 0.16 * dim, unit * 0.02, raw=True)


def seabed(world: World, *, rng: np.random.Generator, colour: Paint = "#c9b48a") -> None:
    """Rippled sand that fades into blue."""
    sea = "#2f7fa0"
    plane(
        world,
        rng=rng,
        near=mix(colour, sea, 0.35),
        far=mix(colour, sea, 0.82),
        start=22.0,
        snow=0.0,
    )
    with world.flat() as sheet:
        for _ in range(30):
            x, d = rng.uniform(-9, 9), rng.uniform(world.camera.nearest, 9)
            ripple = world.path((x - 0.5, 0, d), (x, 0, d + 0.12), (x + 0.5, 0, d))
            sheet.line(spline(ripple, closed=False, steps=4), 0.55, "#5f8a94", alpha=0.6)


def coral(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    size: float = 1.2,
    colour: Paint = "#e0705f",
    kind: str = "branch",
) -> None:
    """Coral: a `branch` with twigs, a `fan` or a `brain`."""
    with world.at(x, d, size=size) as sheet:
        if kind == "brain":
            _brain_coral(sheet, rng, colour)
            return
        leans = np.array((-0.55, -0.25, 0.05, 0.32, 0.6))
        for lean in leans if kind == "branch" else np.linspace(-0.9, 0.9, 9):
            tall = (1 - 0.35 * abs(lean)) * rng.uniform(0.85, 1.1)
            bough = bezier((lean * 0.1, 0), (lean * 0.35, tall * 0.5), (lean, tall), count=9)
            sheet.limb(bough, np.array([0.07, 0.05]), colour, 0.7)
            if kind == "branch":
                twig = bough[5] + points(0, 0, 0.12, 0.2)
                sheet.limb(twig, np.array([0.05, 0.035]), colour, 0.6)


def _brain_coral(sheet: Sheet, rng: np.random.Generator, colour: Paint) -> None:
    mask = sheet.shape(moved(lumps(rng, 0.6, 0.45, 12), 0, 0.35), colour, 0.85, shade=0.2)
    with sheet.clip(mask):
        for _ in range(9):
            curl = moved(form("coral.curl"), rng.uniform(-0.5, 0.5), rng.uniform(0.1, 0.7))
            sheet.line(spline(curl, closed=False, steps=4), 0.6, mix(colour, "#3a1a40", 0.4))


def seaweed(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    height: float = 2.0,
    colour: Paint = "#4f9a6a",
) -> None:
    """Swaying ribbons of weed."""
    with world.at(x, d) as sheet:
        for number in range(4):
            tall = height * rng.uniform(0.6, 1.0)
            hs = np.linspace(0, tall, 9)
            sway = 0.14 * np.sin(hs * 2.6 + rng.uniform(0, 6)) * (hs / tall)
            ribbon = np.stack([(number - 1.5) * 0.16 + sway, hs], 1)
            sheet.limb(
                spline(ribbon, closed=False, steps=3),
                np.array([0.05, 0.075, 0.02]),
                mix(colour, "#1f5a6a", 0.15 * number),
                0.6,
            )


def bubbles(world: World, *, rng: np.random.Generator, count: int = 34) -> None:
    """Rising bubbles, in strings."""
    camera = world.camera
    unit = camera.height
    with world.flat() as sheet:
        for _ in range(count // 5):
            x, y = rng.uniform(0, camera.width), rng.uniform(0.2, 0.95) * unit
            for number in range(5):
                r = unit * rng.uniform(0.004, 0.012)
                ring = ellipse(
                    x + rng.uniform(-1, 1) * unit * 0.015, y - number * unit * 0.035, r, count=14
                )
                sheet.line(ring, 0.6, "#d8fff4", closed=True, alpha=0.7, raw=True, wobble=0.2)


def wreck(world: World, *, rng: np.random.Generator, x: float, d: float) -> None:
    """The ribs of a sunken ship."""
    with world.at(x, d) as sheet:
        hull = form("wreck.hull")
        sheet.shape(spline(hull, steps=5), "#5f5a58", 0.8, shade=0.15)
        for px in (-1.6, -0.8, 0.0, 0.8):
            rib = bezier((px, 0.5), (px - 0.3, 1.9), (px + 0.4, 2.4), count=9)
            sheet.limb(rib, np.array([0.12, 0.06]), "#6f655f", 0.7)
        sheet.limb(points(0.9, 0.6, 1.5, 3.6), np.array([0.12, 0.07]), "#6f655f", 0.8)
