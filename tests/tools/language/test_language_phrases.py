"""Noun phrases and events of single sentences."""

import pytest

from panelwright_tools.language import NounPhrase, Sentence, analyse


def sentence(text: str) -> Sentence:
    return analyse(text).sentences[0]


def phrase(text: str, head: str) -> NounPhrase:
    return next(p for p in sentence(text).noun_phrases if p.head == head)


def test_a_prompt_gives_number_adjective_and_relation() -> None:
    balls, bench = sentence("three red balls to the left of a wooden bench").noun_phrases
    assert (balls.head, balls.number, balls.adjectives) == ("ball", 3, ("red",))
    assert (bench.head, bench.preposition, bench.attached_to) == ("bench", "to the left of", 0)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("a couple of dogs", 2),
        ("a dozen dogs", 12),
        ("two dozen dogs", 24),
        ("twenty-one dogs", 21),
        ("7 dogs", 7),
        ("a pair of dogs", 2),
        ("dogs", None),
    ],
)
def test_numbers_are_read(text: str, number: int | None) -> None:
    assert phrase(text, "dog").number == number


def test_what_is_denied_is_marked() -> None:
    assert phrase("A park without any dogs.", "dog").negated
    assert phrase("There are no dogs in the park.", "dog").negated
    assert not phrase("There are dogs in the park.", "dog").negated


def test_members_of_a_list_share_its_preposition() -> None:
    found = sentence("A boy sits with a cat, a dog and an owl.").noun_phrases
    assert [p.preposition for p in found[1:]] == ["with"] * 3
    assert found[1].coordinated == (2, 3)


def test_a_compound_is_one_noun() -> None:
    van = phrase("Rosa sells the ice cream van.", "van")
    assert (van.compound, van.category) == ("ice cream", "vehicle")


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("Ada pulled, and all over the valley people lifted their heads.", "people"),
        ("In the village children cheered.", "child"),
        ("Behind the village girls stood a boy.", "boy"),
        ("Ada lived with the village people.", "Ada"),
    ],
)
def test_people_behind_a_place_that_opens_the_clause_are_who_acts(text: str, doer: str) -> None:
    found = sentence(text)
    assert [found.noun_phrases[n].head for n in found.events[-1].subjects] == [doer]


def test_an_event_has_subject_object_and_place() -> None:
    found = sentence("The old sailor put a lamp on the table.")
    [event] = found.events
    heads = [p.head for p in found.noun_phrases]
    assert [heads[n] for n in event.subjects] == ["sailor"]
    assert [heads[n] for n in event.objects] == ["lamp"]
    assert [(p.preposition, heads[p.phrase]) for p in event.prepositions] == [("on", "table")]
    assert event.happens


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("The dog did not bark.", "negated"),
        ("The dog will bark.", "future"),
        ("The dog would bark.", "hypothetical"),
        ("Tom said that the dog barked.", "reported"),
        ("The dog had barked.", "past_before"),
        ("The dog was chased.", "passive"),
        ("The dog is barking.", "progressive"),
    ],
)
def test_a_verb_tells_whether_it_happens(text: str, flag: str) -> None:
    assert getattr(sentence(text).events[-1], flag)


def test_clauses_can_be_cut_apart() -> None:
    doc = analyse("Mina opened the door, and the dog ran out.")
    clauses = [doc.words(event.clause) for event in doc.sentences[0].events]
    assert clauses == ["Mina opened the door,", "and the dog ran out."]


def test_a_verb_before_its_subject_finds_it() -> None:
    found = sentence("Behind the table stands a tall man.")
    assert found.noun_phrases[found.events[0].subjects[0]].head == "man"


def test_a_word_for_somebodys_body_is_no_deed() -> None:
    doc = analyse("In the rain Mina, a small red-haired girl in a raincoat, meets an old robot.")
    assert [event.verb for event in doc.sentences[0].events] == ["meet"]
    assert [entity.heads for entity in doc.entities if entity.name == "Mina"] == [("girl",)]
