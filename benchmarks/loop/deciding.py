"""What is decided from lifts alone: thresholds, the best attempt, what a repair may touch."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Map = NDArray[np.float32]


def auc(scores: Sequence[float], truths: Sequence[bool]) -> float:
    """Probability that a true one scores above a false one, ties counted half; NaN without both."""
    values, right = np.asarray(scores), np.asarray(truths, bool)
    yes, no = values[right][:, None], values[~right]
    return float(((yes > no) + 0.5 * (yes == no)).mean()) if yes.size and no.size else float("nan")


def threshold(scores: Sequence[float], truths: Sequence[bool]) -> float:
    """What to pass so that the mean of sensitivity and specificity is greatest."""
    values, right = np.sort(np.asarray(scores)), np.asarray(truths, bool)
    middles = (values[1:] + values[:-1]) / 2
    known = np.asarray(scores)
    gains = [(known[right] > at).mean() - (known[~right] > at).mean() for at in middles]
    return float(middles[int(np.argmax(gains))])


def first_accepted(scores: Sequence[float], at: float) -> int:
    """How many attempts are made until one passes, all where none does."""
    return next((n + 1 for n, one in enumerate(scores) if one > at), len(scores))


def repaintable(passed: Sequence[Map], kept: float, scale: int) -> NDArray[np.bool_]:
    """Where a repair may paint, in pixels: everywhere but where the passed clauses' evidence lies.

    Maps are (rows, columns) of latents, each `scale` pixels wide.
    """
    free = np.ones(passed[0].shape, bool)
    for one in passed:
        smooth = _smoothed(one)
        free &= smooth < kept * max(float(smooth.max()), 1e-12)
    return np.kron(free, np.ones((scale, scale), bool)).astype(bool)


def _smoothed(values: Map) -> Map:
    """The mean of each place and its eight neighbours."""
    padded = np.pad(values, 1, mode="edge")
    rows, columns = values.shape
    parts = [padded[y : y + rows, x : x + columns] for y in range(3) for x in range(3)]
    return np.asarray(np.mean(parts, axis=0), np.float32)


def precision_recall(accepted: Sequence[bool], right: Sequence[bool]) -> tuple[float, float]:
    """Of the accepted the share that is right, of the right the share that is accepted."""
    both = sum(a and r for a, r in zip(accepted, right, strict=True))
    return both / max(1, sum(accepted)), both / max(1, sum(right))
