"""Puts what is said in a conversation into lines of plain text."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from panelwright.chat.spoken import Bound, Difference, Painted, Progress, Spoken

_MOST_NUMBERS: Final = 12
_MOST_SAID: Final = 600


def lines_of(spoken: "Spoken", folder: Path) -> Iterator[str]:
    """The lines for one thing that was said; files are named as lying in the run folder."""
    match spoken.kind:
        case "said":
            text = " ".join(spoken.text.split())
            yield f"> {text if len(text) <= _MOST_SAID else f'{text[:_MOST_SAID]} …'}"
        case "reply" | "problem":
            yield spoken.text
            yield from (f"  {idea}" for idea in spoken.ideas)
        case "difference":
            yield from _difference(spoken)
        case "question":
            yield f"{spoken.text} (yes, no, or say what else to change)"
        case "version":
            yield f"  that is version {spoken.number}"
        case "painted":
            yield _painted(spoken, folder)
        case "bound":
            yield _bound(spoken, folder)
        case "progress":
            yield _progress(spoken)
        case "stopped":
            yield spoken.text


def to_be_painted(panels: Sequence[int]) -> str:
    """`panels 3 and 4 are to be painted.`"""
    if not panels:
        return "no panel is painted again for it."
    if len(panels) == 1:
        return f"panel {panels[0]} is to be painted."
    shown = ", ".join(map(str, panels[:_MOST_NUMBERS]))
    more = f" and {len(panels) - _MOST_NUMBERS} more" if len(panels) > _MOST_NUMBERS else ""
    return f"panels {shown}{more} are to be painted."


def difference_lines(
    changes: Sequence[str], notes: Sequence[str], panels: Sequence[int]
) -> Iterator[str]:
    """What would change, what of it can't be given, and what is to be painted for it."""
    yield from (f"  {line}" for line in changes)
    yield from notes
    yield to_be_painted(panels)


def _difference(spoken: "Difference") -> Iterator[str]:
    return difference_lines(spoken.lines, spoken.notes, spoken.panels)


def _painted(spoken: "Painted", folder: Path) -> str:
    where = f": {folder / spoken.picture}" if spoken.picture else ""
    if spoken.status == "accepted":
        tries = "" if spoken.attempts == 1 else f" after {spoken.attempts} attempts"
        return f"panel {spoken.panel} is painted{tries}{where}"
    return f"panel {spoken.panel} {spoken.status}, {spoken.reason or 'for no known reason'}{where}"


def _bound(spoken: "Bound", folder: Path) -> str:
    pages = "1 page" if spoken.pages == 1 else f"{spoken.pages} pages"
    flagged = len(spoken.flagged)
    state = "every panel accepted" if not flagged else f"{flagged} flagged"
    return f"the comic has {pages}, {state}: {folder / 'book.html'}"


def _progress(spoken: "Progress") -> str:
    panel = f" panel {spoken.panel}" if spoken.panel is not None else ""
    far = f" {spoken.done}/{spoken.of}" if spoken.of else ""
    return f"{spoken.doing}{panel}{far}{f': {spoken.note}' if spoken.note else ''}"
