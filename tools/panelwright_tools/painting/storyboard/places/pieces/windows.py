"""Windows and doors of rooms, and what is seen through them."""

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
from panelwright_tools.painting.storyboard.places.pieces.outlook import falling, night_sky, outlook
from panelwright_tools.painting.storyboard.places.pieces.shapes import moved
from panelwright_tools.painting.storyboard.places.world import World


def window(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float = 2.6,
    h: float = 1.6,
    width: float = 1.5,
    height: float = 1.3,
    frame: Paint = "#8a5a3a",
    curtains: Paint | None = "#b8463f",
    arched: bool = False,
    view: str = "hills",
) -> None:
    """A window on the weather outside: sky, hills or roofs, moon and stars by night."""
    half, tall = width / 2, height / 2
    ring = rectangle(x - half, h - tall, x + half, h + tall)
    if arched:
        arch = ellipse(x, h + tall, half, half, start=0, end=180, count=16)
        ring = np.concatenate([points(x - half, h - tall, x + half, h - tall), arch])
    with world.at(0, d) as sheet:
        mask = sheet.shape(ring, "#ffffff", 0.9)
        with sheet.clip(mask):
            outlook(world, rng, sheet, (x, h, half, tall), view)
        sheet.line(ring, 3.4, frame, closed=True, wobble=0.5)
        sheet.line(points(x, h - tall, x, h + tall), 1.8, frame, taper=(0, 0), wobble=0.4)
        sheet.line(
            points(x - half, h + tall * 0.2, x + half, h + tall * 0.2),
            1.8,
            frame,
            taper=(0, 0),
            wobble=0.4,
        )
        sheet.shape(
            rectangle(x - half - 0.12, h - tall - 0.1, x + half + 0.12, h - tall), frame, 0.8
        )
        if curtains is not None:
            _curtains(sheet, (x, h, half, tall), curtains, frame)
    if not world.outdoors.dark:
        world.glow(x, h, d, width * 1.1, "#fff6e0", 0.22)


def _curtains(
    sheet: Sheet, place: tuple[float, float, float, float], colour: Paint, rail: Paint
) -> None:
    x, h, half, tall = place
    top, hem = tall + 0.17, -tall - 0.24
    for side in (-1, 1):
        outer = half + 0.3
        inner = bezier((half - 0.24, top), (half - 0.16, 0.1), (half + 0.1, -tall * 0.35), count=9)
        flare = bezier((half + 0.1, -tall * 0.35), (half + 0.02, hem * 0.7), (half - 0.02, hem))
        edge = np.concatenate([points(outer, hem, outer, top), inner, flare[1:]])
        mask = sheet.shape(moved(edge * (side, 1), x, h), colour, 0.8, shade=0.12)
        with sheet.clip(mask):
            for share in (0.0, 0.12, 0.22):
                fold = points(
                    half + share - 0.12, top, half + share, -tall * 0.3, half + share, hem
                )
                line = moved(spline(fold * (side, 1), closed=False, steps=5), x, h)
                sheet.line(line, 0.55, taper=(0.1, 0.1), alpha=0.65)
        tie = points(half + 0.06, -tall * 0.35, outer + 0.02, -tall * 0.3)
        sheet.line(moved(tie * (side, 1), x, h), 2.2, mix(colour, "#f2d9a0", 0.5), taper=(0, 0))
    pole = points(x - half - 0.42, h + tall + 0.17, x + half + 0.42, h + tall + 0.17)
    sheet.line(pole, 1.9, mix(rail, "#2a1a20", 0.3), taper=(0, 0))


def door(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float = 2.6,
    width: float = 0.95,
    height: float = 2.1,
    colour: Paint = "#8a5c3a",
    arched: bool = False,
    glass: bool = False,
) -> None:
    """A panelled door with its frame."""
    half = width / 2
    leaf: Points = rectangle(-half, 0, half, height)
    if arched:
        top = ellipse(0, height - half, half, half, start=0, end=180, count=14)
        leaf = np.concatenate([points(-half, 0, half, 0), top])
    with world.at(x, d) as sheet:
        sheet.shape(leaf * (1.16, 1.05), mix(colour, "#ffffff", 0.22), 0.85)
        mask = sheet.shape(leaf, colour, 0.85)
        with sheet.clip(mask):
            if glass:
                sheet.shape(
                    rectangle(-half * 0.7, height * 0.5, half * 0.7, height * 0.92), "#b9d3d9", 0.6
                )
                sheet.shape(
                    rectangle(-half * 0.7, 0.15, half * 0.7, height * 0.42),
                    mix(colour, "#000000", 0.1),
                    0.55,
                )
            else:
                for low, high in ((0.1, 0.45), (0.52, 0.92)):
                    for side in (-1, 1):
                        field = rectangle(
                            side * half * 0.14, low * height, side * half * 0.78, high * height
                        )
                        sheet.line(field, 0.6, closed=True, alpha=0.7, wobble=0.3)
        sheet.shape(ellipse(half * 0.76, height * 0.46, 0.045, count=10), "#d9b24a", 0.5, wobble=0)


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
            if not panes:
                night_sky(sky, rng, sheet, (0.0, height / 2, half, height / 2))
                falling(sky, rng, sheet, (0.0, height / 2, half, height / 2))
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
