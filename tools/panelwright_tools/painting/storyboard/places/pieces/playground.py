"""Where children play and people swim: swings, slides, pools, wall bars, hoops."""

import numpy as np

from panelwright_tools.painting.storyboard.colour import Paint, mix
from panelwright_tools.painting.storyboard.geometry import (
    ellipse,
    points,
    rectangle,
    rounded_rectangle,
    spline,
)
from panelwright_tools.painting.storyboard.places.pieces.shapes import form
from panelwright_tools.painting.storyboard.places.world import World


def swings(
    world: World, *, rng: np.random.Generator, x: float, d: float, colour: Paint = "#d0473d"
) -> None:
    """A frame with two swings."""
    with world.at(x, d) as sheet:
        for side in (-1.7, 1.7):
            for foot in (-0.4, 0.4):
                sheet.line(points(side + foot, 0, side, 2.5), 2.6, colour, taper=(0, 0))
        sheet.line(points(-1.8, 2.5, 1.8, 2.5), 3.0, colour, taper=(0, 0))
        for middle, sway in ((-0.75, 0.0), (0.75, 0.22)):
            for rope in (-0.26, 0.26):
                top, low = middle + rope, middle + rope + sway
                sheet.line(points(top, 2.5, low, 0.6), 0.8, "#5b5360", taper=(0, 0))
            seat = rounded_rectangle(middle + sway - 0.32, 0.54, middle + sway + 0.32, 0.64, 0.04)
            sheet.shape(seat, "#4f8aa8", 0.7)


def slide(
    world: World, *, rng: np.random.Generator, x: float, d: float, colour: Paint = "#efc84f"
) -> None:
    """A slide with its ladder."""
    with world.at(x, d) as sheet:
        for side in (-0.22, 0.22):
            sheet.line(points(-1.5 + side, 0, -0.95 + side, 2.0), 1.9, "#4f8aa8", taper=(0, 0))
        for number in range(1, 7):
            share = number / 7
            middle, h = -1.5 + 0.55 * share, 2.0 * share
            sheet.line(points(middle - 0.22, h, middle + 0.22, h), 1.4, "#4f8aa8", taper=(0, 0))
        sheet.shape(rectangle(-1.2, 1.94, -0.5, 2.04), "#4f8aa8", 0.7)
        sheet.shape(spline(form("slide.chute"), steps=5), colour, 0.85, shade=0.15)
        sheet.line(points(0.35, 1.1, 0.35, 0), 1.8, "#4f8aa8", taper=(0, 0))


def sandpit(
    world: World, *, rng: np.random.Generator, x: float, d: float, width: float = 2.6
) -> None:
    """A low box of sand with a bucket."""
    half = width / 2
    with world.at(x, d) as sheet:
        sheet.shape(ellipse(0, 0.16, half, 0.26, count=30), "#b98a5a", 0.8)
        sheet.shape(ellipse(0, 0.2, half * 0.9, 0.2, count=30), world.snowy("#eed29a"), 0.6)
        sheet.shape(points(0.3, 0.2, 0.24, 0.48, 0.62, 0.48, 0.56, 0.2), "#d0473d", 0.7, shade=0.2)
        sheet.shape(ellipse(-0.45, 0.26, 0.3, 0.14, count=16), "#f3dcab", 0.6)


def basin_of_water(
    world: World,
    *,
    rng: np.random.Generator,
    near_d: float,
    far_d: float,
    left: float = -40.0,
    right: float = 40.0,
    lanes: int = 3,
) -> None:
    """A swimming pool in the floor: tiles around it, ropes of floats between its lanes."""
    ends = ((left, far_d), (right, far_d), (right, near_d), (left, near_d))
    wide = 0.35
    rim = ((left - wide, far_d + wide), (right + wide, far_d + wide),
           (right + wide, near_d - wide), (left - wide, near_d - wide))  # fmt: skip
    with world.flat(near_d) as sheet:
        sheet.shape(world.path(*((x, 0.0, d) for x, d in rim)), "#eef2ee", 0.7)
        mask = sheet.shape(world.path(*((x, 0.0, d) for x, d in ends)), "#4fb4d4", 0.8)
        if mask is None:
            return
        sheet.gradient(mask, [(0, sheet.colour("#a9e2ec")), (1, sheet.colour("#3f9fca"))])
        with sheet.clip(mask):
            for number in range(1, lanes + 1):
                d = near_d + (far_d - near_d) * number / (lanes + 1)
                rope = world.path((left, 0.0, d), (right, 0.0, d))
                sheet.line(rope, 1.8, "#f4f1e8", taper=(0, 0), wobble=0.2)
                for x in np.arange(left, right, 1.2):
                    floats = world.path((x, 0.0, d), (x + 0.6, 0.0, d))
                    sheet.line(floats, 1.8, "#e0524a", taper=(0, 0), wobble=0.2)
            for _ in range(44):
                x, d = rng.uniform(max(left, -9), min(right, 9)), rng.uniform(near_d, far_d)
                ripple = world.path((x - 0.35, 0, d), (x, 0, d + 0.1), (x + 0.35, 0, d))
                curve = spline(ripple, closed=False, steps=4)
                sheet.line(curve, 0.8, "#ffffff", alpha=0.6, raw=True)


def diving_board(world: World, *, rng: np.random.Generator, x: float, d: float) -> None:
    """A springboard over the water, to the left of its ladder."""
    with world.at(x, d) as sheet:
        for px in (0.3, 0.8):
            sheet.line(points(px, 0, px, 1.5), 2.0, "#9aa5aa", taper=(0, 0))
        for h in (0.3, 0.6, 0.9, 1.2):
            sheet.line(points(0.3, h, 0.8, h), 1.3, "#9aa5aa", taper=(0, 0))
        sheet.shape(rounded_rectangle(-1.7, 1.5, 0.95, 1.62, 0.05), "#4f8ac0", 0.8)
        sheet.line(points(0.8, 1.5, 0.8, 2.3, 0.1, 2.3, 0.1, 1.6), 1.2, "#9aa5aa", taper=(0, 0))


def lounger(
    world: World, *, rng: np.random.Generator, x: float, d: float, colour: Paint = "#efc84f"
) -> None:
    """A sunbed with its back up."""
    with world.at(x, d) as sheet:
        for px in (-0.7, 0.5):
            sheet.line(points(px, 0, px, 0.32), 1.7, "#f1ece0", taper=(0, 0))
        sheet.limb(points(-0.9, 0.34, 0.55, 0.34, 0.95, 0.85), 0.07, colour, 0.8)


def wall_bars(
    world: World, *, rng: np.random.Generator, x: float, d: float, height: float = 2.6
) -> None:
    """Bars to climb on, along the wall of a gym."""
    with world.at(x, d) as sheet:
        for h in np.arange(0.25, height, 0.24):
            sheet.limb(points(-0.95, h, 0.95, h), 0.03, "#d3a066", 0.6)
        for px in (-1.0, 0.0, 1.0):
            sheet.shape(rectangle(px - 0.06, 0, px + 0.06, height), "#a9764a", 0.75)


def hoop(world: World, *, rng: np.random.Generator, x: float, d: float, h: float = 2.9) -> None:
    """A basketball hoop on its board."""
    with world.at(x, d, h) as sheet:
        sheet.shape(rectangle(-0.8, -0.3, 0.8, 0.8), "#f4f1ea", 0.85)
        sheet.line(rectangle(-0.28, -0.12, 0.28, 0.34), 1.4, "#d0473d", closed=True)
        for px in (-0.3, -0.15, 0.0, 0.15, 0.3):
            sheet.line(points(px, -0.26, px * 0.6, -0.78), 0.6, "#ffffff", taper=(0, 0))
        sheet.line(ellipse(0, -0.26, 0.34, 0.08, count=20), 2.0, "#e0702a", closed=True)


def barrier(
    world: World,
    *,
    rng: np.random.Generator,
    d: float,
    height: float = 1.0,
    colour: Paint = "#f4f2ec",
    stripe: Paint = "#d0473d",
) -> None:
    """The boards around a rink or a ring."""
    half, pan = world.camera.half_width(d) + 1.0, world.camera.pan
    with world.at(0, d) as sheet:
        sheet.shape(rectangle(pan - half, 0, pan + half, height), colour, 0.85, shade=0.05)
        sheet.shape(rectangle(pan - half, height * 0.12, pan + half, height * 0.28), stripe, 0.6)
        top = rectangle(pan - half, height - 0.06, pan + half, height + 0.06)
        sheet.shape(top, mix(stripe, "#2a1a30", 0.25), 0.7)
        for x in np.arange(np.floor(pan - half), pan + half, 2.0):
            sheet.line(points(x, 0, x, height), 0.6, taper=(0, 0), alpha=0.6)
