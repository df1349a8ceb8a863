"""Decisions of the loop's benchmark follow the lifts."""

import numpy as np
import pytest
from loop.deciding import auc, first_accepted, precision_recall, repaintable, threshold


def test_area_under_roc_counts_pairs_in_order_and_ties_half() -> None:
    assert auc([3, 1, 2, 2], [True, False, True, False]) == pytest.approx(3.5 / 4)


def test_threshold_lies_between_what_is_right_and_what_is_wrong() -> None:
    assert threshold([0.1, 0.9, 0.2, 0.7], [False, True, False, True]) == pytest.approx(0.45)


def test_attempts_end_at_the_first_that_passes() -> None:
    assert first_accepted([0.1, 0.6, 0.9], 0.5) == 2
    assert first_accepted([0.1, 0.2], 0.5) == 2


def test_a_repair_leaves_the_place_of_a_passed_clause_alone() -> None:
    evidence = np.zeros((8, 8), np.float32)
    evidence[1:4, 1:4] = 1
    mask = repaintable([evidence], 0.35, 2)
    assert mask.shape == (16, 16)
    assert not mask[2:8, 2:8].any()
    assert mask[10:, 10:].all()


def test_precision_is_of_the_accepted_and_recall_of_the_right() -> None:
    found = precision_recall([True, True, True, False], [True, False, True, False])
    assert found == pytest.approx((2 / 3, 1.0))
    assert precision_recall([True, False], [True, True]) == pytest.approx((1, 0.5))
