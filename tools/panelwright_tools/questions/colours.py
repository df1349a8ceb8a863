"""Which colours a phrase names, of what, and how it sounds without them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from panelwright_tools.grounding.tables import table as grounding
from panelwright_tools.language.tables import words

_WORD: Final = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_VOWELS: Final = "aeiou"


@dataclass(frozen=True)
class Coloured:
    """A colour, and what it is the colour of."""

    colour: str
    """red, red and white, red-haired."""
    part: str = ""
    """What of the subject: raincoat; empty: all of it."""


def colours(phrase: str, noun: str) -> list[Coloured]:
    """Every colour that stands before a noun of the phrase: in *a red-haired girl in a yellow
    raincoat* the girl is red-haired, and her raincoat is yellow."""
    found = []
    head = noun.lower().split()[-1:] or _up_to_break(_tokens(phrase))[-1:]
    for run, rest in _runs(_tokens(phrase)):
        thing = _up_to_break(rest)
        if thing:
            own = [word.lower() for word in thing]
            part = "" if head and head[0] in own else " ".join(thing)
            found.append(Coloured(" ".join(run).lower(), part))
    return found


def without_colours(phrase: str) -> str:
    """The phrase without the colours that `colours` finds: *a girl in a raincoat*."""
    kept = phrase
    for run, rest in _runs(_tokens(phrase)):
        if _up_to_break(rest):
            words_of_run = r"[\W_]+".join(map(re.escape, run))
            kept = re.sub(rf"\b{words_of_run}\b[,\s]*", "", kept, count=1)
    return re.sub(r"\b([Aa])n?\s+(?=(\w))", _article, kept)


def _tokens(phrase: str) -> list[str]:
    return [found.group() for found in _WORD.finditer(phrase)]


def _runs(tokens: Sequence[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Colours that follow each other (red and white), and the words after them."""
    place = 0
    while place < len(tokens):
        end = place
        while end < len(tokens) and _is_colour(tokens[end]):
            joined = tokens[end + 1 : end + 2] == ["and"] and _is_colour(*tokens[end + 2 : end + 3])
            end += 2 if joined else 1
        if end > place:
            yield list(tokens[place:end]), list(tokens[end:])
        place = max(end, place + 1)


def _is_colour(word: str = "") -> bool:
    """A colour by itself, or what something of a colour is called: red-haired."""
    return word.lower().split("-")[0] in words("looks", "colour")


def _up_to_break(tokens: Sequence[str]) -> list[str]:
    """The words of the noun that these begin with; empty where they begin with no noun."""
    breaks = set(grounding("queries")["breaks"]) | set(grounding("queries")["openers"])
    end = next((n for n, word in enumerate(tokens) if word.lower() in breaks), len(tokens))
    return list(tokens[:end])


def _article(found: re.Match[str]) -> str:
    return f"{found.group(1)}{'n' * (found.group(2).lower() in _VOWELS)} "
