"""The prompts on which the loop is measured."""

import pytest

pytest.importorskip("torch", reason="torch is not installed: it is in the extra local")

from miniature.prompts import prompts


def test_there_are_three_hundred_of_one_two_and_three_subjects_and_always_the_same() -> None:
    first = prompts()
    assert len(first) >= 300
    assert first == prompts()
    assert first[:7] == prompts(7)
    assert [sum(len(one.wanted) == n for one in first) for n in (1, 2, 3)] == [100, 100, 100]


def test_each_prompt_names_its_subjects_and_its_regions_lie_in_the_picture() -> None:
    for one in prompts(60):
        assert one.prompt.count(" and ") == (len(one.wanted) > 1)
        for number, (want, phrase) in enumerate(zip(one.wanted, one.phrases, strict=True)):
            assert phrase == f"a {want.colour} {want.kind}" and phrase in one.prompt
            left, top, width, height = one.region(number)
            assert left >= 0 and top >= 0 and left + width <= 1 and top + height <= 1
            assert width * 32 >= 8 and height * 32 >= 6
