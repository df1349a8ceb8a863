"""Sea and shore: decks, railings, islands, sand, and the world below the water."""

import numpy as np
from PIL import Image

from panelwright_tools.painting.storyboard.colour import Paint, mix, rgb
from panelwright_tools.painting.storyboard.geometry import (
    bezier,
    ellipse,
    points,
    rectangle,
    spline,
)
from panelwright_tools.painting.storyboard.places.pieces.ground import plane
from panelwright_tools.painting.storyboard.places.pieces.nature import lumps
from panelwright_tools.painting.storyboard.places.pieces.shapes import form, moved
from panelwright_tools.painting.storyboard.places.world import World


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
        sheet.shape(points(-0.22, 0, -0.12, 0.9, 0.12, 0.9, 0.22, 0), "#7a5238", 0.85, shade=0.2)
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
        sheet.shape(points(-1.4, 0.02, 0.1, 0.02, 0.3, 0.2, -1.1, 0.2), "#4f9aa8", 0.7)


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
    """Coral: branching, a fan or a brain."""
    with world.at(x, d) as sheet:
        if kind == "brain":
            mask = sheet.shape(
                moved(lumps(rng, size * 0.6, size * 0.45, 12), 0, size * 0.35),
                colour,
                0.85,
                shade=0.2,
            )
            with sheet.clip(mask):
                for _ in range(9):
                    px, h = rng.uniform(-0.5, 0.5) * size, rng.uniform(0.1, 0.7) * size
                    curl = points(
                        px,
                        h,
                        px + 0.08 * size,
                        h + 0.07 * size,
                        px + 0.16 * size,
                        h,
                        px + 0.22 * size,
                        h + 0.06 * size,
                    )
                    sheet.line(
                        spline(curl, closed=False, steps=4), 0.6, mix(colour, "#3a1a40", 0.4)
                    )
            return
        for lean in (
            (-0.55, -0.25, 0.05, 0.32, 0.6) if kind == "branch" else np.linspace(-0.9, 0.9, 9)
        ):
            tall = size * (1 - 0.35 * abs(lean)) * rng.uniform(0.85, 1.1)
            bough = bezier(
                (lean * 0.1 * size, 0),
                (lean * 0.35 * size, tall * 0.5),
                (lean * size, tall),
                count=9,
            )
            sheet.limb(bough, np.array([0.07, 0.05]) * size, colour, 0.7)
            if kind == "branch":
                root = bough[5]
                twig = np.array([root, moved(root, 0.12 * size, 0.2 * size)])
                sheet.limb(twig, np.array([0.05, 0.035]) * size, colour, 0.6)


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
