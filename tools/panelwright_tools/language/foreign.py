"""Sentences and quotations of prose in any language, by its marks alone."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import islice

from panelwright_tools.language.document import Span
from panelwright_tools.language.draft import Block, QuoteDraft
from panelwright_tools.language.outline import QUOTED_KINDS, Outline, whole
from panelwright_tools.language.structure import Structure
from panelwright_tools.language.tables import table, words

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_READ = 1000
"""Words that are looked at to tell the language."""
_CLOSED = ("DET", "POSS", "PRS", "CONJ")
_INSIDE = "\x01"
_STOP_INSIDE = "\x02"
_NEAR = 40
"""Characters in which a mark is looked for over blanks."""


def is_english(text: str) -> bool:
    """Whether the rules of English may split the text."""
    found = [match.group().lower() for match in islice(_WORD.finditer(text), _READ)]
    letters = "".join(found)
    latin = sum("LATIN" in unicodedata.name(letter, "") for letter in letters)
    if latin < 0.5 * len(letters):
        return False
    closed = frozenset().union(*(words("closed", "tags", tag) for tag in _CLOSED))
    limits = table("scripts")["english"]
    share = sum(word in closed for word in found) / max(1, len(found))
    return bool(len(found) < limits["few"] or share >= limits["least"])


def foreign_outlines(text: str, plain: str, structure: Structure) -> Iterator[Outline]:
    """The blocks of a text that was laid out, with what stands in them by their marks."""
    # The marks of the original tell opening from closing; what layout took out stays out.
    marked = "".join(a if b != " " else b for a, b in zip(text, plain, strict=True))
    for number, block in enumerate(structure.blocks):
        if block.kind not in QUOTED_KINDS:
            yield whole(number, block)
            continue
        quotes = _quotes(marked, number, block)
        yield Outline(block, _sentences(marked, block, quotes), quotes)


def _quotes(text: str, number: int, block: Block) -> list[QuoteDraft]:
    found: list[QuoteDraft] = []
    for start, end in _lines(text, block):
        spans = _dashed(text, start, end)
        if not spans:
            spans = [(a + 1, b, a, c) for a, b, c in _paired(text, start, end)]
        for inner_start, inner_end, outer_start, outer_end in spans:
            a, b = _stripped(text, inner_start, inner_end)
            if b > a:
                found.append(QuoteDraft(a, b, outer_start, outer_end, number))
    return found


def _lines(text: str, block: Block) -> Iterator[Span]:
    """The lines of a block, joined where a quotation runs on; a dash begins a new one."""
    at = block.start
    for match in re.finditer(rf"\n\s*(?=[{_marks('dashes')}])", text[block.start : block.end]):
        yield at, block.start + match.start()
        at = block.start + match.end()
    yield at, block.end


def _paired(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """`(opening mark, closing mark, past it)`; one that is never closed runs to the end."""
    closers = table("scripts")["quotes"]
    opening = re.compile("[" + re.escape("".join(closers)) + "]")
    at = start
    while (mark := opening.search(text, at, end)) is not None:
        closing = re.compile("[" + re.escape(closers[mark.group()]) + "]")
        close = closing.search(text, mark.end(), end)
        yield mark.start(), close.start() if close else end, close.end() if close else end
        at = close.end() if close else end


def _dashed(text: str, start: int, end: int) -> list[tuple[int, int, int, int]]:
    """Speech after a dash, without what is told between two more dashes."""
    dashes = _marks("dashes")
    opening = re.compile(rf"[{dashes}]\s*(?=\S)").match(text, start, end)
    if opening is None:
        return []
    spans: list[Span] = []
    at: int | None = opening.end()
    for dash in re.compile(rf"(\s*)[{dashes}]([,.;:]?\s*)").finditer(text, opening.end(), end):
        if at is None:
            at = dash.end()
        elif text[dash.start() - 1] in ",!?….:" or (dash.group(1) and not dash.group(2)):
            spans.append((at, dash.start()))
            at = None
    if at is not None:
        spans.append((at, end))
    return [(a, b, a, b) for a, b in (_stripped(text, *span) for span in spans) if b > a]


def _stripped(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _sentences(text: str, block: Block, quotes: list[QuoteDraft]) -> list[Span]:
    masked = _masked(text, block, quotes)
    introduced = {q.outer_end - 1 - block.start for q in quotes if _is_introduced(text, block, q)}
    spans: list[Span] = []
    start = 0
    for match in _boundary().finditer(masked):
        if match.end() > start and _ends(masked, match, introduced):
            spans.append((start, match.end()))
            start = match.end()
    spans.append((start, len(masked)))
    trimmed = (_stripped(text, block.start + a, block.start + b) for a, b in spans)
    return [(a, b) for a, b in trimmed if b > a]


def _masked(text: str, block: Block, quotes: list[QuoteDraft]) -> str:
    """The block with its quotations hidden; same length."""
    pieces: list[str] = []
    at = block.start
    for quote in quotes:
        stops = text[quote.end - 1] in _all_stops()
        pieces += [
            text[at : quote.outer_start],
            _INSIDE * (quote.outer_end - quote.outer_start - 1),
        ]
        pieces.append(_STOP_INSIDE if stops else _INSIDE)
        at = quote.outer_end
    return "".join([*pieces, text[at : block.end]])


@cache
def _boundary() -> re.Pattern[str]:
    wide, narrow = re.escape(_marks("wide")), re.escape(_marks("narrow"))
    closing = re.escape(_marks("closing"))
    return re.compile(
        rf"[{wide}][{wide}{narrow}{closing}]*\s*"
        rf"|[{narrow}]+[{closing}]*(?:\s+|$)"
        rf"|{_STOP_INSIDE}\s*|\n\s*"
    )


def _ends(masked: str, match: re.Match[str], introduced: set[int]) -> bool:
    mark, after = match.group()[0], masked[match.end() : match.end() + 1]
    if not after or mark in _marks("wide"):
        return True
    if mark == "\n":
        before = masked[max(0, match.start() - _NEAR) : match.start()].rstrip()[-1:]
        return (bool(before) and before in f"{_all_stops()}{_STOP_INSIDE}") or after in _marks(
            "dashes"
        )
    if after.islower() or after in _marks("introducing") or after in _marks("dashes"):
        return False
    if mark == _STOP_INSIDE:
        return after.isupper() or "\n" in match.group() or match.start() in introduced
    initial = re.search(r"(?<!\w)[^\W\d_]$", masked[max(0, match.start() - 2) : match.start()])
    return not (match.group()[0] == "." and initial and initial.group().isupper())


def _is_introduced(text: str, block: Block, quote: QuoteDraft) -> bool:
    """Whether a mark before a quotation says that it follows."""
    before = text[max(block.start, quote.outer_start - _NEAR) : quote.outer_start].rstrip()
    return before[-1:] in _marks("introducing") and before != ""


def _marks(name: str) -> str:
    return str(table("scripts")["marks"][name])


def _all_stops() -> str:
    return _marks("wide") + _marks("narrow")
