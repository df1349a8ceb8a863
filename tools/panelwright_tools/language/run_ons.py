"""Cuts text that was typed without full stops where a new sentence begins."""

import re
from collections.abc import Iterator
from functools import cache

from panelwright_tools.language.tables import words

LONG = 30
"""Words from which a sentence without marks is taken for several."""
SHORTEST = 3
"""Words of the shortest piece that is cut off."""
MARKED = 25
"""Words for each comma or other mark from which a sentence counts as punctuated."""
WRAPPED = 0.7
"""Lines this much shorter than the longest were ended by hand, not wrapped."""
_WORD = re.compile(r"\S+")
_MARK = re.compile(r"[,;:—–()\x01\x02]")
_STOP = re.compile(r"[.!?…]\W*$")


def pieces(masked: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of a span of text; the span itself when it is written with marks."""
    for first, last in _lines(masked, start, end):
        yield from _cut(masked, first, last)


def _lines(masked: str, start: int, end: int) -> list[tuple[int, int]]:
    """Lines that end without a mark and by hand are sentences of their own."""
    text = masked[start:end]
    lines = [match.span() for match in re.finditer(r"[^\n]+", text)]
    lengths = [b - a for a, b in lines]
    bare = not _MARK.search(text) or len(_WORD.findall(text)) > LONG * len(_MARK.findall(text))
    by_hand = len(lines) > 1 and min(lengths[:-1]) < WRAPPED * max(lengths)
    if not (bare and by_hand) or len(lines) < len(_STOP.findall(text)) + 2:
        return [(start, end)]
    return [(start + a, start + b) for a, b in lines]


def _cut(masked: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    found = list(_WORD.finditer(masked, start, end))
    marks = len(_MARK.findall(masked, start, end))
    if len(found) <= LONG or marks * MARKED > len(found):
        yield start, end
        return
    first = 0
    for number in range(SHORTEST, len(found) - SHORTEST + 1):
        if number - first >= SHORTEST and _opens(
            [m.group().lower() for m in found[number - 1 : number + 3]]
        ):
            yield found[first].start(), found[number - 1].end()
            first = number
    yield found[first].start(), end


def _opens(around: list[str]) -> bool:
    """A sentence begins at the second of these words."""
    before, *after = around
    openers = _openers()
    if any(" ".join(after[:length]) in openers for length in (1, 2, 3)):
        return True
    held = words("run_ons", "holding", "words")
    return after[0] in words("run_ons", "subjects", "words") and before not in held


@cache
def _openers() -> frozenset[str]:
    return words("run_ons", "openers", "words")
