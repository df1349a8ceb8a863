"""Houses, towers, stalls, tents: what stands under the sky, seen from the front."""

import numpy as np

from panelwright_tools.painting.storyboard.colour import Paint, mix
from panelwright_tools.painting.storyboard.geometry import (
    Points,
    ellipse,
    points,
    rectangle,
    spline,
)
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.places.pieces.goods import heap
from panelwright_tools.painting.storyboard.places.pieces.shapes import form, moved
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
    half, top, counter = width / 2, 2.35, 0.95
    lamps = world.mood.lamps
    with world.at(x, d) as sheet:
        sheet.shape(rectangle(-half + 0.05, 0.5, half - 0.05, top), "#5a3a30", 0.8)
        for number, h in enumerate((1.3, 1.72)):
            sheet.shape(rectangle(-half + 0.1, h - 0.05, half - 0.1, h), "#3a2420", 0.5)
            heap(
                sheet,
                rng,
                (-half + 0.2, half - 0.2, h),
                wares[(number + 1) % len(wares)],
                0.13,
                gap=1.5,
            )
        if lamps > 0:
            bulb = ellipse(0, top - 0.35, 0.1, count=14)
            sheet.shape(bulb, "#fff0b8", 0.6, raw=True)
            sheet.line(points(0, top, 0, top - 0.25), 0.5, taper=(0, 0))
        thirds = np.linspace(-half + 0.1, half - 0.1, len(wares) + 1)
        for number, ware in enumerate(wares):
            heap(
                sheet,
                rng,
                (thirds[number] + 0.06, thirds[number + 1] - 0.06, counter),
                ware,
                0.14,
                rows=2,
            )
        front = points(-half - 0.08, counter, half + 0.08, counter, half, 0, -half, 0)
        mask = sheet.shape(front, "#9a6440", 0.95, shade=0.04)
        with sheet.clip(mask):
            for px in np.arange(-half + 0.28, half, 0.32):
                sheet.line(points(px, 0, px + 0.01, counter), 0.5, taper=(0, 0))
        sheet.shape(
            rectangle(-half - 0.14, counter - 0.08, half + 0.14, counter + 0.06), "#b98256", 0.85
        )
        for px in (-half, half):
            sheet.shape(rectangle(px - 0.055, 0, px + 0.055, top + 0.15), "#6b4530", 0.75)
        awning(world, sheet, (-half, half, top + 0.42), stripes, 0.66, 0.28)
    if lamps > 0:
        world.glow(x, top - 0.35, d, 1.3, "#ffd27a", 0.6 * lamps)
        world.glow(x, 1.3, d, 2.4, "#ffb04a", 0.75 * lamps)


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
        side = points(
            -half, 0, -half * 0.82, height * 0.5, 0, height, half * 0.82, height * 0.5, half, 0
        )
        mask = sheet.shape(side, world.snowy(colour, 0.4), 0.9, shade=0.16)
        with sheet.clip(mask):
            for px in (-0.55, 0.55):
                sheet.line(points(0, height, px * half * 1.3, 0), 0.6, taper=(0, 0), alpha=0.7)
        flap = points(-0.32, 0, 0, height * 0.72, 0.32, 0)
        sheet.shape(flap, "#3a2430", 0.8)
        sheet.line(points(0, height, 0, height + 0.5), 0.9, taper=(0, 0))
        sheet.shape(points(0, height + 0.5, 0.5, height + 0.36, 0, height + 0.22), "#d0473d", 0.6)


def lighthouse(
    world: World, *, rng: np.random.Generator, x: float, d: float, height: float = 14.0
) -> None:
    """A banded lighthouse on its rock; its beam is lit after dark."""
    k = height
    lit = world.mood.lamps > 0.2
    with world.at(x, d) as sheet:
        rocks = form("lighthouse.rocks") * k * 0.8
        sheet.shape(spline(rocks), "#5d5a6a", 0.8, shade=0.2)
        tower = points(-0.12, 0.12, -0.08, 0.82, 0.08, 0.82, 0.12, 0.12) * k
        mask = sheet.shape(tower, "#efe6d2", 0.9, shade=0.3)
        with sheet.clip(mask):
            for low in (0.26, 0.5, 0.74):
                sheet.shape(rectangle(-k, low * k, k, (low + 0.11) * k), "#c8453a", 0.4)
        sheet.shape(rectangle(-0.11 * k, 0.82 * k, 0.11 * k, 0.85 * k), "#3a3548", 0.7)
        lamp = rectangle(-0.06 * k, 0.85 * k, 0.06 * k, 0.94 * k)
        sheet.shape(lamp, "#fff0b0" if lit else "#cfe0e6", 0.8, raw=lit)
        sheet.shape(points(-0.085, 0.94, 0, 1.03, 0.085, 0.94) * k, "#c8453a", 0.8)
        if lit:
            for spread, alpha in ((0.09, 0.10), (0.045, 0.13)):
                beam = (
                    points(0, 0.905, -3.2, 1.25 + spread * 3, -3.2, 1.25 - spread * 3, 0, 0.885) * k
                )
                sheet.shape(beam, "#ffeab0", 0, raw=True, alpha=alpha, wobble=0)
    if lit:
        world.glow(x, 0.9 * k, d, 0.7 * k, "#ffe9a8", 0.95)


def tower(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    width: float = 3.0,
    height: float = 9.0,
    wall: Paint = "#a39aa8",
    roof: Paint | None = "#5a4a78",
    slits: int = 3,
) -> None:
    """A round stone tower; without a roof it ends in battlements."""
    half = width / 2
    with world.at(x, d) as sheet:
        mask = sheet.shape(rectangle(-half, -0.05, half, height), wall, 0.9, shade=0.22)
        with sheet.clip(mask):
            stones(sheet, rng, (-half, half, 0, height), count=int(height * 1.6))
        lit = world.mood.lamps > 0.3
        for number in range(slits):
            h = height * (0.3 + 0.6 * number / max(1, slits)) + 0.2
            slit = _slit(0.0 if number % 2 else -half * 0.3, h)
            sheet.shape(slit, LIT if lit else "#2a2438", 0.6, raw=lit)
            world.glow(x, h, d, 1.8, "#ffb648", 0.35 * lit)
        if roof is None:
            battlement(world, sheet, (-half - 0.2, half + 0.2, height), wall)
            return
        sheet.shape(
            rectangle(-half - 0.22, height - 0.3, half + 0.22, height), wall, 0.8, shade=0.2
        )
        cone = points(-half - 0.45, height, 0, height + width * 1.25, half + 0.45, height)
        cover = sheet.shape(cone, world.snowy(roof, 0.7), 0.9, shade=0.2)
        with sheet.clip(cover):
            for h in np.arange(height + 0.4, height + width * 1.2, 0.5):
                row = points(-half - 0.5, h + 0.1, 0, h - 0.1, half + 0.5, h + 0.1)
                sheet.line(spline(row, closed=False, steps=5), 0.45, taper=(0, 0), alpha=0.6)
        flag(world, sheet, rng, 0.0, height + width * 1.25)


def _slit(x: float, h: float) -> Points:
    return np.concatenate(
        [
            points(x - 0.14, h - 0.4),
            ellipse(x, h + 0.1, 0.14, 0.2, start=180, end=0, count=8),
            points(x + 0.14, h - 0.4),
        ]
    )


def flag(
    world: World,
    sheet: Sheet,
    rng: np.random.Generator,
    x: float,
    h: float,
    colour: Paint = "#d0473d",
) -> None:
    """A pennant on a pole at the height of its foot."""
    sheet.line(points(x, h, x, h + 1.3), 0.9, taper=(0, 0))
    cloth = points(x, h + 1.3, x + 0.5, h + 1.28, x + 1.1, h + 1.0, x + 0.5, h + 0.92, x, h + 0.8)
    sheet.shape(spline(cloth, steps=4), colour, 0.7)


def stones(
    sheet: Sheet,
    rng: np.random.Generator,
    area: tuple[float, float, float, float],
    count: int = 16,
    size: float = 0.5,
) -> None:
    """A few stones of a wall, so that it reads as stone and stays calm. Call inside its clip."""
    left, right, low, high = area
    for _ in range(count):
        x, h = (
            rng.uniform(left, right),
            low + size * 0.5 * int(rng.integers(int((high - low) / (size * 0.5)) + 1)),
        )
        wide = size * rng.uniform(0.7, 1.3)
        brick = points(x, h, x + wide, h, x + wide, h + size * 0.5)
        sheet.line(brick, 0.5, taper=(0.2, 0.2), alpha=0.55)


def battlement(
    world: World, sheet: Sheet, place: tuple[float, float, float], wall: Paint, step: float = 0.7
) -> None:
    """Merlons along the top of a wall between two x."""
    left, right, height = place
    sheet.shape(rectangle(left, height - 0.35, right, height + 0.05), wall, 0.8, shade=0.1)
    count = max(2, round((right - left) / step))
    for number in range(0, count + 1, 2):
        px = left + (right - left) * number / (count + 1)
        wide = (right - left) / (count + 1)
        sheet.shape(rectangle(px, height, px + wide, height + 0.6), wall, 0.8, shade=0.2)
        if world.mood.snow:
            sheet.shape(rectangle(px, height + 0.5, px + wide, height + 0.66), SNOW, 0.5)


def wall(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    width: float = 10.0,
    height: float = 4.0,
    colour: Paint = "#a39aa8",
    battlements: bool = False,
) -> None:
    """A stone wall, with battlements if wanted."""
    half = width / 2
    with world.at(x, d) as sheet:
        mask = sheet.shape(rectangle(-half, -0.05, half, height), colour, 0.9)
        with sheet.clip(mask):
            stones(sheet, rng, (-half, half, 0, height), count=int(width * height * 0.5))
        if battlements:
            battlement(world, sheet, (-half, half, height), colour)
        elif world.mood.snow:
            sheet.shape(rectangle(-half, height - 0.08, half, height + 0.14), SNOW, 0.6)


def barn(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    width: float = 6.0,
    height: float = 4.0,
    colour: Paint = "#b04a3f",
) -> None:
    """A barn with a kinked roof, white trim and a great door."""
    half, k = width / 2, height
    with world.at(x, d) as sheet:
        front = points(
            -half,
            0,
            -half,
            k,
            -half * 0.62,
            k * 1.38,
            0,
            k * 1.56,
            half * 0.62,
            k * 1.38,
            half,
            k,
            half,
            0,
        )
        mask = sheet.shape(front, colour, 0.9)
        with sheet.clip(mask):
            for px in np.arange(-half, half, 0.42):
                sheet.line(points(px, 0, px, k * 1.6), 0.45, taper=(0, 0), alpha=0.5)
        roof = points(
            -half - 0.3,
            k * 0.93,
            -half * 0.66,
            k * 1.42,
            0,
            k * 1.62,
            half * 0.66,
            k * 1.42,
            half + 0.3,
            k * 0.93,
        )
        thick = moved(roof, 0, 0.3)
        sheet.shape(
            np.concatenate([roof, thick[::-1]]), world.snowy("#5f5668", 0.95), 0.8, shade=0.1
        )
        sheet.shape(rectangle(-1.15, 0, 1.15, 2.4), mix(colour, "#3a1a20", 0.35), 0.85)
        for line in ((-1.15, 0, 1.15, 2.4), (-1.15, 2.4, 1.15, 0), (0, 0, 0, 2.4)):
            sheet.line(points(*line), 1.5, "#efe2cc", taper=(0, 0))
        sheet.line(rectangle(-1.15, 0, 1.15, 2.4), 1.5, "#efe2cc", closed=True)
        loft = rectangle(-0.5, k * 0.95, 0.5, k * 1.22)
        sheet.shape(loft, "#3a2430", 0.8)
        sheet.line(loft, 1.2, "#efe2cc", closed=True)


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
