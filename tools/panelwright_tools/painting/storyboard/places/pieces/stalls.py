"""Market stalls, tents and awnings."""

import numpy as np

from panelwright_tools.painting.storyboard.colour import Paint
from panelwright_tools.painting.storyboard.geometry import (
    ellipse,
    points,
    rectangle,
)
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.places.pieces.goods import heap
from panelwright_tools.painting.storyboard.places.pieces.houses import awning
from panelwright_tools.painting.storyboard.places.pieces.shapes import form
from panelwright_tools.painting.storyboard.places.world import SNOW, World


def stall(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    width: float = 2.6,
    stripes: tuple[str, str] = ("#d0473d", "#f3e8cf"),
    wares: tuple[str, ...] = ("apple", "orange", "melon"),
) -> None:
    """A market stall: counter with heaped wares, shelves in its shadow, a striped awning."""
    half, top = width / 2, 2.35
    lamps = world.mood.lamps
    with world.at(x, d) as sheet:
        sheet.shape(rectangle(-half + 0.05, 0.5, half - 0.05, top), "#5a3a30", 0.8)
        for number, h in enumerate((1.3, 1.72)):
            sheet.shape(rectangle(-half + 0.1, h - 0.05, half - 0.1, h), "#3a2420", 0.5)
            shelf = (-half + 0.2, half - 0.2, h)
            heap(sheet, rng, shelf, wares[(number + 1) % len(wares)], 0.13, gap=1.5)
        if lamps > 0:
            sheet.shape(ellipse(0, top - 0.35, 0.1, count=14), "#fff0b8", 0.6, raw=True)
            sheet.line(points(0, top, 0, top - 0.25), 0.5, taper=(0, 0))
        _stall_counter(sheet, rng, half, wares)
        for px in (-half, half):
            sheet.shape(rectangle(px - 0.055, 0, px + 0.055, top + 0.15), "#6b4530", 0.75)
        awning(world, sheet, (-half, half, top + 0.42), stripes, 0.66, 0.28)
    world.glow(x, top - 0.35, d, 1.3, "#ffd27a", 0.6 * lamps)
    world.glow(x, 1.3, d, 2.4, "#ffb04a", 0.75 * lamps)


def _stall_counter(
    sheet: Sheet, rng: np.random.Generator, half: float, wares: tuple[str, ...]
) -> None:
    top = 0.95
    edges = np.linspace(-half + 0.1, half - 0.1, len(wares) + 1)
    for number, ware in enumerate(wares):
        share = (edges[number] + 0.06, edges[number + 1] - 0.06, top)
        heap(sheet, rng, share, ware, 0.14, rows=2)
    front = points(-half - 0.08, top, half + 0.08, top, half, 0, -half, 0)
    mask = sheet.shape(front, "#9a6440", 0.95, shade=0.04)
    with sheet.clip(mask):
        for px in np.arange(-half + 0.28, half, 0.32):
            sheet.line(points(px, 0, px + 0.01, top), 0.5, taper=(0, 0))
    board = rectangle(-half - 0.14, top - 0.08, half + 0.14, top + 0.06)
    sheet.shape(board, "#b98256", 0.85)


def tent(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    width: float = 3.0,
    height: float = 2.6,
    colour: Paint = "#c8763a",
) -> None:
    """A pointed tent with an open flap and a pennant."""
    half = width / 2
    with world.at(x, d) as sheet:
        side = form("tent.side") * (half, height)
        mask = sheet.shape(side, world.snowy(colour, 0.4), 0.9, shade=0.16)
        with sheet.clip(mask):
            for px in (-0.55, 0.55):
                sheet.line(points(0, height, px * half * 1.3, 0), 0.6, taper=(0, 0), alpha=0.7)
        flap = points(-0.32, 0, 0, height * 0.72, 0.32, 0)
        sheet.shape(flap, "#3a2430", 0.8)
        sheet.line(points(0, height, 0, height + 0.5), 0.9, taper=(0, 0))
        sheet.shape(points(0, height + 0.5, 0.5, height + 0.36, 0, height + 0.22), "#d0473d", 0.6)


def awning_front(
    world: World,
    *,
    rng: np.random.Generator,
    stripes: tuple[Paint, Paint] = ("#571f30", "#3a2a44"),
    drop: float = 0.055,
) -> None:
    """The hem of an awning right above the lens, dark, along the top edge of the panel."""
    width, height = world.camera.width, world.camera.height
    wide = height * 0.1
    with world.flat() as sheet:
        for number in range(int(width / wide) + 2):
            left = (number - 0.5) * wide
            hem = ellipse(
                left + wide / 2, drop * height, wide / 2, wide * 0.34, start=0, end=180, count=10
            )
            flap = np.concatenate([points(left, -20, left + wide, -20), hem])
            sheet.shape(flap, stripes[number % 2], 0.8)


def big_top(
    world: World, *, rng: np.random.Generator, x: float, d: float, width: float = 9.0
) -> None:
    """A striped circus tent."""
    half = width / 2
    with world.at(x, d) as sheet:
        sheet.shape((form("big_top.outline_2") * (half, 1.0)), "#f3e8cf", 0.9)
        for number in range(0, 10, 2):
            a, b = -half + width * number / 10, -half + width * (number + 1) / 10
            sheet.shape(rectangle(a, 0, b, 2.4), "#d0473d", 0.5)
        for number in range(10):
            a, b = (
                -half * 1.1 + 1.1 * width * number / 10,
                -half * 1.1 + 1.1 * width * (number + 1) / 10,
            )
            flap = np.concatenate(
                [
                    points(a, 2.5, a * 0.12, 5.6, b * 0.12, 5.6, b, 2.5),
                    ellipse((a + b) / 2, 2.5, (b - a) / 2, 0.28, start=0, end=-180, count=7),
                ]
            )
            sheet.shape(flap, ("#d0473d", "#f3e8cf")[number % 2], 0.7)
        if world.mood.snow:
            sheet.shape(points(-1.2, 4.9, 0, 6.0, 1.2, 4.9), SNOW, 0.5)
        sheet.shape(form("big_top.outline"), "#4a2438", 0.8)
        sheet.line(points(0, 5.6, 0, 6.8), 1.0, taper=(0, 0))
        sheet.shape(points(0, 6.8, 1.0, 6.5, 0, 6.2), "#efc84f", 0.6)
    world.glow(x, 1.0, d, 2.6, "#ffc565", 0.6 * world.mood.lamps)
