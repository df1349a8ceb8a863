"""Maps of attention as a picture keeps them: small, whole numbers, comparable with each other."""

from collections.abc import Mapping
from typing import Final

import numpy as np
import numpy.typing as npt
from PIL import Image

from panelwright_tools.painting.picture import AttentionMap

_CELLS: Final = 64
"""Most rows or columns of a map that is kept."""


def kept_maps(maps: Mapping[str, npt.NDArray[np.float64]]) -> dict[str, AttentionMap]:
    """Each map, of shares of attention, with 255 for the highest share that there is in any."""
    most = max((float(shares.max()) for shares in maps.values()), default=0.0)
    if most <= 0:
        return {}
    return {region: _small(shares / most) for region, shares in maps.items()}


def _small(shares: npt.NDArray[np.float64]) -> AttentionMap:
    """0..1 as 0..255, each cell the mean of what it covers."""
    rows, columns = shares.shape
    image = Image.fromarray(shares.astype(np.float32))
    size = (min(columns, _CELLS), min(rows, _CELLS))
    if size != image.size:
        image = image.resize(size, Image.Resampling.BOX)
    small: AttentionMap = np.rint(np.asarray(image) * 255).astype(np.uint8)
    return small
