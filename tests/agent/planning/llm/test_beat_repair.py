"""Beats as a plan can use them, whatever a model wrote: every sentence, the wanted number."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafted_facts import BEATS, FACTS
from panelwright.planning.llm.beat_repair import Question, repaired
from panelwright.planning.llm.counting import Measure, merged_to, split_to
from panelwright.planning.llm.covering import covering
from panelwright.planning.llm.drafts import BeatDraft, CharacterDraft, FactsDraft, SceneDraft
from panelwright.planning.llm.merging import merged
from panelwright.planning.llm.numbered import NumberedText
from panelwright.planning.llm.numbering import numbered
from panelwright.planning.llm.turning import with_few_splashes, with_turns
from panelwright.planning.planner import PlanWishes

TEXT = numbered(
    "# The Lamp\n\n" + "A lamp burns. Rain falls on the old tower. " * 5 + "\n\n## Two\n\n"
    'Mina ran. "Stop," said Tom. She stopped. "Who are you?" she asked. Nobody answered.'
)
LAST = len(TEXT.sentences)
CAST = FactsDraft(cast=[CharacterDraft(name="Mina", aliases=["the girl"])])


def beat(first: int, last: int, moment: str = "m", **told: object) -> BeatDraft:
    return BeatDraft.model_validate({"first": first, "last": last, "moment": moment, **told})


def spans(beats: list[BeatDraft]) -> list[tuple[int, int]]:
    return [(b.first, b.last) for b in beats]


def plan(beats: list[BeatDraft], panels: int | None = None, fitting: int = 5) -> list[BeatDraft]:
    question = Question(1, LAST, panels or fitting)
    return repaired(TEXT, CAST, PlanWishes(panels=panels), [question], [beats])


@pytest.mark.parametrize(
    ("told", "covered"),
    [
        ([(1, 2), (3, 4), (5, 6)], [(1, 2), (3, 4), (5, 6)]),
        ([(5, 6), (1, 2), (3, 4)], [(1, 2), (3, 4), (5, 6)]),
        ([(1, 3), (3, 4), (4, 6)], [(1, 2), (3, 3), (4, 6)]),
        ([(2, 2), (4, 4)], [(1, 3), (4, 6)]),
        ([(6, 5), (-7, 3)], [(1, 4), (5, 6)]),
        ([(1, 6), (1, 6), (1, 6)], [(1, 2), (3, 4), (5, 6)]),
        ([(1, 1), (1, 1), (2, 6)], [(1, 1), (1, 1), (2, 6)]),
        ([(1, 1)], [(1, 1), (2, 6)]),
        ([(5, 6)], [(1, 4), (5, 6)]),
        ([], [(1, 6)]),
        ([(9, 12)], [(1, 6)]),
    ],
)
def test_beats_are_laid_over_all_sentences_in_order(
    told: list[tuple[int, int]], covered: list[tuple[int, int]]
) -> None:
    text = numbered("It ran. " * 6)
    assert spans(covering([beat(a, b) for a, b in told], text, 1, 6)) == covered


def test_a_heading_is_no_panel_of_its_own() -> None:
    assert spans(covering([beat(1, 1), beat(2, 5)], TEXT, 1, 5)) == [(1, 5)]
    twelve = covering([beat(1, 11), beat(12, 12)], TEXT, 1, 12)
    assert TEXT.sentences[11].heading
    assert spans(twelve) == [(1, 12)]


def test_what_the_model_tells_well_stays_as_it_is() -> None:
    told = [beat(1, 4, who=["Mina"]), beat(5, 11), beat(12, 14), beat(15, LAST, size="large")]
    assert plan(told, 4) == told


def test_too_many_beats_are_merged_where_it_hurts_least() -> None:
    told = [beat(1, 5, "great", size="large"), beat(6, 6, "a"), beat(7, 7, "b"), beat(8, LAST, "c")]
    assert [b.moment for b in merged_to(told, 3, Measure(TEXT))] == ["great", "a", "c"]


def test_great_moments_are_not_merged_while_there_is_another_way() -> None:
    text = numbered("It ran. " * 4)
    told = [beat(1, 1, "great", size="large"), beat(2, 2, "a"), beat(3, 3, "b"), beat(4, 4, "c")]
    assert spans(merged_to(told, 3, Measure(text))) == [(1, 1), (2, 3), (4, 4)]


def test_scenes_are_not_merged_while_there_is_another_way() -> None:
    text = numbered("It ran. " * 8)
    facts = FactsDraft(scenes=[SceneDraft(first=1, last=4), SceneDraft(first=5, last=8)])
    told = [beat(1, 3), beat(4, 4), beat(5, 5), beat(6, 8)]
    assert spans(merged_to(told, 2, Measure(text, facts))) == [(1, 4), (5, 8)]


def test_too_few_beats_are_split_between_sentences_and_the_new_ones_tell_the_text() -> None:
    found = plan([beat(1, LAST, "all of it")], 3)
    assert len(found) == 3
    assert found[0].moment == "all of it"
    assert all(b.moment in TEXT.synopsis for b in found[1:])


def test_more_panels_than_sentences_add_the_place_and_faces() -> None:
    text = numbered("Mina opened the door. The cat jumped.")
    facts = CAST.model_copy(update={"scenes": [SceneDraft(first=1, last=2, place="the attic")]})
    told = [beat(1, 1, "Mina opens", who=["the girl"]), beat(2, 2, "jump")]
    found = repaired(text, facts, PlanWishes(panels=4), [Question(1, 2, 4)], [told])
    assert [b.first for b in found] == [1, 1, 1, 2]
    assert "the attic" in found[0].moment
    assert "Mina" in found[2].moment and found[2].who == ["Mina"]


def test_several_moments_of_one_sentence_are_panels_beside_each_other() -> None:
    text = numbered("Mina opened the door and the cat jumped over her into the dark.")
    told = [beat(1, 1, "door"), beat(1, 1, "jump"), beat(1, 1, "dark")]
    found = repaired(text, CAST, PlanWishes(panels=3), [Question(1, 1, 3)], [told])
    assert [b.moment for b in found] == ["door", "jump", "dark"]


def test_only_the_cast_is_seen_and_by_its_own_names() -> None:
    found = plan([beat(1, LAST, who=["the girl", "MINA", "a dragon", ""])], 1)
    assert found[0].who == ["Mina"]


def test_a_panel_with_too_much_speech_is_split_when_no_number_is_wished() -> None:
    text = numbered('"No," said Tom. ' * 12)
    told = [beat(1, 12)]
    free = repaired(text, CAST, PlanWishes(), [Question(1, 12, 1)], [told])
    wished = repaired(text, CAST, PlanWishes(panels=1), [Question(1, 12, 1)], [told])
    assert all(b.last - b.first < 4 for b in free)
    assert len(wished) == 1


def test_pages_end_at_turning_points_that_are_near() -> None:
    beats = [beat(k, k, turning_point=k in (5, 9)) for k in range(1, 13)]
    assert [b.first for b in with_turns(beats, 3) if b.turning_point] == [5, 9]
    assert [
        b.first for b in with_turns([beat(k, k) for k in range(1, 13)], 3) if b.turning_point
    ] == [
        4,
        8,
    ]


def test_turning_points_of_every_panel_are_none() -> None:
    beats = [beat(k, k, turning_point=True) for k in range(1, 10)]
    assert [b.first for b in with_turns(beats, None) if b.turning_point] == [3, 6, 9]


def test_the_last_splash_of_many_stays_one() -> None:
    beats = with_few_splashes([beat(k, k, size="splash") for k in range(1, 6)])
    assert [b.size for b in beats] == ["large"] * 4 + ["splash"]


def assert_usable(beats: list[BeatDraft], text: NumberedText) -> None:
    last = len(text.sentences)
    assert beats[0].first == 1 and beats[-1].last == last
    for one, other in pairwise(beats):
        assert one.first <= one.last and other.first <= other.last
        assert other.first in (one.last, one.last + 1) or other.first == one.first
        assert (one.first <= other.first and one.last <= other.last) or one.first == other.first
    assert {n for b in beats for n in range(b.first, b.last + 1)} == set(range(1, last + 1))
    assert all(b.moment.strip() for b in beats)


@settings(max_examples=50)
@given(BEATS, FACTS, st.none() | st.integers(1, 40), st.none() | st.integers(1, 9))
def test_any_beats_become_usable_ones(
    beats: list[BeatDraft], facts: FactsDraft, panels: int | None, pages: int | None
) -> None:
    facts = merged(FactsDraft(), facts, 1, LAST)
    wishes = PlanWishes(panels=panels, pages=pages)
    found = repaired(TEXT, facts, wishes, [Question(1, LAST, panels or 6)], [beats])
    assert_usable(found, TEXT)
    if panels is not None:
        told = sum(not each.heading for each in TEXT.sentences)
        assert len(found) == panels or told <= len(found) < panels
    names = {c.name.removeprefix("the ") for c in facts.cast}
    assert {who for b in found for who in b.who} <= names
    if pages is not None:
        assert (
            sum(b.turning_point for b in found)
            == min(max(pages, -(-len(found) // 9)), len(found)) - 1
        )


@given(BEATS, st.integers(1, 30))
def test_merging_and_splitting_reach_the_number_that_the_sentences_allow(
    beats: list[BeatDraft], number: int
) -> None:
    measure = Measure(TEXT)
    found = covering(beats, TEXT, 1, LAST)
    assert len(merged_to(found, number, measure)) == min(len(found), number)
    told = sum(not each.heading for each in TEXT.sentences)
    assert len(split_to(found, number, measure)) >= min(number, told)
