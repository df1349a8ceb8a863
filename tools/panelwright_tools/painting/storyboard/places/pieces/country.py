"""The countryside: haystacks, crops, windmills, scarecrows, hedges, bridges, fires, dunes."""

import numpy as np

from panelwright_tools.painting.storyboard.colour import Paint, mix
from panelwright_tools.painting.storyboard.geometry import (
    bezier,
    ellipse,
    points,
    rectangle,
    spline,
)
from panelwright_tools.painting.storyboard.places.pieces.furniture import flames
from panelwright_tools.painting.storyboard.places.pieces.shapes import form, moved
from panelwright_tools.painting.storyboard.places.world import SNOW, World


def haystack(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    width: float = 2.0,
    colour: Paint = "#d9b45a",
) -> None:
    """A round heap of hay, or snow on one."""
    half = width / 2
    with world.at(x, d) as sheet:
        heap = form("haystack.heap") * half
        mask = sheet.shape(spline(heap, steps=5), colour, 0.9, shade=0.16)
        with sheet.clip(mask):
            for _ in range(12):
                px, h = rng.uniform(-0.8, 0.8) * half, rng.uniform(0.1, 1.0) * half
                sheet.line(
                    points(px, h, px + rng.uniform(-0.12, 0.12), h + 0.22),
                    0.55,
                    mix(colour, "#6a4a20", 0.5),
                )
            if world.mood.snow:
                cap = form("haystack.cap") * half
                sheet.shape(cap, SNOW, 0.5)


def crops(
    world: World,
    *,
    rng: np.random.Generator,
    near_d: float = 6.0,
    far_d: float = 24.0,
    colour: Paint = "#d9b85a",
    soil: Paint = "#9a7a4a",
    left: float = -60.0,
    right: float = 60.0,
    step: float = 1.3,
) -> None:
    """A field in rows that run to the vanishing point."""
    if world.mood.snow:
        colour, soil = mix(colour, SNOW, 0.75), mix(soil, SNOW, 0.85)
    half = world.camera.half_width(near_d) + 4
    pan = world.camera.pan
    with world.flat(near_d) as sheet:
        low, high = max(left, pan - half * 3), min(right, pan + half * 3)
        field = world.path((low, 0, far_d), (high, 0, far_d), (high, 0, near_d), (low, 0, near_d))
        field[:, 0] = field[:, 0].clip(-400, world.camera.width + 400)
        mask = sheet.shape(field, soil, 0.6)
        with sheet.clip(mask):
            for x in np.arange(np.ceil(low / step) * step, high, step):
                row = world.path(
                    (x - step * 0.3, 0, far_d),
                    (x + step * 0.3, 0, far_d),
                    (x + step * 0.32, 0, near_d),
                    (x - step * 0.32, 0, near_d),
                )
                sheet.shape(row, colour, 0.4)


def stalks(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    height: float = 1.3,
    colour: Paint = "#cfa94f",
) -> None:
    """A sheaf of standing corn."""
    tone = mix(colour, SNOW, 0.5 * world.mood.snow)
    with world.at(x, d) as sheet:
        for number in range(6):
            lean, root = rng.uniform(-0.25, 0.25), (number - 2.5) * 0.16
            tall = height * rng.uniform(0.75, 1.0)
            stem = bezier((root, 0), (root, tall * 0.6), (root + lean, tall), count=7)
            sheet.line(stem, 0.9, mix(tone, "#5a6a30", 0.35), taper=(0, 0.3), wobble=0.4)
            sheet.shape(
                moved(ellipse(0, 0, 0.06, 0.17, rotation=-lean * 60, count=10), *stem[-1]),
                tone,
                0.5,
                wobble=0.3,
            )


def windmill(
    world: World, *, rng: np.random.Generator, x: float, d: float, height: float = 7.0
) -> None:
    """A tower mill with four lattice sails."""
    k = height
    with world.at(x, d) as sheet:
        body = points(-0.2, 0, -0.13, 0.7, 0.13, 0.7, 0.2, 0) * k
        sheet.shape(body, "#efe4cc", 0.9, shade=0.2)
        sheet.shape(
            points(-0.16, 0.69, 0, 0.86, 0.16, 0.69) * k,
            world.snowy("#9a4a42", 0.9),
            0.9,
            shade=0.15,
        )
        for h in (0.22, 0.46):
            lit = world.mood.lamps > 0.3
            sheet.shape(
                rectangle(-0.03 * k, h * k, 0.03 * k, (h + 0.08) * k),
                "#ffd27a" if lit else "#4a4a68",
                0.7,
                raw=lit,
            )
        sheet.shape(rectangle(-0.05 * k, 0, 0.05 * k, 0.13 * k), "#6b4630", 0.75)
        turn = rng.uniform(0.1, 0.6)
        for quarter in range(4):
            a = turn + quarter * np.pi / 2
            out, side = np.array([np.cos(a), np.sin(a)]), np.array([-np.sin(a), np.cos(a)])
            root = np.array([0.0, 0.72 * k])
            sail = np.array(
                [
                    root + out * 0.08 * k,
                    root + out * 0.44 * k,
                    root + out * 0.44 * k + side * 0.09 * k,
                    root + out * 0.08 * k + side * 0.09 * k,
                ]
            )
            mask = sheet.shape(sail, "#f3ead2", 0.75)
            with sheet.clip(mask):
                for share in np.arange(0.12, 0.44, 0.06):
                    bar = np.array(
                        [root + out * share * k, root + out * share * k + side * 0.1 * k]
                    )
                    sheet.line(bar, 0.6, "#8a6a4a", taper=(0, 0), wobble=0.2)
            sheet.line(
                np.array([root, root + out * 0.46 * k]), 1.4, "#6b4630", taper=(0, 0), wobble=0.3
            )
        sheet.shape(ellipse(0, 0.72 * k, 0.025 * k, count=12), "#6b4630", 0.7)


def scarecrow(world: World, *, rng: np.random.Generator, x: float, d: float) -> None:
    """Straw and old clothes on a cross."""
    with world.at(x, d) as sheet:
        sheet.line(points(0, 0, 0, 1.5), 2.0, "#7a5238", taper=(0, 0))
        sheet.line(points(-0.8, 1.25, 0.8, 1.25), 2.0, "#7a5238", taper=(0, 0))
        coat = form("scarecrow.coat")
        sheet.shape(coat, "#a5563f", 0.85, shade=0.12)
        sheet.shape(ellipse(0, 1.6, 0.22, 0.24, count=20), "#e0c48a", 0.8)
        hat = form("scarecrow.hat")
        sheet.shape(hat, "#6b5a3a", 0.8)


def silo(
    world: World, *, rng: np.random.Generator, x: float, d: float, height: float = 7.0
) -> None:
    """A round silo with a dome."""
    with world.at(x, d) as sheet:
        mask = sheet.shape(rectangle(-1.1, 0, 1.1, height), "#b5b9c2", 0.9, shade=0.25)
        with sheet.clip(mask):
            for h in np.arange(0.8, height, 0.9):
                sheet.line(points(-1.1, h, 1.1, h), 0.55, taper=(0, 0), alpha=0.7)
        dome = ellipse(0, height, 1.15, 0.9, start=0, end=180, count=18)
        sheet.shape(dome, world.snowy("#8f5a52", 0.9), 0.85, shade=0.2)


def hedge(
    world: World,
    *,
    rng: np.random.Generator,
    d: float,
    height: float = 1.2,
    left: float = -30.0,
    right: float = 30.0,
    gap: tuple[float, float] | None = None,
    flowers: Paint | None = None,
) -> None:
    """A clipped hedge across the view; `gap` (x from, x to) stays open."""
    half = world.camera.half_width(d) + 1
    pan = world.camera.pan
    low, high = max(left, pan - half), min(right, pan + half)
    spans = [(low, high)] if gap is None else [(low, gap[0]), (gap[1], high)]
    green = mix(world.mood.leaf(2), "#3f6f45", 0.35) if world.mood.bare < 0.5 else "#6f7f6a"
    with world.at(0, d) as sheet:
        for a, b in spans:
            if b - a < 0.3:
                continue
            xs = np.arange(a, b, 0.35)
            top = np.stack([xs, height + 0.06 * (np.arange(len(xs)) % 2)], 1)
            mask = sheet.shape(
                np.concatenate([top, points(b, height, b, 0, a, 0)]),
                world.snowy(green, 0.25),
                0.85,
                shade=0.08,
            )
            with sheet.clip(mask):
                for _ in range(int((b - a) * 2.5)):
                    px, h = rng.uniform(a, b), rng.uniform(0.15, height)
                    leaf = points(px - 0.1, h, px, h + 0.06, px + 0.1, h)
                    sheet.line(leaf, 0.5, alpha=0.6)
                if world.mood.snow:
                    sheet.shape(rectangle(a, height - 0.1, b, height + 0.3), SNOW, 0.5)
            if flowers is not None and world.mood.flowers > 0.5:
                for _ in range(int((b - a) * 1.6)):
                    px, h = rng.uniform(a, b), rng.uniform(0.2, height)
                    sheet.shape(ellipse(px, h, 0.07, count=8), flowers, 0.4, wobble=0.3)


def flower_bed(
    world: World, *, rng: np.random.Generator, x: float, d: float, width: float = 2.4
) -> None:
    """A bed of mixed flowers with a stone edge; bare earth in winter."""
    half = width / 2
    tones = ("#e05a6a", "#f2d25a", "#b86ab0", "#f6f0e0", "#e88a4a", "#6f8fd0")
    with world.at(x, d) as sheet:
        sheet.shape(
            spline(form("flower_bed.outline") * (half, 1), steps=4), world.snowy("#6f5340"), 0.8
        )
        if world.mood.flowers > 0.1 and not world.mood.snow:
            for _ in range(int(width * 9 * min(1.0, world.mood.flowers))):
                px, h = rng.uniform(-0.92, 0.92) * half, rng.uniform(0.18, 0.55)
                sheet.line(points(px, 0.08, px, h), 0.7, "#3f7a35", taper=(0, 0), wobble=0.3)
                sheet.shape(
                    ellipse(px, h, 0.09, count=9), tones[int(rng.integers(6))], 0.45, wobble=0.5
                )
        for px in np.arange(-half, half, 0.3):
            sheet.shape(ellipse(px + 0.15, 0.03, 0.17, 0.1, count=10), world.snowy("#b0a9b4"), 0.5)


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


def footbridge(
    world: World,
    *,
    rng: np.random.Generator,
    d: float,
    width: float = 9.0,
    x: float = 0.0,
    stone: bool = False,
) -> None:
    """An arched bridge seen from its side."""
    half = width / 2
    colour = "#a39aa8" if stone else "#9a7450"
    xs = np.linspace(-half, half, 21)
    top = 0.6 + 1.3 * (1 - (xs / half) ** 2)
    with world.at(x, d) as sheet:
        if stone:
            arch = ellipse(0, -0.4, half * 0.55, 1.75, start=0, end=180, count=20)
            body = np.concatenate(
                [points(-half, -0.5), np.stack([xs, top], 1), points(half, -0.5), arch]
            )
            mask = sheet.shape(body, colour, 0.95)
            with sheet.clip(mask):
                for _ in range(24):
                    px, h = rng.uniform(-half, half), 0.25 * int(rng.integers(0, 8))
                    sheet.line(points(px, h + 0.25, px, h, px + 0.45, h), 0.5, alpha=0.6)
        else:
            deck = np.concatenate([np.stack([xs, top], 1), np.stack([xs, top - 0.22], 1)[::-1]])
            sheet.shape(deck, colour, 0.9, shade=0.2)
        rail = np.stack([xs, top + 0.75], 1)
        if not stone:
            for number in range(0, 21, 2):
                sheet.line(
                    np.array([[xs[number], top[number]], rail[number]]), 1.6, colour, taper=(0, 0)
                )
        sheet.limb(
            rail if not stone else np.stack([xs, top + 0.12], 1),
            0.09,
            world.snowy(mix(colour, "#ffffff", 0.15)),
            0.75,
        )


def stream(
    world: World,
    *,
    rng: np.random.Generator,
    near_d: float,
    far_d: float,
    deep: Paint = "#2f7f9f",
    shallow: Paint = "#7fc3cf",
) -> None:
    """A river across the view between two depths, with grassy banks and ripples."""
    half = world.camera.half_width(near_d) + 2
    pan = world.camera.pan
    xs = np.linspace(pan - half * 1.6, pan + half * 1.6, 30)
    bend = 0.35 * np.sin(xs * 0.5 + rng.uniform(0, 6))
    far = [(float(x), 0.0, float(far_d + b)) for x, b in zip(xs, bend, strict=True)]
    near = [(float(x), 0.0, float(near_d + b * 0.6)) for x, b in zip(xs, bend, strict=True)][::-1]
    sky = world.mood.sky_at(0.85)
    with world.flat(near_d) as sheet:
        bank = [(x, h, d + 0.35) for x, h, d in far] + [(x, h, d - 0.3) for x, h, d in near]
        sheet.shape(world.path(*bank), world.snowy("#a58a5a"), 0.6)
        mask = sheet.shape(world.path(*far, *near), deep, 0.8)
        if mask is None:
            return
        low, top = sheet.colour(deep), mix(sheet.colour(shallow), sky, 0.45)
        sheet.gradient(mask, [(0, top), (1, low)])
        with sheet.clip(mask):
            for _ in range(26):
                x, d = rng.uniform(pan - half, pan + half), rng.uniform(near_d, far_d)
                ripple = world.path(
                    (x - 0.7, 0, d), (x - 0.2, 0, d + 0.12), (x + 0.3, 0, d), (x + 0.8, 0, d + 0.08)
                )
                sheet.line(
                    spline(ripple, closed=False, steps=4),
                    0.7,
                    mix(top, "#ffffff", 0.5),
                    alpha=0.65,
                    raw=True,
                )


def dune(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    width: float = 26.0,
    height: float = 3.0,
    colour: Paint = "#e3b978",
) -> None:
    """A dune with a sharp crest: a lit flank and a shadowed one."""
    half = width / 2
    bow = rng.uniform(-0.2, 0.2)
    with world.at(x, d) as sheet:
        left = bezier((-half, 0), (-half * 0.4, height * 0.2), (half * bow, height), count=14)
        right = bezier((half * bow, height), (half * 0.5, height * 0.45), (half, 0), count=14)
        sheet.shape(np.concatenate([left, right]), world.snowy(colour, 0.6), 0.7)
        wave = bezier(
            (half * bow, height),
            (half * (bow - 0.1), height * 0.5),
            (half * (bow + 0.3), 0),
            count=12,
        )
        flank = sheet.mask([sheet.outline(np.concatenate([right, wave[::-1]]))])
        sheet.fill(flank, world.mood.shadow(sheet.colour(world.snowy(colour, 0.6))), 0.6)


def pyramid(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    width: float = 22.0,
    colour: Paint = "#d9b078",
) -> None:
    """A stepped stone pyramid."""
    half, k = width / 2, width * 0.62
    with world.at(x, d) as sheet:
        mask = sheet.shape(points(-half, 0, -half * 0.1, k, half, 0), colour, 0.8)
        with sheet.clip(mask):
            for h in np.arange(k * 0.08, k, k * 0.09):
                sheet.line(points(-half, h, half, h), 0.45, taper=(0, 0), alpha=0.55)
        side = sheet.mask([sheet.outline(points(-half * 0.1, k, half, 0, half * 0.35, 0))])
        sheet.fill(side, world.mood.shadow(sheet.colour(colour)), 0.7)


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
        roof = points(
            -half - 0.6,
            1.9,
            -half * 0.72,
            3.9,
            0,
            4.25,
            half * 0.72,
            3.9,
            half + 0.6,
            1.9,
            half * 0.5,
            2.15,
            0,
            2.0,
            -half * 0.5,
            2.15,
        )
        mask = sheet.shape(spline(roof, steps=4), thatch, 0.95, shade=0.08)
        with sheet.clip(mask):
            for _ in range(22):
                px, h = rng.uniform(-half, half), rng.uniform(2.2, 4.0)
                sheet.line(
                    points(px, h, px * 1.03, h - 0.35), 0.5, mix(thatch, "#4a3018", 0.5), alpha=0.8
                )
            if world.mood.snow:
                cap = points(
                    -half - 1,
                    2.8,
                    -half * 0.5,
                    2.95,
                    0,
                    2.7,
                    half * 0.5,
                    2.95,
                    half + 1,
                    2.75,
                    half,
                    6,
                    -half,
                    6,
                )
                sheet.shape(spline(cap, steps=4), SNOW, 0.6)


def chapel(
    world: World, *, rng: np.random.Generator, x: float, d: float, wall: Paint = "#e0d9cc"
) -> None:
    """A small church with a steeple."""
    lit = world.mood.lamps > 0.3
    with world.at(x, d) as sheet:
        sheet.shape(rectangle(-1.2, 0, 3.6, 3.2), wall, 0.85, shade=0.05)
        sheet.shape(
            points(-1.4, 3.1, -0.8, 5.2, 3.2, 5.2, 3.9, 3.1),
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
