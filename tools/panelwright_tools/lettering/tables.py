"""The letterer's word lists, read once."""

import tomllib
from functools import lru_cache
from importlib import resources


@lru_cache
def _breaks() -> dict[str, dict[str, list[str] | str]]:
    return tomllib.loads(
        resources.files(__package__).joinpath("data/breaks.toml").read_text("utf-8")
    )


@lru_cache
def break_words(part: str, name: str) -> frozenset[str]:
    """A list of `data/breaks.toml`: words, or letters where it is a string."""
    return frozenset(_breaks()[part][name])
