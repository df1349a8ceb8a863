"""Where a clause looks: the share of each latent pixel that its region and mask cover."""

import numpy as np
import numpy.typing as npt

from panelwright_tools.domain.errors import UserError
from panelwright_tools.domain.geometry import Box
from panelwright_tools.lift.complift.clauses import Clause

_WHOLE = Box(0.0, 0.0, 1.0, 1.0)
_ROUNDING = 1e-9


def coverage(clause: Clause, rows: int, columns: int) -> npt.NDArray[np.float64]:
    """The covered share 0..1 of each latent pixel, (rows, columns).

    Exact by area, not by the pixels' centres: a box that is moved or grown a little changes its
    lift a little, and a mask may have any size. Raises UserError where less is covered than one
    latent pixel: nothing can be told of so little.
    """
    mask = np.ones((1, 1)) if clause.mask is None else clause.mask.astype(np.float64)
    box = (clause.region or _WHOLE).clipped()
    down = _overlaps(rows, mask.shape[0], box.y, box.bottom)
    across = _overlaps(columns, mask.shape[1], box.x, box.right)
    share = np.clip(down @ mask @ across.T, 0.0, 1.0)
    if share.sum() < 1 - _ROUNDING:
        raise UserError(
            f'the region of "{clause.text}" covers {share.sum():.2f} latent pixels of '
            f"{columns} x {rows}: make it larger, or the picture"
        )
    return share


def _overlaps(cells: int, parts: int, low: float, high: float) -> npt.NDArray[np.float64]:
    """The share of each of `cells` equal cells of 0..1 that each of `parts` equal parts covers
    between `low` and `high`, (cells, parts)."""
    cell = np.arange(cells + 1)[:, None] / cells
    part = np.clip(np.arange(parts + 1)[None, :] / parts, low, high)
    left = np.maximum(cell[:-1], part[:, :-1])
    right = np.minimum(cell[1:], part[:, 1:])
    share: npt.NDArray[np.float64] = np.maximum(right - left, 0.0) * cells
    return share
