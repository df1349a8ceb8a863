"""Numbers the sentences and quotes of a synopsis, in English or any other language."""

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from panelwright.planning.llm.cutting import segments
from panelwright.planning.llm.naming import named_speakers
from panelwright.planning.llm.numbered import NumberedText, Quote, Sentence, Span
from panelwright_tools.language.foreign import foreign_outlines, is_english
from panelwright_tools.language.outline import Outline, laid_out, outlines
from panelwright_tools.language.structure import Structure

TITLE_BYTES = 80
"""A first line of its own without an end mark is a title up to this length in UTF-8."""
Words = tuple[Span, str]
"""Where somebody's words are, and who says them if that is known."""


@dataclass(frozen=True)
class _Piece:
    """A sentence before it has its number."""

    span: Span
    quotes: tuple[Words, ...] = ()
    heading: bool = False


def numbered(synopsis: str) -> NumberedText:
    """The synopsis with its sentences and quotes in order; texts are verbatim.

    Notes, transitions and the title page of a screenplay are left out. Very long sentences and
    quotes are cut, so that each fits a panel's and a prompt's measure.
    """
    plain, structure = laid_out(synopsis)
    english = is_english(plain)
    found = (outlines if english else foreign_outlines)(synopsis, plain, structure)
    named = named_speakers(synopsis) if english else {}
    pieces = _told(synopsis, _pieces(found, structure, named))
    if not pieces:
        pieces = _told(synopsis, [_Piece((0, len(synopsis)))])
    if _begins_with_title(synopsis, pieces):
        pieces[0] = _Piece(pieces[0].span, heading=True)
    return _with_numbers(synopsis, [part for piece in pieces for part in _cut(synopsis, piece)])


def _pieces(
    found: Iterable[Outline], structure: Structure, named: Mapping[int, str]
) -> Iterator[_Piece]:
    """The sentences; a screenplay's cue is one with the words under it.

    `named`: first character of a quote to its speaker's name, where prose has it beside the quote.
    """
    silent = {h.span for h in structure.headings if h.kind in ("transition", "break")}
    waiting: Span | None = None
    for outline in found:
        block = outline.block
        if block.kind in ("cue", "parenthetical"):
            waiting = (waiting[0] if waiting else block.start, block.end)
            continue
        if block.kind == "dialogue":
            start = waiting[0] if waiting else block.start
            yield _Piece((start, block.end), (((block.start, block.end), block.cue),))
        else:
            yield from [_Piece(waiting)] if waiting else []
            yield from _under(outline, silent, named)
        waiting = None
    yield from [_Piece(waiting)] if waiting else []


def _under(outline: Outline, silent: set[Span], named: Mapping[int, str]) -> Iterator[_Piece]:
    """The sentences of prose, or of a heading that tells something."""
    heading = outline.block.kind == "heading"
    for start, end in outline.sentences:
        if heading and (outline.block.start, outline.block.end) in silent:
            continue
        # A quote that runs on past the sentence stays with it as far as the sentence goes.
        after = bisect_right(outline.quotes, start, key=lambda quote: quote.end)
        before = bisect_left(outline.quotes, end, key=lambda quote: quote.start)
        here = outline.quotes[after:before]
        inside = (((max(start, q.start), min(end, q.end)), named.get(q.start, "")) for q in here)
        yield _Piece((start, end), tuple(w for w in inside if w[0][0] < w[0][1]), heading)


def _told(synopsis: str, pieces: Iterable[_Piece]) -> list[_Piece]:
    return [piece for piece in pieces if _tells(synopsis, piece.span)]


def _tells(synopsis: str, span: Span) -> bool:
    """Whether there are words, digits or pictures such as emoji."""
    inside = synopsis[span[0] : span[1]]
    return any(char.isalnum() or unicodedata.category(char) == "So" for char in inside)


def _begins_with_title(synopsis: str, pieces: list[_Piece]) -> bool:
    """A short first line of its own that does not end like a sentence."""
    if len(pieces) < 2 or pieces[0].quotes or pieces[0].heading:
        return False
    (start, end), (after, _) = pieces[0].span, pieces[1].span
    short = len(synopsis[start:end].encode("utf-8", "replace")) <= TITLE_BYTES
    return short and synopsis[end - 1].isalnum() and "\n\n" in synopsis[end:after].replace(" ", "")


def _cut(synopsis: str, piece: _Piece) -> Iterator[_Piece]:
    """The piece, or its parts when it or one of its quotes is too long."""
    for start, end in segments(synopsis, piece.span, [span for span, _ in piece.quotes]):
        span = _stripped(synopsis, start, end)
        if not _tells(synopsis, span):
            continue
        inside = (
            (_stripped(synopsis, max(span[0], a), min(span[1], b)), who)
            for (a, b), who in piece.quotes
            if max(span[0], a) < min(span[1], b)
        )
        words = tuple((quote, who) for quote, who in inside if quote[0] < quote[1])
        yield _Piece(span, words, piece.heading)


def _stripped(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _with_numbers(synopsis: str, pieces: list[_Piece]) -> NumberedText:
    sentences: list[Sentence] = []
    quotes: list[Quote] = []
    for number, piece in enumerate(pieces, start=1):
        (a, b), heading = piece.span, piece.heading
        sentences.append(Sentence(number, synopsis[a:b], (a, b), heading))
        for (start, end), who in piece.quotes:
            text = synopsis[start:end]
            quotes.append(Quote(len(quotes) + 1, text, number, (start, end), who))
    return NumberedText(synopsis, tuple(sentences), tuple(quotes))
