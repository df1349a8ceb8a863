"""Stone and what hides in it: caves, dungeons, thrones, ruins, graves, gates, torches."""

import numpy as np

from panelwright_tools.painting.storyboard.colour import Paint, mix
from panelwright_tools.painting.storyboard.geometry import (
    Points,
    ellipse,
    points,
    rectangle,
    rounded_rectangle,
    spline,
)
from panelwright_tools.painting.storyboard.places.pieces.building import battlement, stones
from panelwright_tools.painting.storyboard.places.pieces.shapes import form, moved
from panelwright_tools.painting.storyboard.places.world import SNOW, World


def cave_layer(
    world: World,
    *,
    rng: np.random.Generator,
    d: float,
    half: float = 4.0,
    height: float = 4.5,
    colour: Paint = "#5a5064",
) -> None:
    """A jagged frame of rock around an opening `half` wide to each side."""
    reach = world.camera.half_width(d) + 6
    angles = np.linspace(np.pi * 1.02, -np.pi * 0.02, 23)
    wide = 1 + rng.uniform(-0.1, 0.1, 23)
    arch = np.stack([np.cos(angles) * half * wide, np.sin(angles) * height * wide], 1)
    arch[:, 1] += 0.35 * (np.arange(23) % 2) * np.sin(angles).clip(0)
    arch[[0, -1], 1] = -0.3
    pan = world.camera.pan
    outer = points(
        half + reach + pan,
        -0.3,
        half + reach + pan,
        40,
        -half - reach + pan,
        40,
        -half - reach + pan,
        -0.3,
    )
    with world.at(0, d) as sheet:
        mask = sheet.shape(np.concatenate([arch, outer]), colour, 0.95)
        with sheet.clip(mask):
            for number in range(1, 22, 3):
                root = arch[number]
                out = root / max(0.1, float(np.hypot(*root)))
                crack = np.array([root, moved(root + out * 0.7, 0.2, 0), root + out * 1.5])
                sheet.line(crack, 0.8, taper=(0, 0.9), alpha=0.7)
            edge = np.array([p * 1.0 for p in arch])
            sheet.line(edge, 2.4, mix(colour, "#ffffff", 0.16), taper=(0, 0), alpha=0.55)


def stalactites(
    world: World,
    *,
    rng: np.random.Generator,
    d: float,
    h: float = 4.2,
    colour: Paint = "#62586e",
    count: int = 12,
    spread: float = 6.0,
) -> None:
    """Teeth of stone that hang from above."""
    with world.at(0, d) as sheet:
        for _ in range(count):
            x, long, wide = (
                rng.uniform(-spread, spread),
                rng.uniform(0.5, 1.6),
                rng.uniform(0.15, 0.35),
            )
            tooth = points(
                x - wide,
                h + 6,
                x - wide * 0.8,
                h + 0.2,
                x - wide * 0.2,
                h - long * 0.6,
                x,
                h - long,
                x + wide * 0.3,
                h - long * 0.5,
                x + wide * 0.8,
                h + 0.2,
                x + wide,
                h + 6,
            )
            sheet.shape(tooth, colour, 0.85, shade=0.2)


def stalagmite(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    height: float = 1.2,
    colour: Paint = "#6f647c",
) -> None:
    """A tooth of stone that stands."""
    w = height * 0.3
    with world.at(x, d) as sheet:
        tooth = form("stalagmite.tooth") * (w, height)
        sheet.shape(tooth, colour, 0.85, shade=0.25)


def crystals(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    size: float = 0.8,
    colour: Paint = "#6fd0e6",
) -> None:
    """A cluster of glowing crystals."""
    with world.at(x, d) as sheet:
        for lean, k in ((-0.5, 0.7), (0.45, 0.65), (-0.1, 1.0), (0.2, 0.5)):
            tall, w = size * k, size * 0.14
            spike = points(-w, 0, -w * 1.15, tall * 0.7, 0, tall, w * 1.15, tall * 0.72, w, 0)
            spike[:, 0] += lean * spike[:, 1]
            mask = sheet.shape(spike, colour, 0.8, raw=True)
            with sheet.clip(mask):
                side = points(0, 0, 0, tall, w * 2, tall, w * 2, 0)
                side[:, 0] += lean * side[:, 1]
                sheet.shape(side, mix(colour, "#20305a", 0.35), 0, raw=True)
    world.glow(x, size * 0.5, d, size * 2.6, colour, 0.6)


def torch(world: World, *, rng: np.random.Generator, x: float, d: float, h: float = 2.0) -> None:
    """A burning torch in a wall bracket."""
    with world.at(x, d, h) as sheet:
        sheet.shape(
            points(-0.05, -0.5, -0.09, 0.05, 0.09, 0.05, 0.05, -0.5), "#6b4630", 0.75, shade=0.2
        )
        sheet.shape(rectangle(-0.12, -0.2, 0.12, -0.12), "#3a3548", 0.6)
        for colour, k in (("#e0562f", 1.0), ("#f5a03c", 0.68), ("#ffe08a", 0.36)):
            flame = form("torch.flame") * (0.2 * k, 0.42 * k)
            sheet.shape(moved(spline(flame, steps=4), 0, 0.02), colour, 0.5, raw=True)
    world.glow(x, h + 0.25, d, 2.8, "#ff9a3c", 0.85 if world.mood.dark else 0.45)


def throne(
    world: World, *, rng: np.random.Generator, x: float, d: float, colour: Paint = "#9a3040"
) -> None:
    """A throne on three steps."""
    gold = "#d9b24a"
    with world.at(x, d) as sheet:
        for step, half in ((0, 2.0), (1, 1.6), (2, 1.2)):
            sheet.shape(
                rectangle(-half, step * 0.18, half, step * 0.18 + 0.18), "#b5aeb8", 0.85, shade=0.06
            )
        with sheet.placed(np.array([[1.0, 0, 0], [0, 1, 0.54]])):
            back = np.concatenate(
                [
                    points(-0.5, 0.4, -0.56, 1.7),
                    points(-0.3, 1.95, 0, 2.3, 0.3, 1.95),
                    points(0.56, 1.7, 0.5, 0.4),
                ]
            )
            sheet.shape(back, gold, 0.95, shade=0.1)
            sheet.shape(rounded_rectangle(-0.36, 0.5, 0.36, 1.66, 0.12), colour, 0.8, shade=0.1)
            sheet.shape(rectangle(-0.58, 0, 0.58, 0.48), gold, 0.9, shade=0.15)
            sheet.shape(rounded_rectangle(-0.46, 0.42, 0.46, 0.6, 0.06), colour, 0.8)
            for side in (-1, 1):
                sheet.shape(
                    rounded_rectangle(side * 0.56 - 0.09, 0.1, side * 0.56 + 0.09, 0.92, 0.07),
                    gold,
                    0.85,
                    shade=0.2,
                )
                sheet.shape(ellipse(side * 0.54, 1.78, 0.11, count=14), gold, 0.8)
            sheet.shape(points(0, 1.72, 0.12, 1.88, 0, 2.04, -0.12, 1.88), "#c8453a", 0.7)


def gatehouse(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    wall: Paint = "#a39aa8",
    height: float = 6.0,
) -> None:
    """A castle gate with its portcullis and battlements."""
    half, k = 2.6, height
    with world.at(x, d) as sheet:
        mask = sheet.shape(rectangle(-half, -0.05, half, k), wall, 0.95, shade=0.06)
        with sheet.clip(mask):
            stones(sheet, rng, (-half, half, 0, k), count=20)
        arch = _arch(1.15, 2.2)
        sheet.shape(arch * (1.2, 1.1), mix(wall, "#ffffff", 0.16), 0.85)
        opening = sheet.shape(arch, "#2a2438", 0.85)
        with sheet.clip(opening):
            for px in np.arange(-1.0, 1.1, 0.34):
                sheet.line(points(px, 1.3, px, 3.6), 1.5, "#5a4a4a", taper=(0, 0))
            for h in (1.6, 2.1, 2.6, 3.1):
                sheet.line(points(-1.3, h, 1.3, h), 1.5, "#5a4a4a", taper=(0, 0))
        for px in (-1.7, 1.7):
            slit = moved(_arch(0.16, 0.6), px, k * 0.55)
            sheet.shape(
                slit,
                "#ffd27a" if world.mood.lamps > 0.3 else "#2a2438",
                0.6,
                raw=world.mood.lamps > 0.3,
            )
        battlement(world, sheet, (-half - 0.2, half + 0.2, k), wall)


def _arch(half: float, shoulder: float) -> Points:
    top = ellipse(0, shoulder, half, half, start=180, end=0, count=14)
    return np.concatenate([points(-half, 0), top, points(half, 0)])


def arched_window(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    h: float = 2.2,
    width: float = 1.0,
    height: float = 2.4,
    panes: tuple[str, ...] = (),
    frame: Paint = "#8f8894",
) -> None:
    """A pointed church window; with `panes` it is stained glass."""
    half = width / 2
    ring = np.concatenate(
        [
            points(-half, 0, -half, height * 0.66),
            points(-half * 0.62, height * 0.88, 0, height, half * 0.62, height * 0.88),
            points(half, height * 0.66, half, 0),
        ]
    )
    sky = world.outdoors
    glass = sky.sky_at(0.6)
    with world.at(x, d, h) as sheet:
        sheet.shape(ring * (1.22, 1.06), frame, 0.85)
        mask = sheet.shape(ring, glass, 0.85, raw=True)
        with sheet.clip(mask):
            rows, columns = 5, 2
            for row in range(rows):
                for column in range(columns):
                    if panes:
                        left, low = -half + column * half, height * row / rows
                        tone = mix(panes[int(rng.integers(len(panes)))], glass, 0.3)
                        sheet.shape(
                            rectangle(left, low, left + half, low + height / rows),
                            tone,
                            0.6,
                            raw=not sky.dark,
                        )
            for row in range(1, rows):
                sheet.line(
                    points(-half, height * row / rows, half, height * row / rows), 0.8, taper=(0, 0)
                )
            sheet.line(points(0, 0, 0, height), 1.0, taper=(0, 0))
    if not sky.dark:
        world.glow(x, h + height * 0.5, d, height * 0.9, "#fff2cc", 0.28)


def gravestone(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    kind: str = "slab",
    colour: Paint = "#9a98a4",
) -> None:
    """A grave: a rounded slab or a cross, slightly askew."""
    lean = rng.uniform(-0.08, 0.08)
    with world.at(x, d) as sheet:
        if kind == "cross":
            stone = form("gravestone.stone")
        else:
            stone = np.concatenate(
                [
                    points(-0.4, 0),
                    ellipse(0, 0.7, 0.4, 0.34, start=180, end=0, count=12),
                    points(0.4, 0),
                ]
            )
        stone[:, 0] += lean * stone[:, 1]
        mask = sheet.shape(stone, colour, 0.9, shade=0.16)
        with sheet.clip(mask):
            if kind == "slab":
                for h in (0.55, 0.68, 0.8):
                    sheet.line(points(-0.2, h, 0.22, h), 0.6, alpha=0.7)
            if world.mood.snow:
                sheet.shape(rectangle(-1, 0.92 if kind == "slab" else 1.28, 1, 2), SNOW, 0.4)
        for px in (-0.4, 0.38):
            sheet.line(
                points(px, 0, px - 0.05, 0.18),
                0.7,
                mix(world.mood.grass[0], "#203a20", 0.3),
                taper=(0, 0.8),
            )


def broken_column(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    height: float = 2.4,
    colour: Paint = "#cfc3ac",
    width: float = 0.7,
    lintel: bool = False,
) -> None:
    """A ruined column, with ivy."""
    half = width / 2
    with world.at(x, d) as sheet:
        top = points(
            half,
            height,
            half * 0.5,
            height + 0.25,
            0,
            height - 0.1,
            -half * 0.6,
            height + 0.15,
            -half,
            height - 0.15,
        )
        if lintel:
            top = points(half, height, -half, height)
        body = np.concatenate([points(-half, 0.2, half, 0.2), top])
        mask = sheet.shape(body, colour, 0.9, shade=0.28)
        with sheet.clip(mask):
            for px in (-0.4, 0.0, 0.4):
                sheet.line(points(px * half, 0.3, px * half, height), 0.5, taper=(0, 0), alpha=0.6)
        sheet.shape(rectangle(-half * 1.4, 0, half * 1.4, 0.24), colour, 0.85, shade=0.15)
        if lintel:
            sheet.shape(
                rectangle(-half * 1.35, height, half * 1.35, height + 0.26),
                colour,
                0.85,
                shade=0.15,
            )
        elif not world.mood.snow:
            for _ in range(6):
                px, h = rng.uniform(-1, 0) * half, rng.uniform(0.4, height * 0.8)
                sheet.shape(ellipse(px, h, 0.12, 0.09, count=8), world.mood.leaf(0), 0.45)


def lintel(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    h: float,
    width: float,
    colour: Paint = "#cfc3ac",
    gable: bool = False,
) -> None:
    """The beam that columns carry, with a gable if wanted."""
    half = width / 2
    with world.at(x, d, h) as sheet:
        if gable:
            sheet.shape(
                points(-half, 0.5, 0, half * 0.42 + 0.5, half, 0.5), colour, 0.9, shade=0.05
            )
            inner = points(-half * 0.72, 0.66, 0, half * 0.3 + 0.6, half * 0.72, 0.66)
            sheet.shape(inner, mix(colour, "#4a3a40", 0.25), 0.7)
        sheet.shape(rectangle(-half, 0, half, 0.5), colour, 0.9, shade=0.1)
        for px in np.arange(-half + 0.4, half, 0.8):
            sheet.line(points(px, 0.1, px, 0.4), 0.8, taper=(0, 0), alpha=0.6)


def steps(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    width: float = 6.0,
    count: int = 4,
    colour: Paint = "#bfb5a4",
) -> None:
    """Broad steps up to whatever stands behind."""
    half = width / 2
    for number in range(count):
        with world.at(x, d + (count - number) * 0.3) as sheet:
            high = (count - number) * 0.17
            wide = half + 0.3 * number
            sheet.shape(
                rectangle(-wide, 0, wide, high), world.snowy(mix(colour, "#4a4458", 0.1), 0.5), 0.8
            )
            sheet.shape(
                rectangle(-wide, high - 0.05, wide, high),
                world.snowy(mix(colour, "#ffffff", 0.25)),
                0.5,
            )


def bars(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    width: float = 2.2,
    height: float = 2.2,
) -> None:
    """A cell door of iron bars before darkness."""
    half = width / 2
    with world.at(x, d) as sheet:
        sheet.shape(rectangle(-half - 0.12, 0, half + 0.12, height + 0.12), "#4d4a58", 0.85)
        sheet.shape(rectangle(-half, 0, half, height), "#1f1a2c", 0.8)
        for px in np.arange(-half + 0.12, half, 0.24):
            sheet.line(points(px, 0, px, height), 2.0, "#6f6c7c", taper=(0, 0), wobble=0.3)
        for h in (height * 0.4, height * 0.75):
            sheet.line(points(-half, h, half, h), 2.0, "#6f6c7c", taper=(0, 0), wobble=0.3)
        sheet.shape(
            rectangle(half * 0.55, height * 0.42, half * 0.85, height * 0.56), "#8a8578", 0.7
        )


def chains(world: World, *, rng: np.random.Generator, x: float, d: float, h: float = 2.2) -> None:
    """Chains that hang from a ring in the wall."""
    with world.at(x, d, h) as sheet:
        sheet.line(ellipse(0, 0, 0.09, count=14), 1.3, "#5a586a", closed=True)
        for side, long in ((-1, 7), (1, 5)):
            for number in range(long):
                link = ellipse(
                    side * (0.06 + 0.03 * number), -0.14 - 0.13 * number, 0.04, 0.075, count=10
                )
                sheet.line(link, 0.9, "#6f6c7c", closed=True, wobble=0.2)
