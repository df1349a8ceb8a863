"""The last resort: a paper strip inside the panel, with the speakers' names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from panelwright_tools.lettering.breaking import LEADING, Block, greedy, line_width
from panelwright_tools.lettering.build import rounded, set_line
from panelwright_tools.lettering.model import Leftover, Line, Strip, StripEntry
from panelwright_tools.lettering.script import Passage
from panelwright_tools.lettering.stage import Stage
from panelwright_tools.lettering.typeset import SetWord, set_words
from panelwright_tools.lettering.words import Word, plain, words_of

MOST_SHARE = 0.6
"""Share of the panel's height that a strip may take."""
NARROWEST = 5.0
"""Ems of a panel's width below which nothing can be lettered on it."""
_PAD = 0.5


def _name_words(passage: Passage, names: Mapping[str, str]) -> tuple[SetWord, ...]:
    if passage.speech is None:
        return ()
    name = names.get(passage.speaker or "", passage.speaker or "A voice")
    words = words_of(f"{plain(name)}:")
    loud = tuple(Word(w.text, w.start, w.end, w.spaced, True) for w in words)
    return set_words(loud, "speech", 40.0)


@dataclass(frozen=True)
class _Paragraph:
    """One speaker's words on the strip, set."""

    passages: tuple[Passage, ...]
    name: tuple[SetWord, ...]
    block: Block


def _paragraph(passages: Sequence[Passage], names: Mapping[str, str], limit: float) -> _Paragraph:
    name = _name_words(passages[0], names)
    if line_width(name) > limit * 0.6:
        name = ()
    words = tuple(word for passage in passages for word in passage.words)
    return _Paragraph(
        tuple(passages), name, greedy((*name, *set_words(words, "speech", limit)), limit)
    )


def _fitting(
    passages: Sequence[Passage], names: Mapping[str, str], limit: float, most: int
) -> tuple[list[_Paragraph], Sequence[Passage]]:
    """Paragraphs of together at most `most` lines, and the passages that are left."""
    found: list[_Paragraph] = []
    rows = 0
    for number, passage in enumerate(passages):
        goes_on = bool(found) and passage.speech == found[-1].passages[-1].speech
        grown = _paragraph([*found[-1].passages, passage] if goes_on else [passage], names, limit)
        before = len(found[-1].block.lines) if goes_on else 0
        if rows - before + len(grown.block.lines) > most:
            return found, passages[number:]
        rows += len(grown.block.lines) - before
        found = [*found[:-1], grown] if goes_on else [*found, grown]
    return found, ()


def strip_of(
    passages: Sequence[Passage],
    em: float,
    stage: Stage,
    names: Mapping[str, str],
    texts: Mapping[int | None, str],
) -> tuple[Strip | None, tuple[Leftover, ...]]:
    """The strip at the foot of the panel, and what does not fit on it.

    `texts` holds the speeches by index, and the caption under None.
    """
    width, height = stage.size
    pad = _PAD * em
    left, right = stage.sides((1 - MOST_SHARE) * height, height)
    limit = max((right - left - 2 * pad) / em, 2.0)
    most = int((MOST_SHARE * height - 2 * pad) / (LEADING * em))
    if most < 1 or limit < NARROWEST:
        return None, tuple(_leftover(passage, texts) for passage in passages)
    paragraphs, rest = _fitting(passages, names, limit, most)
    leftovers = tuple(_leftover(passage, texts) for passage in rest)
    if not paragraphs:
        return None, leftovers
    rows = sum(len(paragraph.block.lines) for paragraph in paragraphs)
    top = height - rows * LEADING * em - 2 * pad
    y = top + pad
    labels: list[Line] = []
    entries: list[StripEntry] = []
    for paragraph in paragraphs:
        if paragraph.name:
            labels.append(set_line(paragraph.name, None, left + pad, y + 0.8 * em, em))
        entries.append(_entry(paragraph, left + pad, y, em))
        y += len(paragraph.block.lines) * LEADING * em
    box = rounded((0.0, top, float(width), float(height)))
    return Strip(box=box, names=tuple(labels), entries=tuple(entries)), leftovers


def _entry(paragraph: _Paragraph, left: float, top: float, em: float) -> StripEntry:
    lines = []
    block = paragraph.block
    for row, words in enumerate(block.lines):
        following = block.lines[row + 1][0] if row + 1 < len(block.lines) else None
        own = words[len(paragraph.name) :] if row == 0 else words
        x = left + (line_width(words) - line_width(own)) * em
        baseline = top + (row * LEADING + 0.8) * em
        lines.append(set_line(own, following, x, baseline, em))
    first, last = paragraph.passages[0], paragraph.passages[-1]
    return StripEntry(
        speech=first.speech,
        span=(first.span[0], last.span[1]),
        speaker=first.speaker,
        lines=tuple(line for line in lines if line.runs),
    )


def _leftover(passage: Passage, texts: Mapping[int | None, str]) -> Leftover:
    start, end = passage.span
    return Leftover(
        speech=passage.speech,
        span=passage.span,
        speaker=passage.speaker,
        text=plain(texts[passage.speech][start:end]),
    )
