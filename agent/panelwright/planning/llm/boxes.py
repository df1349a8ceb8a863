"""Mends the boxes that a model gives: other units, other corners, off the canvas, too thin."""

import math
from collections.abc import Sequence

from panelwright_tools.domain import Box

Numbers = Sequence[float] | None
"""Four numbers as a model gives them, in whatever unit; None: it gave none."""

SLACK = 1.05
"""Numbers up to this are fractions."""
_UNITS = (100.0, 1000.0, 1024.0)
"""Widths of a canvas that models have in mind: percent, thousandths, pixels."""
THINNEST = 0.02
"""Fraction of the panel under which a side is a slip of the pen."""
LARGEST = 0.92
"""Share of the panel over which a box says nothing about where."""


def mended(given: Sequence[Numbers]) -> list[Box | None]:
    """A box on the panel for each that can be understood, all read in the same unit."""
    plain = [_four(numbers) for numbers in given]
    known = [numbers for numbers in plain if numbers is not None]
    if not known:
        return [None] * len(plain)
    corners = _are_corners(known)
    across = _unit([_reach(box, 0, corners) for box in known], known)
    down = _unit([_reach(box, 1, corners) for box in known], known)
    units = (across, down, across, down)
    return [
        None if n is None else _box([v / u for v, u in zip(n, units, strict=True)], corners)
        for n in plain
    ]


def _four(numbers: Numbers) -> list[float] | None:
    if numbers is None or len(numbers) != 4 or not all(map(math.isfinite, numbers)):
        return None
    return list(numbers) if max(map(abs, numbers)) < 1e6 else None


def _are_corners(boxes: Sequence[list[float]]) -> bool:
    """Left, top, right, bottom: as widths and heights they would leave any canvas."""
    if not all(box[2] > box[0] >= 0 and box[3] > box[1] >= 0 for box in boxes):
        return False
    far = max(max(box) for box in boxes)
    canvas = next((unit for unit in (SLACK, *_UNITS) if far <= unit), far)
    return any(max(box[0] + box[2], box[1] + box[3]) > canvas for box in boxes)


def _reach(box: list[float], axis: int, corners: bool) -> float:
    """How far a box goes along an axis, in its own unit."""
    return box[axis + 2] if corners else box[axis] + box[axis + 2]


def _unit(reaches: Sequence[float], boxes: Sequence[list[float]]) -> float:
    """What counts as the whole panel along an axis; pixels of an unknown canvas fill it."""
    if max(max(box) for box in boxes) <= SLACK:
        return 1.0
    far = max(1.0, *reaches, *(max(box) for box in boxes if max(box) <= _UNITS[-1]))
    return next((unit for unit in _UNITS if far <= unit), max(1.0, *reaches))


def _box(numbers: list[float], corners: bool) -> Box | None:
    box = Box.from_corners(*numbers) if corners else Box(*numbers)
    seen = box.clipped().rounded()
    if min(seen.w, seen.h) < THINNEST or seen.area > LARGEST:
        return None
    return seen
