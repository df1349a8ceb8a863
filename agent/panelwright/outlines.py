"""What of a picture is painted anew, along the outlines of what was found on it.

A brief tells its mask by boxes, which every painter knows and which its key follows from: outlines
are told by boxes of a grid as well.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Final

import numpy as np
from PIL import Image, ImageFilter

from panelwright_tools.domain import Attempt, Box
from panelwright_tools.domain.evidence import Cause
from panelwright_tools.painting.compositing import mask_of
from panelwright_tools.painting.picture import Mask, Sighting

_CELLS: Final = 96
"""Cells along the longer side of the grid in which outlines are told."""
_MARGIN: Final = 0.02
"""By how much an outline is widened, fraction of the longer side: for soft edges and shadows."""
_INSET: Final = 1e-4
"""Fraction of the panel, of what coordinates are rounded to: less than half a pixel."""
_LEAST: Final = 0.25
"""What must be left of boxes when what passed is taken out; of less the whole boxes are painted."""
_ROOM: Final = 0.6
"""What must be left of boxes for a subject to fit, where others are known by boxes."""
_STAYING: Final[frozenset[Cause]] = frozenset({"faint", "unlike", "hidden_face", "misspelt"})
"""What is wrong with something that lies where it should."""


_NONE: Final[Mapping[str, Box]] = {}


@dataclass(frozen=True)
class Outlines:
    """What is known of where subjects are on a picture, in cells of a grid."""

    own: Mapping[str, Mask] = field(default_factory=dict)
    """Region to its outline, of what is painted anew where it is."""
    passed: Mask | None = None
    """Where the subjects are that nothing is wrong with; None: nobody knows."""
    rough: bool = False
    """Whether that is known of some by boxes alone, which hold more than the subject."""


UNKNOWN: Final = Outlines()
"""Nobody has seen any outline."""


def outlines_of(
    base: Attempt,
    sightings: Sequence[Sighting],
    size: tuple[int, int],
    repaint: Sequence[str],
    boxes: Mapping[str, Box] = _NONE,
) -> Outlines:
    """What was seen on an attempt's picture of that size, before some of its regions are painted
    anew. `boxes` is where regions are of which nobody has an outline; what is only too many has
    passed where it is wanted."""
    masks = {one.region: mask for one in sightings if (mask := _cells(one, size)) is not None}
    causes: dict[str, set[Cause | None]] = {}
    for ruling in base.verdict.failures:
        causes.setdefault(ruling.condition.region or "", set()).add(ruling.cause)
    rough = {name: _box_cells(box, size) for name, box in boxes.items() if name not in masks}
    kept = [
        mask
        for name, mask in (masks | rough).items()
        if causes.get(name, set()) <= {"miscounted"} and name not in repaint
    ]
    passed = np.any(kept, axis=0) if kept else None
    own = {
        name: _widened(mask, passed)
        for name, mask in masks.items()
        if name in repaint and causes.get(name, set()) <= _STAYING
    }
    return Outlines(own, passed, rough=bool(rough))


def around(boxes: Sequence[Box], outlines: Outlines) -> tuple[Box, ...]:
    """What the boxes hold without what belongs to subjects that passed; as they are where nobody
    knows of any, or hardly anything would be left."""
    if outlines.passed is None or not boxes:
        return tuple(dict.fromkeys(boxes))
    rows, columns = outlines.passed.shape
    held = mask_of(boxes, (columns, rows))
    left = held & ~outlines.passed
    if left.sum() < _LEAST * held.sum() or (left == held).all():
        return tuple(dict.fromkeys(boxes))
    return as_boxes(left)


def leaves_room(boxes: Sequence[Box], outlines: Outlines) -> bool:
    """Whether boxes are still large enough for what is painted into them, without what passed.

    Where outlines are exact, hardly anything is lost; boxes of others may take half of the room.
    """
    if outlines.passed is None or not outlines.rough or not boxes:
        return True
    rows, columns = outlines.passed.shape
    held = mask_of(boxes, (columns, rows))
    return bool((held & ~outlines.passed).sum() >= _ROOM * held.sum())


def as_boxes(cells: Mask) -> tuple[Box, ...]:
    """The boxes, fractions of the panel, that cover exactly the cells that are True.

    They end just inside of the cells, so that no rounding touches a pixel beyond.
    """
    rows, columns = cells.shape
    return tuple(
        Box.from_corners(
            left / columns + _INSET,
            top / rows + _INSET,
            right / columns - _INSET,
            bottom / rows - _INSET,
        ).rounded()
        for top, bottom, left, right in _blocks(cells)
    )


def _blocks(cells: Mask) -> Iterator[tuple[int, int, int, int]]:
    """Runs of cells, each as far down as the rows below have the same one."""
    begun: dict[tuple[int, int], int] = {}
    for row, line in enumerate([*cells, np.zeros(cells.shape[1], bool)]):
        runs = set(_runs(line))
        for run in sorted(begun.keys() - runs):
            yield begun.pop(run), row, *run
        begun |= {run: row for run in runs - begun.keys()}


def _runs(line: Mask) -> Iterator[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([False], line, [False])).astype(np.int8)))
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        yield int(start), int(end)


def _box_cells(box: Box, size: tuple[int, int]) -> Mask:
    width, height = _grid(size)
    return mask_of([box.clipped()], (width, height))


def _grid(size: tuple[int, int]) -> tuple[int, int]:
    """Cells across and down."""
    scale = min(1.0, _CELLS / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _cells(one: Sighting, size: tuple[int, int]) -> Mask | None:
    """Where a subject is, in cells: each that it touches."""
    if one.window is None or one.visible is None:
        return None
    whole = np.zeros((size[1], size[0]), np.float32)
    left, top, right, bottom = one.window
    whole[top:bottom, left:right] = one.visible
    small = Image.fromarray(whole).resize(_grid(size), Image.Resampling.BOX)
    touched: Mask = np.asarray(small) > 0
    return touched


def _widened(mask: Mask, passed: Mask | None) -> Mask:
    """The outline with room around it, but not over its neighbours."""
    radius = max(1, ceil(_MARGIN * max(mask.shape)))
    grown = Image.fromarray(mask.astype(np.uint8)).filter(ImageFilter.MaxFilter(2 * radius + 1))
    wide: Mask = np.asarray(grown) > 0
    return wide if passed is None else mask | (wide & ~passed)
