"""High and steep things: volcanoes, waterfalls, stairs that wind up, battlements."""

import numpy as np

from panelwright_tools.painting.storyboard.colour import Paint, mix
from panelwright_tools.painting.storyboard.geometry import ellipse, points, rectangle, spline
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.places.pieces.shapes import form, moved
from panelwright_tools.painting.storyboard.places.world import World


def volcano(
    world: World,
    *,
    rng: np.random.Generator,
    x: float = 0.1,
    height: float = 0.34,
    depth: float = 0.22,
    colour: Paint = "#7a6472",
) -> None:
    """A smoking cone on the backdrop with lava that runs from its crater; far units."""
    wide, mouth = height * 1.25, height * 0.2
    with world.far(x, depth=depth) as sheet:
        _plume(sheet, rng, height, mouth)
        cone = form("volcano.cone") * (wide, height)
        mask = sheet.shape(spline(cone, steps=5), world.snowy(colour, 0.4), 0.8)
        with sheet.clip(mask):
            shadow = form("volcano.flank") * (wide, height)
            sheet.shape(shadow, mix(colour, "#2a1a30", 0.3), 0, wobble=0)
            for lean, long in ((-0.35, 0.75), (0.1, 0.95), (0.5, 0.6)):
                stream = form("volcano.stream") * (mouth * 0.5, height * long)
                sheet.shape(
                    spline(moved(stream, lean * mouth, height), steps=5), "#ff7a2e", 0.5, raw=True
                )
        sheet.shape(ellipse(0, height * 0.985, mouth, height * 0.035), "#ffb04a", 0.6, raw=True)
    left, top = world.camera.far(x, height)
    world.glow_at(left, top, 0.35 * world.camera.far_unit, "#ff8a3a", 0.5)


def _plume(sheet: Sheet, rng: np.random.Generator, height: float, mouth: float) -> None:
    for number in range(7):
        share = number / 6
        r = mouth * (0.55 + 0.9 * share)
        puff = ellipse(
            mouth * (0.9 * share**1.4 + rng.uniform(-0.2, 0.2)),
            height * (1.02 + 0.42 * share),
            r,
            r * 0.75,
            count=24,
        )
        sheet.shape(puff, mix("#6f6772", "#b5aeb5", share), 0.5, shade=0.12)


def waterfall(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    width: float = 3.0,
    height: float = 7.0,
    rock: Paint = "#8a8592",
) -> None:
    """A curtain of water over a cliff, with spray at its foot."""
    half, cliff = width / 2, width * 1.9
    with world.at(x, d) as sheet:
        outline = form("waterfall.cliff") * (cliff, height)
        mask = sheet.shape(outline, world.snowy(rock, 0.35), 0.9, shade=0.08)
        with sheet.clip(mask):
            for _ in range(26):
                px, h = rng.uniform(-cliff, cliff), rng.uniform(0.2, height)
                crack = points(px, h, px + rng.uniform(-0.3, 0.3), h - rng.uniform(0.4, 1.1))
                sheet.line(crack, 0.6, alpha=0.55)
        edges = form("waterfall.water") * (half, height)
        mask = sheet.shape(spline(edges, steps=5), "#8fd0e2", 0.7)
        with sheet.clip(mask):
            for _ in range(16):
                px, top = rng.uniform(-half, half), rng.uniform(0.3, 1.0) * height
                long = rng.uniform(0.2, 0.5) * height
                sheet.line(
                    points(px, top, px + rng.uniform(-0.06, 0.06), top - long),
                    1.2,
                    "#f2fbff",
                    alpha=0.85,
                )
        for _ in range(9):
            px = rng.uniform(-1.25, 1.25) * half
            foam = ellipse(px, rng.uniform(0.0, 0.35), rng.uniform(0.3, 0.6), 0.26, count=16)
            sheet.shape(foam, "#f4fbff", 0.5, alpha=0.9)


def staircase(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    steps: int = 11,
    rise: float = 0.2,
    run: float = 0.34,
    colour: Paint = "#a59caa",
    flip: bool = False,
) -> None:
    """A flight of stairs along the wall, up to the right, or to the left when flipped."""
    way = -1.0 if flip else 1.0
    with world.at(x, d) as sheet:
        corners = [(n * run, (n + k) * rise) for n in range(steps) for k in (0, 1)]
        side = np.array([*corners, (steps * run, steps * rise), (steps * run, 0.0)])
        sheet.shape(side * (way, 1), colour, 0.85, shade=0.04)
        for number in range(steps):
            left, top = number * run, (number + 1) * rise
            tread = rectangle(left - 0.05, top - 0.06, left + run, top) * (way, 1)
            sheet.shape(tread, mix(colour, "#ffffff", 0.3), 0.6)
        for number in range(0, steps, 2):
            post = points(
                number * run + 0.1, (number + 1) * rise, number * run + 0.1, (number + 5) * rise
            )
            sheet.line(post * (way, 1), 1.6, "#4a4048", taper=(0, 0))
        rail = points(0.1, 5 * rise, steps * run, (steps + 4.4) * rise)
        sheet.limb(rail * (way, 1), 0.05, "#6b4a36", 0.7)


def battlements(
    world: World,
    *,
    rng: np.random.Generator,
    d: float,
    height: float = 0.95,
    colour: Paint = "#a8a0ae",
) -> None:
    """The toothed wall around the top of a tower."""
    half, pan = world.camera.half_width(d) + 1.0, world.camera.pan
    with world.at(0, d) as sheet:
        for x in np.arange(np.floor((pan - half) / 1.5) * 1.5, pan + half, 1.5):
            sheet.shape(rectangle(x, 0, x + 0.85, height + 0.55), world.snowy(colour, 0.4), 0.85)
        wall = rectangle(pan - half, 0, pan + half, height)
        mask = sheet.shape(wall, colour, 0.85, shade=0.05)
        with sheet.clip(mask):
            for _ in range(int(half * 5)):
                px, h = rng.uniform(pan - half, pan + half), 0.3 * int(rng.integers(0, 4))
                sheet.line(points(px, h + 0.3, px, h, px + 0.55, h), 0.55, alpha=0.6)
        coping = rectangle(pan - half, height - 0.08, pan + half, height)
        sheet.shape(coping, world.snowy(mix(colour, "#ffffff", 0.2)), 0.7)


def flagpole(
    world: World, *, rng: np.random.Generator, x: float, d: float, colour: Paint = "#c23a4a"
) -> None:
    """A pole with a flag that streams in the wind."""
    with world.at(x, d) as sheet:
        sheet.line(points(0, 0, 0, 3.6), 2.4, "#6b4a36", taper=(0, 0))
        sheet.shape(spline(form("flagpole.flag"), steps=5), colour, 0.8, shade=0.15)
        sheet.shape(ellipse(0, 3.64, 0.08, count=12), "#efc84f", 0.6)
