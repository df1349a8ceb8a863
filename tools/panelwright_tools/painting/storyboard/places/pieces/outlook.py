"""What a window shows: the sky of the hour over hills or roofs, and the weather."""

import numpy as np

from panelwright_tools.domain.vocabulary import TimeOfDay, Weather
from panelwright_tools.painting.storyboard.colour import mix
from panelwright_tools.painting.storyboard.geometry import ellipse, points, rectangle
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.mood import Mood
from panelwright_tools.painting.storyboard.places.pieces.shapes import form, moved
from panelwright_tools.painting.storyboard.places.world import World

Pane = tuple[float, float, float, float]
"""Middle (x, h), half the width and half the height of the glass, metres."""

_DROPS, _FLAKES, _BANKS = 46, 34, 3


def outlook(world: World, rng: np.random.Generator, sheet: Sheet, pane: Pane, view: str) -> None:
    """The sky of the hour over `hills`, `roofs` or the `sea`, with what falls from it."""
    x, h, half, tall = pane
    sky = world.outdoors
    top, low = h + tall * 1.6, h - tall
    for step in range(8):
        upper, under = (top - (top - low) * share for share in (step / 8, step / 8 + 0.13))
        strip = rectangle(x - half, under, x + half, upper)
        sheet.shape(strip, sky.sky_at(step / 8), 0, raw=True, wobble=0)
    night_sky(sky, rng, sheet, pane)
    _land(sky, sheet, pane, view)
    falling(sky, rng, sheet, pane)


def glass_wall(world: World, rng: np.random.Generator, sheet: Sheet, pane: Pane, view: str) -> None:
    """Glass as wide as the picture and higher, with the outlook behind it."""
    x, _, half, _ = pane
    mask = sheet.shape(rectangle(x - half, 0, x + half, 14), "#dff0f2", 0, wobble=0)
    sheet.alpha.paste(255, (0, 0, sheet.width, sheet.height))
    with sheet.clip(mask):
        outlook(world, rng, sheet, pane, view)


def night_sky(sky: Mood, rng: np.random.Generator, sheet: Sheet, pane: Pane) -> None:
    """Stars and the moon; none by day or behind clouds that rain or snow."""
    x, h, half, tall = pane
    if sky.name is not TimeOfDay.NIGHT or sky.weather not in (Weather.CLEAR, Weather.WIND):
        return
    for _ in range(10):
        star = (x + rng.uniform(-half, half), h + rng.uniform(-0.2, 1) * tall)
        sheet.shape(ellipse(*star, 0.012, count=6), "#fff6d8", 0, raw=True, wobble=0)
    moon = ellipse(x + half * 0.45, h + tall * 0.5, 0.13, count=20)
    sheet.shape(moon, "#fff3cf", 0, raw=True)


def _land(sky: Mood, sheet: Sheet, pane: Pane, view: str) -> None:
    x, h, half, tall = pane
    low = h - tall
    if view == "roofs":
        land = sky.grade("#e8eef6" if sky.snow else "#8a7a88", 0.4)
        for number, px in enumerate(np.linspace(x - half, x + half, 5)):
            roof = form("window.roof") * (half, tall * (0.8 + 0.3 * (number % 2)))
            sheet.shape(moved(roof, float(px), low), land, 0.5, raw=True)
        return
    if view == "sea":
        _sea(sky, sheet, pane)
        return
    land = sky.grade("#e8eef6" if sky.snow else "#7f9a7a", 0.35)
    xs = np.linspace(x - half, x + half, 12)
    ridge = low + tall * (0.45 + 0.16 * np.sin(xs * 3.0) + 0.06 * np.sin(xs * 9))
    hill = np.concatenate([np.stack([xs, ridge], 1), points(x + half, low, x - half, low)])
    sheet.shape(hill, mix(land, sky.haze, 0.1), 0.5, raw=True)


def _sea(sky: Mood, sheet: Sheet, pane: Pane) -> None:
    """Water to a level horizon, with a few waves."""
    x, h, half, tall = pane
    low, level = h - tall, h - 0.16 * tall
    water = sky.grade("#3f7a98", 0.3)
    sheet.shape(rectangle(x - half, low, x + half, level), water, 0.5, raw=True, wobble=0)
    for number in range(max(4, round(half * 4))):
        px = x - half + 2 * half * ((number * 0.618) % 1.0)
        py = low + (level - low) * (0.18 + 0.64 * ((number * 0.382) % 1.0))
        wave = points(px - 0.14, py, px - 0.05, py + 0.03, px + 0.05, py, px + 0.14, py + 0.03)
        sheet.line(wave, 0.7, mix(water, "#ffffff", 0.4), raw=True, alpha=0.8)


def falling(sky: Mood, rng: np.random.Generator, sheet: Sheet, pane: Pane) -> None:
    """Rain, snow or fog behind the glass."""
    x, h, half, tall = pane
    if sky.weather in (Weather.RAIN, Weather.STORM):
        slant = 0.5 if sky.weather is Weather.STORM else 0.26
        for _ in range(int(_DROPS * half * tall) + 8):
            px, py = x + rng.uniform(-1, 1.2) * half, h + rng.uniform(-1, 1) * tall
            long = rng.uniform(0.08, 0.2)
            streak = points(px, py, px - slant * long, py - long)
            sheet.line(streak, 0.7, "#dfe9ff", taper=(0, 0), alpha=0.75, wobble=0)
    elif sky.weather is Weather.SNOW:
        for _ in range(int(_FLAKES * half * tall) + 8):
            spot = (x + rng.uniform(-1, 1) * half, h + rng.uniform(-1, 1) * tall)
            flake = ellipse(*spot, rng.uniform(0.012, 0.03), count=8)
            sheet.shape(flake, "#ffffff", 0, raw=True, wobble=0)
    elif sky.weather is Weather.FOG:
        for number in range(_BANKS):
            low = h - tall + number * 0.55 * tall
            bank = ellipse(x + (number - 1) * 0.5 * half, low + 0.2 * tall, half * 1.3, 0.22 * tall)
            sheet.shape(bank, mix(sky.haze, "#ffffff", 0.35), 0, raw=True, alpha=0.55, wobble=0)
