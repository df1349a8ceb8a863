"""From a JSON Schema to what may be written: every property in its order, every bound kept."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from panelwright_tools.asking.json_frames import (
    Either,
    Fixed,
    Frame,
    State,
    advance,
    forced,
    shortest,
)
from panelwright_tools.asking.json_numbers import Decimal, Whole
from panelwright_tools.asking.json_text import Text

Schema = Mapping[str, Any]

_PLAIN: Final = {"boolean": (b"false", b"true"), "null": (b"null",)}


class UnknownShape(ValueError):
    """A schema asks for something that can't be kept to byte by byte."""


@dataclass(frozen=True)
class Bounds:
    """What holds where a schema sets no bound: a weak model would never end otherwise."""

    characters: int = 300
    """In a string."""
    items: int = 64
    """Objects in a list."""
    words: int = 16
    """Strings or numbers in a list."""
    digits: int = 6
    """In a number, before the point."""
    decimals: int = 4


@dataclass(frozen=True)
class Shape:
    """A schema, with the root that its references point into."""

    schema: Schema
    root: Schema
    bounds: Bounds = Bounds()

    def of(self, schema: Schema) -> "Shape":
        """Another schema of the same root."""
        return replace(self, schema=schema)

    def begin(self) -> State:
        """All that a value of this shape is made of. Raises UnknownShape."""
        schema = _resolved(self.schema, self.root)
        if "const" in schema:
            return _literals([schema["const"]])
        if "enum" in schema:
            return _literals(schema["enum"])
        for key in ("anyOf", "oneOf"):
            if key in schema:
                return _either([self.of(one) for one in schema[key]])
        if isinstance(schema.get("type"), list):
            return _either([self.of({**schema, "type": one}) for one in schema["type"]])
        return self._plain(schema)

    def _plain(self, schema: Schema) -> State:
        kind = schema.get("type")
        if kind == "object":
            return self._object(schema)
        if kind == "array" and "items" in schema:
            least = schema.get("minItems", 0)
            items = self.of(schema["items"])
            most = schema.get("maxItems", max(least, self._most(items)))
            return (Items(items, least, most), Fixed(b"["))
        if kind == "string":
            least = schema.get("minLength", 0)
            most = schema.get("maxLength", max(self.bounds.characters, least))
            return (Text(least, most), Fixed(b'"'))
        if kind in ("integer", "number"):
            return (self._number(schema, kind),)
        if kind in _PLAIN:
            return _choice([(Fixed(text),) for text in _PLAIN[kind]])
        raise UnknownShape(f"there is no way to keep to {json.dumps(schema)[:200]}")

    def _most(self, items: "Shape") -> int:
        kind = _resolved(items.schema, self.root).get("type")
        return self.bounds.items if kind in ("object", "array") else self.bounds.words

    def _object(self, schema: Schema) -> State:
        if not isinstance(schema.get("properties"), dict) or not schema["properties"]:
            raise UnknownShape("an object must name its properties")
        parts: list[Frame] = []
        for n, (name, value) in enumerate(schema["properties"].items()):
            key = json.dumps(name, ensure_ascii=False)
            parts += [Fixed(f"{', ' if n else '{'}{key}: ".encode()), Pending(self.of(value))]
        return (Fixed(b"}"), *reversed(parts))

    def _number(self, schema: Schema, kind: str) -> Frame:
        widest = 10**self.bounds.digits - 1
        low = schema.get("minimum", schema.get("exclusiveMinimum", -widest))
        high = schema.get("maximum", schema.get("exclusiveMaximum", widest))
        least, most = math.ceil(low), math.floor(high)
        least += "minimum" not in schema and least == schema.get("exclusiveMinimum")
        most -= "maximum" not in schema and most == schema.get("exclusiveMaximum")
        if least > most:
            raise UnknownShape(f"no whole number lies between {low} and {high}")
        whole = Whole(least, most)
        return whole if kind == "integer" else Decimal(whole, self.bounds.decimals)


@dataclass(frozen=True)
class Pending:
    """A value that has not begun."""

    shape: Shape

    @property
    def ended(self) -> bool:
        """Never."""
        return False

    @property
    def forced(self) -> bytes:
        """What every value of the shape begins with."""
        return forced(self.shape.begin())

    @property
    def shortest(self) -> bytes:
        """The least value."""
        return shortest(self.shape.begin())

    def after(self, byte: int) -> State | None:
        """The value, begun with the byte."""
        return advance(self.shape.begin(), byte)


@dataclass(frozen=True)
class Items:
    """The rest of a list, and its closing bracket."""

    shape: Shape
    least: int
    most: int
    """Items that must, and that may, still come."""
    first: bool = True

    @property
    def ended(self) -> bool:
        """Never: the bracket is missing."""
        return False

    @property
    def forced(self) -> bytes:
        """The bracket when no more may come, a comma or the first item when one must."""
        if self.most <= 0:
            return b"]"
        if self.least <= 0:
            return b""
        return forced((Pending(self.shape),)) if self.first else b", "

    @property
    def shortest(self) -> bytes:
        """The least items that must come."""
        if self.least <= 0:
            return b"]"
        items = b", ".join([shortest(self.shape.begin())] * self.least)
        return (b"" if self.first else b", ") + items + b"]"

    def after(self, byte: int) -> State | None:
        """The list closed, or its next item begun."""
        if byte == ord("]"):
            return () if self.least <= 0 else None
        if self.most <= 0:
            return None
        next_one: State = (
            replace(self, least=self.least - 1, most=self.most - 1, first=False),
            Pending(self.shape),
        )
        return advance(next_one if self.first else (*next_one, Fixed(b", ")), byte)


def state_of(schema: Schema, bounds: Bounds = Bounds()) -> State:
    """Where a value of a schema begins. Raises UnknownShape if some part can't be kept to."""
    _check(schema, schema, bounds, set())
    state = Shape(schema, schema, bounds).begin()
    try:
        shortest(state)
    except RecursionError:
        raise UnknownShape("a value of it would never end") from None
    return state


def _check(schema: Schema, root: Schema, bounds: Bounds, seen: set[str]) -> None:
    """Try every part once, so that no answer stops half-way."""
    if "$ref" in schema:
        if schema["$ref"] in seen:
            return
        seen.add(schema["$ref"])
        schema = _resolved(schema, root)
    Shape(schema, root, bounds).begin()
    parts = [*schema.get("anyOf", ()), *schema.get("oneOf", ())]
    parts += schema.get("properties", {}).values()
    parts += [schema["items"]] if isinstance(schema.get("items"), dict) else []
    for part in parts:
        _check(part, root, bounds, seen)


def _resolved(schema: Schema, root: Schema) -> Schema:
    """The schema that a reference points at."""
    for _ in range(20):
        pointer = schema.get("$ref")
        if pointer is None:
            return schema
        found: Any = root
        for part in str(pointer).removeprefix("#/").split("/"):
            if not isinstance(found, Mapping) or part not in found:
                raise UnknownShape(f"{pointer} points nowhere")
            found = found[part]
        schema = found
    raise UnknownShape("references go round in circles")


def _either(shapes: list[Shape]) -> State:
    """One of several shapes; null, if it is among them, is how it ends soonest."""
    states = [shape.begin() for shape in shapes]
    return _choice(sorted(states, key=lambda state: state != (Fixed(b"null"),)))


def _literals(values: list[Any]) -> State:
    return _choice([(Fixed(json.dumps(value, ensure_ascii=False).encode()),) for value in values])


def _choice(states: list[State]) -> State:
    if not states:
        raise UnknownShape("there is nothing to choose from")
    return states[0] if len(states) == 1 else (Either(tuple(states)),)
