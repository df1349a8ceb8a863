"""Maps of attention as a picture keeps them: small, whole numbers, comparable with each other."""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from PIL import Image

from panelwright_tools.painting.diffusion.closeup import Window
from panelwright_tools.painting.picture import AttentionMap, Mask

_CELLS: Final = 64
"""Most rows or columns of a map that is kept."""


def kept_maps(maps: Mapping[str, npt.NDArray[np.float64]]) -> dict[str, AttentionMap]:
    """Each map, of shares of attention, with 255 for the highest share that there is in any."""
    most = max((float(shares.max()) for shares in maps.values()), default=0.0)
    if most <= 0:
        return {}
    return {region: _small(shares / most) for region, shares in maps.items()}


def merged_maps(
    old: Mapping[str, AttentionMap], new: Mapping[str, AttentionMap], window: Window, mask: Mask
) -> dict[str, AttentionMap]:
    """The maps of a picture of which a part was painted anew: the new ones within the mask, over
    the old ones.

    `mask` is (height, width) of the picture, `new` covers the window of it. Old and new maps have
    each 255 for their own highest share: how much a share was is not kept. A region that is in
    only one of them has nothing where the other is.
    """
    grid = max((shares.shape for shares in old.values()), default=_grid(mask.shape))
    inside = _reduced(mask.astype(np.float32), grid)
    merged: dict[str, AttentionMap] = {}
    for region in dict.fromkeys((*old, *new)):
        under = _reduced(old[region], grid) if region in old else np.zeros(grid, np.float32)
        over = _reduced(_laid(new.get(region), window, mask.shape), grid)
        mixed = np.rint(under * (1 - inside) + over * inside).astype(np.uint8)
        if mixed.any():
            merged[region] = mixed
    return merged


def _grid(shape: tuple[int, int]) -> tuple[int, int]:
    """Rows and columns for a picture of that height and width that no map is known of."""
    scale = min(1.0, _CELLS / max(shape))
    return max(1, round(shape[0] * scale)), max(1, round(shape[1] * scale))


def _laid(
    shares: AttentionMap | None, window: Window, shape: tuple[int, int]
) -> npt.NDArray[np.float32]:
    """A map of the window in the pixels of the whole picture, 0 around it."""
    whole = np.zeros(shape, np.float32)
    if shares is not None:
        image = Image.fromarray(shares.astype(np.float32)).resize(window.size)
        whole[window.top : window.bottom, window.left : window.right] = np.asarray(image)
    return np.clip(whole, 0, 255)


def _reduced(shares: npt.NDArray[Any], grid: tuple[int, int]) -> npt.NDArray[np.float32]:
    """Each cell the mean of what it covers."""
    image = Image.fromarray(shares.astype(np.float32))
    found: npt.NDArray[np.float32] = np.asarray(
        image.resize((grid[1], grid[0]), Image.Resampling.BOX)
    )
    return found


def _small(shares: npt.NDArray[np.float64]) -> AttentionMap:
    """0..1 as 0..255, each cell the mean of what it covers."""
    rows, columns = shares.shape
    image = Image.fromarray(shares.astype(np.float32))
    size = (min(columns, _CELLS), min(rows, _CELLS))
    if size != image.size:
        image = image.resize(size, Image.Resampling.BOX)
    small: AttentionMap = np.rint(np.asarray(image) * 255).astype(np.uint8)
    return small
