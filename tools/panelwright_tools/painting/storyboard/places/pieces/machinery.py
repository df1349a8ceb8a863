"""Laboratories and workshops: glassware, machines, tools, gear wheels."""

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


def flask_bench(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    width: float = 2.4,
    colour: Paint = "#8a95a0",
) -> None:
    """A laboratory bench with bubbling glass."""
    half = width / 2
    with world.at(x, d) as sheet:
        spots = np.linspace(-half * 0.8, half * 0.8, max(3, round(width / 0.5)))
        for number, px in enumerate(spots):
            _flask(sheet, rng, float(px), 0.94, number)
        sheet.shape(rectangle(-half, 0, half, 0.86), colour, 0.9)
        for left in np.arange(-half, half - 0.3, 0.8):
            sheet.line(
                rectangle(left + 0.07, 0.12, left + 0.73, 0.76),
                0.6,
                closed=True,
                alpha=0.7,
                wobble=0.3,
            )
        sheet.shape(rectangle(-half - 0.06, 0.84, half + 0.06, 0.95), "#d9dcdc", 0.85, shade=0.2)
    world.glow(x, 1.2, d, 1.6, "#9affc0", 0.3 if world.mood.dark else 0.08)


def _flask(sheet: Sheet, rng: np.random.Generator, x: float, h: float, number: int) -> None:
    tone = ("#7fe0a0", "#e07fb0", "#7fc8f0", "#f0c85f")[int(rng.integers(4))]
    kind = number % 3
    if kind == 0:
        glass = form("flask.glass")
        level = form("flask.level")
    elif kind == 1:
        glass = np.concatenate(
            [
                points(-0.045, 0.46, -0.045, 0.3),
                ellipse(0, 0.15, 0.15, start=108, end=432, count=18),
                points(0.045, 0.3, 0.045, 0.46),
            ]
        )
        level = ellipse(0, 0.15, 0.145, start=180, end=360, count=14)
    else:
        glass, level = rectangle(-0.06, 0, 0.06, 0.34), rectangle(-0.06, 0, 0.06, 0.2)
    sheet.shape(moved(glass, x, h), "#dff0ee", 0.65)
    sheet.shape(moved(level, x, h), tone, 0.4)
    sheet.line(moved(glass, x, h), 0.7, closed=True, wobble=0.3)
    if kind < 2:
        for bubble in range(3):
            ring = ellipse(
                x + rng.uniform(-0.05, 0.05),
                h + 0.52 + bubble * 0.12,
                0.03 + 0.012 * bubble,
                count=10,
            )
            sheet.line(ring, 0.55, tone, closed=True, wobble=0.2)


def machine(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    width: float = 1.8,
    height: float = 2.2,
    colour: Paint = "#7a8a8f",
) -> None:
    """A machine with pipes, dials, lamps and a lever."""
    half, k = width / 2, height
    with world.at(x, d) as sheet:
        for px in (-half * 0.6, half * 0.5):
            pipe = points(px, k * 0.8, px, k * 1.25, px + 0.4, k * 1.4, px + 0.4, k * 3)
            sheet.limb(spline(pipe, closed=False, steps=5), 0.09, "#9aa5a8", 0.75)
        sheet.shape(rounded_rectangle(-half, 0, half, k, 0.1), colour, 0.95, shade=0.08)
        for share, radius in ((-0.5, 0.2), (0.1, 0.14), (0.55, 0.2)):
            _dial(sheet, (half * share, k * 0.75), radius, rng.uniform(0.4, 2.7))
        for number in range(6):
            tone = ("#ff7a6a", "#8fff9a", "#ffcf73")[int(rng.integers(3))]
            lamp = ellipse(half * (0.28 * number - 0.7), k * 0.5, 0.06, count=10)
            sheet.shape(lamp, tone, 0.55, raw=True, wobble=0)
        for h in (0.18, 0.28, 0.38):
            sheet.line(points(-half * 0.7, h * k, half * 0.2, h * k), 1.0, taper=(0, 0))
        lever = points(half * 0.55, k * 0.25, half * 0.75, k * 0.5)
        sheet.limb(lever, 0.045, "#c8453a", 0.7)
    world.glow(x, k * 0.5, d, 1.4, "#ffcf73", 0.35)


def _dial(sheet: Sheet, middle: tuple[float, float], radius: float, angle: float) -> None:
    x, h = middle
    sheet.shape(ellipse(x, h, radius, count=20), "#efe6d2", 0.75)
    tip = (x + np.cos(angle) * radius * 0.75, h + np.sin(angle) * radius * 0.75)
    sheet.line(points(x, h, *tip), 1.0, "#c8453a", taper=(0, 0))


def workbench(
    world: World, *, rng: np.random.Generator, x: float, d: float, width: float = 2.2
) -> None:
    """A workbench with a vice, under a board of tools."""
    half = width / 2
    with world.at(x, d) as sheet:
        sheet.shape(rectangle(-half * 0.95, 1.25, half * 0.95, 2.2), "#c9a878", 0.85)
        for number, px in enumerate(np.linspace(-half * 0.8, half * 0.8, 7)):
            long = rng.uniform(0.35, 0.65)
            sheet.line(
                points(px, 2.08, px, 2.08 - long),
                2.0,
                ("#8a5c3a", "#c8453a", "#4f7a9a")[number % 3],
                taper=(0, 0),
            )
            head = (
                rectangle(px - 0.12, 2.0, px + 0.12, 2.12)
                if number % 2
                else ellipse(px, 2.08, 0.09, count=10)
            )
            sheet.shape(head, "#8a90a0", 0.6)
        for px in (-half * 0.88, half * 0.88):
            sheet.shape(rectangle(px - 0.08, 0, px + 0.08, 0.82), "#7a5238", 0.8)
        sheet.line(points(-half * 0.9, 0.25, half * 0.9, 0.25), 2.2, "#7a5238", taper=(0, 0))
        sheet.shape(rectangle(-half, 0.8, half, 0.96), "#a9764a", 0.9, shade=0.2)
        sheet.shape(
            (form("workbench.outline") * (half, 1.0)),
            "#6a7080",
            0.75,
        )


def cogs(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    h: float = 2.4,
    radius: float = 0.6,
    colour: Paint = "#b0764a",
) -> None:
    """Two meshed gear wheels on a wall."""
    with world.at(x, d, h) as sheet:
        for px, py, r in ((0.0, 0.0, radius), (radius * 1.35, -radius * 0.75, radius * 0.62)):
            teeth = 12 if r == radius else 8
            angles = np.linspace(0, 2 * np.pi, teeth * 4, endpoint=False)
            reach = np.where((np.arange(teeth * 4) // 2) % 2, r, r * 0.82)
            ring = np.stack([px + np.cos(angles) * reach, py + np.sin(angles) * reach], 1)
            sheet.shape(ring, colour, 0.85, shade=0.12)
            sheet.shape(ellipse(px, py, r * 0.3, count=18), mix(colour, "#2a1a20", 0.5), 0.75)
