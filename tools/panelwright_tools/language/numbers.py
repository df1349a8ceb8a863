"""Numbers in words and digits."""

from functools import lru_cache

_UNITS = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS = {
    word: value * 10
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
_SCALES = {"dozen": 12, "score": 20, "hundred": 100, "thousand": 1000, "million": 1_000_000}
_VAGUE = {"couple": 2, "pair": 2, "both": 2, "few": 3, "several": 4, "many": 6}
LARGEST = 1_000_000_000


@lru_cache(maxsize=4096)
def _one(word: str) -> int | None:
    if word in _UNITS:
        return _UNITS[word]
    if word in _TENS:
        return _TENS[word]
    if word in _VAGUE:
        return _VAGUE[word]
    if "-" in word:
        tens, _, unit = word.partition("-")
        if tens in _TENS and unit in _UNITS:
            return _TENS[tens] + _UNITS[unit]
    digits = word.replace(",", "")
    return min(int(digits), LARGEST) if digits.isascii() and digits.isdigit() else None


def number_of(words: list[str]) -> int | None:
    """The number that lower-case words say ("two hundred", "a dozen", "41"); None if none."""
    total: int | None = None
    for word in words:
        if word in _SCALES:
            total = (total or 1) * _SCALES[word]
            continue
        value = _one(word)
        if value is not None:
            scaled = total is not None and (
                total % 100 == 0 or (word in _UNITS and total % 10 == 0)
            )
            total = total + value if total is not None and scaled else value
    return min(total, LARGEST) if total is not None else None
