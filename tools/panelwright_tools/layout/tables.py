"""The layout's data files, read once."""

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any


@lru_cache
def table(name: str) -> dict[str, Any]:
    """The data file `data/<name>.toml`."""
    return tomllib.loads((files(__package__) / "data" / f"{name}.toml").read_text("utf-8"))


@lru_cache
def members(name: str) -> frozenset[str]:
    """The nouns of one list of traits: `sky`, `air`, `canopies` …"""
    return frozenset(table("traits")["lists"][name])


def has_trait(noun: str, name: str) -> bool:
    """Whether the noun, or the last word of it, stands in a list of traits."""
    return noun in members(name) or last_word(noun) in members(name)


def share(noun: str, name: str) -> float | None:
    """The share that a noun has in a table of traits (`seats`, `vessels`); None: it has none."""
    shares = table("traits")[name]
    value = shares.get(noun, shares.get(last_word(noun)))
    return None if value is None else float(value)


def cabin(noun: str) -> tuple[float, float] | None:
    """Height of a face at the window, and the y of its sill; None: it has no windows."""
    rows = table("traits")["cabins"]
    row = rows.get(noun, rows.get(last_word(noun)))
    return None if row is None else (float(row[0]), float(row[1]))


def last_word(noun: str) -> str:
    """The head of a compound: `dog` of `guide dog`."""
    return noun.rsplit(" ", 1)[-1]
