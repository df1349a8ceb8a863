"""Whatever a state lets through parses, keeps to the schema, and can be ended at any byte."""

import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from panelwright_tools.asking.json_frames import State, advance, advance_all, forced, shortest
from panelwright_tools.asking.json_shapes import Bounds, UnknownShape, state_of

NAMES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=4)
BOUND = st.integers(-30, 30)


@st.composite
def integers(draw: st.DrawFn) -> dict[str, Any]:
    low, high = sorted((draw(BOUND), draw(BOUND)))
    kind = draw(st.sampled_from(["integer", "number"]))
    return {"type": kind, "minimum": low, "maximum": high}


@st.composite
def strings(draw: st.DrawFn) -> dict[str, Any]:
    low, high = sorted((draw(st.integers(0, 5)), draw(st.integers(0, 5))))
    return {"type": "string", "minLength": low, "maxLength": high}


@st.composite
def lists_of(draw: st.DrawFn, inner: st.SearchStrategy[dict[str, Any]]) -> dict[str, Any]:
    low, high = sorted((draw(st.integers(0, 3)), draw(st.integers(0, 3))))
    return {"type": "array", "items": draw(inner), "minItems": low, "maxItems": high}


LEAVES = st.one_of(
    integers(),
    strings(),
    st.builds(lambda values: {"enum": values}, st.lists(st.integers(-99, 99) | NAMES, min_size=1)),
    st.sampled_from([{"type": "boolean"}, {"type": "null"}, {"type": ["string", "null"]}]),
    st.builds(lambda value: {"const": value}, NAMES),
)
SCHEMAS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        lists_of(inner),
        st.builds(
            lambda parts: {"type": "object", "properties": parts, "required": [*parts]},
            st.dictionaries(NAMES, inner, min_size=1, max_size=3),
        ),
        st.builds(lambda one: {"anyOf": [one, {"type": "null"}]}, inner),
    ),
    max_leaves=6,
)


def written(state: State, choices: list[int]) -> bytes:
    """A value that grows by these choices, one a byte, and is then ended."""
    text = b""
    for choice in choices:
        if not state:
            break
        allowed = {byte: on for byte in range(256) if (on := advance(state, byte)) is not None}
        if not allowed and all(frame.ended for frame in state):
            break
        assert allowed, f"stuck after {text!r}"
        byte = sorted(allowed)[choice % len(allowed)]
        assert forced(state)[:1] in (b"", bytes([byte]))
        state = allowed[byte]
        text += bytes([byte])
    return text + shortest(state)


@given(SCHEMAS, st.lists(st.integers(0, 255), max_size=80))
def test_every_value_parses_and_keeps_to_its_schema(
    schema: dict[str, Any], choices: list[int]
) -> None:
    value = json.loads(written(state_of(schema), choices).decode("utf-8"))
    jsonschema.validate(value, schema)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-999999, 999999) | NAMES,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, min_size=1),
        max_leaves=8,
    )
)
def test_what_json_dumps_writes_is_let_through(value: Any) -> None:
    def schema(part: Any) -> dict[str, Any]:
        if isinstance(part, dict):
            return {"type": "object", "properties": {key: schema(one) for key, one in part.items()}}
        if isinstance(part, list):
            return {"type": "array", "items": {"anyOf": [schema(one) for one in part or [None]]}}
        kinds = {bool: "boolean", int: "integer", str: "string", type(None): "null"}
        return {"type": kinds[type(part)]}

    text = json.dumps(value, ensure_ascii=False)
    if "\\u" in text or any(ord(letter) < 0xA0 and not 32 <= ord(letter) < 127 for letter in text):
        return  # control characters have no way through
    if any(escape in text for escape in ("\\b", "\\f", "\\r")):
        return
    left = advance_all(state_of(schema(value)), text.encode())
    assert left is not None
    assert all(frame.ended for frame in left)


def test_control_characters_and_broken_characters_have_no_way_into_a_string() -> None:
    inside = advance_all(state_of({"type": "string"}), b'"')
    assert inside is not None
    for wrong in (b"\n", b"\x00", b"\x7f", b"\xc2\x85", b"\xed\xa0\x80", b"\xff", b"\xc3A", b"\\u"):
        assert advance_all(inside, wrong) is None, wrong
    for right in ("é", "…", "龍", "🐉", '\\"', "\\n"):
        assert advance_all(inside, right.encode()) is not None, right


def test_what_leaves_no_choice_is_known_beforehand() -> None:
    schema = {
        "type": "object",
        "properties": {"name": {"type": "string"}, "old": {"type": "boolean"}},
    }
    assert forced(state_of(schema)) == b'{"name": "'
    after = advance_all(state_of(schema), b'{"name": "Mina"')
    assert after is not None
    assert forced(after) == b', "old": '


def test_where_a_schema_sets_no_bound_ours_hold() -> None:
    bounds = Bounds(characters=3, words=2, digits=2)
    texts = state_of({"type": "array", "items": {"type": "string"}}, bounds)
    assert advance_all(texts, b'["abc", "d"]') == ()
    assert advance_all(texts, b'["abcd') is None
    assert advance_all(texts, b'["a", "b", ') is None
    assert advance_all(state_of({"type": "integer"}, bounds), b"100") is None


def test_an_answer_that_must_end_leaves_out_what_may_be_left_out() -> None:
    schema = {
        "$ref": "#/$defs/Person",
        "$defs": {
            "Person": {
                "type": "object",
                "properties": {
                    "age": {"type": "integer", "minimum": 18},
                    "friends": {"type": "array", "items": {"$ref": "#/$defs/Person"}},
                    "boss": {"anyOf": [{"$ref": "#/$defs/Person"}, {"type": "null"}]},
                },
            }
        },
    }
    assert json.loads(shortest(state_of(schema))) == {"age": 18, "friends": [], "boss": None}


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "object"},
        {"type": "object", "additionalProperties": {"type": "string"}},
        {"type": "array"},
        {"type": "array", "items": {"not": {}}},
        {"$ref": "#/$defs/Missing"},
        {"$ref": "#/$defs/A", "$defs": {"A": {"$ref": "#/$defs/A"}}},
        {"enum": []},
        {
            "$ref": "#/$defs/A",
            "$defs": {"A": {"type": "object", "properties": {"a": {"$ref": "#/$defs/A"}}}},
        },
    ],
)
def test_a_schema_that_cannot_be_kept_to_is_refused_at_once(schema: dict[str, Any]) -> None:
    with pytest.raises(UnknownShape):
        state_of(schema)
