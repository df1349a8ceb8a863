"""Offices: desks, cabinets, plants in pots."""

import numpy as np

from panelwright_tools.painting.storyboard.colour import Paint, mix
from panelwright_tools.painting.storyboard.geometry import (
    points,
    rectangle,
    spline,
)
from panelwright_tools.painting.storyboard.places.pieces.shapes import form
from panelwright_tools.painting.storyboard.places.world import World


def desk_with_screen(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    width: float = 1.6,
    colour: Paint = "#a9805a",
) -> None:
    """An office desk with a monitor, papers and a mug."""
    half, lit = width / 2, world.mood.lamps > 0.2
    with world.at(x, d) as sheet:
        sheet.shape(rectangle(-0.36, 0.98, 0.36, 1.42), "#3a4050", 0.85)
        sheet.shape(
            rectangle(-0.31, 1.03, 0.31, 1.37), "#bfe6f0" if lit else "#8fb0c0", 0.6, raw=lit
        )
        for h in (1.28, 1.2, 1.12):
            sheet.line(points(-0.24, h, rng.uniform(-0.05, 0.2), h), 0.7, "#4f7a9a", taper=(0, 0))
        sheet.shape(form("desk_with_screen.outline"), "#3a4050", 0.7)
        sheet.shape(form("desk_with_screen.outline_2"), "#f3ecdc", 0.6)
        sheet.shape(rectangle(-0.66, 0.84, -0.54, 0.98), "#c8655a", 0.65)
        for px in (-half * 0.9, half * 0.9):
            sheet.shape(
                rectangle(px - 0.05, 0, px + 0.05, 0.76), mix(colour, "#2a1a20", 0.25), 0.75
            )
        drawers = rectangle(half * 0.25, 0.1, half * 0.86, 0.76)
        sheet.shape(drawers, mix(colour, "#2a1a20", 0.12), 0.75)
        for h in (0.3, 0.52):
            sheet.line(points(half * 0.25, h, half * 0.86, h), 0.55, taper=(0, 0))
        sheet.shape(rectangle(-half, 0.74, half, 0.85), colour, 0.9, shade=0.2)
    if lit:
        world.glow(x, 1.2, d, 1.2, "#bfe6f0", 0.45)


def potted_plant(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    height: float = 1.2,
    pot: Paint = "#b8704a",
) -> None:
    """A leafy plant in a pot."""
    k = height
    with world.at(x, d) as sheet:
        for a in np.linspace(0.35, 2.8, 8):
            out = np.array([np.cos(a), np.sin(a)])
            root, tip = (
                np.array([0.0, 0.3 * k]),
                np.array([0.0, 0.35 * k]) + out * (0.38 * k, 0.62 * k),
            )
            side = np.array([-out[1], out[0]]) * 0.08 * k
            middle = (root + tip) / 2
            leaf = np.array([root, middle + side, tip, middle - side])
            tone = ("#5a9a58", "#4a8a4f", "#6fae68")[int(rng.integers(3))]
            sheet.shape(spline(leaf, steps=4), tone, 0.7, shade=0.18)
        sheet.shape(form("potted_plant.outline") * k, pot, 0.85, shade=0.22)
        sheet.shape(rectangle(-0.26 * k, 0.28 * k, 0.26 * k, 0.36 * k), pot, 0.75)


def filing_cabinet(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    colour: Paint = "#8a95a5",
    drawers: int = 4,
) -> None:
    """A steel cabinet, or lockers when narrow and many."""
    with world.at(x, d) as sheet:
        tall = 0.36 * drawers
        sheet.shape(rectangle(-0.3, 0.04, 0.3, tall), colour, 0.9, shade=0.1)
        for number in range(drawers):
            low = 0.06 + number * 0.36
            sheet.line(
                rectangle(-0.25, low, 0.25, low + 0.31), 0.6, closed=True, alpha=0.8, wobble=0.3
            )
            sheet.line(points(-0.07, low + 0.2, 0.07, low + 0.2), 1.4, "#4d5568", taper=(0, 0))
