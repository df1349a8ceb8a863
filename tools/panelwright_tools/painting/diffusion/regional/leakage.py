"""How much of a region's words acts outside its box: two measures, 0 (nothing) to 1 (all).

Attention leakage is the share of a phrase's attention that pixels outside the box give it. Swap
leakage looks at what comes out: when the region's prompt is swapped for another, the share of the
prediction's squared change that falls outside the box; self-attention carries some there even when
no word is seen from outside.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from panelwright_tools.painting.diffusion.regional.maps import Map

Inside = npt.NDArray[np.bool_]
"""(rows, columns) True inside the box: `plan.owners(grid) == number`."""


def attention_leakage(found: Map, inside: Inside) -> float:
    """The share of a map that lies outside; 0 for a phrase that is attended to nowhere."""
    total = float(found.sum())
    return float(found[~inside].sum()) / total if total > 0 else 0.0


def swap_leakage(first: Any, second: Any, inside: Inside) -> float:
    """The share of the squared change between two predictions that lies outside.

    Both (…, rows, columns), from the same latents and time; 0 when nothing changes.
    """
    change = np.square(np.asarray(first, dtype=np.float64) - np.asarray(second, dtype=np.float64))
    by_pixel = change.reshape(-1, *inside.shape).sum(axis=0)
    total = float(by_pixel.sum())
    return float(by_pixel[~inside].sum()) / total if total > 0 else 0.0
