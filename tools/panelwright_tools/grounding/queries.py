"""What a detector is asked for: a short noun phrase for each thing that a plan names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from panelwright_tools.domain import Brief, ToolError
from panelwright_tools.grounding.tables import table

_WORD: Final = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_STOP: Final = re.compile(r"[^\w\s'’-]")


@dataclass(frozen=True)
class Query:
    """A text to look for, and all that the plan calls by it."""

    text: str
    """A few lower-case words, the noun last: `red-haired girl`."""
    wanted: tuple[str, ...] = ()
    """Phrases of regions, each once."""
    avoided: tuple[str, ...] = ()
    """Phrases of what must not be seen, each once."""

    @property
    def head(self) -> str:
        """The noun: what two queries share that could be mistaken for one another."""
        return self.text.rsplit(" ", 1)[-1]


def queries(brief: Brief, phrases: Sequence[str]) -> list[Query]:
    """The queries for the regions of a brief and further phrases, each text once.

    Raises ToolError when a region or a phrase has no words to look for.
    """
    wanted: dict[str, dict[str, None]] = {}
    avoided: dict[str, dict[str, None]] = {}
    for item in brief.regions:
        text = query_text(item.region.phrase, item.region.noun)
        if not text:
            raise ToolError(
                f"region {item.region.id} of panel {brief.panel} has neither a phrase nor a noun "
                "to look for; give it one."
            )
        wanted.setdefault(text, {})[item.region.phrase] = None
    for phrase in phrases:
        text = query_text(phrase)
        if not text:
            raise ToolError(
                f"panel {brief.panel} has an empty phrase among what must not be seen; take it out."
            )
        avoided.setdefault(text, {})[phrase] = None
    return [
        Query(text, tuple(wanted.get(text, ())), tuple(avoided.get(text, ())))
        for text in dict.fromkeys((*wanted, *avoided))
    ]


def query_text(phrase: str, noun: str = "") -> str:
    """The noun with the words that describe it before it; empty when there are no words.

    What follows the noun is left out: asked for a *girl in a yellow raincoat*, a detector scores
    raincoats as well.
    """
    head = _words(noun)
    words = _up_to(head, _words(phrase)) if head else _head_part(phrase)
    return " ".join(_without_openers(words or head)[-int(table("queries")["most_words"]) :])


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _head_part(phrase: str) -> list[str]:
    """The words up to where something is hung on the noun, or up to the first stop."""
    first = next((part for part in _STOP.split(phrase) if _words(part)), "")
    words = _without_openers(_words(first))
    breaks = _set("breaks")
    return words[: next((n for n, word in enumerate(words) if n and word in breaks), len(words))]


def _up_to(head: Sequence[str], words: Sequence[str]) -> list[str]:
    """The noun at its first place with what describes it; empty when it is not there.

    That begins after the last word before it that opens a phrase or parts two of them: in *Mina, a
    small girl* after the article, in *a girl and a cat* after the second.
    """
    size = len(head)
    places = range(len(words) - size + 1)
    place = next((n for n in places if list(words[n : n + size]) == list(head)), None)
    if place is None:
        return []
    parting = _set("openers") | _set("breaks")
    begins = [n + 1 for n, word in enumerate(words[:place]) if word in parting]
    return list(words[max(begins, default=0) : place + size])


def _without_openers(words: Sequence[str]) -> list[str]:
    """The words without those that open a phrase, but never none of them."""
    openers = _set("openers")
    begin = next((n for n, word in enumerate(words) if word not in openers), len(words) - 1)
    return list(words[max(begin, 0) :])


@lru_cache
def _set(name: str) -> frozenset[str]:
    return frozenset(table("queries")[name])
