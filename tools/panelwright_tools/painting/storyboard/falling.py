"""What falls or drifts through a picture itself: leaves, petals, glitter, dust, snow in a shop."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from panelwright_tools.domain.vocabulary import Falling
from panelwright_tools.painting.storyboard.geometry import Points, ellipse, points
from panelwright_tools.painting.storyboard.mood import Mood
from panelwright_tools.painting.storyboard.tables import table
from panelwright_tools.painting.storyboard.weather import (
    FINE,
    Edge,
    Overlay,
    Size,
    blank,
    overlay_of,
    rain,
    snowfall,
)

_STAR = points(0, 1, 0.2, 0.2, 1, 0, 0.2, -0.2, 0, -1, -0.2, -0.2, -1, 0, -0.2, 0.2)
_SHAPES: dict[str, Points] = {
    "leaf": points(-1, 0, -0.2, 0.45, 1, 0, -0.2, -0.45),
    "petal": ellipse(0, 0, 1.0, 0.55, count=12),
    "star": _STAR,
    "slip": points(-1, -0.5, 1, -0.5, 1, 0.5, -1, 0.5),
    "feather": points(-1, 0, -0.4, 0.32, 0.5, 0.26, 1, 0.05, 0.5, -0.2, -0.4, -0.22),
    "ring": ellipse(0, 0, 1.0, 1.0, count=24),
    "dot": ellipse(0, 0, 1.0, 1.0, count=10),
    "puff": ellipse(0, 0, 1.0, 0.55, count=24),
}
"""Outlines of flakes, half their length 1."""
_LEVEL = frozenset({"puff", "star", "ring"})
"""Shapes that never turn."""


def falling_overlays(
    size: Size, mood: Mood, what: Falling | None, seed: int
) -> tuple[Overlay, ...]:
    """The overlays of what falls here; none where nothing does."""
    if what is None:
        return ()
    if what is Falling.RAIN:
        return rain(size, mood, seed)
    if what is Falling.SNOW:
        return (snowfall(size, seed),)
    row = table("falling")[what.value]
    rng = np.random.default_rng(seed)
    colours = [
        mood.leaf(number) if colour == "leaf" else colour
        for number, colour in enumerate(row["colours"])
    ]
    edge: Edge = "" if "blur" in row else "ring"
    return tuple(
        overlay_of(mood.grade(colour, figure=True), _strewn(size, row, len(colours), rng), edge)
        for colour in colours
    )


def _strewn(
    size: Size, row: Mapping[str, Any], shares: int, rng: np.random.Generator
) -> Image.Image:
    """A fine mask with one colour's share of the flakes."""
    width, height = size
    mask, draw = blank(size)
    low, high = float(row.get("low", 0.0)), float(row.get("high", 1.0))
    name, strength = row["shape"], int(row["strength"])
    for _ in range(max(2, round(row["count"] / shares * width / height))):
        spot = np.array([rng.uniform(0, width), rng.uniform(low, high) * height]) * FINE
        outline = _flake(name, row, height * FINE, rng) + spot
        corners = [(float(x), float(y)) for x, y in outline]
        if name == "ring":
            draw.line([*corners, corners[0]], fill=strength, width=max(2, round(height / 260)))
        else:
            draw.polygon(corners, fill=strength)
    blur = float(row.get("blur", 0.0))
    return mask.filter(ImageFilter.GaussianBlur(blur * height * FINE)) if blur else mask


def _flake(
    name: str, row: Mapping[str, Any], height: float, rng: np.random.Generator
) -> NDArray[np.float64]:
    long = rng.uniform(*row["size"]) * height
    a = 0.0 if name in _LEVEL else rng.uniform(0, 2 * np.pi)
    spin = np.array([[np.cos(a), -np.sin(a)], [np.sin(a), np.cos(a)]])
    return np.asarray(_SHAPES[name] * long @ spin.T)
