"""Writing the small tables of run.toml; the standard library only reads TOML."""

import json
import re
from collections.abc import Mapping

Value = str | int | float | bool
Table = Mapping[str, Value | None]


def written(tables: Mapping[str, Table]) -> str:
    """The text of tables of plain values; a None is left out, for TOML has no null."""
    blocks = []
    for name, table in tables.items():
        lines = [f"[{name}]"]
        lines += [f"{_key(key)} = {_value(v)}" for key, v in table.items() if v is not None]
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)


def _key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else _value(key)


def _value(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return repr(value)
