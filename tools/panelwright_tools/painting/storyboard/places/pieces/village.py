"""Villages: cottages, chapels, wells and carts."""

import numpy as np

from panelwright_tools.painting.storyboard.colour import Paint, mix
from panelwright_tools.painting.storyboard.geometry import (
    ellipse,
    points,
    rectangle,
    spline,
)
from panelwright_tools.painting.storyboard.places.pieces.shapes import form, moved
from panelwright_tools.painting.storyboard.places.world import SNOW, World


def cottage(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    width: float = 4.4,
    wall: Paint = "#efe2c8",
    thatch: Paint = "#b8924f",
) -> None:
    """A cottage under a deep thatched roof."""
    half = width / 2
    lit = world.mood.lamps > 0.2
    with world.at(x, d) as sheet:
        sheet.shape(rectangle(-half, 0, half, 2.3), wall, 0.9, shade=0.05)
        for px in (-half * 0.6, half * 0.6):
            pane = rectangle(px - 0.38, 0.85, px + 0.38, 1.65)
            sheet.shape(pane, "#ffd27a" if lit else "#55607a", 0.8, raw=lit)
            sheet.line(points(px, 0.85, px, 1.65), 0.7, taper=(0, 0))
            sheet.line(points(px - 0.38, 1.25, px + 0.38, 1.25), 0.7, taper=(0, 0))
            box = "#b8604a" if world.mood.flowers > 0.5 else "#8a6a4a"
            sheet.shape(rectangle(px - 0.48, 0.7, px + 0.48, 0.84), box, 0.6)
            if lit:
                world.glow(x + px, 1.2, d, 1.8, "#ffb648", 0.35)
        door = np.concatenate(
            [
                points(-0.42, 0),
                ellipse(0, 1.5, 0.42, 0.4, start=180, end=0, count=10),
                points(0.42, 0),
            ]
        )
        sheet.shape(door, "#7a4a38", 0.85, shade=0.1)
        sheet.shape(rectangle(half * 0.45, 3.3, half * 0.45 + 0.5, 4.7), "#9a7a6a", 0.8, shade=0.25)
        roof = form("cottage.roof") * (half, 1.0)
        mask = sheet.shape(spline(roof, steps=4), thatch, 0.95, shade=0.08)
        with sheet.clip(mask):
            for _ in range(22):
                px, h = rng.uniform(-half, half), rng.uniform(2.2, 4.0)
                sheet.line(
                    points(px, h, px * 1.03, h - 0.35), 0.5, mix(thatch, "#4a3018", 0.5), alpha=0.8
                )
            if world.mood.snow:
                cap = form("cottage.cap") * (half, 1.0)
                sheet.shape(spline(cap, steps=4), SNOW, 0.6)


def chapel(
    world: World, *, rng: np.random.Generator, x: float, d: float, wall: Paint = "#e0d9cc"
) -> None:
    """A small church with a steeple."""
    lit = world.mood.lamps > 0.3
    with world.at(x, d) as sheet:
        sheet.shape(rectangle(-1.2, 0, 3.6, 3.2), wall, 0.85, shade=0.05)
        sheet.shape(
            form("chapel.outline"),
            world.snowy("#7a5a68", 0.95),
            0.85,
            shade=0.1,
        )
        for px in (0.6, 1.7, 2.8):
            pane = np.concatenate(
                [
                    points(px - 0.22, 0.9),
                    ellipse(px, 2.0, 0.22, 0.35, start=180, end=0, count=8),
                    points(px + 0.22, 0.9),
                ]
            )
            sheet.shape(pane, "#ffd27a" if lit else "#5a6a88", 0.65, raw=lit)
        sheet.shape(rectangle(-2.6, 0, -0.6, 5.6), wall, 0.9, shade=0.14)
        sheet.shape(
            points(-2.85, 5.5, -1.6, 9.2, -0.35, 5.5), world.snowy("#7a5a68", 0.8), 0.9, shade=0.2
        )
        sheet.line(points(-1.6, 9.2, -1.6, 10.0), 1.0, taper=(0, 0))
        sheet.line(points(-1.85, 9.75, -1.35, 9.75), 1.0, taper=(0, 0))
        bell = np.concatenate(
            [
                points(-1.95, 4.1),
                ellipse(-1.6, 4.8, 0.35, 0.35, start=180, end=0, count=8),
                points(-1.25, 4.1),
            ]
        )
        sheet.shape(bell, "#3a3050", 0.7)
        gate = np.concatenate(
            [
                points(-2.1, 0),
                ellipse(-1.6, 1.4, 0.5, 0.45, start=180, end=0, count=10),
                points(-1.1, 0),
            ]
        )
        sheet.shape(gate, "#6b4630", 0.8)


def signpost(
    world: World, *, rng: np.random.Generator, x: float, d: float, height: float = 2.2
) -> None:
    """A post with two boards that point both ways."""
    with world.at(x, d) as sheet:
        sheet.shape(rectangle(-0.06, 0, 0.06, height), "#7a5238", 0.75, shade=0.3)
        for h, side in ((0.94, 1), (0.74, -1)):
            board = form("signpost.board") * (side, 1)
            sheet.shape(moved(board, 0, h * height), "#b98a5a", 0.8, shade=0.1)
            for dy in (-0.04, 0.05):
                sheet.line(
                    points(-0.1 * side, h * height + dy, 0.5 * side, h * height + dy),
                    0.5,
                    alpha=0.6,
                )


def well(world: World, *, rng: np.random.Generator, x: float, d: float) -> None:
    """A stone well under a small roof."""
    with world.at(x, d) as sheet:
        for px in (-0.65, 0.65):
            sheet.shape(rectangle(px - 0.06, 0.7, px + 0.06, 2.1), "#7a5238", 0.75)
        sheet.line(points(0, 2.0, 0, 1.15), 0.6, taper=(0, 0))
        sheet.shape(form("well.outline"), "#8d5a36", 0.7)
        ring = form("well.ring")
        mask = sheet.shape(ring, "#9a94a0", 0.9, shade=0.1)
        with sheet.clip(mask):
            for h in (0.27, 0.53):
                sheet.line(points(-1, h, 1, h), 0.55, taper=(0, 0))
            for px, h in (
                (-0.5, 0),
                (0.1, 0),
                (0.6, 0),
                (-0.2, 0.27),
                (0.35, 0.27),
                (-0.55, 0.53),
                (0.1, 0.53),
            ):
                sheet.line(points(px, h, px, h + 0.27), 0.5, taper=(0, 0))
        sheet.shape(ellipse(0, 0.8, 0.85, 0.12, count=28), "#b5aeb8", 0.8)
        sheet.shape(ellipse(0, 0.8, 0.66, 0.08, count=28), "#2a2a40", 0.6)
        roof = form("well.roof")
        sheet.shape(roof, world.snowy("#a5563f", 0.9), 0.85, shade=0.12)


def cart(
    world: World, *, rng: np.random.Generator, x: float, d: float, colour: Paint = "#8d5a36"
) -> None:
    """A two-wheeled cart."""
    with world.at(x, d) as sheet:
        sheet.line(points(0.9, 0.75, 1.9, 0.35), 2.2, colour, taper=(0, 0))
        box = form("cart.box")
        mask = sheet.shape(box, colour, 0.9, shade=0.12)
        with sheet.clip(mask):
            sheet.line(points(-1.1, 0.92, 1.1, 0.92), 0.6, taper=(0, 0))
        sheet.shape(
            ellipse(0, 0.5, 0.5, count=30), "#6b4530", 0.8, holes=[ellipse(0, 0.5, 0.4, count=26)]
        )
        for a in np.arange(0, np.pi, np.pi / 4):
            spoke = np.array([np.cos(a), np.sin(a)]) * 0.42
            sheet.line(
                moved(np.array([-spoke, spoke]), 0, 0.5), 1.0, "#6b4530", taper=(0, 0), wobble=0.3
            )
        sheet.shape(ellipse(0, 0.5, 0.1, count=12), "#4d4a58", 0.6)
