"""Railways, outside and inside a carriage."""

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
from panelwright_tools.painting.storyboard.places.pieces.outlook import falling
from panelwright_tools.painting.storyboard.places.world import World


def rails(world: World, *, rng: np.random.Generator, d: float, gauge: float = 0.9) -> None:
    """A track across the view: sleepers and two rails."""
    half, pan = world.camera.half_width(d) + 1, world.camera.pan
    with world.flat(d) as sheet:
        for x in np.arange(np.floor(pan - half), pan + half, 0.7):
            tie = world.path(
                (x, 0, d + gauge), (x + 0.22, 0, d + gauge), (x + 0.22, 0, d - 0.3), (x, 0, d - 0.3)
            )
            sheet.shape(tie, world.snowy("#6b5346", 0.5), 0.5)
        for at in (d, d + gauge * 0.7):
            y = world.camera.ground(at)
            sheet.line(
                points(-5, y, world.camera.width + 5, y), 2.2, "#7a8090", taper=(0, 0), wobble=0.2
            )


def railway_coach(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    colour: Paint = "#8a3f45",
    length: float = 14.0,
) -> None:
    """A coach from outside, with lit windows."""
    half, lit = length / 2, world.mood.lamps > 0.2
    with world.at(x, d) as sheet:
        for px in np.arange(-half + 1.5, half, 3.6):
            for dx in (-0.5, 0.5):
                sheet.shape(ellipse(px + dx, 0.42, 0.42, count=20), "#3a3548", 0.8)
        sheet.shape(rectangle(-half, 0.55, half, 3.1), colour, 0.95, shade=0.04)
        sheet.shape(rectangle(-half, 1.35, half, 1.5), "#e8d9b0", 0.5)
        sheet.shape(
            rounded_rectangle(-half - 0.1, 3.0, half + 0.1, 3.4, 0.2),
            world.snowy("#4d5060", 0.9),
            0.85,
        )
        for px in np.arange(-half + 0.9, half - 0.8, 1.75):
            pane = rounded_rectangle(px, 1.65, px + 1.2, 2.7, 0.1)
            sheet.shape(pane, "#ffe0a0" if lit else "#a9c3cc", 0.8, raw=lit)
            if lit:
                world.glow(x + px + 0.6, 2.1, d, 1.6, "#ffc565", 0.3)


def canopy_roof(
    world: World, *, rng: np.random.Generator, d: float, h: float = 4.4, colour: Paint = "#5f7a78"
) -> None:
    """A platform roof with a saw-tooth edge on iron brackets."""
    half, pan = world.camera.half_width(d) + 0.5, world.camera.pan
    xs = np.arange(np.floor(pan - half), pan + half + 0.4, 0.2)
    teeth = np.stack([xs, h - 0.16 * (np.arange(len(xs)) % 2)], 1)
    with world.at(0, d) as sheet:
        sheet.shape(
            np.concatenate([teeth, points(pan + half, h + 0.8, pan - half, h + 0.8)]), colour, 0.85
        )
        sheet.line(points(pan - half, h + 0.3, pan + half, h + 0.3), 0.7, taper=(0, 0))


def iron_column(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    height: float = 4.4,
    colour: Paint = "#4f6a68",
) -> None:
    """A slim iron column with curled brackets."""
    with world.at(x, d) as sheet:
        sheet.shape(rectangle(-0.09, 0, 0.09, height), colour, 0.8, shade=0.3)
        sheet.shape(rectangle(-0.18, 0, 0.18, 0.3), colour, 0.75)
        for side in (-1, 1):
            curl = points(0, height - 1.1, side * 0.5, height - 0.8, side * 0.95, height - 0.05)
            sheet.line(spline(curl, closed=False, steps=5), 1.8, colour, taper=(0, 0))


def seat_row(
    world: World, *, rng: np.random.Generator, x: float, d: float, colour: Paint = "#4f7a68"
) -> None:
    """A pair of padded seats with headrests, as in a carriage."""
    with world.at(x, d) as sheet:
        for side in (-0.42, 0.42):
            sheet.shape(
                rounded_rectangle(side - 0.38, 0.35, side + 0.38, 1.3, 0.12),
                colour,
                0.9,
                shade=0.12,
            )
            sheet.shape(
                rounded_rectangle(side - 0.25, 1.08, side + 0.25, 1.3, 0.07), "#efe6d2", 0.6
            )
        sheet.shape(
            rounded_rectangle(-0.86, 0.3, 0.86, 0.55, 0.1),
            mix(colour, "#ffffff", 0.1),
            0.85,
            shade=0.1,
        )
        sheet.shape(rectangle(-0.7, 0, 0.7, 0.3), "#5b4a44", 0.75)


def carriage_wall(
    world: World, *, rng: np.random.Generator, d: float = 1.6, colour: Paint = "#a5633f"
) -> None:
    """The side of a railway carriage: wood below, big windows on the passing land, rack above."""
    half, pan = world.camera.half_width(d) + 0.5, world.camera.pan
    with world.at(0, d) as sheet:
        sheet.shape(
            rectangle(pan - half, 0, pan + half, 12), mix(colour, "#f0d9b0", 0.55), 0, wobble=0
        )
        sheet.alpha.paste(255, (0, 0, sheet.width, sheet.height))
        sheet.shape(rectangle(pan - half, 0, pan + half, 0.95), colour, 0.7)
        for x in np.arange(np.floor((pan - half) / 2.2) * 2.2, pan + half, 2.2):
            _carriage_window(world, rng, sheet, x + 0.25, x + 1.95)
            sheet.shape(rectangle(x - 0.1, 0, x + 0.1, 2.5), mix(colour, "#2a1a20", 0.15), 0.7)
        sheet.shape(rectangle(pan - half, 2.42, pan + half, 2.5), "#8a5c3a", 0.7)
        for x in np.arange(np.floor(pan - half), pan + half, 0.16):
            sheet.line(points(x, 2.5, x, 2.66), 0.5, "#d9b24a", taper=(0, 0), wobble=0.2)
        sheet.line(points(pan - half, 2.68, pan + half, 2.68), 1.3, "#d9b24a", taper=(0, 0))
        for x in np.arange(np.floor(pan - half) + 0.4, pan + half, 1.9):
            tone = ("#8a5c3a", "#5f7a68", "#a5563f")[int(rng.integers(3))]
            sheet.shape(
                rounded_rectangle(x, 2.52, x + rng.uniform(0.6, 0.95), 2.92, 0.06),
                tone,
                0.75,
                shade=0.12,
            )
        sheet.shape(rectangle(pan - half, 3.1, pan + half, 3.2), colour, 0.7)
    world.ground_y = world.camera.ground(d) / world.camera.height


def _carriage_window(
    world: World, rng: np.random.Generator, sheet: Sheet, left: float, right: float
) -> None:
    sky, low, top = world.outdoors, 1.02, 2.3
    pane = rounded_rectangle(left, low, right, top, 0.1)
    mask = sheet.shape(pane, "#ffffff", 0.9)
    with sheet.clip(mask):
        for step in range(7):
            share = step / 7
            upper = top - (top - low) * share
            sheet.shape(
                rectangle(left, upper - 0.2, right, upper), sky.sky_at(share), 0, raw=True, wobble=0
            )
        xs = np.linspace(left, right, 10)
        for base, tone, depth in (
            (0.5, "#86a8a0", 0.6),
            (0.3, sky.grass[1], 0.35),
            (0.14, sky.grass[0], 0.15),
        ):
            ridge = low + base + 0.08 * np.sin(xs * (1.3 + depth * 2) + base * 20)
            ground = "#e8eef6" if sky.snow else tone
            hill = np.concatenate([np.stack([xs, ridge], 1), points(right, low, left, low)])
            sheet.shape(hill, sky.grade(ground, depth), 0.45, raw=True)
        middle, high = ((left + right) / 2, (low + top) / 2), (top - low) / 2
        falling(sky, rng, sheet, (*middle, (right - left) / 2, high))
    sheet.line(pane, 2.8, "#7a4a30", closed=True, wobble=0.3)
    for side in (left, right):
        inner = 0.2 if side == left else -0.2
        cloth = points(side, top, side + inner, top, side + inner * 0.6, (low + top) / 2, side, low)
        sheet.shape(spline(cloth, steps=4), "#4f7a68", 0.7, shade=0.15)
