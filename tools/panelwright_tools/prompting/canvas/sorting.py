"""Requests in the order of their age, each in cells of its own that lie on the grid."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from panelwright_tools.domain import Box, UserError
from panelwright_tools.domain.model import digest
from panelwright_tools.prompting.canvas.items import Canvas, CanvasItem

_SHOWN: Final = 60
"""Characters of a request in a sentence."""
MOST: Final = 1000
"""Requests that are painted; of more the newest are."""


@dataclass(frozen=True)
class Placed:
    """A request in its box."""

    id: str
    """Made of text and cells, so that the same request has the same id in the next version."""
    item: CanvasItem
    box: Box


@dataclass(frozen=True)
class Sorted:
    """The requests that are painted, the newest last, and what became of the others."""

    placed: tuple[Placed, ...]
    left_out: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def placed(canvas: Canvas) -> Sorted:
    """The requests of a canvas on their grid.

    What reaches beyond the grid is cut off at its edge; what lies wholly beside it, was replaced
    by a newer request for the same cells, or is older than the newest thousand, is left out. All
    of that is noted. Raises UserError when no request lies on the grid.
    """
    left: list[str] = []
    notes: list[str] = []
    taken: dict[tuple[float, ...], Placed] = {}
    for one in _by_age(canvas.items):
        box = _box(one, canvas.grid)
        if box is None:
            left.append(_called(one))
            notes.append(f"{_called(one)} lies beside the grid of {_size(canvas)} cells.")
            continue
        if one.x < 0 or one.y < 0 or not _inside(one, canvas.grid):
            notes.append(f"{_called(one)} is cut off at the edge of the grid.")
        old = taken.pop(box, None)
        if old is not None:
            left.append(_called(old.item))
            notes.append(f"{_called(old.item)} gave its cells to the newer {_short(one.text)!r}.")
        taken[box] = Placed(f"i-{digest(one.model_copy(update={'time': None}))[:12]}", one, box)
    if not taken:
        raise UserError(
            f"no request lies on the grid of {_size(canvas)} cells; the first is {left[0]}: give "
            "cells from 0, 0 on, or a larger grid."
        )
    kept = list(taken.values())
    if len(kept) > MOST:
        notes.append(f"{len(kept):,} requests are too many; the newest {MOST:,} are painted.")
        left += [_called(one.item) for one in kept[:-MOST]]
    return Sorted(tuple(kept[-MOST:]), tuple(left), tuple(notes))


def _by_age(items: Sequence[CanvasItem]) -> list[CanvasItem]:
    """Oldest first; of the same age the smaller first, then as the file has them.

    Those without a time are as old as the file has them: newer than all with one before them.
    """
    latest, keys = float("-inf"), []
    for number, one in enumerate(items):
        latest = max(latest, one.time) if one.time is not None else latest
        time = one.time if one.time is not None else latest
        area = one.w * one.h if one.time is not None else 0
        keys.append((time, one.time is None, area, number))
    return [items[key[-1]] for key in sorted(keys)]


def _box(one: CanvasItem, grid: tuple[int, int]) -> Box | None:
    """Its box in fractions of the picture; None when no part of it lies on the grid."""
    across, down = grid
    left, top = max(0, one.x), max(0, one.y)
    right, bottom = min(across, one.x + one.w), min(down, one.y + one.h)
    if right <= left or bottom <= top:
        return None
    return Box.from_corners(left / across, top / down, right / across, bottom / down).rounded(6)


def _inside(one: CanvasItem, grid: tuple[int, int]) -> bool:
    return one.x + one.w <= grid[0] and one.y + one.h <= grid[1]


def _called(one: CanvasItem) -> str:
    return f"{_short(one.text)} at {one.x}, {one.y}"


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1].rstrip()}…"


def _size(canvas: Canvas) -> str:
    return f"{canvas.grid[0]} by {canvas.grid[1]}"
