"""What a plan claims, as questions."""

from typing import Any

import pytest

from panelwright_tools.domain import Box, Brief, BriefRegion, Question, Region, Relation
from panelwright_tools.domain.vocabulary import RelationKind
from panelwright_tools.questions.colours import Coloured, colours, without_colours
from panelwright_tools.questions.tables import table
from panelwright_tools.questions.writing import questions_of

ANYWHERE = Box(0.1, 0.1, 0.5, 0.5)


def item(name: str, noun: str, phrase: str, prompt: str = "") -> BriefRegion:
    region = Region(id=name, noun=noun, phrase=phrase, prompt=prompt)
    return BriefRegion(region=region, box=ANYWHERE)


def asked(*items: BriefRegion, relations: tuple[Relation, ...] = ()) -> tuple[Question, ...]:
    return questions_of(Brief(panel="p", prompt="", regions=items, relations=relations))


def texts(questions: tuple[Question, ...]) -> list[str]:
    return [one.text for one in questions]


@pytest.mark.parametrize(
    ("phrase", "noun", "found", "plain"),
    [("a red ball", "ball", [Coloured("red")], "a ball"),
     ("a red-haired girl in a yellow raincoat", "girl",
      [Coloured("red-haired"), Coloured("yellow", "raincoat")], "a girl in a raincoat"),
     ("a red and white ball", "ball", [Coloured("red and white")], "a ball"),
     ("an orange", "orange", [], "an orange"),
     ("an orange cat", "cat", [Coloured("orange")], "a cat"),
     ("a grey owl", "owl", [Coloured("grey")], "an owl"),
     ("a wooden bench", "bench", [], "a wooden bench")],
)  # fmt: skip
def test_colours_are_told_from_what_has_them(
    phrase: str, noun: str, found: list[Coloured], plain: str
) -> None:
    assert colours(phrase, noun) == found
    assert without_colours(phrase) == plain


def test_a_thing_is_asked_about_without_its_colour_which_is_asked_about_after_it() -> None:
    there, colour = asked(item("b", "ball", "a red ball"))
    assert (there.kind, there.text, there.parents) == (
        "present",
        "Is this drawn in it: a ball?",
        (),
    )
    assert (colour.kind, colour.parents, colour.regions) == ("colour", (there.id,), ("b",))
    assert colour.text == "Is there a ball in it that is red?"


def test_what_is_claimed_twice_is_asked_once_of_both() -> None:
    there, *colours_, count = asked(
        item("a", "ball", "a red ball"),
        item("b", "ball", "a red ball"),
        item("c", "ball", "a blue ball"),
    )
    assert there.regions == ("a", "b", "c")
    assert [one.regions for one in colours_] == [("a", "b"), ("c",)]
    assert count.kind == "count" and count.regions == ("a", "b")
    assert "a red ball. Is it drawn exactly 2 times?" in count.text


def test_a_phrase_that_begins_with_a_number_is_counted() -> None:
    questions = asked(item("g", "girls", "three girls"))
    assert "drawn in it: girls. Is it drawn exactly 3 times?" in texts(questions)[-1]


def test_words_in_quotation_marks_are_read_and_not_looked_for() -> None:
    there, read = asked(item("s", "sign", 'a sign that says "CLOSED"'))
    assert there.text == "Is this drawn in it: a sign?"
    assert (read.kind, read.parents) == ("text", (there.id,))
    assert read.text == 'Do the letters on a sign in it read exactly "CLOSED"?'


def test_relations_depend_on_all_that_they_relate() -> None:
    girl, ball, owl = (
        item("g", "girl", "a girl"),
        item("b", "ball", "a ball"),
        item("o", "owl", "an owl"),
    )
    gives = Relation(kind=RelationKind.GIVES, source="g", target="b", other="o")
    *there, relation = asked(girl, ball, owl, relations=(gives,))
    assert relation.parents == tuple(one.id for one in there)
    assert relation.text.endswith("a girl gives a ball to an owl?")


def test_a_relation_to_what_is_not_on_the_panel_is_no_question() -> None:
    lost = Relation(kind=RelationKind.ON, source="g", target="nowhere")
    assert [one.kind for one in asked(item("g", "girl", "a girl"), relations=(lost,))] == [
        "present"
    ]


@pytest.mark.parametrize("kind", list(RelationKind))
def test_there_are_words_for_every_relation(kind: RelationKind) -> None:
    values: dict[str, Any] = table("questions")["relations"]
    assert values[kind]


def test_ids_are_unlike_and_a_panel_without_regions_asks_nothing() -> None:
    questions = asked(item("a", "ball", "a red ball"), item("b", "cat", "a black cat"))
    assert len({one.id for one in questions}) == len(questions) == 4
    assert asked() == ()
