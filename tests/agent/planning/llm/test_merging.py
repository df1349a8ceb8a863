"""The facts of parts become those of the whole: one entry for one, numbers within the text."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from drafted_facts import FACTS, SCENES
from panelwright.planning.llm.drafts import (
    CharacterDraft,
    FactsDraft,
    PlaceDraft,
    QuoteDraft,
    SceneDraft,
    VariationDraft,
)
from panelwright.planning.llm.mending import mended
from panelwright.planning.llm.merging import merged
from panelwright.planning.llm.names import key_of
from panelwright.planning.llm.numbering import numbered
from panelwright.planning.llm.scene_runs import clipped, overlaid, without_gaps

TEXT = numbered('Mina ran. "Stop," said Tom. ' * 8)
LAST = len(TEXT.sentences)


def person(name: str, **told: object) -> CharacterDraft:
    return CharacterDraft.model_validate({"name": name, **told})


def cast_after(*casts: list[CharacterDraft]) -> list[CharacterDraft]:
    facts = FactsDraft()
    for cast in casts:
        facts = merged(facts, FactsDraft(cast=cast), 1, 9)
    return facts.cast


def test_one_character_told_twice_is_one_with_all_that_was_told() -> None:
    cast = cast_after(
        [person("Mina", hair="curly red", marks=["freckles"])],
        [person("mina", hair="brown", age="child", marks=["Freckles", "glasses"])],
    )
    assert [(c.name, c.hair, c.age, c.marks) for c in cast] == [
        ("Mina", "curly red", "child", ["freckles", "glasses"])
    ]


def test_the_girl_who_is_named_later_bears_her_name_from_the_beginning() -> None:
    cast = cast_after([person("the girl", hair="red")], [person("Mina", aliases=["the girl"])])
    assert [(c.name, c.hair, c.aliases) for c in cast] == [("Mina", "red", ["the girl"])]


def test_another_name_that_two_bear_joins_nobody() -> None:
    cast = cast_after([person("the man"), person("the thief")], [person("Tom", aliases=["a man"])])
    assert [c.name for c in cast] == ["Tom", "the thief"]
    two = [person("Ann", aliases=["Captain"]), person("Bob", aliases=["Captain"])]
    assert [c.name for c in cast_after(two, [person("Captain")])] == ["Ann", "Bob", "Captain"]


def test_a_place_told_again_is_one_and_its_gaps_are_filled() -> None:
    one = FactsDraft(places=[PlaceDraft(name="the night market", noun="market")])
    other = FactsDraft(places=[PlaceDraft(name="Night market", phrase="stalls", indoors=True)])
    places = merged(one, other, 1, 9).places
    assert places == [
        PlaceDraft(name="the night market", noun="market", phrase="stalls", indoors=True)
    ]


def scene(first: int, last: int, place: str) -> SceneDraft:
    return SceneDraft(first=first, last=last, place=place)


def spans(scenes: list[SceneDraft]) -> list[tuple[int, int, str]]:
    return [(s.first, s.last, s.place) for s in scenes]


def test_a_scene_within_another_cuts_it_in_two() -> None:
    found = clipped([scene(1, 10, "sea"), scene(4, 5, "cave")], 1, 10)
    assert spans(found) == [(1, 3, "sea"), (4, 5, "cave"), (6, 10, "sea")]


def test_a_later_part_has_the_say_over_its_new_sentences_only() -> None:
    known = FactsDraft(scenes=[scene(1, 10, "sea")])
    new = FactsDraft(scenes=[scene(8, 14, "harbour"), scene(15, 20, "inn")])
    assert spans(merged(known, new, 11, 20).scenes) == [
        (1, 10, "sea"),
        (11, 14, "harbour"),
        (15, 20, "inn"),
    ]


def test_a_scene_that_goes_on_in_the_next_part_is_one() -> None:
    known = [scene(1, 10, "sea").model_copy(update={"present": ["Mina"]})]
    new = [scene(11, 14, "Sea").model_copy(update={"present": ["Tom"]})]
    found = overlaid(known, new)
    assert spans(found) == [(1, 14, "sea")]
    assert found[0].present == ["Mina", "Tom"]


def test_what_happens_in_a_scene_is_told_from_both_parts_but_stays_short() -> None:
    def told(first: int, summary: str) -> SceneDraft:
        return scene(first, first + 9, "sea").model_copy(update={"summary": summary})

    assert overlaid([told(1, "They sail.")], [told(11, "It rains.")])[0].summary == (
        "They sail. It rains."
    )
    assert len(overlaid([told(1, "a" * 200)], [told(11, "b" * 200)])[0].summary) == 200


def test_gaps_go_to_the_scene_before_and_the_beginning_to_the_first() -> None:
    found = without_gaps([scene(3, 4, "sea"), scene(8, 9, "inn")], 12)
    assert spans(found) == [(1, 7, "sea"), (8, 12, "inn")]


def test_the_first_that_names_a_speaker_holds() -> None:
    one = FactsDraft(quotes=[QuoteDraft(quote=2, speaker=""), QuoteDraft(quote=3, speaker="Tom")])
    other = FactsDraft(
        quotes=[QuoteDraft(quote=3, speaker="Mina"), QuoteDraft(quote=2, speaker="Mina")]
    )
    quotes = merged(one, other, 1, 9).quotes
    assert [(q.quote, q.speaker) for q in quotes] == [(2, "Mina"), (3, "Tom")]


def test_the_same_change_of_look_told_in_an_overlap_is_told_once() -> None:
    wet = VariationDraft(character="Mina", first=3, last=6, phrase="wet")
    again = wet.model_copy(update={"first": 5, "character": "mina"})
    later = wet.model_copy(update={"first": 9, "last": 9})
    facts = merged(FactsDraft(variations=[wet]), FactsDraft(variations=[again, later]), 1, 9)
    assert facts.variations == [wet, later]


def test_a_cue_names_its_speaker_by_the_name_in_the_cast() -> None:
    text = numbered("INT. INN - NIGHT\n\nA storm.\n\nMINA\nHello!\n\nBOB\nYes?\n")
    facts = FactsDraft(
        cast=[person("Mina Harker", aliases=["Mina"])],
        quotes=[QuoteDraft(quote=1, speaker="Bob")],
    )
    assert [(q.quote, q.speaker) for q in mended(facts, text).quotes] == [
        (1, "Mina Harker"),
        (2, "Bob"),
    ]


@given(st.lists(SCENES, max_size=9), st.integers(1, 20), st.integers(0, 12))
def test_clipped_scenes_are_in_order_within_their_range(
    scenes: list[SceneDraft], first: int, more: int
) -> None:
    found = clipped(scenes, first, first + more)
    assert all(first <= s.first <= s.last <= first + more for s in found)
    assert all(a.last < b.first for a, b in pairwise(found))


@given(st.lists(st.tuples(FACTS, st.integers(1, LAST), st.integers(0, LAST)), max_size=4))
def test_whatever_the_parts_tell_the_facts_of_the_whole_are_usable(
    read: list[tuple[FactsDraft, int, int]],
) -> None:
    facts = FactsDraft()
    for new, first, more in read:
        facts = merged(facts, new, first, min(LAST, first + more))
    facts = mended(facts, TEXT)
    for named in (facts.cast, facts.places):
        keys = [key_of(one.name) for one in named]
        assert all(keys) and len(keys) == len(set(keys))
    covered = [n for s in facts.scenes for n in range(s.first, s.last + 1)]
    assert covered == list(range(1, LAST + 1)) or not facts.scenes
    numbers = [q.quote for q in facts.quotes]
    assert numbers == sorted(set(numbers))
    assert set(numbers) <= {q.number for q in TEXT.quotes}
    assert all(1 <= v.first <= v.last <= LAST for v in facts.variations)
    assert mended(facts, TEXT) == facts
