"""Where on a map of lift a subject shows, and whether it shows in more than one place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from panelwright_tools.domain import Box

Map = npt.NDArray[np.float32]
_SMOOTH: Final = 1 / 16
"""Standard deviation of the smoothing, of the map's shorter side: a map of few draws is rough."""
_LEVEL: Final = 0.5
"""Of the smoothed map's highest value: what lies above is a place."""
_REACH: Final = 0.25
"""Likewise: as far as this the place reaches. Evidence is strongest in the middle of a subject: the
upper half of it covers about two thirds of a subject of the miniature's, this nine tenths."""


@dataclass(frozen=True)
class Place:
    """Neighbouring cells with much evidence."""

    box: Box
    """Fractions of the picture."""
    share: float
    """Its evidence, of that of the place with most."""


def places(lifts: Map, least: float) -> tuple[Place, ...]:
    """The places where a subject shows that have at least that share, the one with most first.

    Two of a kind leave two; one that is long, or half hidden, may leave two as well, which is why
    the share that counts belongs to a model. Empty where nothing speaks for it.
    """
    smooth = _smoothed(lifts)
    if not smooth.max() > 0:
        return ()
    parts = list(_parts(smooth > _LEVEL * smooth.max()))
    sums = [float(np.maximum(lifts[part], 0).sum()) for part in parts]
    most = max(sums)
    if not most > 0:
        return ()
    reached = _reached(parts, smooth > _REACH * smooth.max())
    found = [
        Place(_around(part), round(total / most, 3))
        for part, total in zip(reached, sums, strict=True)
        if total >= least * most
    ]
    return tuple(sorted(found, key=lambda place: -place.share))


def _reached(
    parts: Sequence[npt.NDArray[np.bool_]], cells: npt.NDArray[np.bool_]
) -> list[npt.NDArray[np.bool_]]:
    """The parts grown side by side within some cells, a cell at a time, none into another."""
    now, grew = list(parts), True
    while grew:
        grew = False
        for number, part in enumerate(now):
            others = np.any([*now[:number], *now[number + 1 :], np.zeros_like(part)], axis=0)
            wider = _grown(part) & cells & ~others
            grew |= bool((wider & ~part).any())
            now[number] = part | wider
    return now


def _smoothed(lifts: Map) -> npt.NDArray[np.float64]:
    """Gaussian, edges repeated."""
    sigma = max(0.5, _SMOOTH * min(lifts.shape))
    reach = int(np.ceil(3 * sigma))
    steps = np.arange(-reach, reach + 1)
    kernel = np.exp(-(steps**2) / (2 * sigma**2))
    kernel /= kernel.sum()
    values = np.pad(lifts.astype(np.float64), reach, mode="edge")
    for axis in (0, 1):
        values = np.apply_along_axis(np.convolve, axis, values, kernel, "valid")
    return values


def _parts(cells: npt.NDArray[np.bool_]) -> Iterator[npt.NDArray[np.bool_]]:
    """Each part of neighbouring cells, also by their corners."""
    left = cells.copy()
    while left.any():
        part = np.zeros_like(left)
        part[tuple(np.argwhere(left)[0])] = True
        while True:
            grown = _grown(part) & left
            if (grown == part).all():
                break
            part = grown
        yield part
        left &= ~part


def _grown(part: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    padded = np.pad(part, 1)
    rows, columns = part.shape
    shifted = [padded[y : y + rows, x : x + columns] for y in range(3) for x in range(3)]
    return np.asarray(np.any(shifted, axis=0), bool)


def _around(part: npt.NDArray[np.bool_]) -> Box:
    rows, columns = part.shape
    down, across = np.flatnonzero(part.any(axis=1)), np.flatnonzero(part.any(axis=0))
    left, right = int(across[0]) / columns, int(across[-1] + 1) / columns
    top, bottom = int(down[0]) / rows, int(down[-1] + 1) / rows
    return Box.from_corners(left, top, right, bottom).rounded()
