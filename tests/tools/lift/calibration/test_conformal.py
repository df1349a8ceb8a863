"""The promise of split conformal, by simulation, and the ROC curve against its definition."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pytest

from panelwright_tools.domain import UserError
from panelwright_tools.lift.calibration.conformal import area, curve, least, threshold


@pytest.mark.parametrize(("alpha", "needed"), [(0.05, 19), (0.1, 9), (0.3, 3), (0.01, 99)])
def test_how_many_a_level_takes(alpha: float, needed: int) -> None:
    assert least(alpha) == needed
    scores = list(np.random.default_rng(0).normal(size=needed))
    assert threshold(scores, alpha) == max(scores)
    with pytest.raises(UserError, match=f"takes {needed}"):
        threshold(scores[1:], alpha)


@pytest.mark.parametrize("alpha", [0.05, 0.2])
@pytest.mark.parametrize("number", [19, 50, 101])
@pytest.mark.parametrize("shape", ["normal", "skewed", "tied"])
def test_one_more_mismatch_passes_with_at_most_alpha(alpha: float, number: int, shape: str) -> None:
    """Over 4,000 draws of scores and one more; within three standard errors."""
    chance = np.random.default_rng(7)
    shapes: dict[str, Callable[[tuple[int, int]], npt.NDArray[np.float64]]] = {
        "normal": lambda size: chance.normal(size=size),
        "skewed": lambda size: chance.lognormal(sigma=2, size=size),
        "tied": lambda size: chance.integers(0, 4, size=size).astype(float),
    }
    runs = shapes[shape]((4000, number + 1))
    passed = [row[-1] > threshold(list(row[:-1]), alpha) for row in runs]
    error = (alpha * (1 - alpha) / len(runs)) ** 0.5
    assert np.mean(passed) <= alpha + 3 * error
    if shape != "tied":  # and it isn't needlessly careful
        assert np.mean(passed) >= alpha - 1 / (number + 1) - 3 * error


def test_the_area_is_how_often_a_positive_is_above_a_negative() -> None:
    assert area([3.0, 1.0], [2.0, 0.0]) == 0.75
    assert area([1.0], [1.0]) == 0.5
    assert area([2.0, 3.0], [0.0, 1.0]) == 1.0


def test_the_curve_goes_through_what_each_threshold_lets_pass() -> None:
    assert curve([3.0, 1.0], [2.0, 0.0]) == [(0, 0), (0, 0.5), (0.5, 0.5), (0.5, 1), (1, 1)]
