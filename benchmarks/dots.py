"""Measured numbers as dots on a logarithmic axis, a row each, with their spread as a line."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw

COLOURS: Final = ("#1f5fa8", "#c2571a")
WORDS, WIDTH, ROW, EDGE = 330, 460, 34, 40
"""Pixels: of the words on the left, of the axis, of a row, above and below."""
PALE: Final = "#d7d7d7"


@dataclass(frozen=True)
class Dot:
    """One number."""

    value: float
    low: float | None = None
    high: float | None = None
    """Between which most of what it is a mean of lies."""
    said: str = ""
    """Written beside it."""


@dataclass(frozen=True)
class Axis:
    """What is shown of a logarithmic axis: `ticks` from its first to its last."""

    name: str
    ticks: Sequence[float]

    def place(self, value: float) -> float:
        """Pixels from the left; what lies outside is put at the end."""
        first, last = math.log(self.ticks[0]), math.log(self.ticks[-1])
        share = (math.log(max(value, 1e-300)) - first) / (last - first)
        return WORDS + WIDTH * min(1.0, max(0.0, share))


def drawn(rows: Mapping[str, Mapping[str, Dot]], axis: Axis) -> Image.Image:
    """A row for each name, in which each of at most two series has a dot of its own colour.

    A dot at the very edge lies beyond it; what is written beside it tells.
    """
    series = list(dict.fromkeys(name for dots in rows.values() for name in dots))
    height = 2 * EDGE + ROW * len(rows)
    image = Image.new("RGB", (WORDS + WIDTH + 110, height), "white")
    pen = ImageDraw.Draw(image)
    for tick in axis.ticks:
        x = axis.place(tick)
        pen.line((x, EDGE, x, height - EDGE), PALE)
        pen.text((x, height - EDGE + 5), f"{tick:g}", "black", anchor="ma")
    pen.text((WORDS, height - 16), axis.name, "black")
    for number, name in enumerate(series if len(series) > 1 else ()):
        pen.text((WORDS + 150 * number, 12), name, COLOURS[number])
    for number, (name, dots) in enumerate(rows.items()):
        y = EDGE + ROW * (number + 0.5)
        pen.text((8, y), name, "black", anchor="lm")
        for one, dot in dots.items():
            _dot(pen, dot, axis, y + _off(one, series), COLOURS[series.index(one)])
    return image


def _off(name: str, series: Sequence[str]) -> int:
    """From the middle of the row, so that what is written beside two dots doesn't overlap."""
    return 16 * series.index(name) - 8 if len(series) > 1 else 0


def _dot(pen: ImageDraw.ImageDraw, dot: Dot, axis: Axis, y: float, colour: str) -> None:
    x = axis.place(dot.value)
    if dot.low is not None and dot.high is not None:
        pen.line((axis.place(dot.low), y, axis.place(dot.high), y), colour)
    pen.ellipse((x - 3, y - 3, x + 3, y + 3), fill=colour)
    pen.text((max(x, axis.place(dot.high or dot.value)) + 7, y), dot.said, colour, anchor="lm")


def save(rows: Mapping[str, Mapping[str, Dot]], axis: Axis, path: Path) -> None:
    """Draw them into a file."""
    drawn(rows, axis).save(path, optimize=True)
