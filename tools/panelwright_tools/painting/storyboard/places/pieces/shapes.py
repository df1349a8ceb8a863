"""Outlines of pieces from `data/shapes.toml`, and small moves on them."""

from functools import cache

import numpy as np
from numpy.typing import ArrayLike

from panelwright_tools.painting.storyboard.geometry import Points
from panelwright_tools.painting.storyboard.tables import table


@cache
def _stored(name: str) -> Points:
    piece, part = name.split(".")
    return np.asarray(table("shapes")[piece][part], np.float64).reshape(-1, 2)


def form(name: str) -> Points:
    """The (n, 2) points of `piece.part`: x to the right, y up."""
    return _stored(name).copy()


def moved(what: ArrayLike, x: float = 0.0, h: float = 0.0) -> Points:
    """Points shifted to the right and up."""
    shifted: Points = np.asarray(what, np.float64) + np.array([x, h])
    return shifted
