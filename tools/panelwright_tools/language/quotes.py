"""Where words stand in quotation marks, or after a dialogue dash."""

import re
from dataclasses import dataclass

from panelwright_tools.language.draft import Block, QuoteDraft
from panelwright_tools.language.lemmas import verb_lemma
from panelwright_tools.language.tables import words

_SINGLE = re.compile(r"(?:^|[\s—(\"])[‘'](?=[^\W_])[^'‘\"\n]{0,400}[,.!?…—]'(?!\w)", re.M)
_OPENS_SINGLE = re.compile(r"(?<![\w.,!?'])[‘'](?=[\w—…])")
_CLOSES_SINGLE = re.compile(r"'(?!\w)")
_STOP_CLOSES = re.compile(r"[,.!?…—]'(?!\w)")
_DASH_START = re.compile(r"[ ]*(?:—|--)[ ]*(?=\S)")
_ELISION = re.compile(r"[‘'](?:em|tis|twas|til|cause|cos|n|bout|round|neath|un)\b", re.I)
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class QuoteStyle:
    """How a text marks speech."""

    single: bool
    dash: bool


def quote_style(plain: str) -> QuoteStyle:
    """The style of a normalised text, by counting marks."""
    doubles = plain.count('"') // 2
    curly = plain.count("‘")
    singles = len(_SINGLE.findall(plain)) if curly or "'" in plain else 0
    dashes = len(re.findall(r"^[ ]*(?:—|--)[ ]*\S", plain, re.M))
    single = singles > doubles
    return QuoteStyle(single, dashes > 0 and dashes > doubles + (singles if single else 0))


def find_quotes(
    plain: str, original: str, block: Block, number: int, style: QuoteStyle
) -> list[QuoteDraft]:
    """The quotations of one paragraph, in order, none inside another."""
    if style.dash:
        found = _dash_quotes(plain, block)
        if found:
            return [QuoteDraft(a, b, c, d, number) for a, b, c, d in found]
    spans = _single_spans(plain, block) if style.single else _double_spans(plain, original, block)
    quotes = []
    for start, end, closed in spans:
        inner_start, inner_end = _stripped(plain, start + 1, end - 1 if closed else end)
        if inner_end > inner_start:
            draft = QuoteDraft(inner_start, inner_end, start, end, number)
            draft.open_ended = not closed
            quotes.append(draft)
    return quotes


def _stripped(plain: str, start: int, end: int) -> tuple[int, int]:
    while start < end and plain[start].isspace():
        start += 1
    while end > start and plain[end - 1].isspace():
        end -= 1
    return start, end


def _double_spans(plain: str, original: str, block: Block) -> list[tuple[int, int, bool]]:
    """`(start, end, closed)` of quotations in double marks; end is past the closing mark."""
    spans: list[tuple[int, int, bool]] = []
    opened: int | None = None
    at = plain.find('"', block.start, block.end)
    while at != -1:
        if opened is None:
            opened = at
        elif _opens(plain, original, at, block) and _only_opens(original, at):
            spans.append((opened, at, False))
            opened = at
        else:
            spans.append((opened, at + 1, True))
            opened = None
        at = plain.find('"', at + 1, block.end)
    if opened is not None and opened + 1 < block.end:
        spans.append((opened, block.end, False))
    return spans


def _only_opens(original: str, at: int) -> bool:
    return original[at] in "“«„"


def _opens(plain: str, original: str, at: int, block: Block) -> bool:
    before = plain[at - 1] if at > block.start else " "
    return before.isspace() or before in "—(-"


def _single_spans(plain: str, block: Block) -> list[tuple[int, int, bool]]:
    spans: list[tuple[int, int, bool]] = []
    at = block.start
    while True:
        opening = _OPENS_SINGLE.search(plain, at, block.end)
        if opening is None:
            return spans
        elided = _ELISION.match(plain, opening.start(), block.end)
        if elided and not _closes_soon(plain, elided.end(), block.end):
            at = opening.end()
            continue
        closing = _single_close(plain, opening.end(), block.end)
        if closing is None:
            return spans
        spans.append((opening.start(), closing, True))
        at = closing


def _closes_soon(plain: str, start: int, end: int) -> bool:
    """`'Tis cold,' he said`: after an elision at the start a closing mark follows its stop."""
    later = _OPENS_SINGLE.search(plain, start, end)
    close = _STOP_CLOSES.search(plain, start, later.start() if later else end)
    return close is not None


def _single_close(plain: str, start: int, end: int) -> int | None:
    """Past the mark that closes: after a stop, or after a word that is no plural owner."""
    for match in _CLOSES_SINGLE.finditer(plain, start, end):
        before = plain[match.start() - 1]
        if before in ",.!?…—;:-" or (before.isalnum() and before != "s"):
            return match.end()
        later = _OPENS_SINGLE.search(plain, match.end(), end)
        limit = later.start() if later else end
        rest = plain[match.end() : min(limit, match.end() + 600)]
        if before == "s" and not re.search(r"[,.!?…—]'(?!\w)", rest):
            return match.end()
    return None


def _dash_quotes(plain: str, block: Block) -> list[tuple[int, int, int, int]]:
    """Speech after a dash: up to the tag (`— Come, said Ana`), and again after the next dash."""
    opening = _DASH_START.match(plain, block.start, block.end)
    if opening is None:
        return []
    pieces: list[tuple[int, int]] = []
    start = opening.end()
    for dash in re.finditer(r"\s(?:—|--)\s?", plain[start : block.end]):
        pieces.append((start, opening.end() + dash.start()))
        start = opening.end() + dash.end()
    pieces.append((start, block.end))
    return [(*_stripped(plain, a, b), *_stripped(plain, a, b)) for a, b in _spoken(plain, pieces)]


def _spoken(plain: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The pieces between dashes that are speech: a tag stops it, the piece after takes it up."""
    found: list[tuple[int, int]] = []
    speaks = False
    for start, end in pieces:
        if speaks and _starts_with_tag(plain, start, end):
            speaks = False
            continue
        tag = _tag_inside(plain, start, end)
        stop = end if tag is None else tag
        if speaks:
            found[-1] = (found[-1][0], stop)
        elif plain[start:stop].strip():
            found.append((start, stop))
        speaks = tag is None
    return found


def _starts_with_tag(plain: str, start: int, end: int) -> bool:
    heads = _WORD.findall(plain[start : min(end, start + 60)])[:4]
    return any(verb_lemma(word.lower()) in words("verbs", "speech") for word in heads)


def _tag_inside(plain: str, start: int, end: int) -> int | None:
    """The end of the speech when `, said Ana` follows in the same piece."""
    for mark in re.finditer(r"[,!?.…]\s+(?=[a-zA-Z])", plain[start:end]):
        after = start + mark.end()
        heads = _WORD.findall(plain[after : min(end, after + 40)])[:2]
        lemmas = [verb_lemma(word.lower()) for word in heads]
        if lemmas and plain[after].islower() and lemmas[0] in words("verbs", "speech"):
            return start + mark.start() + 1
    return None
