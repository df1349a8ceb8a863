"""The processes behind the styles: from a coloured picture to ink, manga, noir, pencil, wash."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from panelwright_tools.painting.storyboard.colour import Paint, rgb

Process = Callable[[Image.Image, int, tuple[int, int]], Image.Image]
"""`process(image, seed, origin)`; `origin` is where the image lies in the whole picture."""
Grey = NDArray[np.floating[Any]]
"""(height, width) 0 black .. 1 white."""


def colour(image: Image.Image, seed: int, origin: tuple[int, int]) -> Image.Image:
    """The picture as it is."""
    return image


def ink(image: Image.Image, seed: int, origin: tuple[int, int]) -> Image.Image:
    """Black lines on white; tones become hatching in one, two and three directions."""
    tone, lines = _tone(image), _lines(image)
    hatched = _hatching(tone, origin)
    return _toned(np.minimum(hatched, lines), "#14121c", "#fbf9f3")


def manga(image: Image.Image, seed: int, origin: tuple[int, int]) -> Image.Image:
    """Crisp blacks, white lights and dot screens for two greys."""
    tone, lines = _tone(image), _lines(image)
    screen = _dots(tone.shape, origin, 4.6)
    sheet = np.ones_like(tone)
    sheet = np.where(tone < 0.66, _step(screen, 0.26), sheet)
    sheet = np.where(tone < 0.44, _step(screen, 0.48), sheet)
    sheet = np.where(tone < 0.27, _step(screen, 0.72), sheet)
    black = _smooth(tone, 0.25, 0.28)
    return _toned(np.minimum(np.minimum(sheet, black), lines), "#100f16", "#fdfcf9")


def noir(image: Image.Image, seed: int, origin: tuple[int, int]) -> Image.Image:
    """Hard black and white with a few dry-brush strokes, and everything red stays red."""
    tone, lines = _tone(image), _lines(image)
    bristle = 0.05 * np.sin(_diagonal(tone.shape, origin, 1.0) * 0.9)
    bristle = bristle + 0.03 * np.sin(_diagonal(tone.shape, origin, 0.35) * 2.1)
    white = _smooth(tone + bristle, 0.40, 0.44)
    grey = _smooth(tone + bristle * 0.5, 0.54, 0.58) * 0.42 + 0.58
    sheet = np.minimum(np.minimum(white, np.where(white > 0.5, grey, 1.0)), 0.1 + 0.9 * lines)
    values = _between(sheet, "#0b0b12", "#f4f1ea")
    share = _redness(image)[..., None]
    red = _between(np.clip(tone * 1.5 + 0.15, 0, 1), "#3a0508", "#e2242c")
    return _picture(values * (1 - share) + red * share)


def sepia(image: Image.Image, seed: int, origin: tuple[int, int]) -> Image.Image:
    """A brown wash on foxed paper."""
    tone = _smooth_curve(_grey(image))
    paper = 1 + 0.03 * _paper(tone.shape, origin, 9.0) + 0.02 * _paper(tone.shape, origin, 37.0)
    values = _ramp(tone * paper, ("#2a1710", "#7a4f32", "#c99f6c", "#f3e3c0"))
    return _picture(values)


def pencil(image: Image.Image, seed: int, origin: tuple[int, int]) -> Image.Image:
    """Graphite: soft outlines, strokes in one direction, the tooth of the paper."""
    tone, lines = _tone(image), _lines(image)
    tooth = _paper(tone.shape, origin, 1.7)
    wander = 1.6 * _paper(tone.shape, origin, 23.0)
    stroke = np.sin(_diagonal(tone.shape, origin, 0.8) * 1.25 + wander)
    dark = np.clip(0.97 - tone, 0, 1) ** 1.3 * 1.35
    graphite = dark * (0.74 + 0.26 * stroke) * (0.9 + 0.36 * tooth)
    line = (1 - lines) * (0.82 + 0.3 * tooth)
    sheet = 1 - np.clip(graphite * 0.9 + line * 1.05, 0, 0.97)
    return _toned(sheet, "#2b2c33", "#f7f3ea")


def watercolour(image: Image.Image, seed: int, origin: tuple[int, int]) -> Image.Image:
    """Light washes that pool at their edges, on the grain of rough paper."""
    smooth = image.filter(ImageFilter.GaussianBlur(1.6))
    values = np.asarray(smooth, np.float32) / 255
    wide = np.asarray(smooth.filter(ImageFilter.GaussianBlur(4)), np.float32) / 255
    pooled = values - 0.55 * np.abs(values - wide)
    shape = values.shape[:2]
    flow = 0.5 + 0.5 * _paper(shape, origin, 31.0)
    grain = _paper(shape, origin, 1.6)
    paper = rgb("#fbf6ea") / 255
    wash = (0.70 + 0.16 * flow + 0.06 * grain)[..., None]
    sheet = paper * (1 - wash) + pooled * wash
    sheet = sheet + 0.28 * (sheet - sheet.mean(axis=2, keepdims=True))
    line = (1 - _lines(image))[..., None] * 0.75
    return _picture(np.clip(sheet * 1.12, 0, 1) * 255 * (1 - line) + rgb("#3a3448") * line)


def newsprint(image: Image.Image, seed: int, origin: tuple[int, int]) -> Image.Image:
    """Dots of cyan, magenta and yellow at three angles, black lines, cheap paper."""
    soft = image.filter(ImageFilter.GaussianBlur(0.8))
    values = np.asarray(soft, np.float32) / 255
    sheet = np.ones_like(values) * (rgb("#f6ecd2") / 255).astype(np.float32)
    for band, angle in ((0, 15.0), (1, 75.0), (2, 0.0)):
        screen = _turned_dots(values.shape[:2], origin, 5.0, angle)
        amount = np.clip((1 - values[..., band]) * 1.02, 0, 1)
        solid = np.clip((amount - 0.25) * 0.42, 0, 1)
        dot = _smooth(screen, amount - 0.12, amount + 0.12)
        sheet[..., band] *= 1 - np.clip(solid + (1 - dot) * 0.5 * (amount > 0.04), 0, 0.94)
    lines = _lines(image)[..., None]
    return _picture((sheet * lines + (rgb("#191320") / 255) * (1 - lines)) * 255)


def _grey(image: Image.Image) -> Grey:
    return np.asarray(image.convert("L"), np.float32) / 255


def _tone(image: Image.Image) -> Grey:
    """Brightness without grain and dots, stretched so that night scenes keep their lights."""
    soft = image.convert("L").filter(ImageFilter.GaussianBlur(1.6))
    return _smooth_curve(np.asarray(soft, np.float32) / 255)


def _smooth_curve(tone: Grey) -> Grey:
    """Lifts the mid tones: what reads as light in colour must read as light in grey."""
    return np.asarray(np.clip(tone * 1.12, 0, 1) ** 0.78, np.float32)


def _lines(image: Image.Image) -> Grey:
    """The drawn ink, 0 on a line and 1 beside it: what is much darker than its surroundings."""
    grey = image.convert("L")
    near = np.asarray(grey.filter(ImageFilter.GaussianBlur(0.5)), np.float32) / 255
    around = np.asarray(grey.filter(ImageFilter.GaussianBlur(5)), np.float32) / 255
    depth = np.clip((around - near) / (0.12 + 0.30 * around), 0, 1)
    return 1 - _smooth(depth, 0.34, 0.62)


def _hatching(tone: Grey, origin: tuple[int, int]) -> Grey:
    shape = tone.shape
    sheet = np.ones_like(tone)
    wander = 1.5 * _paper(shape, origin, 29.0)
    passes = ((0.60, 1.0, 1.0), (0.40, -1.0, 1.0), (0.24, 0.25, 1.3))
    for level, slope, density in passes:
        wave = 0.5 + 0.5 * np.sin(_diagonal(shape, origin, slope) * 1.15 * density + wander)
        heavy = np.clip((level - tone) / level, 0, 1)
        stroke = _smooth(wave, 0.10 + 0.34 * heavy, 0.26 + 0.34 * heavy)
        sheet = np.where(tone < level, np.minimum(sheet, stroke), sheet)
    return np.minimum(sheet, _smooth(tone, 0.21, 0.25))


def _grid(shape: tuple[int, ...], origin: tuple[int, int]) -> tuple[Grey, Grey]:
    yy = np.arange(origin[1], origin[1] + shape[0], dtype=np.float32)[:, None]
    xx = np.arange(origin[0], origin[0] + shape[1], dtype=np.float32)[None]
    return xx, yy


def _diagonal(shape: tuple[int, ...], origin: tuple[int, int], slope: float) -> Grey:
    xx, yy = _grid(shape, origin)
    return np.asarray((xx * slope + yy) / np.float32(np.hypot(slope, 1)), np.float32)


def _dots(shape: tuple[int, ...], origin: tuple[int, int], pitch: float) -> Grey:
    return _turned_dots(shape, origin, pitch, 45.0)


def _turned_dots(
    shape: tuple[int, ...], origin: tuple[int, int], pitch: float, angle: float
) -> Grey:
    xx, yy = _grid(shape, origin)
    a, k = np.radians(angle), 2 * np.pi / pitch
    c, s = np.float32(np.cos(a) * k), np.float32(np.sin(a) * k)
    waves = _cosine(xx * c, yy * s) + _cosine(xx * -s, yy * c)
    return np.asarray(waves * np.float32(0.25) + np.float32(0.5), np.float32)


def _cosine(across: Grey, down: Grey) -> Grey:
    """cos(across + down) of a row and a column, by products of their own cosines and sines."""
    turned = np.cos(down) * np.cos(across) - np.sin(down) * np.sin(across)
    return np.asarray(turned, np.float32)


def _paper(shape: tuple[int, ...], origin: tuple[int, int], size: float) -> Grey:
    """Smooth noise of a grain size in pixels, -1..1, fixed to the page by its coordinates."""
    xx, yy = _grid(shape, origin)
    total = np.zeros(shape[:2], np.float32)
    for number in range(1, 5):
        a = number * 2.39996
        u = (xx * np.cos(a) + yy * np.sin(a)) / size * (0.7 + 0.23 * number)
        v = (yy * np.cos(a) - xx * np.sin(a)) / size * (1.13 - 0.09 * number)
        total += np.sin(u + 2.1 * np.sin(v + number)).astype(np.float32)
    return total / 4


def _smooth(values: Grey, low: Grey | float, high: Grey | float) -> Grey:
    """0 below `low`, 1 above `high`, smooth between."""
    t = np.clip((values - low) / (high - low), 0, 1)
    return np.asarray(t * t * (3 - 2 * t), np.float32)


def _step(screen: Grey, coverage: float) -> Grey:
    """A dot screen with this share of black."""
    return _smooth(screen, coverage - 0.09, coverage + 0.09)


def _redness(image: Image.Image) -> Grey:
    values = np.asarray(image.filter(ImageFilter.GaussianBlur(1)), np.float32)
    red, other = values[..., 0], np.maximum(values[..., 1], values[..., 2])
    return _smooth((red - other) / (red + 24), 0.40, 0.52) * _smooth(red, 90.0, 130.0)


def _between(sheet: Grey, black: Paint, white: Paint) -> NDArray[np.floating[Any]]:
    low, high = rgb(black), rgb(white)
    return low + (high - low) * sheet[..., None]


def _ramp(tone: Grey, colours: tuple[str, ...]) -> NDArray[np.floating[Any]]:
    at = np.linspace(0, 1, len(colours))
    table = np.array([rgb(colour) for colour in colours])
    return np.stack([np.interp(tone, at, table[:, band]) for band in range(3)], -1)


def _toned(sheet: Grey, black: Paint, white: Paint) -> Image.Image:
    return _picture(_between(np.clip(sheet, 0, 1), black, white))


def _picture(values: NDArray[np.floating[Any]]) -> Image.Image:
    return Image.fromarray(values.clip(0, 255).astype(np.uint8))


PROCESSES: Final[Mapping[str, Process]] = {
    "colour": colour,
    "ink": ink,
    "manga": manga,
    "noir": noir,
    "sepia": sepia,
    "pencil": pencil,
    "watercolour": watercolour,
    "newsprint": newsprint,
}
"""Process by name; `data/styles.toml` says which style uses which."""
