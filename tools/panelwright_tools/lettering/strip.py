"""The last resort: a paper strip inside the panel, with the speakers' names."""

from collections.abc import Mapping, Sequence

from panelwright_tools.lettering.breaking import LEADING, greedy, line_width
from panelwright_tools.lettering.build import rounded, set_line
from panelwright_tools.lettering.model import Leftover, Line, Strip, StripEntry
from panelwright_tools.lettering.script import Passage
from panelwright_tools.lettering.typeset import SetWord, set_words
from panelwright_tools.lettering.words import Word, plain, words_of

MOST_SHARE = 0.6
"""Share of the panel's height that a strip may take."""
_PAD = 0.5


def _name_words(passage: Passage, names: Mapping[str, str]) -> tuple[SetWord, ...]:
    if passage.speech is None:
        return ()
    name = names.get(passage.speaker or "", passage.speaker or "A voice")
    words = words_of(f"{plain(name)}:")
    loud = tuple(Word(w.text, w.start, w.end, w.spaced, True) for w in words)
    return set_words(loud, "speech", 40.0)


def strip_of(
    passages: Sequence[Passage],
    em: float,
    size: tuple[int, int],
    names: Mapping[str, str],
    texts: Mapping[int | None, str],
) -> tuple[Strip | None, tuple[Leftover, ...]]:
    """The strip at the foot of the panel, and what does not fit on it.

    `texts` holds the speeches by index, and the caption under None.
    """
    pad = _PAD * em
    limit = max((size[0] - 2 * pad) / em, 2.0)
    most = int((MOST_SHARE * size[1] - 2 * pad) / (LEADING * em))
    entries: list[StripEntry] = []
    labels: list[Line] = []
    leftovers: list[Leftover] = []
    row = 0
    for passage in passages:
        name = _name_words(passage, names)
        if line_width(name) > limit * 0.6:
            name = ()
        words = set_words(passage.words, "speech", limit)
        block = greedy((*name, *words), limit)
        if leftovers or row + len(block.lines) > most:
            leftovers.append(_leftover(passage, texts))
            continue
        lines = []
        for place, line in enumerate(block.lines):
            following = block.lines[place + 1][0] if place + 1 < len(block.lines) else None
            baseline = (row * LEADING + 0.8) * em
            own = line
            x = pad
            if place == 0 and name:
                labels.append(set_line(name, None, x, baseline, em))
                own = line[len(name) :]
                x += (line_width(line) - line_width(own)) * em
            lines.append(set_line(own, following, x, baseline, em))
            row += 1
        entries.append(
            StripEntry(
                speech=passage.speech,
                span=passage.span,
                speaker=passage.speaker,
                lines=tuple(line for line in lines if line.runs),
            )
        )
    if not entries:
        return None, tuple(leftovers)
    height = row * LEADING * em + 2 * pad
    top = size[1] - height
    moved = tuple(
        entry.model_copy(update={"lines": _moved(entry.lines, top + pad)}) for entry in entries
    )
    box = rounded((0.0, top, float(size[0]), float(size[1])))
    return Strip(box=box, names=_moved(tuple(labels), top + pad), entries=moved), tuple(leftovers)


def _moved(lines: tuple[Line, ...], down: float) -> tuple[Line, ...]:
    return tuple(
        line.model_copy(update={"baseline": round(line.baseline + down, 1)}) for line in lines
    )


def _leftover(passage: Passage, texts: Mapping[int | None, str]) -> Leftover:
    start, end = passage.span
    return Leftover(
        speech=passage.speech,
        span=passage.span,
        speaker=passage.speaker,
        text=plain(texts[passage.speech][start:end]),
    )
