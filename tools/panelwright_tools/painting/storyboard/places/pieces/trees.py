"""Trees in the colours of the season."""

import numpy as np

from panelwright_tools.painting.storyboard.colour import Paint, mix
from panelwright_tools.painting.storyboard.geometry import (
    Points,
    bezier,
    ellipse,
    points,
    rectangle,
    spline,
)
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.places.pieces.shapes import form, moved
from panelwright_tools.painting.storyboard.places.world import SNOW, World


def lumps(rng: np.random.Generator, rx: float, ry: float, count: int = 11) -> Points:
    """A closed outline of round lumps around an oval: foliage, bushes, smoke."""
    turn = rng.uniform(0, 6.28)
    angles = turn + 2 * np.pi * (np.arange(count) + rng.uniform(-0.2, 0.2, count)) / count
    arcs = []
    for first, second in zip(
        angles, np.roll(angles, -1) + 2 * np.pi * (np.arange(count) == count - 1), strict=True
    ):
        middle = (first + second) / 2
        bulge = 1.16 + rng.uniform(-0.04, 0.1)
        start, end = _polar(first), _polar(second)
        arcs.append(bezier(start, _polar(middle) * bulge * 1.18, end, count=6)[:-1])
    outline: Points = np.concatenate(arcs) * (rx, ry)
    return outline


def _polar(angle: float) -> Points:
    return np.array([np.cos(angle), np.sin(angle)])


def foliage(
    sheet: Sheet,
    rng: np.random.Generator,
    place: tuple[float, float, float, float],
    colour: Paint,
    snow: float = 0.0,
    line: float = 0.8,
) -> None:
    """A crown of leaves at (x, h) with radii (rx, ry): lumps, a light top, a few strokes."""
    x, h, rx, ry = place
    mask = sheet.shape(moved(lumps(rng, rx, ry), x, h), colour, line, shade=0.16)
    if mask is None or mask.size < 14 * sheet.unit:
        return
    with sheet.clip(mask):
        light = moved(lumps(rng, rx * 0.62, ry * 0.55, 9), x - rx * 0.22, h + ry * 0.3)
        sheet.shape(light, mix(colour, "#fff4c0", 0.16), 0)
        if snow:
            cap = moved(lumps(rng, rx * 0.95, ry * 0.42, 10), x - rx * 0.05, h + ry * 0.72)
            sheet.shape(cap, SNOW, 0.5, alpha=min(1.0, snow + 0.1))
    for _ in range(4):
        a, r = rng.uniform(0, 6.28), rng.uniform(0.25, 0.75)
        px, py = x + np.cos(a) * rx * r, h + np.sin(a) * ry * r
        leaf = points(px - rx * 0.1, py, px, py - ry * 0.07, px + rx * 0.1, py + ry * 0.02)
        sheet.line(spline(leaf, closed=False, steps=4), 0.5, alpha=0.6)


def tree(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    height: float = 5.0,
    colour: Paint | None = None,
    bark: Paint = "#6b4632",
    bare: bool | None = None,
) -> None:
    """A broadleaved tree in the colours of the season."""
    mood = world.mood
    leafless = rng.random() < mood.bare if bare is None else bare
    green = mood.leaf(int(rng.integers(8))) if colour is None else colour
    lean = rng.uniform(-0.05, 0.05) * height
    with world.at(x, d) as sheet:
        if leafless:
            branches(sheet, rng, height, bark, mood.snow)
            return
        k = height
        trunk = form("tree.trunk")
        sheet.shape(spline(trunk * k, steps=4), bark, 0.8, shade=0.25)
        for px, h, rx, ry in (
            (-0.17, 0.6, 0.19, 0.15),
            (0.19, 0.62, 0.18, 0.15),
            (0.0, 0.76, 0.25, 0.21),
        ):
            crown = (px * k + lean, h * k, rx * k, ry * k)
            foliage(sheet, rng, crown, green, mood.snow)


def branches(
    sheet: Sheet, rng: np.random.Generator, height: float, bark: Paint, snow: float
) -> None:
    """A bare tree: a trunk that forks twice, with snow on the boughs where it lies."""
    k = height
    trunk = form("branches.trunk") * k
    tips: list[tuple[Points, float]] = []
    for side, start, reach in ((-1, 0.34, 0.3), (1, 0.42, 0.3), (-1, 0.56, 0.22), (1, 0.6, 0.2)):
        reach *= rng.uniform(0.85, 1.15)
        base = np.array([0.0, start])
        tip = moved(base, side * reach * 0.75, reach * 0.8)
        bough = bezier(base, moved(base, side * reach * 0.5, reach * 0.15), tip, count=9) * k
        tips.append((bough, 0.016 * k))
        for share in (0.5, 0.75):
            root = bough[int(share * 8)]
            twig = points(0, 0, side * 0.35, 0.4, side * 0.25, 1.0) * (reach * 0.42 * k) + root
            tips.append((spline(twig, closed=False, steps=4), 0.007 * k))
    for line, wide in tips:
        sheet.limb(line, np.array([wide, wide * 0.35]), bark, 0.6, shade=0.15)
    sheet.limb(spline(trunk, closed=False, steps=5), np.array([0.042, 0.026, 0.012]) * k, bark, 0.8)
    if snow:
        for line, wide in tips:
            sheet.line(moved(line, 0, wide * 0.9), 0.9, SNOW, alpha=0.9)


def pine(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    height: float = 6.0,
    colour: Paint = "#3f6f52",
) -> None:
    """A conifer of stacked skirts, which keeps its green and carries snow."""
    snow = world.mood.snow
    with world.at(x, d) as sheet:
        k = height
        sheet.shape(rectangle(-0.03 * k, 0, 0.03 * k, 0.16 * k), "#5f4030", 0.7, shade=0.3)
        for low, high, half in ((0.1, 0.46, 0.23), (0.32, 0.68, 0.18), (0.54, 1.0, 0.125)):
            skirt = _skirt(low, high, half * rng.uniform(0.92, 1.08)) * k
            mask = sheet.shape(skirt, colour, 0.75, shade=0.14)
            if snow and mask is not None:
                with sheet.clip(mask):
                    cap = _skirt(low + (high - low) * 0.42, high + 0.03, half * 0.62) * k
                    sheet.shape(cap, SNOW, 0.4, alpha=min(1.0, snow + 0.15))


def _skirt(low: float, high: float, half: float) -> Points:
    steps = np.linspace(-half, half, 9)
    hem = np.stack([steps, low + 0.03 * (np.arange(9) % 2) + 0.06 * (np.abs(steps) / half)], 1)
    return np.concatenate(
        [
            hem,
            points(half * 0.3, low + (high - low) * 0.55, 0, high),
            points(-half * 0.3, low + (high - low) * 0.55),
        ]
    )


def trunk(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    width: float = 0.7,
    height: float = 14.0,
    colour: Paint = "#6b4a38",
    detail: bool = True,
) -> None:
    """A tall trunk that leaves the panel at the top, with roots and bark."""
    half = width / 2
    lean = rng.uniform(-0.4, 0.4)
    outline = form("trunk.outline")
    shape = spline(outline * (half, 1.0), steps=6)
    shape[:, 0] += lean * (shape[:, 1] / height)
    with world.at(x, d) as sheet:
        mask = sheet.shape(shape, colour, 1.0 if detail else 0.6, shade=0.26)
        if not detail or mask is None:
            return
        with sheet.clip(mask):
            for _ in range(9):
                px, h = rng.uniform(-0.7, 0.7) * half, rng.uniform(0.3, 4.5)
                length = rng.uniform(0.25, 0.8)
                bark = points(px, h, px + 0.04 * half, h + length / 2, px - 0.02, h + length)
                sheet.line(spline(bark, closed=False, steps=4), 0.6, alpha=0.7)
        if rng.random() < 0.5 and not world.mood.snow:
            moss = form("trunk.moss")
            sheet.shape(spline(moss * (half, 1.0)), "#6f9a4a", 0.5)


def canopy(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    h: float = 7.0,
    size: float = 2.4,
    colour: Paint | None = None,
) -> None:
    """Leaves that hang into the panel from above."""
    if world.mood.bare > 0.5 and colour is None:
        with world.at(x, d, h) as sheet:
            for _ in range(5):
                end = (rng.uniform(-1, 1) * size, -rng.uniform(0.3, 1.0) * size)
                bough = bezier((rng.uniform(-1, 1) * size, size), (0, 0), end, count=9)
                sheet.limb(bough, np.array([0.06, 0.015]) * size, "#6b5346", 0.6)
        return
    green = world.mood.leaf(int(rng.integers(8))) if colour is None else colour
    with world.at(x, d) as sheet:
        spot = (0.0, h + rng.uniform(-0.3, 0.3) * size, size, size * 0.62)
        foliage(sheet, rng, spot, green, 0.0, 0.7)


def palm(
    world: World, *, rng: np.random.Generator, x: float, d: float, height: float = 5.0
) -> None:
    """A palm with a bent, ringed trunk and drooping fronds."""
    k, side = height, float(rng.choice([-1.0, 1.0]))
    spine = bezier((0, 0), (0.16 * side * k, 0.4 * k), (0.1 * side * k, 0.86 * k), count=14)
    with world.at(x, d) as sheet:
        mask = sheet.limb(spine, np.array([0.05, 0.03, 0.024]) * k, "#9a7450", 0.8)
        with sheet.clip(mask):
            for number in range(1, 13):
                px, py = spine[number]
                ring = points(
                    px - 0.06 * k, py + 0.01 * k, px, py - 0.01 * k, px + 0.06 * k, py + 0.01 * k
                )
                sheet.line(spline(ring, closed=False, steps=4), 0.5, alpha=0.8)
        top = spine[-1]
        for angle in (200, 340, 165, 15, 235, 305, 130, 55, 90):
            _frond(sheet, top, angle + rng.uniform(-8, 8), 0.4 * k, "#5a9a50")
        for dx in (-0.025, 0.025):
            nut = ellipse(top[0] + dx * k, top[1] - 0.03 * k, 0.026 * k, count=12)
            sheet.shape(nut, "#7a5238", 0.6, shade=0.3)


def _frond(sheet: Sheet, root: Points, angle: float, length: float, colour: Paint) -> None:
    a = np.radians(angle)
    out = np.array([np.cos(a), np.sin(a)])
    tip = moved(root + out * length, 0, -0.32 * length)
    bow = moved(root + out * length * 0.62, 0, 0.16 * length)
    rib = bezier(root, bow, tip, count=9)
    half = length * 0.11 * np.sin(np.linspace(0.15, np.pi, 9))
    teeth = np.where(np.arange(9) % 2, 1.0, 0.72)
    up = rib + np.stack([-out[1] * half * 0.4, half], 1)
    down = rib - np.stack([-out[1] * half * 0.4, half * teeth * 1.5], 1)
    sheet.shape(np.concatenate([up, down[::-1]]), colour, 0.65, shade=0.12)
    sheet.line(rib, 0.45, taper=(0, 0.5), alpha=0.7)
