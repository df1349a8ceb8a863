"""One JSON Schema for every kind of agent: the subset that strict modes take."""

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from panelwright_tools.asking.schema_tree import Node, schema_tree
from panelwright_tools.domain import UserError
from panelwright_tools.domain.reading import explain

Schema = dict[str, Any]
Asked = TypeVar("Asked", bound=BaseModel)


def strict_schema(model: type[BaseModel]) -> Schema:
    """The schema of what an operation takes: every property required, what may be left out
    nullable, nothing additional, no bounds, patterns, defaults or references.

    The operation itself also takes what leaves nullable properties out.
    """
    return _strict(schema_tree(model))


def read_arguments(model: type[Asked], arguments: Mapping[str, Any]) -> Asked:
    """Arguments as callers give them; null says the same as leaving out.

    Raises UserError that names the argument that is wrong, and what it should be.
    """
    try:
        return model.model_validate(_told(arguments))
    except ValidationError as error:
        known = ", ".join(model.model_fields)
        raise UserError(
            f"{explain(error, dict(arguments))}; it takes {known}: see its schema."
        ) from error


def _told(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _told(one) for name, one in value.items() if one is not None}
    return [_told(one) for one in value] if isinstance(value, list | tuple) else value


def _strict(node: Node) -> Schema:
    schema = {key: node[key] for key in ("type", "enum", "description") if key in node}
    if "anyOf" in node:
        schema["anyOf"] = [_strict(member) for member in node["anyOf"]]
    if "items" in node:
        schema["items"] = _strict(node["items"])
    if node.get("type") == "object":
        told = {name: _strict(value) for name, value in node.get("properties", {}).items()}
        needed = set(node.get("required", ()))
        schema["properties"] = {
            name: one if name in needed else _nullable(one) for name, one in told.items()
        }
        schema["required"] = list(told)
        schema["additionalProperties"] = False
    return schema


def _nullable(schema: Schema) -> Schema:
    """The same, or null, which says that it is left out."""
    members = schema.get("anyOf", [schema])
    if any(member.get("type") == "null" for member in members):
        return schema
    told = {"description": schema["description"]} if "description" in schema else {}
    bare = [{k: v for k, v in member.items() if k != "description"} for member in members]
    return {**told, "anyOf": [*bare, {"type": "null"}]}
