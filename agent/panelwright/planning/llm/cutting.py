"""Cuts what is longer than a panel or a prompt holds where it hurts least."""

from collections.abc import Sequence
from itertools import pairwise

from panelwright.planning.llm.numbered import Span
from panelwright_tools.language.tables import table

QUOTE_BYTES = 300
"""UTF-8 bytes of speech in one numbered quote: about 50 words, what a panel holds."""
SENTENCE_BYTES = 600
"""UTF-8 bytes of a numbered sentence: about 100 words, or 200 Chinese characters."""


def segments(text: str, span: Span, quotes: Sequence[Span]) -> list[Span]:
    """A sentence as segments of at most `SENTENCE_BYTES`, with short enough quotes in each."""
    cuts = {cut for quote in quotes for cut in _cuts(text, quote, QUOTE_BYTES, ())}
    edges = [span[0], *sorted(cuts), span[1]]
    for part in list(pairwise(edges)):
        cuts |= set(_cuts(text, part, SENTENCE_BYTES, quotes))
    return list(pairwise([span[0], *sorted(cuts), span[1]]))


def _cuts(text: str, span: Span, most: int, whole: Sequence[Span]) -> list[int]:
    """Places that leave no more than so many bytes between them."""
    found: list[int] = []
    start, end = span
    while (reach := _reach(text, start, end, most)) < end:
        start = _best(text, start, reach, whole)
        found.append(start)
    return found


def _reach(text: str, start: int, end: int, most: int) -> int:
    """The last place whose text from the start has at most so many bytes; past the start."""
    if len(text[start:end].encode("utf-8", "replace")) <= most:
        return end
    size = 0
    for at in range(start, end):
        size += len(text[at].encode("utf-8", "replace"))
        if size > most:
            return max(start + 1, at)
    return end


def _best(text: str, start: int, reach: int, whole: Sequence[Span]) -> int:
    """Behind a sentence, else a clause, else a word, in the second half; else where it must be."""
    marks = table("scripts")["marks"]
    window = [
        at
        for at in range(reach, start + (reach - start) // 2, -1)
        if not any(a <= at <= b for a, b in whole)
    ]
    for stops in (marks["wide"] + marks["narrow"], marks["clause"]):
        for at in window:
            behind = text[start:at].rstrip()
            blank = text[at - 1].isspace() or behind[-1:] in marks["wide"]
            if behind[-1:] in stops and (blank or not behind[-1:].isascii()):
                return at
    return next((at for at in window if text[at - 1].isspace()), reach)
