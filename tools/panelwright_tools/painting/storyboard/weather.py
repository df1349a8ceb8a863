"""Weather and motion in front of the picture: rain, snow, fog, wind, splashes, speed lines.

Each is one or more overlays: a colour with a mask. Overlays depend on nothing that is drawn, so
they are computed once a picture and laid on any window of it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from panelwright_tools.domain.vocabulary import Season, Weather
from panelwright_tools.painting.storyboard.colour import Paint, mix, pixel
from panelwright_tools.painting.storyboard.coverage import Window
from panelwright_tools.painting.storyboard.geometry import Points, bezier, points
from panelwright_tools.painting.storyboard.mood import Mood

Size = tuple[int, int]

FINE = 2
"""How much finer than the picture masks are drawn."""
Edge = Literal["", "side", "ring"]
"""Where a style of lines inks an overlay: along one side of streaks, around flakes, not at all."""
_TURN = 2 * np.pi


@dataclass(frozen=True)
class Overlay:
    """One colour laid over the picture through a mask (L, of the picture's size)."""

    colour: tuple[int, int, int]
    mask: Image.Image
    edge: Edge = ""

    def on(self, image: Image.Image, window: Window | None = None) -> Image.Image:
        """The image with the overlay; `window` says which part of the picture the image is."""
        mask = self.mask if window is None else self.mask.crop(window)
        laid = image.copy()
        laid.paste(self.colour, (0, 0), mask)
        return laid


def weather_overlays(size: Size, mood: Mood, ground: float, seed: int) -> tuple[Overlay, ...]:
    """What falls or drifts in front of everything; nothing indoors. `ground` as in PlacePicture."""
    if mood.indoors:
        return ()
    falls: dict[Weather, Callable[[], tuple[Overlay, ...]]] = {
        Weather.RAIN: lambda: rain(size, mood, seed),
        Weather.STORM: lambda: rain(size, mood, seed, count=420, slant=0.5, strength=1.15),
        Weather.SNOW: lambda: (snowfall(size, seed),),
        Weather.FOG: lambda: fog(size, mood, ground, seed),
        Weather.WIND: lambda: wind(size, mood, seed),
    }
    fall = falls.get(mood.weather)
    return fall() if fall is not None else ()


def rain(
    size: Size,
    mood: Mood,
    seed: int,
    count: int = 260,
    slant: float = 0.26,
    strength: float = 1.0,
) -> tuple[Overlay, ...]:
    """Slanted streaks in two depths."""
    width, height = size
    rng = np.random.default_rng(seed)
    layers = []
    for share, length, weight, alpha in ((1.2, 0.045, 2, 70), (0.5, 0.085, 3, 95)):
        mask, draw = blank(size)
        for _ in range(int(count * share * width / height)):
            x, y = rng.uniform(-0.1, 1.3) * width * FINE, rng.uniform(-0.1, 1) * height * FINE
            long = length * height * FINE * rng.uniform(0.5, 1.3)
            light = min(255, int(alpha * rng.uniform(0.5, 1) * strength))
            draw.line((x, y, x - long * slant, y + long), fill=light, width=weight)
        layers.append(overlay_of(mix("#d6e2ff", mood.haze, 0.1), mask, "side"))
    return tuple(layers)


def splashes(size: Size, mood: Mood, ground: float, seed: int) -> tuple[Overlay, ...]:
    """Rings and drops where rain meets the ground; laid before the figures. Empty when dry."""
    if not mood.wet or ground >= 0.97:
        return ()
    width, height = size
    rng = np.random.default_rng(seed)
    mask, draw = blank(size)
    for _ in range(int(26 * width / height)):
        x, share = rng.uniform(0, 1) * width * FINE, rng.uniform(0, 1) ** 0.7
        y = (ground + (1 - ground) * share) * height * FINE
        r = (4 + 12 * share) * height / 600
        draw.arc((x - r * 2, y - r * 0.5, x + r * 2, y + r * 0.5), 0, 360, fill=95, width=2)
        for side in (-1, 1):
            drop = (x + side * r * 0.5, y - r * 0.3, x + side * r * 1.1, y - r * 1.4)
            draw.line(drop, fill=100, width=2)
    return (overlay_of("#e1e9ff", mask),)


def snowfall(size: Size, seed: int, count: int = 230) -> Overlay:
    """Flakes of many sizes, few of them near."""
    width, height = size
    rng = np.random.default_rng(seed)
    mask, draw = blank(size)
    unit = height / 768 * FINE
    for _ in range(int(count * width / height)):
        x, y = rng.uniform(0, width * FINE), rng.uniform(0, height * FINE)
        r = (1.0 + 3.4 * rng.random() ** 2.6) * unit
        draw.ellipse((x - r, y - r, x + r, y + r), fill=int(rng.uniform(140, 240)))
    return overlay_of("#ffffff", mask, "ring")


def fog(size: Size, mood: Mood, ground: float, seed: int) -> tuple[Overlay, ...]:
    """Long soft banks that lie low over the ground."""
    width, height = size
    rng = np.random.default_rng(seed)
    small = Image.new("L", (width // 4 + 1, height // 4 + 1))
    draw = ImageDraw.Draw(small)
    low = ground * height / 4
    for row in range(small.height):
        # A veil over everything, thickest where the ground begins.
        near = 1 - min(1.0, abs(row - low) / (0.6 * small.height))
        draw.line((0, row, small.width, row), fill=int(18 + 62 * near))
    for _ in range(16):
        x, y = rng.uniform(-0.5, 1.0) * width / 4, low + rng.normal(0.06, 0.15) * height / 4
        long, tall = rng.uniform(0.5, 1.2) * width / 4, rng.uniform(0.012, 0.05) * height / 4
        draw.ellipse((x, y - tall, x + long, y + tall), fill=int(rng.uniform(70, 140)))
    soft = small.filter(ImageFilter.GaussianBlur(height / 4 * 0.035))
    mask = soft.resize(size, Image.Resampling.BICUBIC)
    return (Overlay(pixel(mix(mood.haze, "#ffffff", 0.25)), mask),)


def wind(size: Size, mood: Mood, seed: int) -> tuple[Overlay, ...]:
    """Long curling streaks and the leaves that they carry."""
    width, height = size
    rng = np.random.default_rng(seed)
    mask, draw = blank(size)
    for _ in range(max(4, int(7 * width / height))):
        streak = _gust(rng, width, height)
        draw.line([tuple(p) for p in streak * FINE], fill=105, width=max(2, round(height / 300)))
    layers = [overlay_of(mix(mood.haze, "#ffffff", 0.55), mask, "side")]
    for number in range(3):
        colour = mood.leaf(number) if mood.season is not Season.WINTER else "#9a8f84"
        layers.append(_flying_leaves(size, rng, mood.grade(colour)))
    return tuple(layers)


def _gust(rng: np.random.Generator, width: int, height: int) -> Points:
    x, y = rng.uniform(-0.1, 0.7) * width, rng.uniform(0.08, 0.9) * height
    long, rise = rng.uniform(0.25, 0.5) * height, rng.uniform(-0.03, 0.03) * height
    line = bezier(
        (x, y), (x + long * 0.4, y - rise * 2), (x + long * 0.7, y + rise * 2), (x + long, y)
    )
    if rng.random() < 0.6:
        r = height * 0.022
        angles = np.linspace(0.5 * np.pi, -1.1 * np.pi, 14)
        curl = np.stack([x + long + r * np.cos(angles), y - r + r * np.sin(angles)], 1)
        line = np.concatenate([line, curl])
    return line


def _flying_leaves(size: Size, rng: np.random.Generator, colour: Paint) -> Overlay:
    width, height = size
    mask, draw = blank(size)
    shape = points(-1, 0, -0.2, 0.45, 1, 0, -0.2, -0.45)
    for _ in range(max(3, int(5 * width / height))):
        a, k = rng.uniform(0, _TURN), rng.uniform(0.006, 0.014) * height * FINE
        spin = np.array([[np.cos(a), -np.sin(a)], [np.sin(a), np.cos(a)]])
        spot = rng.uniform(0, 1, 2) * (width * FINE, height * FINE)
        draw.polygon((shape * k @ spin.T + spot).ravel().tolist(), fill=235)
    return overlay_of(colour, mask, "ring")


def speed_lines(
    size: Size, mood: Mood, seed: int, direction: float = 1.0, count: int = 34
) -> Overlay:
    """Streaks behind something fast; `direction` 1 runs to the right, -1 to the left."""
    width, height = size
    rng = np.random.default_rng(seed)
    mask, draw = blank(size)
    for _ in range(count):
        y = rng.uniform(0.12, 0.95) * height * FINE
        x = rng.uniform(-0.1, 0.5) if rng.random() < 0.6 else rng.uniform(0.8, 1.1)
        start = (x if direction > 0 else 1 - x) * width * FINE
        long = rng.uniform(0.08, 0.26) * width * FINE * direction
        half = rng.uniform(0.8, 2.5) * height / 768
        streak = (start, y - half, start + long, y, start, y + half)
        draw.polygon(streak, fill=int(rng.uniform(60, 150)))
    return overlay_of(mix("#ffffff", mood.haze, 0.1), mask, "side")


def blank(size: Size) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    """An empty fine mask and its pen."""
    mask = Image.new("L", (size[0] * FINE, size[1] * FINE))
    return mask, ImageDraw.Draw(mask)


def overlay_of(colour: Paint, fine: Image.Image, edge: Edge = "") -> Overlay:
    """A colour through a mask that was drawn `FINE` times finer."""
    return Overlay(pixel(colour), fine.reduce(FINE), edge)
