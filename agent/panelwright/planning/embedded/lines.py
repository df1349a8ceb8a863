"""Cuts quotations into the words of single balloons."""

import re
from dataclasses import dataclass

from panelwright_tools.language.document import Document, Sentence, Span
from panelwright_tools.lettering.splitting import split_words
from panelwright_tools.lettering.words import words_of

LINE_WORDS = 22
"""A longer quotation is cut at its sentences into several balloons."""


@dataclass(frozen=True)
class Line:
    """Words of one balloon, with the quotation that they are from."""

    quote: int
    span: Span
    text: str

    @property
    def words(self) -> int:
        """Number of words."""
        return len(self.text.split())


def lines_in_sentence(document: Document, sentence: Sentence, span: Span) -> tuple[Line, ...]:
    """The balloons of a sentence that lie in a span."""
    found: list[Line] = []
    for quote_id in sentence.quotes:
        quote = document.quotes[quote_id]
        first, last = max(quote.span[0], span[0]), min(quote.span[1], span[1])
        if quote.kind != "mention" and first < last:
            found += _lines_of(document, quote.id, (first, last))
    return tuple(found)


def _lines_of(document: Document, quote: int, span: Span) -> list[Line]:
    """The words of a quotation in pieces that fit a balloon, cut between sentences or words."""
    lines: list[Line] = []
    start = span[0]
    while start < span[1]:
        end = _line_end(document.text, start, span[1])
        text = document.words((start, end)).strip()
        if text:
            lines.append(Line(quote, (start, end), text))
        start = end
    return lines


def _line_end(text: str, start: int, last: int) -> int:
    """Where a balloon that begins at `start` ends: all, or after a sentence, or after words."""
    words_here = list(re.finditer(r"\S+\s*", text[start:last]))
    if len(words_here) <= LINE_WORDS:
        return last
    for place in range(LINE_WORDS - 1, LINE_WORDS // 3, -1):
        if re.search(r"[.!?…][\"'”’)]*\s*$", words_here[place].group()):
            return start + words_here[place].end()
    near = start + words_here[min(len(words_here), 3 * LINE_WORDS) - 1].end()
    return start + split_words(words_of(text[start:near]), LINE_WORDS)[0][-1].end
