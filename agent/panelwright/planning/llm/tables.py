"""Reads the word tables of the planner that asks a model, which lie beside the code as TOML."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """The TOML file `data/NAME.toml`. Raises FileNotFoundError when there is none."""
    source = files("panelwright.planning.llm") / "data" / f"{name}.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))
