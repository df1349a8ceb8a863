"""Writing the small tables of run.toml; the standard library only reads TOML."""

import json
import re
from collections.abc import Mapping

Value = str | int | float | bool
Table = Mapping[str, Value | None]


def written(tables: Mapping[str, Table]) -> str:
    """The text of tables of plain values; a None is left out, for TOML has no null."""
    blocks = []
    for header, table in tables.items():
        lines = [f"[{header}]"]
        lines += [f"{key(name)} = {_value(v)}" for name, v in table.items() if v is not None]
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)


def key(name: str) -> str:
    """A name as a key, in quotes where it needs them; keys joined by dots name a nested table."""
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else _value(name)


def _value(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return repr(value)
