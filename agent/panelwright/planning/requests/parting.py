"""Parts a request where a wish may end: at commas, stops and joining words, not within quotes."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from panelwright.planning.requests.rewording import begins_a_wish
from panelwright.planning.requests.scopes import NUMBERS, PAIR

LONGEST: Final = 4000
"""Characters of a request."""
_MOST_PARTS: Final = 60
_MOST_JOINED: Final = 5
_PARTING: Final = re.compile(
    r"(\s*[,;\n]+\s*(?:(?:and|but|then)\s+)*|\s+(?:and|but|then)\s+|(?<=[.!?])\s+)", re.I
)
_KEPT: Final = re.compile(
    rf"[\"“][^\"”]*[\"”]|(?:panels|pages)\s+{NUMBERS}"
    r"|black and white"
    rf"|(?:swap|switch|exchange|merge|join|combine)\s+(?:panels?\s+)?{PAIR}",
    re.I,
)


def parted(text: str) -> tuple[list[str], list[str]]:
    """The parts of a request, and what stands before each; quotes and number rows stay whole."""
    kept: list[str] = []

    def hidden(found: re.Match[str]) -> str:
        kept.append(found.group())
        return f"\ue000{len(kept) - 1}\ue001"

    def shown(piece: str) -> str:
        return re.sub(r"\ue000(\d+)\ue001", lambda found: kept[int(found.group(1))], piece)

    masked = _KEPT.sub(hidden, re.sub(r"[\ue000\ue001]", "", text))
    pieces = ["", *_PARTING.split(masked.strip())]
    pairs = [
        (shown(part), mark)
        for mark, part in zip(pieces[::2], pieces[1::2], strict=True)
        if part.strip(" .!")
    ][:_MOST_PARTS]
    return [part for part, _ in pairs], [mark for _, mark in pairs]


def spans(parts: Sequence[str], place: int, starts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and last part of what may be one wish: alone, with those before, with those after."""
    yield place, place + 1
    if begins_a_wish(parts[place]):
        starts = ()
    yield from ((start, place + 1) for start in reversed(starts) if place - start < _MOST_JOINED)
    for end in range(place + 2, min(place + _MOST_JOINED, len(parts)) + 1):
        if begins_a_wish(parts[end - 1]):
            return
        yield place, end
