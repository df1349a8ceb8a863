"""Split conformal: a threshold that mismatches pass with at most a chosen probability."""

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from panelwright_tools.domain import UserError


def least(alpha: float) -> int:
    """How many mismatches a threshold at level alpha takes at least."""
    return math.ceil(1 / alpha - 1e-9) - 1


def threshold(scores: Sequence[float], alpha: float) -> float:
    """What one more score, exchangeable with these, exceeds with probability at most alpha.

    The ceil((n + 1)(1 - alpha))-th smallest of n (Vovk, Gammerman and Shafer, Algorithmic Learning
    in a Random World, 2005; Lei et al., JASA 2018). On average over these scores as well as the
    new one; given these scores alone it varies about alpha. Raises UserError for too few.
    """
    place = math.ceil((len(scores) + 1) * (1 - alpha) - 1e-9)
    if place > len(scores):
        raise UserError(
            f"{len(scores)} mismatched pairs don't suffice for alpha {alpha:g}, which takes "
            f"{least(alpha)}: fit on more, or allow a larger alpha."
        )
    return sorted(scores)[place - 1]


def area(positive: Sequence[float], negative: Sequence[float]) -> float:
    """Area under the ROC curve: how often a positive is above a negative; ties count half."""
    below, level = _compared(np.asarray(positive), np.asarray(negative))
    return float((below.sum() + level.sum() / 2) / (len(positive) * len(negative)))


def curve(positive: Sequence[float], negative: Sequence[float]) -> list[tuple[float, float]]:
    """The ROC curve: shares of negatives and positives above falling thresholds, (0, 0) first."""
    cuts = sorted({*positive, *negative}, reverse=True)
    ups, downs = np.sort(positive), np.sort(negative)
    points = [(0.0, 0.0)]
    for cut in cuts:
        shares = [1 - np.searchsorted(side, cut, "left") / len(side) for side in (downs, ups)]
        points.append((float(shares[0]), float(shares[1])))
    return points


def _compared(
    positive: npt.NDArray[np.float64], negative: npt.NDArray[np.float64]
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Of each positive, how many negatives are below it and how many equal it."""
    ordered = np.sort(negative)
    left = np.searchsorted(ordered, positive, "left")
    return left, np.searchsorted(ordered, positive, "right") - left
