"""JSON is found in whatever a model writes around it, and hostile text is harmless and quick."""

import json
from time import process_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panelwright_tools.asking.extraction import found_json

RAIN = {"title": "Rain", "cast": [{"name": "Mina", "clothes": ["red scarf", "boots"]}]}

MESSY = {
    "fenced": '```json\n{"title": "Rain"}\n```',
    "fenced amid chatter": 'Sure! Here it is:\n```\n{"title": "Rain"}\n```\nShall I go on?',
    "after thoughts": '<think>{"title": "Sun"} or {no}?</think>\n{"title": "Rain"}',
    "after a longer draft in thoughts": '<think>{"title": "No, no"}</think>{"title": "Rain"}.',
    "after thoughts that begin in the prompt": 'a {"title": "Sun"}</think>{"title": "Rain"}',
    "after braces that are no JSON": 'As {you} see [1]: {"title": "Rain"} {}',
    "trailing commas": '{"title": "Rain",}',
    "comments": '{"title": "Rain" // not Sun\n /* at all */}',
    "single quotes": "{'title': 'Rain'}",
    "typographic quotes": "{“title”: “Rain”}",
    "bare words": "{title: Rain}",
    "a string of JSON": '"{\\"title\\": \\"Rain\\"}"',
    "told twice, then empty": '{"title": "Rain", "title": ""}',
    "with an equals sign": '{"title" = "Rain"}',
}


@pytest.mark.parametrize("text", MESSY.values(), ids=MESSY.keys())
def test_json_is_found_in(text: str) -> None:
    best, *_ = found_json(text)
    assert best.value == {"title": "Rain"}
    assert best.whole


def test_quotation_marks_within_words_are_part_of_them() -> None:
    (found,) = found_json('{"text": "She said "no" to him", "kind": "speech"}')
    assert found.value == {"text": 'She said "no" to him', "kind": "speech"}


def test_words_of_python_and_numbers_beyond_sense_are_read() -> None:
    (found,) = found_json("{'a': True, 'b': None, 'c': NaN, 'd': -1.5e2, 'e': 1e999, 'f': 12}")
    assert found.value == {"a": True, "b": None, "c": None, "d": -150.0, "e": None, "f": 12}


def test_line_breaks_and_control_characters_in_strings_are_let_through() -> None:
    (found,) = found_json('{"a": "one\ntwo\x00three\\ud800"}')
    assert found.value == {"a": "one\ntwo three\ufffd"}


def test_rare_characters_told_by_two_escapes_are_one() -> None:
    (found,) = found_json("{'a': '\\ud83d\\ude00'}")
    assert found.value == {"a": "😀"}


def test_of_an_answer_that_was_cut_off_whole_items_remain() -> None:
    text = json.dumps({"title": "Rain", "beats": [{"first": 1, "who": ["Mina"]}, {"first": 2}]})
    (found,) = found_json(text[: text.index("2}]")])
    assert found.value == {"title": "Rain", "beats": [{"first": 1, "who": ["Mina"]}]}
    assert not found.whole


def test_of_several_values_the_longest_comes_first_and_all_together_last() -> None:
    found = found_json('{"first": 1}\n{"first": 2, "last": 3}')
    values = [one.value for one in found]
    assert values == [{"first": 2, "last": 3}, {"first": 1}, [{"first": 1}, values[0]]]


def test_prose_has_no_json() -> None:
    assert found_json("Once upon a time there was a {girl} with [a] map.") == ()


@given(st.text(max_size=300))
def test_no_text_makes_it_raise(text: str) -> None:
    found_json(text)


@given(st.text(alphabet="{}[]\"',:\\/*# \n-1eEut<think>`“”", max_size=400))
def test_no_pile_of_signs_makes_it_raise(text: str) -> None:
    found_json(text)


_TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)
_LEAVES = st.none() | st.booleans() | st.integers(-(10**9), 10**9) | _TEXTS
_VALUES = st.recursive(
    _LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXTS, inner, max_size=4)
)


@given(st.dictionaries(st.text("abc", min_size=1, max_size=5), _VALUES), st.booleans())
def test_json_is_read_as_it_was_written(value: dict[str, Any], in_ascii: bool) -> None:
    text = json.dumps(value, ensure_ascii=in_ascii)
    assert [found.value for found in found_json(text)] == [value]


@given(st.integers(0, 200))
def test_every_beginning_of_an_answer_holds_nothing_that_it_did_not_say(length: int) -> None:
    text = json.dumps(RAIN)
    for found in found_json(text[:length]):
        assert _within(found.value, RAIN) or _within(found.value, RAIN["cast"])


def _within(part: Any, whole: Any) -> bool:
    if isinstance(part, dict) and isinstance(whole, dict):
        return all(key in whole and _within(value, whole[key]) for key, value in part.items())
    if isinstance(part, list) and isinstance(whole, list):
        return all(any(_within(one, other) for other in whole) for one in part)
    return bool(part == whole) or (isinstance(whole, list) and any(_within(part, w) for w in whole))


HOSTILE = {
    "brackets": "[" * 100_000,
    "objects in objects": '{"a":' * 100_000,
    "both and closed": "[{" * 100_000 + "}]" * 100_000,
    "quotation marks": '{"' * 300_000,
    "escapes": '{"a": "' + "\\" * 500_000,
    "comments without an end": "[" + "/* , " * 200_000,
    "commas": ("[" + "," * 20_000) * 40 + "}",
    "a number": "[" + "9" * 900_000 + "]",
    "spaces in a word": "[x" + " " * 900_000 + "y]",
    "quotes and line breaks": '["' + '"\n\n\n x' * 150_000,
    "thoughts without an end": "<think>" * 140_000,
    "fences": "```json\n" * 100_000,
    "a list that never ends": "[" + '{"a": 1},' * 100_000,
    "bare words": "{" + "a: b c d\n" * 100_000,
    "escaped pairs": '["' + "\\ud83d" * 150_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_takes_little_time(text: str) -> None:
    began = process_time()
    found_json(text)
    assert process_time() - began < 5
