"""What hangs and stands along walls: pictures, clocks, shelves, banners, curtains."""

from itertools import pairwise

import numpy as np

from panelwright_tools.painting.storyboard.colour import Paint, mix
from panelwright_tools.painting.storyboard.geometry import (
    ellipse,
    points,
    rectangle,
    rounded_rectangle,
    spline,
)
from panelwright_tools.painting.storyboard.places.pieces.goods import books, piece
from panelwright_tools.painting.storyboard.places.pieces.shapes import form, moved
from panelwright_tools.painting.storyboard.places.world import World


def notice(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    h: float = 3.4,
    width: float = 1.8,
    colour: Paint = "#2f4f6a",
    lines: int = 2,
) -> None:
    """A board with unreadable lines: signs, timetables, menus."""
    half, tall = width / 2, 0.16 + 0.15 * lines
    with world.at(x, d, h) as sheet:
        sheet.shape(rectangle(-half, -tall, half, tall), "#efe6d2", 0.85)
        sheet.shape(rectangle(-half + 0.07, -tall + 0.07, half - 0.07, tall - 0.07), colour, 0.6)
        for row in np.linspace(tall * 0.45, -tall * 0.45, lines):
            px = -half * 0.75
            while px < half * 0.7:
                wide = rng.uniform(0.1, 0.28)
                sheet.line(
                    points(px, row, min(px + wide, half * 0.75), row),
                    1.5,
                    "#efe6d2",
                    taper=(0, 0),
                    wobble=0.4,
                )
                px += wide + 0.09


def picture(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float = 2.6,
    h: float = 1.7,
    width: float = 0.7,
    height: float = 0.55,
    frame: Paint = "#b98a4a",
) -> None:
    """A framed landscape or portrait."""
    half, tall = width / 2, height / 2
    with world.at(x, d, h) as sheet:
        sheet.shape(
            rectangle(-half - 0.06, -tall - 0.06, half + 0.06, tall + 0.06), frame, 0.8, shade=0.06
        )
        mask = sheet.shape(rectangle(-half, -tall, half, tall), "#a9c9d0", 0.6)
        with sheet.clip(mask):
            if rng.random() < 0.6:
                hill = points(
                    -half,
                    -tall,
                    -half,
                    -0.05,
                    -half * 0.2,
                    tall * 0.3,
                    half * 0.3,
                    -tall * 0.2,
                    half,
                    0.1,
                    half,
                    -tall,
                )
                sheet.shape(hill, "#7f9a6a", 0.45)
                sheet.shape(ellipse(half * 0.5, tall * 0.5, tall * 0.22, count=14), "#f2d27a", 0.4)
            else:
                sheet.shape(ellipse(0, -tall, half * 0.62, tall * 0.9, count=20), "#4f5f7a", 0.45)
                sheet.shape(
                    ellipse(0, tall * 0.25, half * 0.3, tall * 0.38, count=16), "#d9a988", 0.45
                )


def wall_clock(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float = 2.6,
    h: float = 2.2,
    radius: float = 0.3,
) -> None:
    """A round clock."""
    with world.at(x, d, h) as sheet:
        sheet.shape(ellipse(0, 0, radius, count=30), "#6b4a36", 0.8)
        sheet.shape(ellipse(0, 0, radius * 0.82, count=28), "#f6efdc", 0.5)
        for hour in range(12):
            a = np.pi * hour / 6
            tick = np.array([np.cos(a), np.sin(a)])
            sheet.line(
                np.array([tick * radius * 0.66, tick * radius * 0.76]), 0.6, taper=(0, 0), wobble=0
            )
        sheet.line(points(0, 0, radius * 0.1, radius * 0.55), 0.9, taper=(0, 0), wobble=0)
        sheet.line(points(0, 0, radius * 0.38, -radius * 0.1), 1.1, taper=(0, 0), wobble=0)


def wall_shelf(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float = 2.6,
    h: float = 1.5,
    width: float = 1.4,
    wares: tuple[str, ...] = ("jar", "pot", "bottle"),
    size: float = 0.12,
    colour: Paint = "#8a5c3a",
) -> None:
    """A board on the wall with a row of things."""
    half = width / 2
    with world.at(x, d, h) as sheet:
        if "books" in wares:
            books(sheet, rng, (-half + 0.05, half - 0.05, 0.0), 0.3)
        else:
            px = -half + size
            while px < half - size:
                piece(sheet, rng, px, 0.0, wares[int(rng.integers(len(wares)))], size)
                px += size * 2.3
        sheet.shape(rectangle(-half, -0.07, half, 0.0), colour, 0.75, shade=0.1)
        for side in (-0.8, 0.8):
            sheet.line(points(side * half, -0.07, side * half * 0.96, -0.24), 0.9, taper=(0, 0))


def banner(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    h: float = 4.2,
    width: float = 0.9,
    length: float = 2.0,
    colour: Paint = "#9a3040",
    badge: Paint = "#e8c35a",
) -> None:
    """A long cloth with a swallow tail and a badge."""
    half = width / 2
    with world.at(x, d, h) as sheet:
        cloth = points(-half, 0, half, 0, half, -length, 0, -length + 0.3, -half, -length)
        sheet.shape(cloth, colour, 0.85, shade=0.1)
        sheet.line(points(-half * 0.8, -0.1, -half * 0.8, -length + 0.15), 0.7, badge, taper=(0, 0))
        sheet.line(points(half * 0.8, -0.1, half * 0.8, -length + 0.15), 0.7, badge, taper=(0, 0))
        star = np.array(
            [
                (np.sin(a) * r, np.cos(a) * r)
                for a, r in zip(np.arange(10) * np.pi / 5, [0.28, 0.12] * 5, strict=True)
            ]
        )
        sheet.shape(moved(star * width, 0, -length * 0.42), badge, 0.6)
        sheet.line(points(-half - 0.12, 0, half + 0.12, 0), 1.8, "#5b3a26", taper=(0, 0))


def stage_curtain(
    world: World,
    *,
    rng: np.random.Generator,
    d: float,
    x: float = 0.0,
    half: float = 3.2,
    colour: Paint = "#a02f3a",
    h: float = 3.6,
) -> None:
    """A theatre curtain, drawn aside, with a fringed pelmet."""
    dark = mix(colour, "#3a0a20", 0.35)
    with world.at(x, d) as sheet:
        for side in (-1, 1):
            for number in range(9):
                inner = half + number * 0.42
                strip = points(
                    inner, -0.02, inner - 0.1, h + 3, inner + 0.42, h + 3, inner + 0.44, -0.02
                )
                sheet.shape(strip * (side, 1), colour if number % 2 else dark, 0.7, shade=0.1)
        pelmet = np.linspace(-half - 4.5, half + 4.5, 15)
        for a, b in pairwise(pelmet):
            swag = np.concatenate(
                [
                    points(a, h + 3, a, h),
                    ellipse((a + b) / 2, h, (b - a) / 2, 0.42, start=180, end=360, count=10),
                    points(b, h + 3),
                ]
            )
            sheet.shape(swag, colour, 0.75, shade=0.1)
            trim = ellipse((a + b) / 2, h, (b - a) / 2, 0.42, start=180, end=360, count=10)
            sheet.line(trim, 1.3, "#e8c35a", taper=(0, 0))


def ladder(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    height: float = 3.0,
    colour: Paint = "#a9764a",
) -> None:
    """A ladder that leans against shelves."""
    with world.at(x, d) as sheet:
        for side in (-0.22, 0.22):
            sheet.line(points(side, 0, side * 0.8 + 0.35, height), 2.2, colour, taper=(0, 0))
        for h in np.arange(0.3, height, 0.36):
            lean = 0.35 * h / height
            sheet.line(points(-0.2 + lean, h, 0.2 + lean, h), 1.7, colour, taper=(0, 0), wobble=0.3)


def painted_drop(world: World, *, rng: np.random.Generator, d: float) -> None:
    """A painted backdrop: hills, a moon and cut-out trees."""
    half, pan = world.camera.half_width(d) + 0.5, world.camera.pan
    xs = np.linspace(pan - half, pan + half, 30)
    with world.at(0, d) as sheet:
        sheet.shape(ellipse(1.4, 3.2, 0.62, count=34), "#f6e6b0", 0.7)
        for base, colour, phase in (
            (1.5, "#5f7aa8", 0.0),
            (0.95, "#4f7f8a", 2.0),
            (0.5, "#4f8a6a", 4.0),
        ):
            ridge = base + 0.3 * np.sin(xs * 1.1 + phase)
            hill = np.concatenate([np.stack([xs, ridge], 1), points(pan + half, 0, pan - half, 0)])
            sheet.shape(hill, colour, 0.7)
        for x in (-2.6, -1.9, 2.8, 5.4, -5.6):
            tree = points(-0.5, 0.4, 0, 2.0, 0.5, 0.4)
            sheet.shape(moved(tree, x, 0.1), "#3f6f5a", 0.7)


def bar_shelves(
    world: World, *, rng: np.random.Generator, x: float, d: float, width: float = 3.0
) -> None:
    """Bottles and mugs on shelves behind a bar, with a mirror."""
    half = width / 2
    with world.at(x, d) as sheet:
        sheet.shape(rectangle(-half, 1.0, half, 2.7), "#5a3a30", 0.9)
        for h in (1.15, 1.65, 2.15):
            px = -half + 0.15
            while px < half - 0.15:
                tall, tone = (
                    rng.uniform(0.2, 0.36),
                    ("#5f8a6a", "#a5563f", "#c79a3a", "#4f6f9a", "#8a5a8f")[int(rng.integers(5))],
                )
                bottle = form("bar_shelves.bottle") * (1, tall)
                sheet.shape(moved(bottle, px, h), tone, 0.5, wobble=0.2)
                px += rng.uniform(0.14, 0.24)
            sheet.shape(rectangle(-half, h - 0.06, half, h), "#8a5c3a", 0.6)
        sheet.shape(rectangle(-half - 0.1, 2.66, half + 0.1, 2.82), "#8a5c3a", 0.85)


def pedestal(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    kind: str = "vase",
    colour: Paint = "#cfc9c4",
) -> None:
    """An exhibit on a plinth: a vase, a bust or a fossil under glass."""
    with world.at(x, d) as sheet:
        sheet.shape(rectangle(-0.32, 0, 0.32, 1.0), colour, 0.9, shade=0.2)
        sheet.shape(rectangle(-0.4, 0.96, 0.4, 1.08), mix(colour, "#ffffff", 0.3), 0.8)
        if kind == "vase":
            vase = form("pedestal.vase")
            mask = sheet.shape(moved(spline(vase, steps=4), 0, 1.08), "#4f7a9a", 0.85, shade=0.25)
            with sheet.clip(mask):
                sheet.shape(rectangle(-0.4, 1.3, 0.4, 1.42), "#efe6d2", 0.4)
        elif kind == "bust":
            sheet.shape(moved(form("pedestal.outline"), 0, 1.08), "#e6e0da", 0.8, shade=0.2)
            sheet.shape(ellipse(0, 1.52, 0.16, 0.21, count=20), "#e6e0da", 0.85, shade=0.25)
        else:
            sheet.shape(rounded_rectangle(-0.34, 1.08, 0.34, 1.7, 0.08), "#dff0f2", 0.7)
            shell = form("pedestal.shell")
            sheet.line(moved(spline(shell, closed=False, steps=5), 0, 1.2), 1.6, "#b08a5a")
