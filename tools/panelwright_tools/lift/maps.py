"""Lift as small maps, which are kept beside the evidence."""

from collections.abc import Mapping
from typing import Final

import numpy as np
import numpy.typing as npt
from PIL import Image

from panelwright_tools.lift.critic import LiftMap

_CELLS: Final = 64
"""Most rows or columns of a map that is kept."""


def small_maps(found: Mapping[str, npt.NDArray[np.float32]]) -> dict[str, LiftMap]:
    """Lift of latent pixels (rows, columns) by region, on one scale; empty where all is nothing."""
    most = max((float(np.abs(lifts).max()) for lifts in found.values()), default=0.0)
    if not most > 0:
        return {}
    return {region: _small(lifts / most) for region, lifts in found.items()}


def _small(lifts: npt.NDArray[np.float32]) -> LiftMap:
    """-1..1 as -127..127, each cell the mean of what it covers."""
    image = Image.fromarray(lifts.astype(np.float32))
    size = (min(image.width, _CELLS), min(image.height, _CELLS))
    if size != image.size:
        image = image.resize(size, Image.Resampling.BOX)
    small: LiftMap = np.rint(np.asarray(image) * 127).astype(np.int8)
    return small
