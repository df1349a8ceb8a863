"""Fitting: measure the ink of a figure once, small, then scale it into its box."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from panelwright_tools.domain.geometry import Box
from panelwright_tools.domain.vocabulary import Shot, TimeOfDay
from panelwright_tools.painting.storyboard.figure import Figure
from panelwright_tools.painting.storyboard.geometry import (
    Affine,
    Point,
    Points,
    affine,
    transform,
    turn,
)
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.mood import mood_for

PROBE = 260
"""Side in pixels of the sheet that figures are measured on."""
OVERHANG = 1.06
"""How much wider than its box the ink may be, so that a hand may reach out."""
GESTURE = 1.45
"""The same for who gestures: the box is for the body, whose size a hand does not change."""


@dataclass(frozen=True)
class Extent:
    """The ink of a figure in its own unit."""

    left: float
    top: float
    right: float
    bottom: float
    area: float
    """Covered area, square units."""

    @property
    def width(self) -> float:
        """From the leftmost to the rightmost ink."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From the highest to the lowest ink."""
        return self.bottom - self.top


@lru_cache(maxsize=1024)
def measure(figure: Figure, cut: float | None = None) -> Extent:
    """Where the figure's ink lies, above the y `cut` if one is given."""
    scale = PROBE / (2.4 * figure.height)
    sheet = Sheet(PROBE, PROBE, mood_for(TimeOfDay.DAY), seed=1, line=0.9, figure=True, fineness=1)
    foot = PROBE * 0.72
    with sheet.placed(affine(PROBE / 2, foot, scale)):
        figure.draw(sheet)
        figure.draw_over(sheet)
    alpha = np.asarray(sheet.alpha)
    if cut is not None:
        alpha = alpha[: max(1, round(foot + cut * scale))]
    rows, columns = np.flatnonzero(alpha.any(1)), np.flatnonzero(alpha.any(0))
    if not len(rows):
        return Extent(-0.5, -1.0, 0.5, 0.0, 0.0)
    return Extent(
        (float(columns[0]) - PROBE / 2) / scale,
        (float(rows[0]) - foot) / scale,
        (float(columns[-1]) + 1 - PROBE / 2) / scale,
        (float(rows[-1]) + 1 - foot) / scale,
        float(np.count_nonzero(alpha >= 128)) / scale**2,
    )


@dataclass(frozen=True)
class Fit:
    """How a figure lies on the panel."""

    matrix: Affine
    """From the figure's unit to pixels."""
    extent: Extent
    cut: float | None
    """y in the figure's unit where the frame cuts it on purpose."""

    @property
    def scale(self) -> float:
        """Pixels per unit."""
        return float(np.hypot(self.matrix[0, 1], self.matrix[1, 1]))

    @property
    def flip(self) -> float:
        """-1 when mirrored, else 1."""
        return 1.0 if np.linalg.det(self.matrix[:, :2]) > 0 else -1.0

    @cached_property
    def corners(self) -> Points:
        """(4, 2) corners of the ink's bounds, pixels."""
        e = self.extent
        spots = [(e.left, e.top), (e.right, e.top), (e.right, e.bottom), (e.left, e.bottom)]
        return transform(self.matrix, spots)

    @property
    def foot(self) -> float:
        """y in pixels of the figure's lowest ink."""
        return float(self.corners[:, 1].max())

    @property
    def centre(self) -> float:
        """x in pixels of the middle of the ink."""
        return float(self.corners[:, 0].min() + self.corners[:, 0].max()) / 2

    @property
    def area(self) -> float:
        """Pixels that the whole figure covers."""
        return self.extent.area * self.scale**2

    def box(self, width: int, height: int) -> Box:
        """Bounds of the whole figure in fractions of a panel of that many pixels."""
        low, high = self.corners.min(0), self.corners.max(0)
        return Box.from_corners(
            float(low[0]) / width,
            float(low[1]) / height,
            float(high[0]) / width,
            float(high[1]) / height,
        ).rounded()

    def resized(self, factor: float) -> "Fit":
        """The same, larger or smaller about the middle of its foot."""
        matrix = self.matrix.copy()
        matrix[:, :2] *= factor
        resized = Fit(matrix, self.extent, self.cut)
        return resized.moved(self.centre - resized.centre, self.foot - resized.foot)

    def tilted(self, degrees: float, about: Point) -> "Fit":
        """The same turned about a spot in pixels, clockwise for positive degrees."""
        rotation = turn(degrees)
        matrix = self.matrix.copy()
        matrix[:, :2] = rotation @ matrix[:, :2]
        matrix[:, 2] = rotation @ (matrix[:, 2] - about) + about
        return Fit(matrix, self.extent, self.cut)

    def moved(self, x: float, y: float) -> "Fit":
        """The same, shifted by pixels."""
        matrix = self.matrix.copy()
        matrix[:, 2] += (x, y)
        return Fit(matrix, self.extent, self.cut)


HEAD_AND_SHOULDERS = 0.68
"""From this width on, for a height of 1, a box on the lower edge is for head and shoulders."""
LOWEST = 0.985
"""y of the lower edge of a box in a full shot from where on the frame cuts who is near."""


def cut_of(figure: Figure, shot: Shot, box: Box, size: tuple[int, int]) -> float | None:
    """Where a frame cuts a figure that stands on its lower edge; None shows the whole."""
    if box.bottom < 0.96 or box.w > 1.3 * box.h:
        return None
    if shot is Shot.CLOSE:
        return figure.anchors.chest
    if shot is Shot.MEDIUM:
        wide = box.w * size[0] > HEAD_AND_SHOULDERS * box.h * size[1]
        return figure.anchors.chest if wide else figure.anchors.waist
    near = shot is Shot.FULL and box.bottom > LOWEST and figure.anchors.shoulders is not None
    return figure.anchors.waist if near else None


def fit(
    figure: Figure,
    box: Box,
    size: tuple[int, int],
    flip: float,
    cut: float | None,
    overhang: float = OVERHANG,
) -> Fit:
    """Scale a figure so that its ink fills a box (fractions of the panel), soles at its bottom."""
    extent = measure(figure, cut)
    width, height = box.w * size[0], box.h * size[1]
    tall = height / extent.height if extent.height > 0 else height
    broad = width / max(extent.width, 1e-6)
    scale = min(tall, (overhang if cut is None else 1.5) * broad)
    return _standing(extent, scale, box, size, flip, cut)


MOST_BEYOND = 1.35
"""How much larger than its box a thing may be whose shape is another."""


def fit_by_area(figure: Figure, box: Box, size: tuple[int, int], flip: float) -> Fit:
    """Scale a thing so that it covers as much as its box where their shapes differ."""
    extent = measure(figure)
    width, height = box.w * size[0], box.h * size[1]
    fits = height / max(extent.height, 1e-6), OVERHANG * width / max(extent.width, 1e-6)
    room = box.bottom * size[1] / max(extent.height, 1e-6)
    scale = min(float(np.sqrt(fits[0] * fits[1])), MOST_BEYOND * min(fits), max(room, min(fits)))
    return _standing(extent, scale, box, size, flip, None)


def _standing(
    extent: Extent, scale: float, box: Box, size: tuple[int, int], flip: float, cut: float | None
) -> Fit:
    """At a scale, over the middle of a box and with its foot on the box's lower edge."""
    middle = (extent.left + extent.right) / 2
    x = box.centre[0] * size[0] - middle * scale * flip
    y = box.bottom * size[1] - extent.bottom * scale
    return Fit(affine(x, y, scale * flip, scale), extent, cut)
