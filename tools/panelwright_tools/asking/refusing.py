"""Tells a refusal that a model writes as its answer from other prose."""

from functools import cache
from importlib.resources import files
from typing import Final

_LONGEST: Final = 1500
"""Characters of a refusal; longer prose is something else that begins with regret."""


def is_refusal(prose: str) -> bool:
    """Whether text without any JSON begins as refusals do."""
    words = " ".join(prose.lower().replace("’", "'").split())
    return len(words) <= _LONGEST and words.startswith(_beginnings())


@cache
def _beginnings() -> tuple[str, ...]:
    listed = files(__package__).joinpath("data", "refusals.txt").read_text("utf-8")
    return tuple(line for line in listed.splitlines() if line and not line.startswith("#"))
