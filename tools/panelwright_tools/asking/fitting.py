"""Fits what a model wrote to the shape that was asked for, where the difference is harmless."""

import re
from collections.abc import Mapping
from typing import Any, Final

from panelwright_tools.asking.schema_tree import Node, branches, nullable

_WRAPPED: Final = 3
"""Deepest wrapping that is taken off."""
_ONE_NUMBER: Final = re.compile(r"[^\d.-]{0,12}(-?\d{1,12})(?:\.0*)?[^\d.]{0,3}")
_DECIMAL: Final = re.compile(r"\s*([-+]?(?:\d{1,12}(?:[.,]\d{0,12})?|[.,]\d{1,12}))\s*(%?)\s*")


def fitted(value: Any, tree: Node) -> Any:
    """The value as the tree's root wants it, as far as no meaning is guessed.

    Wrappings are taken off; null becomes the absent or the empty; one item becomes a list of one;
    names of fields are matched without regard to case and signs; numbers come out of strings.
    """
    for _ in range(_WRAPPED):
        inner = _unwrapped(value, tree)
        if inner is value:
            break
        value = inner
    return _fit(value, tree)


def knows(value: Any, tree: Node) -> bool:
    """Whether an object has any of the fields that were asked for."""
    properties = tree.get("properties", {})
    return not properties or (isinstance(value, dict) and not properties.keys().isdisjoint(value))


def _unwrapped(value: Any, tree: Node) -> Any:
    properties = tree.get("properties", {})
    if isinstance(value, list):
        if len(value) == 1 and isinstance(value[0], dict) and knows(_renamed(value[0], tree), tree):
            return value[0]
        lists = [key for key, node in properties.items() if node.get("type") == "array"]
        return {lists[0]: value} if len(properties) == len(lists) == 1 else value
    if not isinstance(value, dict) or knows(_renamed(value, tree), tree):
        return value
    if isinstance(value.get("properties"), dict):
        return value["properties"]
    held = [inner for inner in value.values() if isinstance(inner, dict | list)]
    return held[0] if len(held) == 1 else value


def _fit(value: Any, node: Node) -> Any:
    kinds = branches(node)
    if value is None and nullable(node):
        return None
    kinds = kinds if len(kinds) == 1 else _tagged(value, kinds)
    if len(kinds) != 1:
        return value
    node = kinds[0]
    match node.get("type"):
        case "object":
            return _object(value, node)
        case "array":
            return _list(value, node)
        case "string":
            return _string(value, node)
        case "integer" | "number" | "boolean":
            return _scalar(value, str(node["type"]))
    return value


def _tagged(value: Any, kinds: list[Node]) -> list[Node]:
    """The members of a union whose tags an object has."""
    if not isinstance(value, dict):
        return []
    return [kind for kind in kinds if (tags := _tags(kind)) and tags.items() <= _told(value)]


def _tags(node: Node) -> dict[str, str]:
    """The fields of a node that can have only one value."""
    properties = node.get("properties", {}).items()
    return {key: one["enum"][0] for key, one in properties if len(one.get("enum", ())) == 1}


def _told(value: dict[str, Any]) -> set[tuple[str, str]]:
    return {(key, one) for key, one in value.items() if isinstance(one, str)}


def _object(value: Any, node: Node) -> Any:
    properties: Mapping[str, Node] = node.get("properties", {})
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], dict):
        value = value[0]
    if isinstance(value, str) and value.strip():
        value = _named(value, node)
    if not isinstance(value, dict) or not properties:
        return value
    required = node.get("required", ())
    made: dict[str, Any] = {}
    for key, inner in _renamed(value, node).items():
        wanted = properties.get(key)
        if wanted is None:
            made[key] = inner
        elif inner is not None or nullable(wanted) or key in required:
            made[key] = _fit(inner, wanted)
    return made


def _named(value: str, node: Node) -> Any:
    """Only a name where an object was wanted that needs no more than one."""
    required = node.get("required", ())
    one = required[0] if len(required) == 1 else None
    return {one: value} if one and node["properties"][one].get("type") == "string" else value


def _renamed(value: dict[str, Any], node: Node) -> dict[str, Any]:
    properties = node.get("properties", {})
    names = {_plain(key): key for key in properties}
    made: dict[str, Any] = {}
    for key, inner in value.items():
        name = key if key in properties else names.get(_plain(key), key)
        if name == key or name not in value:
            made[name] = inner
    return made


def _plain(name: str) -> str:
    return re.sub(r"[\W_]", "", name).lower()


def _list(value: Any, node: Node) -> Any:
    if value is None or value == "":
        return []
    items = node["items"]
    if isinstance(value, dict):
        whole = items.get("type") == "object" and knows(_renamed(value, items), items)
        numbered = value and all(isinstance(one, dict) for one in value.values())
        value = list(value.values()) if numbered and not whole else [value]
    elif not isinstance(value, list):
        value = [value]
    return [_fit(item, items) for item in value if item is not None]


def _string(value: Any, node: Node) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list) and all(isinstance(one, str | int | float) for one in value):
        return ", ".join(map(str, value))
    if isinstance(value, str) and value not in node.get("enum", (value,)):
        same = [one for one in node["enum"] if _plain(str(one)) == _plain(value)]
        return same[0] if same else value
    return value


def _scalar(value: Any, kind: str) -> Any:
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if not isinstance(value, str):
        return value
    if kind == "integer" and (number := _ONE_NUMBER.fullmatch(value.strip())):
        return int(number[1])
    if kind == "number" and (decimal := _DECIMAL.fullmatch(value)):
        return float(decimal[1].replace(",", ".")) / (100 if decimal[2] else 1)
    return value
