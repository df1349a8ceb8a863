"""The tables of people: TOML files in `people/data/`, read once."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def people_table(name: str) -> dict[str, Any]:
    """The parsed table `people/data/<name>.toml`; shared by all callers, treat it as read-only."""
    text = files(__package__).joinpath("data", f"{name}.toml").read_text("utf-8")
    return tomllib.loads(text)
