"""Schemas go over the wire in the common subset, then plainer; prompts tell them once."""

import json
from collections.abc import Iterator
from typing import Any, Literal, Optional

import jsonschema
import pytest
from pydantic import BaseModel, Field

from panelwright.planning.llm import drafts
from panelwright_tools.asking.model import Message
from panelwright_tools.asking.telling import form, with_schema
from panelwright_tools.asking.wire_schema import wire_schemas

DRAFTS = [
    drafts.FactsDraft,
    drafts.BeatsDraft,
    drafts.StagingDraft,
    drafts.WordsDraft,
    drafts.FindingsDraft,
]
COMMON = {"type", "properties", "required", "items", "enum", "anyOf", "additionalProperties"}


class Move(BaseModel):
    kind: Literal["move"]
    panel: int = Field(ge=1, le=50)


class Drop(BaseModel):
    kind: Literal["drop"]
    why: str | None = Field(default=None, max_length=20, pattern="^a")


class Edits(BaseModel):
    edits: list[Move | Drop] = Field(max_length=9)
    place: tuple[int, int] = (0, 0)


class Tree(BaseModel):
    name: str
    parent: Optional["Tree"] = None


def nodes(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        inner = [node.get("items"), node.get("additionalProperties"), *node.get("anyOf", [])]
        inner += node.get("properties", {}).values()
        for one in inner:
            yield from nodes(one)


@pytest.mark.parametrize("draft", [*DRAFTS, Edits])
def test_the_strictest_schema_is_the_common_subset(draft: type[BaseModel]) -> None:
    strict, *_ = wire_schemas(draft)
    for node in nodes(strict):
        assert node.keys() <= COMMON
        if node.get("type") == "object":
            assert node["additionalProperties"] is False
            assert node["required"] == list(node["properties"])


@pytest.mark.parametrize("draft", [*DRAFTS, Edits, Tree])
def test_plainer_schemas_know_ever_fewer_words(draft: type[BaseModel]) -> None:
    _, plain, bare = wire_schemas(draft)
    assert all(n.keys() <= COMMON - {"anyOf", "additionalProperties"} for n in nodes(plain))
    assert all(n.keys() <= {"type", "properties", "required", "items"} for n in nodes(bare))


@pytest.mark.parametrize("plainness", [0, 1, 2])
def test_what_is_valid_on_the_wire_is_valid_for_the_draft(plainness: int) -> None:
    wire = wire_schemas(drafts.FindingsDraft)[plainness]
    said = {"findings": [{"panel": 1, "about": "cast", "problem": "Tom is gone", "change": ""}]}
    jsonschema.validate(said, wire)
    drafts.FindingsDraft.model_validate(said)


def test_on_a_plain_wire_what_may_be_null_may_be_absent() -> None:
    strict, plain, _ = wire_schemas(drafts.StagingDraft)
    assert "box" in strict["properties"]["subjects"]["items"]["required"]
    assert "box" not in plain["properties"]["subjects"]["items"]["required"]


def test_a_plain_union_has_the_fields_and_tags_of_all_its_members() -> None:
    edit = wire_schemas(Edits)[1]["properties"]["edits"]["items"]
    assert edit["properties"]["kind"]["enum"] == ["move", "drop"]
    assert edit["properties"].keys() == {"kind", "panel", "why"}
    assert edit["required"] == ["kind"]


def test_what_contains_itself_keeps_its_definition() -> None:
    strict, *_ = wire_schemas(Tree)
    jsonschema.validate({"name": "a", "parent": {"name": "b", "parent": None}}, strict)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"name": "a", "parent": {"name": "b"}}, strict)


def test_the_form_in_the_prompt_has_every_field_and_its_description() -> None:
    told = form(drafts.StagingDraft)
    assert '"shot": text, // extreme wide, wide, full, medium, close or detail' in told
    assert '"box": [number, …] or null, //' in told
    assert len(told) < len(json.dumps(drafts.StagingDraft.model_json_schema())) / 2


def test_a_form_within_itself_is_told_by_its_name() -> None:
    assert form(Tree).count('"parent": Tree or null') == 2


def test_the_form_follows_the_system_text_and_precedes_what_differs() -> None:
    asked = [Message("system", "You plan comics."), Message("user", "Panel 1")]
    system, user = with_schema(asked, drafts.StagingDraft)
    assert system.text.startswith("You plan comics.\n\nAnswer with one JSON object")
    assert user == asked[1]
    assert [one.speaker for one in with_schema(asked[1:], drafts.StagingDraft)] == [
        "system",
        "user",
    ]
