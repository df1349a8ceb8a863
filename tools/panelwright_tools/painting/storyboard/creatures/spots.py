"""A spot beside a spot."""

import numpy as np

from panelwright_tools.painting.storyboard.geometry import Points


def off(at: Points, x: float, y: float) -> Points:
    """The point or points moved by (x, y)."""
    moved: Points = at + np.array([x, y])
    return moved
