"""Colours: three floats 0..255, mixed and multiplied without rounding until they are painted."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Colour = NDArray[np.float64]
"""(3,) red, green, blue, 0..255."""
Paint = str | Sequence[float] | NDArray[Any]
"""Anything that names a colour: `#rrggbb` or three numbers 0..255."""


def rgb(paint: Paint) -> Colour:
    """The colour that a paint names."""
    if isinstance(paint, str):
        digits = paint.lstrip("#")
        return np.array([int(digits[i : i + 2], 16) for i in (0, 2, 4)], float)
    return np.asarray(paint, float)


def mix(first: Paint, second: Paint, share: float) -> Colour:
    """`first` leaning towards `second`; `share` 0 is the first, 1 the second."""
    return rgb(first) * (1 - share) + rgb(second) * share


def pixel(paint: Paint) -> tuple[int, int, int]:
    """The colour as Pillow wants it."""
    red, green, blue = (max(0, min(255, round(float(value)))) for value in rgb(paint))
    return red, green, blue


def luminance(paint: Paint) -> float:
    """Perceived brightness, 0..1."""
    return float(rgb(paint) @ np.array([0.299, 0.587, 0.114]) / 255)
