"""Puts a request into words that the rules read: its numbers, its quotes, other ways to say it."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from panelwright.planning.embedded.tables import table, words
from panelwright.planning.requests.scopes import Order
from panelwright_tools.language.numbers import units

_QUOTED: Final = re.compile(r"[\"“][^\"”]*[\"”]")
_SINGLE: Final = re.compile(r"(?<![\w'’])['‘]((?:[^\"“”'‘’]|(?<=\w)['’](?=\w))*)['’](?!\w)")
_LONGEST: Final = 300
"""Characters of a wish that may be said in other words: patterns take their time over long ones."""
_Find = re.Pattern[str]


def plainly(text: str, order: Order) -> str:
    """The request with double quotes for single ones, and numbers for `the last two panels`."""
    quoted = _unfolded(_SINGLE.sub(r'"\1"', text))
    pieces = [_numbered(piece, order) for piece in _QUOTED.split(quoted)]
    kept = [*_QUOTED.findall(quoted), ""]
    return "".join(part for pair in zip(pieces, kept, strict=True) for part in pair)


def _unfolded(text: str) -> str:
    """The request with two wishes where one sentence tells both."""
    for pattern, meaning in _rows("unfolded") if len(text) <= _LONGEST else ():
        text = pattern.sub(meaning, text)
    return text


def reworded(wish: str) -> str:
    """The wish in the words that the rules know, where they would read it as something else."""
    for pattern, meaning in _rows("always") if len(wish) <= _LONGEST else ():
        wish = _said_as(pattern, meaning, wish) or wish
    return wish


def other_words(wish: str) -> Iterator[str]:
    """The wish in other words that mean the same, ever nearer to those that the rules know."""
    if len(wish) > _LONGEST:
        return
    for pattern, meaning in _rows("otherwise"):
        found = _said_as(pattern, meaning, wish)
        if found:
            wish = found
            yield wish


def begins_a_wish(part: str) -> bool:
    """Whether a part of a request can't be the end of the wish before it."""
    first = part.split(maxsplit=1)[0].lower() if part.strip() else ""
    return first in words("rewordings", "openers")


def _said_as(pattern: _Find, meaning: str, wish: str) -> str | None:
    found = pattern.fullmatch(wish)
    return " ".join(found.expand(meaning).split()) if found is not None else None


@cache
def _rows(name: str) -> tuple[tuple[_Find, str], ...]:
    parts: dict[str, str] = table("rewordings")["parts"]
    found: list[tuple[_Find, str]] = []
    for pattern, meaning in table("rewordings")[name]["rows"]:
        for part, said in parts.items():
            pattern = pattern.replace(f"<{part}>", said)
        found.append((re.compile(pattern, re.I), meaning))
    return tuple(found)


def _numbered(text: str, order: Order) -> str:
    counts = {"panel": len(order.panels), "page": len(order.pages)}

    def row(found: re.Match[str]) -> str:
        unit, count = found["unit"].lower(), _number(found["count"])
        most = counts[unit] or count
        first = most - count + 1 if found["end"].lower() in _ends() else 1
        return f"{unit}s {_listed(range(max(first, 1), first + count))}"

    def both(found: re.Match[str]) -> str:
        unit = found["unit"].lower()
        return (
            f"{unit}s {' and '.join(str(_place(found[n], counts[unit])) for n in ('one', 'two'))}"
        )

    def nth(found: re.Match[str]) -> str:
        unit = found["unit"].lower()
        return f"{unit} {_place(found['nth'], counts.get(unit, 0)) or found['nth']}"

    def spelled(found: re.Match[str]) -> str:
        digits = re.sub(r"[a-z]+", lambda word: _digits(word[0]), found["numbers"], flags=re.I)
        return f"{found['unit']} {digits}"

    for pattern, said in zip(_countings(), (row, both, nth, spelled), strict=True):
        text = pattern.sub(said, text)
    return text


@cache
def _countings() -> tuple[_Find, ...]:
    """`the last two panels`, `the second and third panel`, `the second panel`, `panel two`."""
    number, ends = "|".join(units()), "|".join(_ends())
    nth = "|".join((*_ordinals(), *_ends()))
    patterns = (
        rf"\b(?:the )?(?P<end>first|{ends}) (?P<count>\d+|{number}) (?P<unit>panel|page)s\b",
        rf"\bthe (?P<one>{nth}) and (?:the )?(?P<two>{nth}) (?P<unit>panel|page)s?\b",
        rf"\bthe (?P<nth>{nth}) (?P<unit>panel|page|balloon)\b",
        rf"\b(?P<unit>panels?|pages?|balloons?)(?: no\.?| number)? #?(?P<numbers>(?:\d+|{number})"
        rf"(?:(?:,? and|,| to| with) (?:\d+|{number}))*)\b",
    )
    return tuple(re.compile(pattern, re.I) for pattern in patterns)


def _place(word: str, count: int) -> int:
    """The number that `second` or `last` says of so many."""
    return count if word.lower() in _ends() else _ordinals().index(word.lower()) + 1


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else units()[word.lower()]


def _digits(word: str) -> str:
    return str(units().get(word.lower(), word))


def _listed(numbers: range) -> str:
    *others, last = map(str, numbers)
    return f"{', '.join(others)} and {last}" if others else last


def _ordinals() -> list[str]:
    return list(table("rewordings")["ordinals"].split())


def _ends() -> list[str]:
    return list(table("rewordings")["ends"].split())
