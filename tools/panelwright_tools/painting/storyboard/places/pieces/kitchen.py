"""Kitchens and hearths: stoves, sinks, counters, fires."""

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
from panelwright_tools.painting.storyboard.places.pieces.furniture import WOOD
from panelwright_tools.painting.storyboard.places.pieces.goods import heap, piece
from panelwright_tools.painting.storyboard.places.pieces.shapes import form, moved
from panelwright_tools.painting.storyboard.places.world import World


def campfire(world: World, *, rng: np.random.Generator, x: float, d: float) -> None:
    """A fire between stones."""
    with world.at(x, d) as sheet:
        for lean in (-0.35, 0.35):
            sheet.limb(points(-lean, 0.05, lean, 0.2), 0.07, "#6b4630", 0.7)
        flames(sheet, rng, 0.0, 0.12, 0.3)
        for px in (-0.5, -0.26, 0.0, 0.26, 0.5):
            sheet.shape(ellipse(px, 0.05, 0.15, 0.1, count=10), "#8a8794", 0.7, shade=0.2)
    strength = 0.85 if world.mood.dark else 0.35
    world.glow(x, 0.5, d, 2.6, "#ff9a3c", strength)
    world.glow(x, 0.0, d, 5.5, "#ff8a2c", strength * 0.8, 0.28)


def counter(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    width: float = 3.0,
    height: float = 1.0,
    colour: Paint = WOOD,
    top: Paint = "#c79a6a",
    things: tuple[str, ...] = (),
) -> None:
    """A counter with panels, and things on it if wanted."""
    half = width / 2
    with world.at(x, d) as sheet:
        spread = np.linspace(-half * 0.8, half * 0.8, max(1, len(things)))
        for px, thing in zip(spread, things, strict=False):
            piece(sheet, rng, float(px), height + 0.06, thing, 0.13)
        sheet.shape(rectangle(-half, 0, half, height), colour, 0.9)
        count = max(1, round(width / 0.9))
        for number in range(count):
            left = -half + width * number / count
            field = rectangle(left + 0.1, 0.18, left + width / count - 0.1, height - 0.18)
            sheet.line(field, 0.6, closed=True, alpha=0.7, wobble=0.3)
        sheet.shape(
            rectangle(-half - 0.08, height - 0.06, half + 0.08, height + 0.07),
            top,
            0.85,
            shade=0.15,
        )


def stove(
    world: World, *, rng: np.random.Generator, x: float, d: float, colour: Paint = "#4a4f60"
) -> None:
    """An iron stove with its pipe, a pot on top and fire behind the door."""
    lit = world.mood.lamps > 0.2
    with world.at(x, d) as sheet:
        sheet.shape(rectangle(-0.09, 0.95, 0.09, 6.0), "#3a3f50", 0.75, shade=0.3)
        sheet.shape(rounded_rectangle(-0.5, 0.1, 0.5, 0.92, 0.06), colour, 0.9, shade=0.12)
        for px in (-0.4, 0.4):
            sheet.shape(rectangle(px - 0.05, 0, px + 0.05, 0.12), "#2d2f45", 0.6)
        sheet.shape(
            rectangle(-0.28, 0.3, 0.28, 0.66), "#ff9a3c" if lit else "#2a2438", 0.75, raw=lit
        )
        for px in (-0.14, 0.0, 0.14):
            sheet.line(points(px, 0.3, px, 0.66), 0.9, taper=(0, 0), wobble=0.2)
        sheet.shape(rectangle(-0.56, 0.9, 0.56, 0.98), "#3a3f50", 0.8)
        piece(sheet, rng, 0.28, 0.98, "pot", 0.17)
    if lit:
        world.glow(x, 0.5, d, 1.8, "#ff9a3c", 0.7)


def fireplace(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    stone: Paint = "#9a8f94",
    width: float = 1.9,
) -> None:
    """A hearth with a burning fire and a mantelpiece."""
    half = width / 2
    with world.at(x, d) as sheet:
        sheet.shape(
            rectangle(-half * 0.72, 1.3, half * 0.72, 7.0), mix(stone, "#6a5a58", 0.25), 0.85
        )
        mask = sheet.shape(rectangle(-half, 0, half, 1.3), stone, 0.9)
        with sheet.clip(mask):
            for row, h in enumerate(np.arange(0.0, 1.3, 0.26)):
                sheet.line(points(-half, h, half, h), 0.5, taper=(0, 0), alpha=0.7)
                for px in np.arange(-half + 0.2 * (row % 2), half, 0.45):
                    sheet.line(points(px, h, px, h + 0.26), 0.5, taper=(0, 0), alpha=0.7)
        mouth = np.concatenate(
            [
                points(-half * 0.58, 0),
                ellipse(0, 0.62, half * 0.58, 0.38, start=180, end=0, count=14),
                points(half * 0.58, 0),
            ]
        )
        hole = sheet.shape(mouth, "#2a1a24", 0.85)
        with sheet.clip(hole):
            flames(sheet, rng, 0.0, 0.1, half * 0.4)
            for turn in (-0.12, 0.1):
                sheet.limb(
                    points(-half * 0.4, 0.08 - turn, half * 0.4, 0.08 + turn), 0.06, "#6b4630", 0.6
                )
        sheet.shape(rectangle(-half - 0.14, 1.28, half + 0.14, 1.44), WOOD, 0.85, shade=0.15)
        for px, thing in ((-half * 0.7, "pot"), (-half * 0.3, "bottle"), (half * 0.65, "jar")):
            piece(sheet, rng, px, 1.44, thing, 0.11)
    world.glow(x, 0.45, d, 2.4, "#ff9a3c", 0.8 if world.mood.dark else 0.4)


def flames(sheet: Sheet, rng: np.random.Generator, x: float, h: float, half: float) -> None:
    """A fire of three tongues with a bright heart."""
    for colour, k in (("#e0562f", 1.0), ("#f5a03c", 0.68), ("#ffe08a", 0.36)):
        tongue = form("flames.tongue")
        sheet.shape(
            spline(moved(tongue * (half * k, half * k * 1.1), x, h), steps=4), colour, 0.4, raw=True
        )


def sink(world: World, *, rng: np.random.Generator, x: float, d: float, width: float = 1.4) -> None:
    """A cupboard with a basin and a tap."""
    half = width / 2
    with world.at(x, d) as sheet:
        sheet.shape(rectangle(-half, 0, half, 0.86), "#9ab0a0", 0.9)
        for side in (-1, 1):
            sheet.line(
                rectangle(side * 0.05, 0.12, side * (half - 0.08), 0.76),
                0.6,
                closed=True,
                alpha=0.7,
            )
        sheet.shape(rectangle(-half - 0.05, 0.84, half + 0.05, 0.94), "#d9d4cc", 0.85)
        tap = form("sink.tap")
        sheet.line(spline(tap, closed=False, steps=5), 2.0, "#8fa0aa", taper=(0, 0))
        heap(sheet, rng, (half * 0.3, half * 0.95, 0.94), "pot", 0.1)


def fridge(
    world: World, *, rng: np.random.Generator, x: float, d: float, colour: Paint = "#d9e2dc"
) -> None:
    """A round-shouldered fridge with notes on it."""
    with world.at(x, d) as sheet:
        sheet.shape(rounded_rectangle(-0.42, 0.06, 0.42, 1.75, 0.14), colour, 0.9, shade=0.12)
        sheet.line(points(-0.42, 1.2, 0.42, 1.2), 0.7, taper=(0, 0))
        for h in (0.95, 1.35):
            sheet.line(points(0.3, h, 0.3, h + 0.16), 1.6, "#8fa0aa", taper=(0, 0))
        for px, h, tone in (
            (-0.2, 1.45, "#efc84f"),
            (-0.05, 0.85, "#d98f8a"),
            (-0.24, 0.75, "#8fb5c8"),
        ):
            sheet.shape(rectangle(px, h, px + 0.14, h + 0.14), tone, 0.45)
