"""Texts that are too long together are cut at the regions' ends, all at one length."""

import pytest

pytest.importorskip("torch")

import torch

from panelwright_tools.painting.diffusion.families.texts import as_long, limited, within
from panelwright_tools.prompting.counting import ExactCounter


def test_texts_within_the_most_stay_as_they_are() -> None:
    rows = [torch.ones(length, 2) for length in (10, 5, 7)]
    assert [len(row) for row in within(rows, 22)] == [10, 5, 7]
    assert [len(row) for row in within(rows[:1], 5)] == [10]


def test_only_the_longest_regions_are_cut() -> None:
    rows = [torch.ones(length, 2) for length in (10, 2, 30, 50)]
    assert [len(row) for row in within(rows, 40)] == [10, 2, 14, 14]


def test_a_negative_text_is_made_as_long_as_the_others() -> None:
    text = torch.arange(3.0).reshape(1, 3, 1)
    assert as_long(text, 7).flatten().tolist() == [0, 1, 2, 0, 1, 2, 0]
    assert as_long(text, 2).flatten().tolist() == [0, 1]


def test_counters_are_limited_to_what_the_user_allows() -> None:
    counters = [ExactCounter(len, 77), ExactCounter(len, 512)]
    assert [counter.limit for counter in limited(counters, 128)] == [77, 128]
    assert [counter.limit for counter in limited(counters, None)] == [77, 512]
    assert limited(counters, 128)[1].count("four") == 4
