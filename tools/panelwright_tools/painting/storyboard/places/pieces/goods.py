"""Wares: heaps of fruit, bread, fish, bottles and books; crates, barrels, sacks."""

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
from panelwright_tools.painting.storyboard.places.pieces.shapes import form, moved
from panelwright_tools.painting.storyboard.places.world import World

FRUIT: dict[str, tuple[Paint, ...]] = {
    "apple": ("#c8453a", "#d05a3f", "#b83a3a"),
    "orange": ("#e08a3a", "#e5963f"),
    "lemon": ("#e8c84a", "#efd55f"),
    "plum": ("#6a4a80", "#5a3f78"),
    "lime": ("#8fae4a", "#7fa345"),
    "cabbage": ("#8fb56a", "#a5c57a"),
    "tomato": ("#d0503f", "#c8453a"),
    "potato": ("#b08a5a", "#a07a50"),
}


def heap(
    sheet: Sheet,
    rng: np.random.Generator,
    place: tuple[float, float, float],
    ware: str,
    size: float,
    rows: int = 1,
    gap: float = 1.0,
) -> None:
    """Wares between two x on a board at a height; `size` is about one piece's radius."""
    left, right, h = place
    if size * sheet.scale < 2.2 * sheet.unit:
        size, rows = size * 1.6, 1
    for row in range(rows):
        inset = row * size
        x = left + size + inset
        while x <= right - size * 0.8 - inset:
            piece(sheet, rng, x, h + row * size * 1.25, ware, size)
            x += size * 2.0 * gap


def piece(
    sheet: Sheet, rng: np.random.Generator, x: float, h: float, ware: str, size: float
) -> None:
    """One piece of a ware that stands on a board at height h."""
    s = size
    if ware in FRUIT:
        tones = FRUIT[ware]
        tone = tones[int(rng.integers(len(tones)))]
        sheet.shape(
            ellipse(x, h + s * 0.9, s, s * 0.92, count=14), tone, 0.5, shade=0.2, wobble=0.3
        )
        if s * sheet.scale > 5 * sheet.unit:
            sheet.line(points(x, h + s * 1.6, x + s * 0.25, h + s * 2.1), 0.5, taper=(0, 0.4))
    elif ware == "melon":
        half = ellipse(x, h + s * 1.35, s * 1.25, s * 1.25, start=180, end=360, count=12)
        sheet.shape(half, "#4f8a4a", 0.55)
        flesh = ellipse(x, h + s * 1.35, s * 1.0, s * 0.95, start=180, end=360, count=12)
        sheet.shape(flesh, "#d9564a", 0)
    elif ware == "bread":
        loaf = rounded_rectangle(x - s * 1.1, h, x + s * 1.1, h + s * 1.3, s * 0.6, count=4)
        sheet.shape(loaf, "#c8924f", 0.55, shade=0.2, wobble=0.4)
        for dx in (-0.4, 0.3):
            cut = points(x + dx * s, h + s * 0.8, x + (dx + 0.3) * s, h + s * 1.2)
            sheet.line(cut, 0.5, "#f0d9a8")
    elif ware == "fish":
        body = form("piece.body")
        sheet.shape(spline(moved(body * s, x, h), steps=3), "#8fa9bc", 0.5, shade=0.2, wobble=0.3)
    elif ware == "cheese":
        wedge = moved(form("piece.wedge") * s, x, h)
        sheet.shape(wedge, "#e8c35a", 0.55, shade=0.15)
        sheet.shape(ellipse(x + 0.3 * s, h + 0.4 * s, 0.16 * s, count=8), "#c89a3a", 0, wobble=0)
    elif ware == "flowers":
        sheet.shape(moved(form("piece.outline") * s, x, h), "#b8704a", 0.5)
        for dx, dy, tone in ((-0.5, 1.3, "#d95a7a"), (0.1, 1.7, "#efc84f"), (0.6, 1.2, "#b85aa0")):
            sheet.shape(ellipse(x + dx * s, h + dy * s, 0.45 * s, count=9), tone, 0.45, wobble=0.5)
    else:
        vessel(sheet, rng, x, h, ware, s)


def vessel(sheet: Sheet, rng: np.random.Generator, x: float, h: float, kind: str, s: float) -> None:
    """A bottle, jar, pot, roll of cloth or, for any other kind, a box."""
    tones = ("#5f8a6a", "#a5563f", "#4f6f9a", "#c79a3a", "#8a5a8f", "#7a8a8f")
    tone: Paint = tones[int(rng.integers(len(tones)))]
    if kind == "pot":
        tone = mix(tone, "#a5703f", 0.5)
    known = kind if kind in ("bottle", "jar", "pot", "cloth") else "box"
    tall = s * (float(rng.uniform(1.0, 1.9)) if known == "box" else 1.0)
    curve = form(f"vessel.{known}") * (s, tall)
    outline = curve if known in ("bottle", "box") else spline(curve, steps=3)
    sheet.shape(moved(outline, x, h), tone, 0.5, shade=0.25, wobble=0.3)
    if known in ("bottle", "box", "jar"):
        label = moved(form(f"vessel.{known}_label") * (s, tall), x, h)
        sheet.shape(label, "#efe2c4", 0.3, wobble=0.2)


def books(
    sheet: Sheet, rng: np.random.Generator, place: tuple[float, float, float], tall: float
) -> None:
    """A row of books between two x on a shelf at a height."""
    left, right, h = place
    tones = ("#b8463f", "#3f6f8f", "#d9a441", "#5f8a55", "#7a4f8a", "#e6d5b0", "#8a5a3f")
    if tall * sheet.scale < 12 * sheet.unit:
        _book_blocks(sheet, rng, place, tall, tones)
        return
    x = left
    while x < right - 0.03:
        wide = min(rng.uniform(0.04, 0.085), right - x)
        if rng.random() < 0.06:
            x += rng.uniform(0.05, 0.15)
            continue
        high = tall * rng.uniform(0.72, 1.0)
        tone = tones[int(rng.integers(len(tones)))]
        sheet.shape(rectangle(x, h, x + wide, h + high), tone, 0.45, wobble=0.3)
        x += wide + 0.004


def _book_blocks(
    sheet: Sheet,
    rng: np.random.Generator,
    place: tuple[float, float, float],
    tall: float,
    tones: tuple[str, ...],
) -> None:
    """Far shelves: blocks of colour stand for several books."""
    left, right, h = place
    x = left
    while x < right - 0.05:
        wide = min(rng.uniform(0.12, 0.3), right - x)
        tone = tones[int(rng.integers(len(tones)))]
        sheet.shape(
            rectangle(x, h, x + wide, h + tall * rng.uniform(0.75, 1)), tone, 0.35, wobble=0
        )
        x += wide


def crate(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    width: float = 0.9,
    ware: str | None = None,
    colour: Paint = "#a5703f",
) -> None:
    """A slatted crate, open with wares or closed."""
    half, tall = width / 2, width * 0.62
    with world.at(x, d) as sheet:
        if ware is not None:
            heap(sheet, rng, (-half + 0.04, half - 0.04, tall * 0.82), ware, width * 0.13)
        mask = sheet.shape(rectangle(-half, 0, half, tall), colour, 0.85, shade=0.1)
        with sheet.clip(mask):
            for h in (0.34, 0.67):
                sheet.line(points(-half, h * tall, half, h * tall), 0.6, taper=(0, 0))
        for px in (-half * 0.86, half * 0.86):
            sheet.line(points(px, 0, px, tall), 0.6, taper=(0, 0))


def barrel(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    height: float = 0.95,
    colour: Paint = "#8d5a36",
) -> None:
    """A barrel with iron hoops."""
    k = height
    with world.at(x, d) as sheet:
        side = form("barrel.side") * k
        mask = sheet.shape(spline(side, steps=5), colour, 0.9, shade=0.25)
        with sheet.clip(mask):
            for h in (0.22, 0.78):
                hoop = points(-0.6, h, 0, h - 0.07, 0.6, h) * k
                sheet.line(spline(hoop, closed=False), 1.5, "#4d4a58", taper=(0, 0))
            for px in (-0.18, 0.02, 0.2):
                sheet.line(points(px, 0, px * 1.1, k), 0.4, taper=(0, 0), alpha=0.6)
        sheet.shape(ellipse(0, k, 0.34 * k, 0.09 * k, count=24), mix(colour, "#e0b080", 0.4), 0.8)


def sack(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    height: float = 0.8,
    colour: Paint = "#b89a6a",
) -> None:
    """A tied sack."""
    k = height
    with world.at(x, d) as sheet:
        body = form("sack.body")
        sheet.shape(spline(body * k, steps=5), colour, 0.85, shade=0.22)
        sheet.line(points(-0.15, 0.78, 0.15, 0.78) * k, 1.2, "#6b4a30", taper=(0, 0))
