"""Furniture: tables, chairs, beds, cupboards, stoves, shelves, desks, counters."""

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
from panelwright_tools.painting.storyboard.places.pieces.goods import books, heap, piece
from panelwright_tools.painting.storyboard.places.pieces.shapes import form, moved
from panelwright_tools.painting.storyboard.places.world import World

WOOD = "#8a5c3a"


def table(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    width: float = 1.6,
    height: float = 0.76,
    colour: Paint = WOOD,
    cloth: Paint | None = None,
    things: tuple[str, ...] = (),
) -> None:
    """A table, with a cloth and things on it if wanted."""
    half = width / 2
    with world.at(x, d) as sheet:
        for px in (-half * 0.86, half * 0.86):
            sheet.shape(
                rectangle(px - 0.05, 0, px + 0.05, height), mix(colour, "#2a1a20", 0.2), 0.75
            )
        sheet.shape(rectangle(-half, height - 0.16, half, height), colour, 0.85, shade=0.1)
        top = points(
            -half - 0.05,
            height,
            half + 0.05,
            height,
            half * 0.92,
            height + 0.1,
            -half * 0.92,
            height + 0.1,
        )
        sheet.shape(top, mix(colour, "#ffffff", 0.18), 0.8)
        if cloth is not None:
            hem = np.linspace(half + 0.05, -half - 0.05, 9)
            fall = height - 0.3 - 0.05 * (np.arange(9) % 2)
            drape = np.concatenate([top[3:1:-1], top[1:2], np.stack([hem, fall], 1), top[0:1]])
            sheet.shape(drape, cloth, 0.8, shade=0.05)
        spread = np.linspace(-half * 0.7, half * 0.7, max(1, len(things)))
        for px, thing in zip(spread, things, strict=False):
            piece(sheet, rng, float(px), height + 0.06, thing, 0.11)


def chair(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    colour: Paint = WOOD,
    back: bool = True,
) -> None:
    """A wooden chair or, without a back, a stool."""
    with world.at(x, d) as sheet:
        if back:
            for px in (-0.2, 0.2):
                sheet.shape(rectangle(px - 0.03, 0.4, px + 0.03, 1.0), colour, 0.7)
            for h in (0.68, 0.88):
                sheet.shape(rectangle(-0.2, h, 0.2, h + 0.09), colour, 0.7)
        for px in (-0.21, 0.21):
            sheet.shape(rectangle(px - 0.03, 0, px + 0.03, 0.44), mix(colour, "#2a1a20", 0.15), 0.7)
        sheet.shape(rectangle(-0.26, 0.42, 0.26, 0.5), colour, 0.8, shade=0.15)


def armchair(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    colour: Paint = "#a5563f",
    width: float = 1.1,
) -> None:
    """A padded armchair; wide ones are sofas."""
    half = width / 2
    with world.at(x, d) as sheet:
        sheet.shape(rounded_rectangle(-half, 0.1, half, 1.05, 0.2), colour, 0.9, shade=0.1)
        count = max(1, round(width / 0.75))
        wide = (width - 0.3) / count
        for number in range(count):
            left = -half + 0.15 + number * wide
            sheet.shape(
                rounded_rectangle(left, 0.3, left + wide, 0.52, 0.07),
                mix(colour, "#ffffff", 0.14),
                0.75,
            )
            if count > 1:
                sheet.line(points(left, 0.55, left, 0.95), 0.5, alpha=0.6)
        for side in (-1, 1):
            arm = rounded_rectangle(side * half - 0.14, 0.08, side * half + 0.14, 0.68, 0.13)
            sheet.shape(arm, colour, 0.85, shade=0.2)
            sheet.shape(
                rectangle(side * half * 0.9 - 0.05, 0, side * half * 0.9 + 0.05, 0.1),
                "#4a3028",
                0.6,
            )


def bed(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    length: float = 2.1,
    blanket: Paint = "#4f7a8f",
    frame: Paint = WOOD,
    flip: bool = False,
) -> None:
    """A bed from its long side: headboard, pillow, patched blanket."""
    half, side = length / 2, -1 if flip else 1
    with world.at(x, d) as sheet:
        head = rounded_rectangle(-half - 0.1, 0, -half + 0.06, 1.15, 0.06) * (side, 1)
        foot = rounded_rectangle(half - 0.04, 0, half + 0.1, 0.75, 0.06) * (side, 1)
        sheet.shape(rectangle(-half, 0.22, half, 0.42), frame, 0.8, shade=0.1)
        pillow = spline(
            form("bed.pillow") * (half * side, 1),
            steps=5,
        )
        sheet.shape(pillow, "#f3ecdc", 0.8, shade=0.12)
        cover = form("bed.cover") * (half * side, 1)
        mask = sheet.shape(spline(cover, steps=5), blanket, 0.9, shade=0.08)
        with sheet.clip(mask):
            for number, px in enumerate(np.arange(-0.4, 1.0, 0.28)):
                for row in range(2):
                    if (number + row) % 2:
                        low = 0.2 + row * 0.27
                        square = rectangle(
                            px * half * side, low, (px + 0.28) * half * side, low + 0.27
                        )
                        sheet.shape(square, mix(blanket, "#f0d9a0", 0.45), 0.4)
        for board in (head, foot):
            sheet.shape(board, frame, 0.85, shade=0.25)


def bookcase(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    width: float = 1.6,
    height: float = 2.1,
    colour: Paint = "#7a4a30",
    shelves: int = 4,
    wares: tuple[str, ...] = ("books",),
    size: float = 0.13,
) -> None:
    """Shelves in a case, full of books or of wares."""
    half = width / 2
    with world.at(x, d) as sheet:
        sheet.shape(rectangle(-half, 0, half, height), colour, 0.9)
        sheet.shape(
            rectangle(-half + 0.06, 0.12, half - 0.06, height - 0.08),
            mix(colour, "#1a0f18", 0.45),
            0.5,
        )
        tall = (height - 0.2) / shelves
        for number in range(shelves):
            low = 0.14 + number * tall
            ware = wares[number % len(wares)]
            if ware == "books":
                books(sheet, rng, (-half + 0.09, half - 0.09, low), tall * 0.78)
            else:
                heap(
                    sheet,
                    rng,
                    (-half + 0.08, half - 0.08, low),
                    ware,
                    min(size, tall * 0.34),
                    gap=1.15,
                )
            sheet.shape(rectangle(-half + 0.04, low - 0.05, half - 0.04, low), colour, 0.55)
        sheet.shape(
            rectangle(-half - 0.06, height - 0.06, half + 0.06, height + 0.05),
            colour,
            0.8,
            shade=0.2,
        )


def wardrobe(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    colour: Paint = WOOD,
    width: float = 1.3,
    height: float = 2.1,
) -> None:
    """A wardrobe or cupboard with two doors."""
    half = width / 2
    with world.at(x, d) as sheet:
        sheet.shape(rectangle(-half, 0.08, half, height), colour, 0.9, shade=0.06)
        sheet.shape(
            rectangle(-half - 0.07, height, half + 0.07, height + 0.1),
            mix(colour, "#ffffff", 0.12),
            0.8,
        )
        for side in (-1, 1):
            leaf = rectangle(side * 0.03, 0.2, side * (half - 0.1), height - 0.12)
            sheet.line(leaf, 0.65, closed=True, alpha=0.8, wobble=0.3)
            sheet.shape(
                ellipse(side * 0.09, height * 0.52, 0.035, count=8), "#d9b24a", 0.4, wobble=0
            )
            sheet.shape(
                rectangle(side * half * 0.9 - 0.06, 0, side * half * 0.9 + 0.06, 0.1),
                "#4a3028",
                0.6,
            )


def chest(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    colour: Paint = "#8d5a36",
    width: float = 0.9,
) -> None:
    """A chest with iron bands and a lock."""
    half = width / 2
    with world.at(x, d) as sheet:
        lid = np.concatenate(
            [
                points(-half, 0.42),
                ellipse(0, 0.42, half, 0.24, start=180, end=0, count=14),
                points(half, 0.42),
            ]
        )
        sheet.shape(rectangle(-half, 0, half, 0.42), colour, 0.85, shade=0.1)
        sheet.shape(lid, mix(colour, "#ffffff", 0.1), 0.85, shade=0.15)
        for px in (-half * 0.7, half * 0.7):
            sheet.line(points(px, 0, px, 0.6), 1.8, "#4d4a58", taper=(0, 0))
        sheet.shape(rectangle(-0.07, 0.3, 0.07, 0.48), "#d9b24a", 0.6)


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


def school_desk(
    world: World, *, rng: np.random.Generator, x: float, d: float, colour: Paint = "#b98a5a"
) -> None:
    """A pupil's desk with a chair behind it."""
    chair(world, rng=rng, x=x, d=d + 0.4, colour=mix(colour, "#4a3a3a", 0.3))
    with world.at(x, d) as sheet:
        for px in (-0.5, 0.5):
            sheet.line(points(px, 0, px * 0.94, 0.7), 1.6, "#4d5568", taper=(0, 0))
        sheet.shape(rectangle(-0.58, 0.56, 0.58, 0.7), mix(colour, "#4a3028", 0.25), 0.8)
        sheet.shape(points(-0.62, 0.7, 0.62, 0.7, 0.54, 0.8, -0.54, 0.8), colour, 0.85)
        if rng.random() < 0.75:
            left = rng.uniform(-0.4, 0.1)
            sheet.shape(
                rectangle(left, 0.78, left + 0.28, 0.83),
                ["#b8463f", "#3f6f8f", "#d9a441"][int(rng.integers(3))],
                0.5,
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
