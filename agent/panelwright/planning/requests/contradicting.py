"""Notices where one request asks for two things that can't both be."""

from collections.abc import Iterator, Sequence
from typing import Final

from panelwright.planning.edits import AddPlace, Edit, SetPanel
from panelwright_tools.domain import Story, UserError

_SINGLE: Final = frozenset({"time", "weather", "season", "place", "angle"})
"""Of which a panel has one, whatever it was before."""


def check_agree(story: Story, wishes: Sequence[Sequence[Edit]]) -> None:
    """Raises UserError where two wishes for the very same panels ask for different things.

    `Panels 2 to 4 at night, panel 3 at dawn` is none: what is said of fewer panels counts there.
    """
    asked: dict[tuple[str, frozenset[str]], object] = {}
    for edits in wishes:
        for field, panels, value in _asked(edits):
            known = asked.setdefault((field, panels), value)
            if known != value:
                raise UserError(f"{_told(story, panels)} can't be {known} and {value}: say which.")


def _asked(edits: Sequence[Edit]) -> Iterator[tuple[str, frozenset[str], object]]:
    """What a wish asks for that sets one thing, and for which panels."""
    found = [edit for edit in edits if isinstance(edit, SetPanel)]
    facts = [edit.model_dump(exclude_defaults=True, exclude={"panel"}) for edit in found]
    values = {(field, str(value)) for fields in facts for field, value in fields.items()}
    others = [edit for edit in edits if not isinstance(edit, (SetPanel, AddPlace))]
    if not others and len(values) == 1:
        [(field, value)] = values
        if field in _SINGLE:
            yield field, frozenset(edit.panel for edit in found), value


def _told(story: Story, panels: frozenset[str]) -> str:
    numbers = [str(n) for n, panel in enumerate(story.panels, 1) if panel.id in panels]
    if len(numbers) == len(story.panels) > 1:
        return "the panels"
    return f"panel {numbers[0]}" if len(numbers) == 1 else f"panels {', '.join(numbers)}"
