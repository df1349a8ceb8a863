"""The panel as the search for places sees it: what is covered, what lies outside the frame."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from panelwright_tools.lettering.items import Numbers, Places
from panelwright_tools.lettering.model import Rect
from panelwright_tools.lettering.stage import Stage, coverage_map

CELL = 4
"""Pixels of a cell of the maps."""


@dataclass(frozen=True)
class Weights:
    """What the search pays for. Text on a face outweighs everything but lost order."""

    face: float = 300.0
    face_touched: float = 60.0
    subject: float = 30.0
    """A balloon wholly on subjects."""
    hidden: float = 24.0
    """A subject wholly under a balloon."""
    overlap: float = 300.0
    overlap_any: float = 80.0
    order: float = 70.0
    order_unclear: float = 14.0
    far_back: float = 2.0
    crossed: float = 60.0
    tail_on_face: float = 8.0
    tail_on_subject: float = 1.1
    distance: float = 22.0
    """Per panel height between balloon and mouth."""
    edge: float = 20.0
    """Per panel width between the edge and a voice from beyond it."""
    below_mouth: float = 50.0
    below_mouth_any: float = 14.0
    sideways: float = 5.0
    cramped: float = 4.0
    """A balloon so near its head that no tail is seen."""
    crowds: float = 7.0
    """A balloon at the head of somebody else, who would seem to say it."""
    low: float = 2.5
    frame: float = 400.0
    corner: float = 6.0
    bottom_caption: float = 9.0
    apart: float = 60.0
    """Per panel height between two balloons that belong together."""
    reserved: float = 2.0


@dataclass(frozen=True)
class Ground:
    """What the search knows of a stage, computed once."""

    stage: Stage
    em: float
    rtl: bool
    area: Rect
    """Where letters may stand; less than the picture when a strip takes its foot."""
    cells: NDArray[np.float32]
    """How much letters would hurt on each cell."""
    covered: Numbers
    """Integral image of the cells."""
    outside: Numbers
    """Integral image of the cells outside the panel's frame."""
    variation: int = 0
    """Another number, other likings for the parts of the panel."""
    weights: Weights = Weights()

    @property
    def width(self) -> float:
        """Pixels of the room for letters."""
        return max(self.area[2] - self.area[0], 1.0)

    @property
    def height(self) -> float:
        """Pixels of the room for letters."""
        return max(self.area[3] - self.area[1], 1.0)


def ground_of(
    stage: Stage, em: float, rtl: bool, area: Rect | None = None, variation: int = 0
) -> Ground:
    """Prepare a stage for the search."""
    width, height = stage.size
    cells = coverage_map(stage, CELL)
    outside = _integral(_outside(stage, cells.shape))
    whole = (0.0, 0.0, float(width), float(height))
    return Ground(
        stage, em, rtl, area or whole, cells, _integral(cells), outside, variation=variation
    )


def _integral(cells: NDArray[np.float32]) -> Numbers:
    return np.pad(cells.astype(float).cumsum(0).cumsum(1), ((1, 0), (1, 0)))


def _outside(stage: Stage, shape: tuple[int, ...]) -> NDArray[np.float32]:
    """1 on cells whose middle lies outside the frame."""
    if stage.frame is None:
        return np.zeros(shape, np.float32)
    y, x = np.mgrid[: shape[0], : shape[1]] * float(CELL) + CELL / 2
    inside = np.zeros(shape, bool)
    points = stage.frame
    for (x0, y0), (x1, y1) in zip(points, points[1:] + points[:1], strict=True):
        if y0 != y1:
            crosses = ((y0 > y) != (y1 > y)) & (x < (x1 - x0) * (y - y0) / (y1 - y0) + x0)
            inside ^= crosses
    return (~inside).astype(np.float32)


def mean_under(integral: Numbers, places: Places) -> Numbers:
    """Mean of the cells under each box, by an integral image."""
    rows, columns = integral.shape[0] - 1, integral.shape[1] - 1
    left = np.clip(places.x / CELL, 0, columns).astype(int)
    top = np.clip(places.y / CELL, 0, rows).astype(int)
    right = np.clip(np.ceil((places.x + places.w) / CELL), 0, columns).astype(int)
    bottom = np.clip(np.ceil((places.y + places.h) / CELL), 0, rows).astype(int)
    total = integral[bottom, right] - integral[top, right]
    total = total - integral[bottom, left] + integral[top, left]
    return np.asarray(total / np.maximum((right - left) * (bottom - top), 1))
