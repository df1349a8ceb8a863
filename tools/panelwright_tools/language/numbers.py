"""Numbers in words and digits."""

from collections.abc import Mapping
from functools import lru_cache

from panelwright_tools.language.tables import numbers, table

LARGEST = 1_000_000_000


@lru_cache(maxsize=1)
def units() -> Mapping[str, int]:
    """The words from zero to nineteen."""
    return {word: value for value, word in enumerate(table("numbers")["units"].split())}


@lru_cache(maxsize=1)
def _tens() -> Mapping[str, int]:
    words = table("numbers")["tens"].split()
    return {word: value * 10 for value, word in enumerate(words, start=2)}


@lru_cache(maxsize=4096)
def _one(word: str) -> int | None:
    for known in (units(), _tens(), numbers("numbers", "vague")):
        if word in known:
            return known[word]
    if "-" in word:
        ten, _, unit = word.partition("-")
        if ten in _tens() and unit in units():
            return _tens()[ten] + units()[unit]
    digits = word.replace(",", "")
    return min(int(digits), LARGEST) if digits.isascii() and digits.isdigit() else None


def number_of(words: list[str]) -> int | None:
    """The number that lower-case words say ("two hundred", "a dozen", "41"); None if none."""
    total: int | None = None
    scales = numbers("numbers", "scales")
    for word in words:
        if word in scales:
            total = (total or 1) * scales[word]
            continue
        value = _one(word)
        if value is not None:
            scaled = total is not None and (
                total % 100 == 0 or (word in units() and total % 10 == 0)
            )
            total = total + value if total is not None and scaled else value
    return min(total, LARGEST) if total is not None else None
