"""Inside a lighthouse: round windows on the sea, the lantern and its panes."""

import numpy as np

from panelwright_tools.painting.storyboard.colour import Paint
from panelwright_tools.painting.storyboard.geometry import ellipse, points, rectangle
from panelwright_tools.painting.storyboard.places.pieces.outlook import glass_wall, outlook
from panelwright_tools.painting.storyboard.places.world import World

_BRASS = "#c99a4a"
_IRON = "#4a5062"


def porthole(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    h: float = 1.9,
    radius: float = 0.5,
    frame: Paint = _BRASS,
) -> None:
    """A round window in a brass ring, with the sea outside."""
    with world.at(x, d) as sheet:
        sheet.shape(ellipse(0, h, radius * 1.2, count=30), frame, 0.85, shade=0.1)
        mask = sheet.shape(ellipse(0, h, radius, count=30), "#ffffff", 0.8)
        with sheet.clip(mask):
            outlook(world, rng, sheet, (0.0, h, radius, radius), "sea")
        for turn in np.arange(0, 2 * np.pi, np.pi / 4):
            rivet = ellipse(
                1.1 * radius * float(np.cos(turn)),
                h + 1.1 * radius * float(np.sin(turn)),
                0.03,
                count=6,
            )
            sheet.shape(rivet, "#6a4a2a", 0, wobble=0)
    if not world.outdoors.dark:
        world.glow(x, h, d, radius * 2.4, "#fff6e0", 0.22)


def lantern_panes(
    world: World, *, rng: np.random.Generator, d: float = 3.4, height: float = 3.4
) -> None:
    """Glass all round in an iron frame, the sea far below."""
    half, pan = world.camera.half_width(d) + 1.0, world.camera.pan
    with world.at(0, d) as sheet:
        glass_wall(world, rng, sheet, (pan, height, half, height), "sea")
        for x in np.arange(np.floor(pan - half), pan + half, 1.5):
            sheet.line(points(x, 0, x, height), 2.6, _IRON, taper=(0, 0), wobble=0.3)
            for side in (-1, 1):
                lattice = points(x, 0.7, x + side * 0.75, height * 0.52, x, height)
                sheet.line(lattice, 1.2, _IRON, taper=(0, 0), wobble=0.3)
        sheet.shape(rectangle(pan - half, 0, pan + half, 0.7), "#a8463f", 0.8)
        sheet.shape(rectangle(pan - half, height, pan + half, height + 0.3), _IRON, 0.8)
        roof = rectangle(pan - half, height + 0.3, pan + half, height + 9)
        sheet.shape(roof, "#7a3a3f", 0.6)
    world.ground_y = world.camera.ground(d) / world.camera.height


def great_lamp(
    world: World, *, rng: np.random.Generator, x: float, d: float, height: float = 2.5
) -> None:
    """The lamp of a lighthouse on its pedestal: rings of glass around the light."""
    k = height / 2.5
    lit = world.outdoors.lamps > 0.2
    with world.at(x, d, 0.0, k) as sheet:
        sheet.shape(points(-0.6, 0, -0.34, 0.8, 0.34, 0.8, 0.6, 0), _IRON, 0.9, shade=0.2)
        sheet.shape(rectangle(-0.62, 0.8, 0.62, 0.95), _BRASS, 0.8)
        glass = "#fff3bf" if lit else "#cfe6ee"
        sheet.shape(ellipse(0, 1.65, 0.62, 0.72, count=32), glass, 0.9, raw=lit)
        for share in (-0.72, -0.42, 0.42, 0.72):
            wide = 0.62 * float(np.sqrt(1 - share**2))
            ring = points(-wide, 1.65 + share * 0.72, wide, 1.65 + share * 0.72)
            sheet.line(ring, 1.3, "#8fb0b8" if not lit else "#e0b860", taper=(0, 0))
        eye = ellipse(0, 1.65, 0.24, count=20)
        sheet.shape(eye, "#ffffff" if lit else "#e6f2f5", 0.7, raw=lit)
        sheet.shape(rectangle(-0.62, 2.36, 0.62, 2.5), _BRASS, 0.8)
        for side in (-1, 1):
            stay = points(side * 0.6, 0.95, side * 0.6, 2.36)
            sheet.line(stay, 2.0, _BRASS, taper=(0, 0))
    if lit:
        world.glow(x, 1.65 * k, d, 3.6, "#ffe9a8", 0.85)
