"""Remembers which panels a conversation is about, for wishes that do not name any."""

import re
from collections.abc import Sequence
from typing import Final

from panelwright.chat.spoken import Difference, Spoken

_MOST: Final = 3
"""Panels that one still means by `it` or `them`."""
_NAMED: Final = re.compile(r"panel (\d+)\b(?! becomes| is removed)")


def panels_spoken_of(said: Sequence[Spoken]) -> tuple[int, ...]:
    """The numbers of the panels that the last change is about; none when they are many."""
    last = next((one for one in reversed(said) if isinstance(one, Difference)), None)
    if last is None:
        return ()
    named = [_NAMED.match(line) for line in last.lines]
    numbers = sorted({int(found[1]) for found in named if found is not None})
    return tuple(numbers) if len(numbers) <= _MOST else ()
