"""House fronts: walls, roofs, windows, doors and shopfronts."""

import numpy as np

from panelwright_tools.painting.storyboard.colour import Paint, mix
from panelwright_tools.painting.storyboard.geometry import (
    ellipse,
    points,
    rectangle,
    spline,
)
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.places.world import SNOW, World

LIT = "#ffd27a"


def house(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    width: float = 5.0,
    height: float = 5.0,
    wall: Paint = "#c8a888",
    roof: Paint = "#8a4a45",
    floors: int = 2,
    style: str = "gable",
    door: bool = True,
    shop: str | None = None,
    timber: bool = False,
) -> None:
    """A house front; `style` is gable, hip or flat, `shop` the colour of an awning."""
    half = width / 2
    peak = height + width * (rng.uniform(0.34, 0.5) if style == "gable" else 0.26)
    with world.at(x, d) as sheet:
        body = rectangle(-half, 0, half, height)
        if style == "gable":
            body = points(-half, 0, -half, height, 0, peak * 0.985, half, height, half, 0)
        mask = sheet.shape(body, wall, 0.85, shade=0.05)
        with sheet.clip(mask):
            _plinth(sheet, half, wall)
            if timber:
                _timber(sheet, half, height, floors)
        if rng.random() < 0.7:
            _chimney(world, sheet, half * rng.uniform(0.3, 0.6), peak, height)
        _roof(world, sheet, (half, height, peak), roof, style)
        _windows(world, rng, sheet, (x, d), (half, height), (floors, wall, door, shop))


def _plinth(sheet: Sheet, half: float, wall: Paint) -> None:
    sheet.shape(rectangle(-half, -0.1, half, 0.4), mix(wall, "#4a4458", 0.35), 0.6)


def _timber(sheet: Sheet, half: float, height: float, floors: int) -> None:
    beam = "#6b4a3a"
    for level in range(1, floors + 1):
        y = height * level / floors
        sheet.shape(rectangle(-half, y - 0.14, half, y), beam, 0.5)
    for px in np.linspace(-half, half, 5):
        sheet.shape(rectangle(px - 0.07, height / floors, px + 0.07, height), beam, 0.5)
    for side in (-1, 1):
        brace = points(side * half, height / floors, side * half * 0.5, height * 0.93)
        sheet.line(brace, 3.0, beam, taper=(0, 0))


def _chimney(world: World, sheet: Sheet, px: float, peak: float, height: float) -> None:
    low, top = height + (peak - height) * 0.25, peak + 0.35
    sheet.shape(rectangle(px, low, px + 0.5, top), "#8a6258", 0.7, shade=0.25)
    cap = SNOW if world.mood.snow else "#6b4a45"
    sheet.shape(rectangle(px - 0.07, top, px + 0.57, top + 0.14), cap, 0.6)


def _roof(
    world: World, sheet: Sheet, shape: tuple[float, float, float], roof: Paint, style: str
) -> None:
    half, height, peak = shape
    over = half * 0.13
    if style == "flat":
        rim = rectangle(-half - 0.12, height, half + 0.12, height + 0.32)
        sheet.shape(rim, SNOW if world.mood.snow else roof, 0.8, shade=0.2)
        return
    if style == "gable":
        thick = 0.34
        slab = points(
            -half - over,
            height - 0.3,
            0,
            peak,
            half + over,
            height - 0.3,
            half + over,
            height - 0.3 + thick,
            0,
            peak + thick * 1.3,
            -half - over,
            height - 0.3 + thick,
        )
        sheet.shape(slab, world.snowy(roof, 0.95), 0.85, shade=0.1)
        return
    top = half * 0.78
    slope = points(-half - over, height - 0.05, -top, peak, top, peak, half + over, height - 0.05)
    mask = sheet.shape(slope, roof, 0.9, shade=0.1)
    with sheet.clip(mask):
        for y in np.arange(height + 0.2, peak, 0.28):
            sheet.line(points(-half - over, y, half + over, y + 0.03), 0.4, taper=(0, 0), alpha=0.6)
        if world.mood.snow:
            steps = np.linspace(half + over, -half - over, 11)
            hem = height + (peak - height) * (0.25 + 0.14 * (np.arange(11) % 2))
            cover = np.concatenate(
                [points(-2 * half, peak + 1, 2 * half, peak + 1), np.stack([steps, hem], 1)]
            )
            sheet.shape(cover, SNOW, 0.6, alpha=min(1.0, world.mood.snow + 0.1))


def _windows(
    world: World,
    rng: np.random.Generator,
    sheet: Sheet,
    spot: tuple[float, float],
    size: tuple[float, float],
    look: tuple[int, Paint, bool, str | None],
) -> None:
    half, height = size
    floors, wall, door, shop = look
    columns = max(2, round(half * 2 / 1.7))
    storey = height / floors
    door_at = int(rng.integers(columns)) if door else -1
    for level in range(floors):
        for column in range(columns):
            px = -half + 2 * half * (column + 0.5) / columns
            if level == 0 and shop is not None:
                continue
            if level == 0 and column == door_at:
                _door(sheet, px, wall)
                continue
            lit = world.mood.lamps > 0 and rng.random() < 0.62 * world.mood.lamps + 0.05
            middle = level * storey + storey * 0.55
            pane(world, sheet, (px, middle, 0.42, min(0.62, storey * 0.28)), wall, lit)
            if lit:
                world.glow(spot[0] + px, middle, spot[1], 1.8, "#ffb648", 0.2)
    if shop is not None:
        _shopfront(world, rng, sheet, spot, (half, storey, wall, shop))


def pane(
    world: World,
    sheet: Sheet,
    place: tuple[float, float, float, float],
    wall: Paint,
    lit: bool,
) -> None:
    """A window (x, h, half width, half height) with its cross and sill."""
    x, h, w, tall = place
    glass = mix(LIT, world.mood.haze, sheet.depth * 0.35) if lit else mix(wall, "#22304f", 0.55)
    sheet.shape(rectangle(x - w, h - tall, x + w, h + tall), glass, 0.75, raw=lit, wobble=0.4)
    if w * sheet.scale < 5 * sheet.unit:
        return
    sheet.line(points(x, h - tall, x, h + tall), 0.55, taper=(0, 0))
    sheet.line(points(x - w, h + tall * 0.15, x + w, h + tall * 0.15), 0.5, taper=(0, 0))
    sill = SNOW if world.mood.snow else mix(wall, "#ffffff", 0.35)
    sheet.shape(rectangle(x - w * 1.2, h - tall * 1.12, x + w * 1.2, h - tall * 0.98), sill, 0.5)


def _door(sheet: Sheet, x: float, wall: Paint) -> None:
    arch = np.concatenate(
        [
            points(x - 0.5, 0),
            ellipse(x, 1.75, 0.5, 0.38, start=180, end=0, count=10),
            points(x + 0.5, 0),
        ]
    )
    sheet.shape(arch, mix(wall, "#4a2a22", 0.6), 0.85, shade=0.1)
    sheet.line(points(x, 0, x, 2.1), 0.5, taper=(0, 0), alpha=0.7)
    sheet.shape(ellipse(x + 0.34, 1.0, 0.05, count=8), "#d9b24a", 0.4, wobble=0)
    sheet.shape(rectangle(x - 0.65, -0.02, x + 0.65, 0.14), "#a9a49c", 0.6)


def _shopfront(
    world: World,
    rng: np.random.Generator,
    sheet: Sheet,
    spot: tuple[float, float],
    shape: tuple[float, float, Paint, str],
) -> None:
    half, storey, wall, colour = shape
    lit = world.mood.lamps > 0.2
    glass = mix(LIT, "#fff2cc", 0.2) if lit else mix(wall, "#2a4058", 0.6)
    for left, right in ((-half * 0.9, -0.75), (0.75, half * 0.9)):
        window = rectangle(left, 0.7, right, storey * 0.72)
        mask = sheet.shape(window, glass, 0.9, raw=lit)
        with sheet.clip(mask):
            for px in np.arange(left + 0.3, right, 0.45):
                ware = ellipse(px, 0.78, 0.16, rng.uniform(0.2, 0.45), count=12)
                sheet.shape(ware, rng.choice(["#b8463f", "#4f7a8f", "#d9a441", "#6a8a55"]), 0.5)
            if not lit:
                sheet.line(points(left, 0.9, left + 0.8, storey), 1.6, "#ffffff", alpha=0.25)
        world.glow(spot[0] + (left + right) / 2, 1.3, spot[1], 2.4, "#ffc565", 0.35 * lit)
    _door(sheet, 0.0, wall)
    sheet.shape(
        rectangle(-half, storey * 0.82, half, storey * 1.02), mix(colour, "#2a2038", 0.35), 0.8
    )
    awning(world, sheet, (-half * 0.96, half * 0.96, storey * 0.82), (colour, "#f3e8cf"), 0.55)


def awning(
    world: World,
    sheet: Sheet,
    place: tuple[float, float, float],
    stripes: tuple[Paint, Paint],
    drop: float,
    flare: float = 0.16,
) -> None:
    """A striped awning with a scalloped hem between two x, hung at a height."""
    left, right, top = place
    count = max(5, round((right - left) / 0.42))
    wide = (right - left) / count
    for number in range(count):
        a, b = number / count, (number + 1) / count
        top_left, top_right = left + (right - left) * a, left + (right - left) * b
        low_left = left - flare + (right - left + 2 * flare) * a
        low_right = left - flare + (right - left + 2 * flare) * b
        hem = ellipse(
            (low_left + low_right) / 2,
            top - drop,
            (low_right - low_left) / 2,
            wide * 0.36,
            start=0,
            end=-180,
            count=8,
        )
        flap = np.concatenate([points(low_left, top - drop, top_left, top, top_right, top), hem])
        sheet.shape(flap, stripes[number % 2], 0.75)
    if world.mood.snow:
        cap = points(
            left - 0.1, top - 0.1, left, top + 0.1, right, top + 0.1, right + 0.1, top - 0.1
        )
        sheet.shape(spline(cap, steps=4), SNOW, 0.6)
