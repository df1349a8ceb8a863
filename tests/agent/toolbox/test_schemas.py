"""What every operation takes is a schema that strict modes of model servers accept."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import jsonschema
import pytest

from panelwright.settings import Settings
from panelwright.toolbox.operation import Operation
from panelwright.toolbox.schemas import read_arguments, strict_schema
from panelwright.toolbox.table import OPERATIONS
from panelwright_tools.domain import UserError

KEYWORDS: Final = {
    "type", "properties", "required", "additionalProperties", "items", "anyOf", "enum",
    "description",
}  # fmt: skip
"""All that strict modes have in common."""
TYPES: Final = {"object", "array", "string", "integer", "number", "boolean", "null"}
NAMES: Final = {
    "plan_story", "revise_story", "layout", "paint", "inpaint", "ground", "segment", "lift",
    "letter_page", "export", "portrait", "canvas", "start", "status", "watch", "cancel", "await",
    "decide_panel",
}  # fmt: skip


def nodes(schema: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield schema
    inner = [*schema.get("properties", {}).values(), *schema.get("anyOf", ())]
    for one in [*inner, *([schema["items"]] if "items" in schema else [])]:
        yield from nodes(one)


def depth(schema: Mapping[str, Any]) -> int:
    inner = [*schema.get("properties", {}).values(), *schema.get("anyOf", ())]
    inner += [schema["items"]] if "items" in schema else []
    return 1 + max(map(depth, inner), default=0)


def test_the_operations_are_those_that_were_promised() -> None:
    assert {one.name for one in OPERATIONS} == NAMES
    assert len(OPERATIONS) == len(NAMES)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.name)
def test_a_schema_keeps_to_what_strict_modes_take(operation: Operation) -> None:
    schema = strict_schema(operation.asks)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["type"] == "object"
    assert depth(schema) <= 10
    for node in nodes(schema):
        assert set(node) <= KEYWORDS
        assert ("anyOf" in node) != (node.get("type") in TYPES)
        if node.get("type") == "object":
            assert node["additionalProperties"] is False
            assert node["required"] == list(node["properties"])
        if node.get("type") == "array":
            assert "items" in node


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.name)
def test_every_argument_is_described(operation: Operation) -> None:
    described = strict_schema(operation.asks)["properties"].items()
    assert [name for name, one in described if not one.get("description")] == []


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.name)
def test_nulls_stand_for_what_is_left_out(operation: Operation) -> None:
    """Whatever fits the schema reaches the operation: nulls are never in its way."""
    fields = operation.asks.model_fields
    schema = strict_schema(operation.asks)["properties"]
    nullable = {name: None for name, one in schema.items() if any(
        member.get("type") == "null" for member in one.get("anyOf", ()))}  # fmt: skip
    assert nullable.keys() == {name for name, one in fields.items() if not one.is_required()}
    given = {name: sample(one) for name, one in schema.items() if name not in nullable}
    assert read_arguments(operation.asks, given | nullable) == operation.asks(**given)


def sample(schema: Mapping[str, Any]) -> Any:
    kind = schema["type"]
    if "enum" in schema:
        return schema["enum"][0]
    if kind == "array":
        return [sample(schema["items"])]
    if kind == "object":
        told = schema["properties"].items()
        return {name: sample(one) for name, one in told if "anyOf" not in one}
    return {"string": "x", "integer": 1, "number": 1.0, "boolean": True}[kind]


def test_an_argument_that_nobody_takes_is_named() -> None:
    layout = next(one for one in OPERATIONS if one.name == "layout")
    with pytest.raises(UserError, match=r"field colour.*it takes prompt"):
        read_arguments(layout.asks, {"prompt": "a ball", "colour": "red"})


def test_an_operation_asks_outside_only_where_a_back_end_is_served() -> None:
    by_name = {one.name: one for one in OPERATIONS}
    hosted = Settings(profile="hosted")
    assert not any(one.open_world(Settings()) for one in OPERATIONS)
    assert {n for n, one in by_name.items() if one.open_world(hosted)} == {
        "plan_story", "revise_story", "paint", "inpaint", "ground", "portrait", "canvas", "start",
    }  # fmt: skip
