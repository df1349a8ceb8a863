"""The inside of a spaceship: viewports, consoles, seats."""

import numpy as np

from panelwright_tools.painting.storyboard.colour import Paint, mix
from panelwright_tools.painting.storyboard.geometry import (
    ellipse,
    points,
    rectangle,
    rounded_rectangle,
)
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.places.pieces.shapes import form
from panelwright_tools.painting.storyboard.places.world import World


def viewport(
    world: World,
    *,
    rng: np.random.Generator,
    d: float = 3.2,
    low: float = 0.95,
    high: float = 3.2,
    colour: Paint = "#6a7590",
) -> None:
    """A ship's wide window on the stars, with slanted frames, in a panelled wall."""
    half = world.camera.half_width(d) + 0.6
    pan = world.camera.pan
    with world.at(0, d) as sheet:
        mask = sheet.shape(rectangle(pan - half, 0, pan + half, 12), colour, 0, wobble=0)
        sheet.alpha.paste(255, (0, 0, sheet.width, sheet.height))
        with sheet.clip(mask):
            for h in (0.5, high + 0.5, high + 1.1):
                sheet.line(points(pan - half, h, pan + half, h), 0.7, taper=(0, 0), wobble=0.2)
            for x in np.arange(np.floor((pan - half) / 2.4) * 2.4, pan + half, 2.4):
                sheet.line(points(x, high + 0.5, x, 12), 0.7, taper=(0, 0), wobble=0.2)
        for x in np.arange(np.floor((pan - half) / 3.4) * 3.4, pan + half, 3.4):
            _stars_behind(sheet, rng, (x + 0.14, x + 3.26, low, high))


def _stars_behind(
    sheet: Sheet, rng: np.random.Generator, area: tuple[float, float, float, float]
) -> None:
    left, right, low, high = area
    pane = points(left - 0.1, low, left + 0.22, high, right - 0.22, high, right + 0.1, low)
    mask = sheet.shape(pane, "#10122e", 1.0, raw=True)
    with sheet.clip(mask):
        sheet.soft(
            ellipse(left + 1, high - 0.6, 1.2, 0.5, count=16),
            "#6a3a8f",
            0.5,
            sheet.scale * 0.3,
            raw=True,
        )
        for _ in range(26):
            x, h, r = rng.uniform(left, right), rng.uniform(low, high), rng.uniform(0.006, 0.018)
            sheet.shape(ellipse(x, h, r, count=6), "#fff6e0", 0, raw=True, wobble=0)
        if rng.random() < 0.35:
            x, h, r = rng.uniform(left + 0.8, right - 0.8), high - 0.9, rng.uniform(0.3, 0.6)
            ball = sheet.shape(ellipse(x, h, r, count=30), "#d98a5a", 0.7, raw=True)
            if ball is not None:
                sheet.fill(
                    ball.minus(ball.moved(-ball.size * 0.25, -ball.size * 0.2)), "#5f3a50", 0.7
                )
    sheet.line(pane, 2.8, "#4a5468", closed=True, wobble=0.3)
    sheet.line(pane, 0.7, "#b9c4d8", closed=True, wobble=0.3, alpha=0.6)


def console(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    width: float = 2.2,
    colour: Paint = "#56607a",
) -> None:
    """A desk of screens, buttons and levers that glows by itself."""
    half = width / 2
    glow = ("#7df3ff", "#8fff9a", "#ffcf73", "#ff7a6a")
    with world.at(x, d) as sheet:
        sheet.shape(
            (form("console.outline") * (half, 1.0)),
            colour,
            0.9,
            shade=0.08,
        )
        slope = form("console.slope") * (half, 1.0)
        sheet.shape(slope, mix(colour, "#ffffff", 0.15), 0.9)
        count = max(2, round(width / 0.75))
        for number in range(count):
            left = -half * 0.86 + number * (1.72 * half / count)
            screen = rectangle(left, 0.84, left + 1.3 * half / count, 1.06)
            tone = glow[int(rng.integers(4))]
            sheet.shape(screen, mix("#10202c", tone, 0.35), 0.6, raw=True)
            wave = np.linspace(left + 0.04, left + 1.3 * half / count - 0.04, 9)
            line = np.stack([wave, 0.95 + 0.05 * np.sin(wave * 23 + number)], 1)
            sheet.line(line, 0.8, tone, raw=True, taper=(0, 0), wobble=0.2)
        for px in np.arange(-half * 0.8, half * 0.8, 0.2):
            tone = glow[int(rng.integers(4))]
            sheet.shape(ellipse(px, 0.62, 0.045, count=10), tone, 0.5, raw=True, wobble=0)
    world.glow(x, 0.95, d, width * 0.9, "#7df3ff", 0.5)


def pilot_seat(world: World, *, rng: np.random.Generator, x: float, d: float) -> None:
    """A high-backed chair seen from behind."""
    with world.at(x, d) as sheet:
        sheet.shape(rectangle(-0.08, 0, 0.08, 0.4), "#3a3f50", 0.75)
        sheet.shape(ellipse(0, 0.03, 0.36, 0.07, count=20), "#3a3f50", 0.7)
        sheet.shape(rounded_rectangle(-0.4, 0.35, 0.4, 1.5, 0.2), "#4a5478", 0.95, shade=0.14)
        sheet.shape(rounded_rectangle(-0.26, 0.6, 0.26, 1.36, 0.14), "#6a76a0", 0.7)
        for side in (-1, 1):
            sheet.shape(
                rounded_rectangle(side * 0.46 - 0.08, 0.55, side * 0.46 + 0.08, 0.75, 0.06),
                "#3a3f50",
                0.7,
            )


def light_strip(
    world: World, *, rng: np.random.Generator, d: float, h: float, colour: Paint = "#8feaff"
) -> None:
    """A glowing line along a wall."""
    half = world.camera.half_width(d) + 0.5
    pan = world.camera.pan
    with world.at(0, d) as sheet:
        sheet.line(
            points(pan - half, h, pan + half, h), 2.0, colour, taper=(0, 0), raw=True, wobble=0.1
        )
    for x in np.arange(pan - half, pan + half, 1.5):
        world.glow(float(x), h, d, 1.0, colour, 0.22)
