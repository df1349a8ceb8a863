"""The creatures' own tables: TOML files in `data/`, read once."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def creature_table(name: str) -> dict[str, Any]:
    """The parsed table `data/<name>.toml`; shared by all callers, so treat it as read-only."""
    return tomllib.loads(files(__package__).joinpath("data", f"{name}.toml").read_text("utf-8"))


def frozen(row: dict[str, Any]) -> dict[str, Any]:
    """The values of a row as fields of a frozen dataclass: lists become tuples."""
    return {name: tuple(v) if isinstance(v, list) else v for name, v in row.items()}
