"""The curated tables of the language tool, read from TOML once."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

_DATA = resources.files("panelwright_tools.language") / "data"


@lru_cache(maxsize=16)
def table(name: str) -> Mapping[str, Any]:
    """The table in `data/<name>.toml`."""
    return tomllib.loads((_DATA / f"{name}.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=128)
def words(name: str, *keys: str) -> frozenset[str]:
    """The word list under `keys` of the table; `_` joins the words of a compound."""
    value: Any = table(name)
    for key in keys:
        value = value[key]
    return frozenset(word.replace("_", " ") for word in value.split())


@lru_cache(maxsize=16)
def numbers(name: str, key: str) -> Mapping[str, int]:
    """The pairs `word=number` under a key."""
    pairs = (pair.split("=") for pair in table(name)[key].split())
    return {word: int(number) for word, number in pairs}


def grouped_words(name: str) -> dict[str, str]:
    """Word to group of `data/<name>.txt`: a line is a group and its words, `_` for a blank."""
    groups: dict[str, str] = {}
    for line in (_DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        group, *members = line.split()
        groups.update(dict.fromkeys(members, group))
    return groups
