"""Things that are the same, counted: `three red balls`."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from panelwright_tools.prompting.phrases import bare
from panelwright_tools.prompting.tables import words
from panelwright_tools.prompting.wording import phrase

_COUNTED: Final = re.compile(r"^(?:an?|one)\s", re.IGNORECASE)
"""How words begin of a thing that is counted."""
_WORD: Final = re.compile(r"[^\s,]+")


def several(name: str, noun: str, number: int) -> str:
    """So many of a thing in words: `three red balls` for `a red ball`.

    What is no single thing by its article is said to be in so many places.
    """
    numbers = words("numbers")
    count = numbers[number] if number < len(numbers) else str(number)
    single = bare(name)
    goes_on = rf"\s+(?:{'|'.join(words('joints'))})\b"
    found = re.search(rf"\b{re.escape(noun)}(?=$|{goes_on})", single) if noun else None
    if found is None or single == name:
        return phrase("often").format(name=name, count=count)
    return f"{count} {single[: found.start()]}{_plural(noun)}{single[found.end() :]}"


def counted_as(text: str, noun: str) -> str:
    """The noun with the number that a text begins with: `two cats` for `two red cats`."""
    number = _number(text)
    return f"{number} {_plural(noun)}" if number else noun


def described(text: str, noun: str) -> str:
    """The same with one word before the noun, a colour if there is one: `two red cats` for
    `two old, red and fluffy cats`. As long a text as `counted_as` where nothing describes it.
    """
    number, least = _number(text), counted_as(text, noun)
    plural = _plural(noun) if number else noun
    found = re.search(rf"\b{re.escape(plural)}\b", text)
    before = _WORD.findall(bare(text[: found.start()])) if found else []
    before = [word for word in before if word.lower() not in (number, *words("numbers"))]
    if not before:
        return least
    kept = next((word for word in before if word.lower() in words("colours")), before[-1])
    return " ".join(part for part in (number, kept, plural) if part)


@lru_cache(maxsize=4096)  # filling a group asks for the same texts over and over
def counted(text: str, name: str, noun: str) -> tuple[int, str] | None:
    """How many a text tells of, and what one of them is: 2 and `red cat` for `two red cats`.

    `name` is the thing in its full words, which tell whether it is counted at all; None if not.
    """
    number, one = _number(text), bare(text)
    plural = re.search(rf"\b{re.escape(_plural(noun))}\b", text) if number else None
    if plural is not None:
        one = f"{text[len(number) : plural.start()]}{noun}{text[plural.end() :]}".strip()
        return words("numbers").index(number), one
    if number or not _COUNTED.match(name) or not re.search(rf"\b{re.escape(noun)}\b", text):
        return None
    return 1, one


def _number(text: str) -> str:
    """The number, from two on, that a text begins with; empty if there is none."""
    number = next(iter(text.lower().split()), "")
    return number if number in words("numbers")[2:] else ""


def _plural(noun: str) -> str:
    from lemminflect import getInflection

    *before, last = noun.split()
    forms: Sequence[str] = getInflection(last, "NNS")
    ending = forms[0] if forms else last if last.endswith("s") else f"{last}s"
    return " ".join((*before, ending))
