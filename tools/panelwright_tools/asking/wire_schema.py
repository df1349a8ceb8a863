"""The schema that goes over the wire: a subset that all providers take, then ever plainer ones."""

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import BaseModel

from panelwright_tools.asking.schema_tree import Node, branches, nullable, schema_tree

Wire = dict[str, Any]


def wire_schemas(schema: type[BaseModel]) -> tuple[Wire, ...]:
    """The schemas to try in turn, the strictest first; those of simple models are the same.

    Strict: all required, absent is null, nothing additional. Plain: no unions, what may be null
    may be absent. Bare: no enumerations either. Descriptions are told in the prompt, once.
    """
    tree = schema_tree(schema)
    return _strict(tree), _plain(tree, _enumerated), _plain(tree, _typed)


def _strict(node: Node) -> Wire:
    if "$ref" in node:
        return {"$ref": node["$ref"]}
    if "anyOf" in node:
        return {"anyOf": [_strict(member) for member in node["anyOf"]]}
    wire = _enumerated(node)
    if "items" in node:
        wire["items"] = _strict(node["items"])
    if node.get("type") == "object":
        wire |= _closed(node)
    if "$defs" in node:
        wire["$defs"] = {name: _strict(value) for name, value in node["$defs"].items()}
    return wire


def _closed(node: Node) -> Wire:
    properties = node.get("properties", {})
    other = node.get("additionalProperties", False)
    if not properties and isinstance(other, Mapping):
        return {"additionalProperties": _strict(other)}
    told = {key: _strict(value) for key, value in properties.items()}
    return {"properties": told, "required": list(told), "additionalProperties": False}


def _plain(node: Node, scalar: Callable[[Node], Wire]) -> Wire:
    kinds = branches(node)
    if len(kinds) > 1:
        return _merged([_plain(kind, scalar) for kind in kinds])
    node = kinds[0] if kinds else {"type": "string"}
    if "$ref" in node:
        return {"type": "object"}
    wire = scalar(node)
    if "items" in node:
        wire["items"] = _plain(node["items"], scalar)
    if "properties" in node:
        properties = node["properties"].items()
        wire["properties"] = {key: _plain(value, scalar) for key, value in properties}
        wire["required"] = [key for key, value in properties if not nullable(value)]
    return wire


def _merged(kinds: list[Wire]) -> Wire:
    """One schema that lets all of them through, as far as plain ones can."""
    if any(kind.get("type") != "object" for kind in kinds):
        return kinds[0] if all(kind == kinds[0] for kind in kinds) else {"type": "string"}
    properties: Wire = {}
    for kind in kinds:
        for key, value in kind.get("properties", {}).items():
            properties[key] = _either(properties.get(key, value), value)
    shared = [key for key in properties if all(key in k.get("required", ()) for k in kinds)]
    return {"type": "object", "properties": properties, "required": shared}


def _either(one: Wire, other: Wire) -> Wire:
    """A field that two members of a union both have: the tags of a tagged union add up."""
    if "enum" in one and "enum" in other:
        return one | {"enum": list(dict.fromkeys([*one["enum"], *other["enum"]]))}
    return one


def _enumerated(node: Node) -> Wire:
    return {key: node[key] for key in ("type", "enum") if key in node}


def _typed(node: Node) -> Wire:
    return {"type": node.get("type", "string")}
