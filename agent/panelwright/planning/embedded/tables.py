"""Reads the planner's word tables, which lie beside the code as TOML."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """The TOML file `data/NAME.toml`. Raises FileNotFoundError when there is none."""
    source = files("panelwright.planning.embedded") / "data" / f"{name}.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


@cache
def words(name: str, *path: str) -> frozenset[str]:
    """The words of one entry, which is a string with blanks between them."""
    entry: Any = table(name)
    for key in path:
        entry = entry[key]
    return frozenset(entry.split())


@cache
def index(name: str, *path: str) -> dict[str, str]:
    """Word to the key of the entry that lists it; the first entry that lists a word wins."""
    entries: Any = table(name)
    for key in path:
        entries = entries[key]
    found: dict[str, str] = {}
    for key, listed in entries.items():
        if isinstance(listed, str):
            for word in listed.split():
                found.setdefault(word, key)
    return found
