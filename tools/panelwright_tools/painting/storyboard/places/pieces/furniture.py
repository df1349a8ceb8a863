"""Furniture: tables, chairs, beds, cupboards, chests, shelves."""

import numpy as np

from panelwright_tools.painting.storyboard.colour import Paint, mix
from panelwright_tools.painting.storyboard.geometry import (
    ellipse,
    points,
    rectangle,
    rounded_rectangle,
    spline,
)
from panelwright_tools.painting.storyboard.places.pieces.goods import books, heap, piece
from panelwright_tools.painting.storyboard.places.pieces.shapes import form
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
