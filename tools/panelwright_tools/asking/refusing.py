"""Tells a refusal that a model writes as its answer from other prose."""

from functools import cache
from typing import Final

from panelwright_tools.asking.tables import table

_LONGEST: Final = 1500
"""Characters of a refusal; longer prose is something else that begins with regret."""


def is_refusal(prose: str) -> bool:
    """Whether text without any JSON begins as refusals do."""
    words = " ".join(prose.lower().replace("’", "'").split())
    return len(words) <= _LONGEST and words.startswith(_beginnings())


@cache
def _beginnings() -> tuple[str, ...]:
    return tuple(table("refusals")["beginnings"])
