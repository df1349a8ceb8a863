"""The inked borders of panels: a line that wavers and swells as a hand draws it."""

import numpy as np
from numpy.typing import NDArray

from panelwright_tools.lettering.marks import Fill
from panelwright_tools.lettering.shapes import offset, polygon

Points = NDArray[np.float64]

INK = "#16101f"
_SPACING = 14.0
"""Pixels between the points of a wavering line, on a page 1,200 wide."""


def _along(corners: Points, spacing: float) -> Points:
    """The outline with points every `spacing` pixels, corners kept."""
    points = []
    for start, end in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        count = max(2, round(float(np.hypot(*(end - start))) / spacing))
        steps = np.linspace(0, 1, count, endpoint=False)[:, None]
        points.append(start + (end - start) * steps)
    return np.concatenate(points)


def _smooth(count: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """Smooth noise around a closed line, about unit deviation."""
    noise = rng.normal(0, 1, count)
    kernel = np.hanning(9)
    wrapped = np.concatenate([noise[-4:], noise, noise[:4]])
    return np.asarray(np.convolve(wrapped, kernel / np.sqrt((kernel**2).sum()), "valid"))


def border(corners: Points, unit: float, seed: int) -> Fill:
    """The border of a panel as one shape; `unit` is pixels per pixel of a page 1,200 wide."""
    rng = np.random.default_rng(seed)
    path = _along(corners, _SPACING * unit)
    waver = np.stack([_smooth(len(path), rng), _smooth(len(path), rng)], axis=1)
    path = path + waver * 0.42 * unit
    half = (1.55 + 0.32 * _smooth(len(path), rng)) * unit
    outer, inner = offset(path, half), offset(path, -half)
    ring = np.concatenate([outer, outer[:1], inner[:1], inner[::-1]])
    return Fill(polygon(ring), INK)
