"""A prompt without one of the things that it tells: the other side of a contrast."""

import re
from functools import lru_cache
from itertools import pairwise

from panelwright_tools.prompting.phrases import phrases, rejoined, tells
from panelwright_tools.prompting.quoting import hidden
from panelwright_tools.prompting.tables import words


def without(prompt: str, thing: str) -> str:
    """The prompt without a thing and what is said of it alone; the prompt itself if it tells none.

    `a girl with a red ball` without `a red ball` is `a girl`, without `a girl` it is `a red ball`.
    What else stands in its place, such as the ground that it lies on, stays.
    """
    kept = (_without(phrase, _pieces(thing)) for phrase in phrases(prompt))
    left = rejoined([phrase for phrase in kept if phrase])
    return prompt if left == rejoined(phrases(prompt)) else left


def _without(phrase: str, thing: list[str]) -> str:
    """What is left of a phrase: nothing, if the thing was all of it."""
    parts, kept = _pieces(phrase), list[str]()
    at = 0
    while at < len(parts):
        length = _told(parts[at:], thing)
        if length == 0:
            kept.append(parts[at])
            at += 1
            continue
        at += length
        while at < len(parts) and not _apart(parts[at]):
            at += 1
    if kept and not phrase.startswith(kept[0]):
        kept[0] = kept[0].partition(" ")[2]
    return " ".join(kept)


def _told(parts: list[str], thing: list[str]) -> int:
    """How many parts from the first on tell the thing."""
    if not thing or not tells(parts[0], thing[0]):
        return 0
    told = 1
    while told < min(len(parts), len(thing)) and tells(parts[told], thing[told]):
        told += 1
    return told


def _pieces(phrase: str) -> list[str]:
    """The phrase cut before its joints, never inside of quotation marks."""
    cuts = [0, *(found.start() for found in _joint().finditer(hidden(phrase))), len(phrase)]
    parts = (phrase[start:end].strip() for start, end in pairwise(cuts))
    return [part for part in parts if part]


def _apart(part: str) -> bool:
    """Whether a part that begins with a joint tells something that stands by itself."""
    return part.partition(" ")[0].lower() in words("meetings")


@lru_cache
def _joint() -> re.Pattern[str]:
    return re.compile(rf"(?<=\w)\s+(?=(?:{'|'.join(words('joints'))})\s)", re.IGNORECASE)
