"""What is over one's head: canvas, glass, the cabin of an aeroplane, a hull under one's feet."""

import numpy as np

from panelwright_tools.painting.storyboard.colour import Paint, mix
from panelwright_tools.painting.storyboard.geometry import (
    ellipse,
    points,
    rectangle,
    rounded_rectangle,
    spline,
)
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.places.pieces.outlook import falling, glass_wall, outlook
from panelwright_tools.painting.storyboard.places.pieces.shapes import form, moved
from panelwright_tools.painting.storyboard.places.world import World


def canvas(
    world: World,
    *,
    rng: np.random.Generator,
    d: float = 3.0,
    peak: float = 6.0,
    eaves: float = 2.4,
    stripes: tuple[str, str] = ("#d0473d", "#f3e4c8"),
    step: float = 1.0,
) -> None:
    """The inside of a tent: panels of cloth that run together overhead."""
    half, pan = world.camera.half_width(d) + 1.0, world.camera.pan
    with world.at(0, d) as sheet:
        left = np.floor((pan - half) / step) * step
        for number, x in enumerate(np.arange(left, pan + half, step)):
            tone = stripes[int(round(left / step) + number) % 2]
            sheet.shape(rectangle(x, 0, x + step, eaves), tone, 0.5, wobble=0.2)
            top = points(x, eaves, x + step, eaves, (x + step) * 0.12, peak * 3, x * 0.12, peak * 3)
            sheet.shape(top, mix(tone, "#3a1a30", 0.16), 0.5, wobble=0.2)
        sheet.alpha.paste(255, (0, 0, sheet.width, sheet.height))
        for x in np.arange(left, pan + half, step):
            scallop = ellipse(x + step / 2, eaves, step / 2, 0.24, start=180, end=360, count=10)
            sheet.shape(scallop, mix(stripes[0], "#efc84f", 0.6), 0.7)
    world.ground_y = world.camera.ground(d) / world.camera.height


def ring_of_sawdust(
    world: World, *, rng: np.random.Generator, d: float, width: float = 9.0
) -> None:
    """The ring of a circus, with its low red border."""
    angles = np.linspace(0, 2 * np.pi, 48)
    for grow, tone in ((1.06, "#c23a3a"), (1.0, "#dcb877")):
        ring = [
            (float(np.cos(a) * width / 2 * grow), 0.0, float(d + np.sin(a) * width * 0.36 * grow))
            for a in angles
        ]
        with world.flat(d) as sheet:
            sheet.shape(world.path(*ring), tone, 0.8)


def glazing(
    world: World,
    *,
    rng: np.random.Generator,
    d: float = 3.4,
    height: float = 3.2,
    frame: Paint = "#e4ece4",
) -> None:
    """Walls and a roof of glass, with the sky and the trees behind them."""
    half, pan = world.camera.half_width(d) + 1.0, world.camera.pan
    with world.at(0, d) as sheet:
        glass_wall(world, rng, sheet, (pan, height, half, height), "hills")
        for x in np.arange(np.floor(pan - half), pan + half, 1.2):
            sheet.line(points(x, 0, x, height), 2.2, frame, taper=(0, 0), wobble=0.3)
            sheet.line(points(x, height, x * 0.55, height * 3), 2.0, frame, taper=(0, 0))
        for h in (0.7, 1.9, height):
            sheet.line(points(pan - half, h, pan + half, h), 2.4, frame, taper=(0, 0), wobble=0.3)
        sheet.shape(rectangle(pan - half, 0, pan + half, 0.6), "#b0776a", 0.8)
    world.ground_y = world.camera.ground(d) / world.camera.height


def potting_bench(
    world: World, *, rng: np.random.Generator, x: float, d: float, fruit: Paint = "#d8402f"
) -> None:
    """A bench of pots with plants that bear fruit."""
    with world.at(x, d) as sheet:
        for px in (-1.1, 1.1):
            sheet.shape(rectangle(px - 0.06, 0, px + 0.06, 0.75), "#7a5238", 0.7)
        sheet.shape(rectangle(-1.3, 0.72, 1.3, 0.84), "#a9764a", 0.8)
        for px in (-0.95, -0.32, 0.32, 0.95):
            sheet.shape(moved(form("potting.pot"), px, 0.84), "#c2683e", 0.75, shade=0.2)
            sheet.line(points(px, 1.12, px, 1.85), 0.9, "#4f7a42", taper=(0, 0))
            for number in range(5):
                side = -1 if number % 2 else 1
                leaf = ellipse(px + side * 0.16, 1.22 + 0.14 * number, 0.17, 0.09, count=12)
                sheet.shape(leaf, "#5f9a50", 0.55)
            for number in range(3):
                spot = (px + (-0.12, 0.13, 0.02)[number], 1.3 + 0.2 * number)
                sheet.shape(ellipse(*spot, 0.075, count=12), fruit, 0.5)


def cabin_wall(
    world: World, *, rng: np.random.Generator, d: float = 1.7, colour: Paint = "#e9ebea"
) -> None:
    """The side of an aeroplane's cabin: oval windows on the clouds, lockers overhead."""
    half, pan = world.camera.half_width(d) + 0.5, world.camera.pan
    with world.at(0, d) as sheet:
        sheet.shape(rectangle(pan - half, 0, pan + half, 12), colour, 0, wobble=0)
        sheet.alpha.paste(255, (0, 0, sheet.width, sheet.height))
        sheet.shape(rectangle(pan - half, 0, pan + half, 0.7), "#b9c3cc", 0.7)
        sky = world.outdoors
        for x in np.arange(np.floor(pan - half), pan + half, 1.1):
            ring = rounded_rectangle(x - 0.26, 1.1, x + 0.26, 1.85, 0.22)
            mask = sheet.shape(ring, sky.sky_at(0.3), 0.8, raw=True)
            with sheet.clip(mask):
                for number in range(3):
                    spot = (x - 0.25 + 0.25 * number, 1.12 + 0.06 * (number % 2))
                    cloud = ellipse(*spot, 0.24, 0.14, count=14)
                    sheet.shape(cloud, sky.grade("#ffffff"), 0.3, raw=True)
                falling(sky, rng, sheet, (x, 1.5, 0.26, 0.38))
            sheet.line(ring, 2.4, "#c4cad0", closed=True, wobble=0.2)
        for x in np.arange(np.floor((pan - half) / 1.6) * 1.6, pan + half, 1.6):
            locker = rounded_rectangle(x + 0.04, 2.35, x + 1.56, 2.95, 0.12)
            sheet.shape(locker, "#f6f6f2", 0.75, shade=0.08)
            sheet.line(points(x + 0.65, 2.45, x + 0.95, 2.45), 1.2, "#8f9aa2", taper=(0, 0))
    world.ground_y = world.camera.ground(d) / world.camera.height


def apron(
    world: World, *, rng: np.random.Generator, d: float = 4.0, frame: Paint = "#8f9aa2"
) -> None:
    """A wall of glass on the runway, where an aeroplane waits."""
    half, pan = world.camera.half_width(d) + 1.0, world.camera.pan
    with world.at(0, d) as sheet:
        mask = sheet.shape(rectangle(pan - half, 0, pan + half, 12), "#eef2f2", 0, wobble=0)
        sheet.alpha.paste(255, (0, 0, sheet.width, sheet.height))
        with sheet.clip(mask):
            outlook(world, rng, sheet, (pan, 2.0, half, 1.5), "hills")
            tarmac = rectangle(pan - half, 0.5, pan + half, 1.05)
            sheet.shape(tarmac, world.outdoors.grade("#8a8f96"), 0.5, raw=True)
            for x in (-6.5, 1.2, 9.0):
                _airliner(world, sheet, x)
            falling(world.outdoors, rng, sheet, (pan, 2.0, half, 1.5))
        sheet.shape(rectangle(pan - half, 0, pan + half, 0.5), "#c3cace", 0.75)
        sheet.shape(rectangle(pan - half, 3.5, pan + half, 12), "#dfe3e2", 0.75)
        for x in np.arange(np.floor((pan - half) / 2) * 2, pan + half, 2.0):
            sheet.line(points(x, 0.5, x, 3.5), 2.6, frame, taper=(0, 0), wobble=0.2)
        sheet.line(points(pan - half, 2.4, pan + half, 2.4), 1.6, frame, taper=(0, 0), wobble=0.2)
    world.ground_y = world.camera.ground(d) / world.camera.height


def _airliner(world: World, sheet: Sheet, x: float) -> None:
    outdoors = world.outdoors
    body = spline(moved(form("airliner.body"), x, 1.35), steps=5)
    sheet.shape(body, outdoors.grade("#f4f4f0"), 0.8, raw=True)
    sheet.shape(moved(form("airliner.tail"), x, 1.35), outdoors.grade("#d0473d"), 0.75, raw=True)
    sheet.shape(moved(form("airliner.wing"), x, 1.35), outdoors.grade("#c3cace"), 0.75, raw=True)
    for number in range(9):
        pane = ellipse(x - 1.5 + 0.34 * number, 1.47, 0.07, 0.09, count=10)
        sheet.shape(pane, outdoors.grade("#4f6a84"), 0.4, raw=True)


def hull_around(
    world: World, *, rng: np.random.Generator, d: float = 1.5, colour: Paint = "#9a643e"
) -> None:
    """The inside of a small boat: the far side with its rim, and planks under one's feet."""
    half = 3.6
    with world.at(0, d) as sheet:
        side = spline(form("hull_around.side") * (half, 1.0), steps=6)
        mask = sheet.shape(side, colour, 0.95)
        with sheet.clip(mask):
            for h in (0.08, 0.26, 0.44):
                plank = spline(
                    points(-half * 1.2, h + 0.3, 0, h, half * 1.2, h + 0.3), closed=False
                )
                sheet.line(plank, 0.7, taper=(0, 0), alpha=0.7)
        rim = form("hull_around.rim") * (half, 1.0)
        sheet.limb(spline(rim, closed=False, steps=6), 0.07, mix(colour, "#ffffff", 0.25), 0.8)
    bottom = [(-half, 0.0, d), (half, 0.0, d), (half * 0.9, 0.0, -3.0), (-half * 0.9, 0.0, -3.0)]
    with world.flat() as sheet:
        mask = sheet.shape(world.path(*bottom), mix(colour, "#2a1a20", 0.12), 0.9)
        with sheet.clip(mask):
            for x in np.arange(-half, half + 0.1, 0.45):
                sheet.line(world.path((x, 0, d), (x * 0.92, 0, -3.0)), 0.6, taper=(0, 0), alpha=0.7)
