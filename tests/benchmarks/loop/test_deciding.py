"""Decisions of the loop's benchmark are counted rightly."""

import pytest
from loop.deciding import auc, precision_recall


def test_area_under_roc_counts_pairs_in_order_and_ties_half() -> None:
    assert auc([3, 1, 2, 2], [True, False, True, False]) == pytest.approx(3.5 / 4)


def test_precision_is_of_the_accepted_and_recall_of_the_right() -> None:
    found = precision_recall([True, True, True, False], [True, False, True, False])
    assert found == pytest.approx((2 / 3, 1.0))
    assert precision_recall([True, False], [True, True]) == pytest.approx((1, 0.5))
