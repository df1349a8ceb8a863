"""Hospitals and bathrooms: beds on wheels, screens, drips, tubs, basins."""

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


def ward_bed(
    world: World, *, rng: np.random.Generator, x: float, d: float, blanket: Paint = "#9fc5c8"
) -> None:
    """A hospital bed with a rail and a chart."""
    with world.at(x, d) as sheet:
        for px in (-0.95, 0.95):
            sheet.line(points(px, 0.05, px, 1.0), 1.8, "#b5c0c5", taper=(0, 0))
            sheet.shape(ellipse(px, 0.06, 0.07, count=10), "#4d5568", 0.6)
        sheet.shape(rounded_rectangle(-1.0, 0.42, 1.0, 0.66, 0.06), "#f1efe8", 0.85)
        sheet.shape(
            spline(form("ward_bed.outline"), steps=5),
            "#ffffff",
            0.8,
            shade=0.12,
        )
        cover = form("ward_bed.cover")
        sheet.shape(spline(cover, steps=4), blanket, 0.85, shade=0.1)
        sheet.shape(rectangle(1.0, 0.55, 1.2, 0.85), "#f3ecdc", 0.6)


def curtain_screen(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    colour: Paint = "#b9d6d2",
    width: float = 1.4,
) -> None:
    """A cloth screen on a rail."""
    half = width / 2
    with world.at(x, d) as sheet:
        sheet.line(points(-half - 0.2, 2.3, half + 0.2, 2.3), 1.4, "#9aa5aa", taper=(0, 0))
        for number in range(5):
            left = -half + number * width / 5
            fold = points(
                left, 0.25, left, 2.25, left + width / 5, 2.25, left + width / 5 + 0.03, 0.22
            )
            sheet.shape(fold, mix(colour, "#ffffff", 0.15 * (number % 2)), 0.7, shade=0.12)


def drip_stand(world: World, *, rng: np.random.Generator, x: float, d: float) -> None:
    """A drip on its stand, with a monitor beside it."""
    with world.at(x, d) as sheet:
        sheet.line(points(0, 0.05, 0, 1.95), 1.2, "#9aa5aa", taper=(0, 0))
        sheet.line(points(-0.22, 0.05, 0.22, 0.05), 1.4, "#9aa5aa", taper=(0, 0))
        sheet.shape(rounded_rectangle(-0.28, 1.5, -0.06, 1.9, 0.05), "#dff0ee", 0.7)
        sheet.shape(rectangle(0.06, 1.15, 0.62, 1.58), "#3a4050", 0.8)
        sheet.shape(rectangle(0.11, 1.2, 0.57, 1.53), "#1f3a38", 0.5, raw=True)
        beat = form("drip_stand.beat")
        sheet.line(beat, 0.9, "#8fff9a", raw=True, taper=(0, 0), wobble=0.2)


def bath(world: World, *, rng: np.random.Generator, x: float, d: float) -> None:
    """A bathtub on feet with foam and a tap."""
    with world.at(x, d) as sheet:
        sheet.line(
            spline(form("bath.outline"), closed=False, steps=5),
            2.0,
            "#c9b06a",
            taper=(0, 0),
        )
        for px in (-0.3, 0.0, 0.3, -0.5, 0.5):
            sheet.shape(ellipse(px, 0.72, 0.2, 0.14, count=14), "#f6fbfb", 0.6)
        tub = form("bath.tub")
        sheet.shape(spline(tub, steps=4), "#f1efe8", 0.95, shade=0.14)
        sheet.shape(rounded_rectangle(-1.02, 0.64, 1.02, 0.74, 0.05), "#ffffff", 0.85)
        for px in (-0.6, 0.6):
            sheet.shape(ellipse(px, 0.07, 0.1, 0.08, count=12), "#c9b06a", 0.7)


def basin(world: World, *, rng: np.random.Generator, x: float, d: float) -> None:
    """A washbasin under a mirror."""
    with world.at(x, d) as sheet:
        sheet.shape(ellipse(0, 1.75, 0.36, 0.48, count=26), "#b98a4a", 0.85)
        sheet.shape(ellipse(0, 1.75, 0.29, 0.41, count=24), "#cfe3e6", 0.6)
        sheet.line(points(-0.12, 1.62, 0.1, 1.95), 1.2, "#ffffff", alpha=0.6)
        sheet.shape(form("basin.outline"), "#f1efe8", 0.8, shade=0.25)
        bowl = np.concatenate(
            [
                points(-0.42, 0.92),
                ellipse(0, 0.9, 0.42, 0.3, start=180, end=360, count=14),
                points(0.42, 0.92),
            ]
        )
        sheet.shape(bowl, "#f1efe8", 0.85, shade=0.2)
        sheet.line(points(0, 0.92, 0, 1.06, 0.09, 1.06), 1.6, "#9aa5aa", taper=(0, 0))
