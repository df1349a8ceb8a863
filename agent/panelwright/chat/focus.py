"""Remembers which panels a conversation is about, for wishes that do not name any."""

import re
from collections.abc import Sequence
from typing import Final

from panelwright.chat.spoken import Difference, Said, Spoken
from panelwright.history import Version
from panelwright.planning.requests.pronouns import named_again
from panelwright.planning.requests.scopes import Order, scope_of
from panelwright_tools.domain import Story, UserError

_TURNS: Final = 6
"""Turns in which somebody was named whom a pronoun still means."""
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


def meant(wish: str, story: Story, said: Sequence[Spoken], versions: Sequence[Version]) -> str:
    """A wish with what a conversation leaves out: whom `she` means, and what `panel 3 too` asks."""
    turns = [one.text for one in said if isinstance(one, Said)]
    named = named_again(wish, " ".join(turns[-_TURNS - 1 : -1]), story)
    done = [version.said for version in versions if version.undone is None]
    if not done:
        return named
    order = Order(tuple(panel.id for panel in story.panels))
    try:
        panels, rest = scope_of(named, order)
        _, before = scope_of(done[-1], order)
    except UserError:
        return named
    if not panels or rest or not before or before == done[-1]:
        return named
    numbers = ", ".join(str(order.panels.index(panel) + 1) for panel in panels)
    return f"panels {numbers}: {before}"
