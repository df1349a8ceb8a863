"""Numbers by which filters are compared."""

import numpy as np
import pytest
from lift_2d.metrics import chamfer, disagreement, filtered

LINE = np.stack([np.arange(10.0), np.zeros(10)], axis=1)
MEMBER = np.arange(10) < 4


def test_chamfer_adds_the_mean_distances_of_both_ways() -> None:
    assert chamfer(LINE, LINE) == 0
    assert chamfer(LINE[:1], LINE[:3] + np.array([0, 2])) == pytest.approx(
        2 + (2 + 5**0.5 + 8**0.5) / 3
    )


def test_a_perfect_filter_is_pure_and_whole_and_no_filter_is_as_pure_as_what_was_generated() -> (
    None
):
    best = filtered(LINE, MEMBER, MEMBER, LINE[:4])
    assert (best.accuracy, best.kept, best.accepted, best.chamfer) == (1, 1, 0.4, 0)
    none = filtered(LINE, MEMBER, np.ones(10, dtype=bool), LINE[:4])
    assert (none.accuracy, none.kept, none.accepted) == (0.4, 1, 1)
    assert none.chamfer > 1


def test_rejecting_everything_never_wins() -> None:
    nothing = filtered(LINE, MEMBER, np.zeros(10, dtype=bool), LINE[:4])
    assert (nothing.accuracy, nothing.kept, nothing.accepted) == (0, 0, 0)
    assert nothing.chamfer == float("inf")


def test_disagreement_counts_all_samples_and_the_clear_ones() -> None:
    truth, decided = MEMBER, MEMBER.copy()
    decided[[0, 9]] ^= True
    found = disagreement(decided, truth, clear=np.arange(10) < 5)
    assert (found.everywhere, found.clear) == (0.2, 0.2)
    assert disagreement(decided, truth, np.zeros(10, dtype=bool)).clear == 0
