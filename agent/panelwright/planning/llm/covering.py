"""Lays the beats that a model wrote over their sentences: in order, none left out."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from panelwright.planning.llm.drafts import BeatDraft
from panelwright.planning.llm.numbered import NumberedText

SMALL_GAP = 2
"""Sentences between two beats that the one before takes in; more are a beat of their own."""


def covering(
    beats: Sequence[BeatDraft], text: NumberedText, first: int, last: int
) -> list[BeatDraft]:
    """The beats over the sentences from `first` to `last`; at least one.

    Each begins where the model says. Beats that begin together share what they tell; where they
    are more than its sentences, several tell the same one. A beat without a moment fills what
    nobody tells.
    """
    told = sorted(_clipped(beats, first, last), key=lambda beat: beat.first)
    if not told:
        return [BeatDraft(first=first, last=last)]
    groups = [list(group) for _, group in groupby(told, key=lambda beat: beat.first)]
    starts = [group[0].first for group in groups]
    found: list[BeatDraft] = []
    if starts[0] - first > SMALL_GAP:
        found.append(BeatDraft(first=first, last=starts[0] - 1))
    elif starts[0] > first:
        groups[0] = [beat.model_copy(update={"first": first}) for beat in groups[0]]
    for group, end in zip(groups, [*(start - 1 for start in starts[1:]), last], strict=True):
        reach = min(end, max(beat.last for beat in group))
        rest = reach + 1 if end - reach > SMALL_GAP else None
        found += _shared(group, group[0].first, end if rest is None else reach)
        found += [BeatDraft(first=rest, last=end)] if rest is not None else []
    return _without_bare_headings(found, text)


def _clipped(beats: Sequence[BeatDraft], first: int, last: int) -> Iterator[BeatDraft]:
    for beat in beats:
        begin, end = max(first, min(beat.first, beat.last)), min(last, max(beat.first, beat.last))
        if begin <= end:
            yield beat.model_copy(update={"first": begin, "last": end})


def _shared(beats: Sequence[BeatDraft], first: int, last: int) -> Iterator[BeatDraft]:
    """The beats over a stretch, each with about as much of it."""
    size, count = last - first + 1, len(beats)
    for k, beat in enumerate(beats):
        begin = first + k * size // count
        end = max(begin, first + (k + 1) * size // count - 1)
        yield beat.model_copy(update={"first": begin, "last": end})


def _without_bare_headings(beats: Sequence[BeatDraft], text: NumberedText) -> list[BeatDraft]:
    """A heading goes to the beat after it, the last ones to the beat before."""
    found: list[BeatDraft] = []
    waiting: int | None = None
    for beat in beats:
        first = beat.first if waiting is None else waiting
        if all(text.sentences[k - 1].heading for k in range(beat.first, beat.last + 1)):
            waiting = first
            continue
        found.append(beat.model_copy(update={"first": first}))
        waiting = None
    if waiting is None:
        return found
    if not found:
        return [BeatDraft(first=beats[0].first, last=beats[-1].last)]
    return [*found[:-1], found[-1].model_copy(update={"last": beats[-1].last})]
