"""How well scores and decisions tell what is right."""

from collections.abc import Sequence

import numpy as np


def auc(scores: Sequence[float], truths: Sequence[bool]) -> float:
    """Probability that a true one scores above a false one, ties counted half; NaN without both."""
    values, right = np.asarray(scores), np.asarray(truths, bool)
    yes, no = values[right][:, None], values[~right]
    return float(((yes > no) + 0.5 * (yes == no)).mean()) if yes.size and no.size else float("nan")


def precision_recall(accepted: Sequence[bool], right: Sequence[bool]) -> tuple[float, float]:
    """Of the accepted the share that is right, of the right the share that is accepted."""
    both = sum(a and r for a, r in zip(accepted, right, strict=True))
    return both / max(1, sum(accepted)), both / max(1, sum(right))
