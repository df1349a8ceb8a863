"""Chooses the panels that end a page: turning points, where the reader must know more."""

import math
from collections.abc import Sequence

from panelwright.planning.llm.drafts import BeatDraft

MOST_ON_PAGE = 9
LEAST_APART = 3
"""Panels from one turning point to the next when no number of pages is wished."""
_STRAY = 2
"""How far a page end may stray from its even place to meet a turning point, in panels."""
SPLASH_IN = 12
"""There may be one splash in so many panels."""


def with_turns(beats: Sequence[BeatDraft], pages: int | None) -> list[BeatDraft]:
    """The beats with a turning point at the end of every page but the last.

    Where no number of pages is wished, the model's own are kept if they are not too dense.
    """
    marked = [number for number, beat in enumerate(beats, 1) if beat.turning_point]
    ends = _apart(marked) if pages is None else _page_ends(len(beats), pages, marked)
    return [
        beat.model_copy(update={"turning_point": number in ends})
        for number, beat in enumerate(beats, 1)
    ]


def _apart(marked: Sequence[int]) -> set[int]:
    kept: list[int] = []
    for number in marked:
        if number - (kept[-1] if kept else 0) >= LEAST_APART:
            kept.append(number)
    return set(kept)


def _page_ends(count: int, pages: int, marked: Sequence[int]) -> set[int]:
    """The last panels of all pages but the last, each at a marked panel where one is near."""
    wanted = min(max(pages, math.ceil(count / MOST_ON_PAGE)), count)
    ends: list[int] = []
    for page in range(1, wanted):
        before = ends[-1] if ends else 0
        low = max(before + 1, count - MOST_ON_PAGE * (wanted - page))
        high = min(before + MOST_ON_PAGE, count - (wanted - page))
        even = min(max(round(count * page / wanted), low), high)
        near = [n for n in marked if low <= n <= high and abs(n - even) <= _STRAY]
        ends.append(min(near, key=lambda n: (abs(n - even), n), default=even))
    return set(ends)


def with_few_splashes(beats: Sequence[BeatDraft]) -> list[BeatDraft]:
    """The last splashes, one for each dozen of panels; the others are large."""
    splashes = [k for k, beat in enumerate(beats) if beat.size.strip().lower() == "splash"]
    kept = set(splashes[-max(1, len(beats) // SPLASH_IN) :])
    return [
        beat.model_copy(update={"size": "large"}) if k in splashes and k not in kept else beat
        for k, beat in enumerate(beats)
    ]
