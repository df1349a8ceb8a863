"""Long texts are parted into stretches that fit a prompt, none of a sentence lost."""

from hypothesis import given
from hypothesis import strategies as st

from panelwright.planning.llm.parts import Part, parts

COSTS = st.lists(st.integers(1, 60), max_size=300)


@given(COSTS, st.integers(60, 900), st.integers(0, 50), st.sets(st.integers(1, 300)))
def test_every_sentence_is_new_once_and_no_part_costs_more_than_its_room(
    costs: list[int], room: int, overlap: int, good: set[int]
) -> None:
    found = parts(costs, room, overlap, good)
    new = [number for part in found for number in range(part.new, part.last + 1)]
    assert new == list(range(1, len(costs) + 1))
    for part in found:
        assert 1 <= part.first <= part.new <= part.last
        assert sum(costs[part.first - 1 : part.last]) <= room


@given(st.lists(st.integers(1, 1000), min_size=1, max_size=60), st.integers(1, 50))
def test_a_sentence_that_is_too_long_is_a_part_of_its_own(costs: list[int], room: int) -> None:
    assert all(
        part.new == part.last or sum(costs[part.first - 1 : part.last]) <= room
        for part in parts(costs, room, 10)
    )


def test_a_text_that_fits_is_one_part() -> None:
    assert parts([10] * 20, 200, 50) == [Part(1, 1, 20)]


def test_parts_overlap_and_are_about_alike() -> None:
    found = parts([10] * 100, 400, 50)
    assert [part.first < part.new for part in found] == [False, True, True]
    sizes = [part.last - part.new + 1 for part in found]
    assert max(sizes) - min(sizes) <= 3


def test_a_part_begins_at_a_heading_that_is_near() -> None:
    assert 48 in [part.new for part in parts([10] * 100, 500, 0, {48})]
    assert 48 not in [part.new for part in parts([10] * 100, 500, 0)]


@given(st.integers(1, 50), st.integers(1, 50))
def test_the_halves_of_a_part_are_its_new_sentences(new: int, more: int) -> None:
    one, other = Part(new, new, new + more).halves()
    assert (one.new, other.last) == (new, new + more)
    assert one.last + 1 == other.new
