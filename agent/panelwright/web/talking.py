"""The conversation as the page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from panelwright.chat.spoken import Question, Spoken
from panelwright.chat.transcript import Transcript
from panelwright.chat.understanding import words_for
from panelwright.cli.saying import to_be_painted
from panelwright.web.rendering import rendered
from panelwright.web.rooms import Room
from panelwright.web.shelf import address

_SHOWN: Final = 80
"""Things said that are shown; the others stay in the run's chat.jsonl."""
_UNDER_WAY: Final = frozenset({"said", "difference", "version", "painted"})
"""After these more is said, unless the turn was broken off."""
_LONGEST: Final = 4000
"""Characters of one thing said that are shown."""


@dataclass(frozen=True)
class Line:
    """One thing said, ready for the template."""

    kind: str
    text: str = ""
    lines: tuple[str, ...] = ()
    ideas: tuple[str, ...] = ()
    picture: str = ""
    panel: str = ""
    waits: bool = False
    """Whether it is a question that nobody has answered yet."""


def conversation(room: Room, before: Sequence[Spoken] = ()) -> str:
    """All of it as HTML; `before` is what was said before there was a run."""
    said = [*(Transcript(room.run.chat).read() if room.run is not None else ()), *before]
    root = room.run.folder.parent if room.run is not None else None
    rests = room.busy is None
    lines = [
        _line(one, room, root, waits=one is said[-1] and rests)
        for one in said[-_SHOWN:]
        if one.kind != "progress"
    ]
    return rendered(
        "conversation.html.j2",
        lines=lines,
        hidden=max(0, len(said) - _SHOWN),
        welcome="" if lines else words_for("welcome"),
        trouble=without_paths(room.trouble, root),
        broken=rests and not room.trouble and bool(said) and said[-1].kind in _UNDER_WAY,
    )


def without_paths(text: str, root: Path | None) -> str:
    """A text in which files are named as lying in the folder of runs."""
    return text.replace(f"{root}/", "").replace(str(root), "the runs") if root else text


def _line(one: Spoken, room: Room, root: Path | None, *, waits: bool) -> Line:
    def plain(text: str) -> str:
        clear = without_paths(text, root)
        return clear if len(clear) <= _LONGEST else f"{clear[:_LONGEST]} …"

    match one.kind:
        case "said" | "stopped":
            return Line(one.kind, plain(one.text))
        case "reply" | "problem":
            return Line(one.kind, plain(one.text), ideas=one.ideas if waits else ())
        case "question":
            return Line("question", plain(one.text), waits=waits and isinstance(one, Question))
        case "difference":
            notes = (*map(plain, one.notes), to_be_painted(one.panels))
            return Line("difference", " ".join(notes), lines=tuple(map(plain, one.lines)))
        case "version":
            return Line("version", f"Version {one.number}")
        case "painted":
            return _painted(one, room)
        case "bound":
            flagged = f", {len(one.flagged)} flagged" if one.flagged else ""
            pages = "1 page" if one.pages == 1 else f"{one.pages} pages"
            return Line("bound", f"The comic is bound: {pages}{flagged}.")
        case "progress":
            return Line("progress")


def _painted(one: Spoken, room: Room) -> Line:
    assert one.kind == "painted"
    tries = f" after {one.attempts} attempts" if one.attempts > 1 else ""
    text = f"Panel {one.panel} is painted{tries}."
    if one.status != "accepted":
        text = f"Panel {one.panel} is {one.status}: {one.reason or 'for no known reason'}."
    run = room.run
    found = address(run, run.panel_picture(one.id)) if run is not None and one.picture else None
    return Line(f"painted {one.status}", text, picture=found or "", panel=one.id)
