"""A Pydantic model's JSON Schema as a plain tree: references put in place, few kinds of node."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel

Node = Mapping[str, Any]
_KEPT = ("type", "enum", "description", "required", "$ref", "$defs", "additionalProperties")


@cache
def schema_tree(schema: type[BaseModel]) -> Node:
    """The schema with `$defs` only for what contains itself; oneOf is anyOf, const is enum.

    Bounds, patterns, titles and defaults are left out: validation has them. Do not change it.
    """
    whole = schema.model_json_schema()
    defs = whole.get("$defs", {})
    looped = {name for name in defs if name in _reached(defs[name], defs)}
    root = _target(whole)  # a model that contains itself is only pointed at
    tree = _plain(defs[root] if root else whole, defs, looped)
    if looped:
        tree["$defs"] = {name: _plain(defs[name], defs, looped) for name in sorted(looped)}
    return tree


def nullable(node: Node) -> bool:
    """Whether null fits the node."""
    return node.get("type") == "null" or any(map(nullable, node.get("anyOf", ())))


def branches(node: Node) -> list[Node]:
    """What else than null fits the node: itself, or the members of its union."""
    members = node.get("anyOf", (node,))
    return [member for member in members if member.get("type") != "null"]


def _plain(node: Node, defs: Node, looped: set[str]) -> dict[str, Any]:
    node = _in_place(node, defs, looped)
    plain = {key: node[key] for key in _KEPT if key in node and key != "$defs"}
    if "const" in node:
        plain["enum"] = [node["const"]]
    if "properties" in node:
        properties = node["properties"].items()
        plain["properties"] = {key: _plain(value, defs, looped) for key, value in properties}
    if isinstance(node.get("additionalProperties"), Mapping):
        plain["additionalProperties"] = _plain(node["additionalProperties"], defs, looped)
    if members := node.get("anyOf") or node.get("oneOf"):
        plain["anyOf"] = [_plain(member, defs, looped) for member in members]
    if plain.get("type") == "array":
        plain["items"] = _items(node, defs, looped)
    return plain


def _in_place(node: Node, defs: Node, looped: set[str]) -> Node:
    """The node itself, where it only points at another one."""
    if len(node.get("allOf", ())) == 1:
        node = {**node["allOf"][0], **{k: v for k, v in node.items() if k != "allOf"}}
    name = _target(node)
    if name is None or name in looped:
        return node
    rest = {key: value for key, value in node.items() if key != "$ref"}
    return _in_place({**defs[name], **rest}, defs, looped)


def _items(node: Node, defs: Node, looped: set[str]) -> dict[str, Any]:
    """One node for all items, of tuples too."""
    if "prefixItems" not in node:
        return _plain(node.get("items", {}), defs, looped)
    kinds: list[dict[str, Any]] = []
    for item in node["prefixItems"]:
        kind = _plain(item, defs, looped)
        kinds += [kind] if kind not in kinds else []
    return kinds[0] if len(kinds) == 1 else {"anyOf": kinds}


def _target(node: Node) -> str | None:
    return node["$ref"].rpartition("/")[2] if "$ref" in node else None


def _reached(node: object, defs: Node) -> set[str]:
    """Names of all definitions that a node leads to."""
    found: set[str] = set()
    todo = [node]
    while todo:
        one = todo.pop()
        if isinstance(one, list):
            todo += one
        if not isinstance(one, Mapping):
            continue
        todo += [value for key, value in one.items() if key != "$ref"]
        name = _target(one) if isinstance(one.get("$ref"), str) else None
        if name and name not in found:
            found.add(name)
            todo.append(defs[name])
    return found
