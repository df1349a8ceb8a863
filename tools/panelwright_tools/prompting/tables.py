"""The data files of prompting, read once."""

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any


@lru_cache
def table(name: str) -> dict[str, Any]:
    """The data file `data/<name>.toml`; shared by all callers, so treat it as read-only."""
    return tomllib.loads((files(__package__) / "data" / f"{name}.toml").read_text("utf-8"))


@lru_cache
def words(name: str) -> tuple[str, ...]:
    """A word list of `data/wording.toml`, in its order; `_` joins the words of a compound."""
    return tuple(word.replace("_", " ") for word in table("wording")[name].split())
