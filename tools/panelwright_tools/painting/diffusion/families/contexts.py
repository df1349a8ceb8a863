"""Pictures that a model is given as they are, and whose regions each of them belongs to."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from panelwright_tools.painting.diffusion.sampling import Sampling

if TYPE_CHECKING:
    from panelwright_tools.painting.diffusion.regional.plan import Look

Cells = tuple[int, int]
"""Rows and columns of tokens."""


@dataclass(frozen=True)
class Shown:
    """A picture that is looked at."""

    picture: Image.Image
    regions: tuple[int, ...]
    """The numbers of the regions, from 1, that refer to it; empty: it is everyone's."""


def shown(sampling: Sampling) -> list[Shown]:
    """What the regions refer to, in their order, each picture once; strength 0 is left out."""
    pictures: dict[int, Image.Image] = {}
    regions: dict[int, list[int]] = {}
    for number, region in enumerate(sampling.regions, 1):
        for reference in region.references:
            if reference.strength > 0:
                pictures[id(reference.picture)] = reference.picture
                regions.setdefault(id(reference.picture), []).append(number)
    return [Shown(pictures[key], tuple(dict.fromkeys(regions[key]))) for key in pictures]


def repainted(sampling: Sampling) -> list[Shown]:
    """The picture that is repainted, which is everyone's."""
    return [] if sampling.repaint is None else [Shown(sampling.repaint.picture, ())]


def behind(seen: Sequence[Shown], cells: Sequence[Cells]) -> list["Look"]:
    """Pictures whose tokens lie one behind the other, each of so many cells."""
    from panelwright_tools.painting.diffusion.regional.plan import Look

    looks, start = [], 0
    for one, (rows, columns) in zip(seen, cells, strict=True):
        stop = start + rows * columns
        looks.append(Look(one.regions, tuple(range(start, stop))))
        start = stop
    return looks


def beside(seen: Sequence[Shown], cells: Cells) -> list["Look"]:
    """Pictures that are stitched to one of so many cells: a column is whose it shows most of."""
    from panelwright_tools.painting.diffusion.regional.plan import Look

    rows, columns = cells
    widths = np.array([one.picture.width / one.picture.height for one in seen])
    ends = np.cumsum(widths / widths.sum())
    whose = np.searchsorted(ends, (np.arange(columns) + 0.5) / columns).clip(max=len(seen) - 1)
    places = np.arange(rows * columns).reshape(cells)
    return [
        Look(one.regions, tuple(map(int, places[:, whose == number].ravel())))
        for number, one in enumerate(seen)
    ]
