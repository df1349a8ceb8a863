"""Tells a model in its prompt what to answer: the schema as a short form with comments."""

import json
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from pydantic import BaseModel

from panelwright_prompts import render
from panelwright_tools.asking.model import Message
from panelwright_tools.asking.schema_tree import Node, schema_tree

_WORDS: Final = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "null": "null",
    "object": "{…}",
}


def with_schema(messages: Sequence[Message], schema: type[BaseModel]) -> tuple[Message, ...]:
    """The messages with the schema told.

    It ends the leading system turns: after what all steps share and before what differs from
    call to call, so that the prompts of one step begin alike.
    """
    leading = 0
    while leading < len(messages) and messages[leading].speaker == "system":
        leading += 1
    told = _told(schema)
    if not leading:
        return (Message("system", told), *messages)
    last = messages[leading - 1]
    joined = replace(last, text=f"{last.text}\n\n{told}")
    return (*messages[: leading - 1], joined, *messages[leading:])


@cache
def _told(schema: type[BaseModel]) -> str:
    (turn,) = render("asking/answer", form=form(schema))
    return turn.text


def form(schema: type[BaseModel]) -> str:
    """The schema in the shape of its answer, a field a line, its description as a comment."""
    tree = schema_tree(schema)
    named = [f"{name}: {_form(node, '')}" for name, node in tree.get("$defs", {}).items()]
    return "\n".join([_form(tree, ""), *named])


def _form(node: Node, indent: str) -> str:
    if "$ref" in node:
        return str(node["$ref"]).rpartition("/")[2]
    if "anyOf" in node:
        return " or ".join(_form(member, indent) for member in node["anyOf"])
    if "enum" in node:
        return " or ".join(json.dumps(value, ensure_ascii=False) for value in node["enum"])
    if node.get("type") == "array":
        return f"[{_form(node['items'], indent)}, …]"
    if "properties" in node:
        inner = indent + " "
        lines = [_field(key, value, inner) for key, value in node["properties"].items()]
        return "\n".join(["{", *lines, indent + "}"])
    return _WORDS.get(str(node.get("type")), "anything")


def _field(key: str, node: Node, indent: str) -> str:
    told = node.get("description")
    comment = f" // {told}" if told else ""
    shape = _form(node, indent)
    if "\n" not in shape:
        return f"{indent}{json.dumps(key)}: {shape},{comment}"
    first, rest = shape.split("\n", 1)
    return f"{indent}{json.dumps(key)}: {first}{comment}\n{rest},"
