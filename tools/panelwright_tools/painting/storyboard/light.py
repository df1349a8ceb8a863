"""Light after the drawing: rims of figures, lamp glow, halftone, vignette and grain.

Everything here is pure: an image goes in, a new image comes out. What costs is computed once a
picture (`glow_field`, `film`) and can then be applied to any window of it, so that the picture
without one subject is cheap.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageFilter

from panelwright_tools.painting.storyboard.colour import Paint, pixel, rgb
from panelwright_tools.painting.storyboard.mood import Mood

Field = NDArray[np.floating[Any]]
"""Single floats, (height, width, 3) or (height, width, 1) factors for each pixel."""

Values = NDArray[np.floating[Any]]
"""(rows, width, 3) colours, 0..1."""

LUMA = np.array([0.30, 0.59, 0.11], np.float32)
_BAND = 48
"""Rows that are worked on at a time; their floats stay in the processor's cache."""


@dataclass(frozen=True)
class Glow:
    """A lamp's light, in pixels of the picture."""

    x: float
    y: float
    radius: float
    colour: Paint = "#ffb648"
    strength: float = 0.6
    flatness: float = 1.0
    """Height over width of the lit patch."""


@dataclass(frozen=True)
class Standing:
    """How a figure stands on the ground."""

    foot: float
    """y of the soles, pixels."""
    centre: float
    half_width: float
    """Half the width of the contact shadow, pixels; 0 for none."""
    mirrored: bool = False
    """The ground is wet or is water."""


def rim_lit(colours: Image.Image, alpha: Image.Image, mood: Mood) -> Image.Image:
    """The figure with a line of light along its edge on the light's side.

    Dark skin, hair and clothes take more of it, so that they never sink into a dark set.
    """
    bounds = alpha.getbbox()
    if bounds is None or mood.edge <= 0:
        return colours
    reach = max(2, round(min(alpha.size) * 0.0052 * (1.25 if mood.dark else 1.0)))
    shift = round(reach * 0.88)
    # The margin keeps what the shift wraps around away from the figure.
    margin = shift + 3
    bounds = (bounds[0] - margin, bounds[1] - margin, bounds[2] + margin, bounds[3] + margin)
    body = alpha.crop(bounds).filter(ImageFilter.MinFilter(5))
    beside = ImageChops.offset(body, shift, shift)
    line = ImageChops.multiply(ImageChops.subtract(body, beside), body)
    line = line.filter(ImageFilter.GaussianBlur(0.8))
    grey = np.asarray(colours.crop(bounds).convert("L"), np.float32) / 255
    need = 1 + (0.55 if mood.dark else 0.15) * np.clip(0.55 - grey, 0, 1) / 0.55
    strength = np.asarray(line, np.float32) * np.clip(mood.edge * need, 0, 1)
    lit = colours.copy()
    lit.paste(pixel(mood.rim), bounds[:2], Image.fromarray(strength.astype(np.uint8)))
    return lit


def glow_field(size: tuple[int, int], glows: Sequence[Glow]) -> Field:
    """(height, width, 3) light that lamps cast on a picture of this size, 0..1."""
    width, height = size
    w, h = width // 4 + 1, height // 4 + 1
    light = np.zeros((h, w, 3), np.float32)
    for glow in glows:
        _add_glow(light, glow)
    quarter = ((1 - np.exp(-light)) * 255).astype(np.uint8)
    whole = Image.fromarray(quarter).resize((width, height), Image.Resampling.BICUBIC)
    return np.asarray(whole, np.float32) / 255


def _add_glow(light: Field, glow: Glow) -> None:
    h, w = light.shape[:2]
    x, y, radius = glow.x / 4, glow.y / 4, max(2.0, glow.radius / 4)
    tall = radius * glow.flatness
    left, right = int(max(0, x - radius)), int(min(w, x + radius + 1))
    top, bottom = int(max(0, y - tall)), int(min(h, y + tall + 1))
    if right <= left or bottom <= top:
        return
    dx = (np.arange(left, right, dtype=np.float32) - x) / radius
    dy = (np.arange(top, bottom, dtype=np.float32) - y) / tall
    falloff = np.clip(1 - np.hypot(dx[None, :], dy[:, None]), 0, 1) ** 2 * glow.strength
    light[top:bottom, left:right] += falloff[..., None] * (rgb(glow.colour) / 255).astype(
        np.float32
    )


def glows_applied(
    image: Image.Image, field: Field, bloom: float = 0.42, lift: float = 1.5
) -> Image.Image:
    """Lamps first lift the colours they reach, then bloom. `field` has the image's size.

    Where no light falls nothing changes.
    """
    reached = np.maximum(np.maximum(field[..., 0], field[..., 1]), field[..., 2])
    rows, columns = np.flatnonzero(reached.any(1)), np.flatnonzero(reached.any(0))
    if not len(rows):
        return image
    window = (int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)
    left, top, right, bottom = window
    field, reached = field[top:bottom, left:right], reached[top:bottom, left:right, None]

    def shining(a: Values, rows: slice) -> Values:
        room = 1 - 0.75 * (a @ LUMA)[..., None]
        a = a * (1 + lift * field[rows] * room)
        over = np.maximum(a - 0.85, 0)
        # A soft shoulder for what shines, full where the light is more than a breath.
        shoulder = np.minimum(reached[rows] * 12, 1)
        a = a - shoulder * (over - 0.15 * np.tanh(over / 0.15))
        return 1 - (1 - a) * (1 - field[rows] * bloom * room)

    lit = image.copy()
    lit.paste(_by_bands(image.crop(window), shining), (left, top))
    return lit


def halftone(image: Image.Image, dots: float = 0.085, pitch: float = 5.2) -> Image.Image:
    """A dot screen in the dark mid tones. Meant for sets only: faces stay clean."""
    screen = _dot_screen(image.size, pitch)

    def printed(a: Values, rows: slice) -> Values:
        lum = a @ LUMA
        share = np.clip(1 - np.abs(lum - 0.30) / 0.28, 0, 1)
        ink = share * (screen[rows] > 1 - 0.55 * (1 - lum))
        return a * (1 - dots * 2 * ink[..., None])

    return _by_bands(image, printed)


def _dot_screen(size: tuple[int, int], pitch: float) -> Field:
    """(height, width) a 45 degree dot screen, 0..1, `pitch` pixels a dot."""
    width, height = size
    turn = np.float32(2 * np.pi / pitch * 0.7071)
    down = np.cos(np.arange(height, dtype=np.float32) * turn)[:, None]
    across = np.cos(np.arange(width, dtype=np.float32) * turn)[None]
    # cos(a + b) + cos(a - b) = 2 cos(a) cos(b): two waves at right angles, turned by 45 degrees.
    return np.asarray(down * across * np.float32(0.5) + np.float32(0.5), np.float32)


def film(size: tuple[int, int], seed: int, vignette: float = 0.22, grain: float = 0.022) -> Field:
    """(height, width, 1) factors of vignette and paper grain for a picture of this size."""
    width, height = size
    yy = np.arange(height, dtype=np.float32)[:, None] / height - 0.5
    xx = np.arange(width, dtype=np.float32)[None] / width - 0.5
    corner = (xx**2 * 1.1 + yy**2 * 1.3) * 2
    shade = 1 - vignette * np.clip(corner - 0.12, 0, 1)
    rng = np.random.default_rng(seed)
    fine = _noise(rng, (height // 2 + 1, width // 2 + 1), size)
    coarse = _noise(rng, (height // 24 + 2, width // 24 + 2), size)
    factors = shade * (1 + grain * fine + 0.012 * coarse)
    return np.asarray(factors[..., None], np.float32)


def press(image: Image.Image, factors: Field) -> Image.Image:
    """Print the picture: film and a warm lift of the blacks. `factors` has the image's size."""
    warmth = np.array([0.016, 0.013, 0.006], np.float32)
    return _by_bands(image, lambda a, rows: a * factors[rows] * 0.985 + warmth)


def _noise(
    rng: np.random.Generator, shape: tuple[int, int], size: tuple[int, int]
) -> NDArray[np.float32]:
    small = rng.normal(0, 1, shape).astype(np.float32)
    return np.asarray(Image.fromarray(small).resize(size, Image.Resampling.BICUBIC))


def _by_bands(image: Image.Image, change: Callable[[Values, slice], Values]) -> Image.Image:
    """Change the colours (0..1) of some rows at a time: a whole panel in floats is ten times it."""
    pixels = np.asarray(image)
    changed = np.empty_like(pixels)
    for top in range(0, len(pixels), _BAND):
        rows = slice(top, top + _BAND)
        changed[rows] = _bytes(change(pixels[rows].astype(np.float32) / 255, rows))
    return Image.fromarray(changed)


def _bytes(values: Values) -> NDArray[np.uint8]:
    return np.asarray((values * 255).clip(0, 255).astype(np.uint8))
