"""Harmless differences from the schema are mended; what is left is told in few lines."""

import json
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, Field

from panelwright_tools.asking.validation import Fault, judged


class Person(BaseModel):
    name: str
    age: int = 0
    clothes: list[str] = Field(default_factory=list)
    box: list[float] | None = None
    kind: Literal["person", "animal"] = "person"


class Facts(BaseModel):
    title: str = ""
    cast: list[Person] = Field(default_factory=list)
    quote: int | None = None


MINA = Person(name="Mina")

HARMLESS: dict[str, tuple[Any, Facts]] = {
    "null for a list": ({"title": "Rain", "cast": None}, Facts(title="Rain")),
    "null for a text": ({"title": None, "cast": [{"name": "Mina"}]}, Facts(cast=[MINA])),
    "one object for a list": ({"cast": {"name": "Mina"}}, Facts(cast=[MINA])),
    "numbered objects for a list": ({"cast": {"1": {"name": "Mina"}}}, Facts(cast=[MINA])),
    "a name for an object": ({"cast": ["Mina"]}, Facts(cast=[MINA])),
    "null in a list": ({"cast": [None, {"name": "Mina"}]}, Facts(cast=[MINA])),
    "a number in a text": ({"quote": "quote 3"}, Facts(quote=3)),
    "a number for a text": ({"title": 1984}, Facts(title="1984")),
    "another case of names": ({"Title": "Rain", "CAST": []}, Facts(title="Rain")),
    "another case of a choice": (
        {"cast": [{"name": "Mina", "kind": "Person"}]},
        Facts(cast=[MINA]),
    ),
    "one text for a list": (
        {"cast": [{"name": "Mina", "clothes": "red scarf"}]},
        Facts(cast=[Person(name="Mina", clothes=["red scarf"])]),
    ),
    "percents in a box": (
        {"cast": [{"name": "Mina", "box": ["10%", "0,2", 0.5, ".5"]}]},
        Facts(cast=[Person(name="Mina", box=[0.1, 0.2, 0.5, 0.5])]),
    ),
    "wrapped in an answer": ({"answer": {"title": "Rain"}}, Facts(title="Rain")),
    "wrapped twice": ({"response": {"Facts": {"title": "Rain"}}}, Facts(title="Rain")),
    "in the schema's clothes": (
        {"type": "object", "properties": {"title": "Rain"}, "required": ["title"]},
        Facts(title="Rain"),
    ),
    "in a list of one": ([{"title": "Rain"}], Facts(title="Rain")),
}


@pytest.mark.parametrize(("said", "meant"), HARMLESS.values(), ids=HARMLESS.keys())
def test_harmless_differences_are_mended(said: Any, meant: Facts) -> None:
    assert judged(json.dumps(said), Facts).value == meant


class Cast(BaseModel):
    cast: list[Person]


def test_the_list_without_its_object_is_taken_where_there_is_but_one() -> None:
    assert judged('[{"name": "Mina"}, {"name": "Tom"}]', Cast).value == Cast(
        cast=[MINA, Person(name="Tom")]
    )


def test_objects_in_a_row_are_the_items_of_the_only_list() -> None:
    answer = judged('{"name": "Mina"}\n\n{"name": "Tom"}', Cast)
    assert answer.value is not None
    assert [person.name for person in answer.value.cast] == ["Mina", "Tom"]


def test_an_object_without_any_of_the_fields_is_no_answer() -> None:
    answer = judged('{"mood": "sad"}', Facts)
    assert answer.fault == Fault.WRONG
    assert answer.errors == ("none of the fields is there: title, cast, quote",)


def test_errors_are_told_by_field_and_in_few_lines() -> None:
    wrong = [{"name": "Mina", "age": "old"}] * 20
    answer = judged(json.dumps({"cast": wrong}), Facts)
    assert len(answer.errors) == 13
    assert answer.errors[0].startswith("cast[0].age: Input should be a valid integer")
    assert answer.errors[-1] == "and 8 more of the kind"


def test_of_a_wrong_answer_all_that_is_right_can_be_used() -> None:
    cast = [{"name": "Mina", "age": "old", "clothes": ["boots"]}, {"age": 3}, {"name": "Tom"}]
    answer = judged(json.dumps({"title": "Rain", "cast": cast}), Facts)
    assert answer.value is None
    assert answer.rest == Facts(
        title="Rain", cast=[Person(name="Mina", clothes=["boots"]), Person(name="Tom")]
    )


def test_nothing_can_be_used_of_an_answer_whose_every_part_is_wrong() -> None:
    assert judged('{"cast": [{"age": 1}, {"age": 2}]}', Facts).rest is None


def test_the_whole_items_of_an_unfinished_answer_can_be_used() -> None:
    answer = judged('{"title": "Rain", "cast": [{"name": "Mina"}, {"name": "To', Facts)
    assert answer.fault == Fault.CUT
    assert answer.rest == Facts(title="Rain", cast=[MINA])


class Move(BaseModel):
    kind: Literal["move"]
    panel: int


class Drop(BaseModel):
    kind: Literal["drop"]
    panels: list[int]


class Edits(BaseModel):
    edits: list[Move | Drop]


def test_members_of_a_union_are_mended_by_their_tags() -> None:
    answer = judged('{"edits": [{"kind": "drop", "panels": 3}]}', Edits)
    assert answer.value == Edits(edits=[Drop(kind="drop", panels=[3])])


@given(st.text("{}[]\"':,abetil01null \n", max_size=200) | st.text(max_size=80))
def test_any_text_is_judged_without_an_error(text: str) -> None:
    answer = judged(text, Facts)
    assert (answer.value is not None) == (answer.fault == Fault.NONE)


_ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["title", "cast", "name", "age", "box", "kind", "x"]), inner, max_size=4
        )
    ),
    max_leaves=20,
)


@given(_ANY)
def test_any_json_is_judged_without_an_error(value: Any) -> None:
    answer = judged(json.dumps(value), Facts)
    assert answer.fault == Fault.NONE or answer.errors
