"""Before there is a run: what is wished for the comic, then its first story."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from panelwright.chat.spoken import Hear, Problem, Reply
from panelwright.chat.understanding import heard, is_prose, words_for
from panelwright.planning.requests.camera import style_named
from panelwright.planning.requests.parting import parted
from panelwright.planning.requests.whole import direction_named, pages_named, possible
from panelwright.readiness import check_ready
from panelwright.run import Run
from panelwright.settings import Settings
from panelwright.synopsis import clean
from panelwright.work import new_run
from panelwright_tools.language.numbers import number_of

_LEAST_WORDS: Final = 4
"""Of a first story in which nobody does anything."""
_PANELS: Final = (
    r"(?:(?:make it|use|i want|draw it)\s+)?(?:in\s+|with\s+)?(?:about\s+)?"
    r"(?P<number>\d{1,9}|[a-z-]+)\s+panels?(?:\s+long)?"
)


@dataclass
class Wished:
    """Settings that the user asked for before telling a story."""

    settings: dict[str, Any] = field(default_factory=dict)


def first_story(text: str, wished: Wished, hear: Hear) -> str | None:
    """The story in a text, without the words that ask for one; None when it holds none.

    Wishes for the comic are taken in, and what is missing is told.
    """
    found = heard(text, has_story=False)
    if found.road != "tell":
        hear(Reply(text=words_for("welcome")))
        return None
    wishes = _wishes(found.text)
    if wishes is not None:
        wished.settings.update(wishes)
        told = ", ".join(f"{name} {value}" for name, value in wished.settings.items())
        hear(Reply(text=f"I'll remember that ({told}). Now tell me the story."))
        return None
    if not is_prose(found.text) and len(found.text.split()) < _LEAST_WORDS:
        hear(Problem(text=words_for("no_story")))
        return None
    return found.text


def begun(story: str, wished: Wished, settings: Settings, folder: Path | None) -> Run:
    """A run for a story. Raises UserError when it can't be read or the settings can't be used."""
    text = clean(story, "that")
    chosen = settings.changed(**wished.settings)
    check_ready(chosen)
    return new_run(text, " ".join(text.split()[:6]), chosen, folder)


def _wishes(text: str) -> dict[str, Any] | None:
    """The settings that a text asks for; None when any part of it is something else."""
    found: dict[str, Any] = {}
    for part in parted(text)[0]:
        plain = part.strip(" .!")
        wish = _wish(plain)
        if not wish:
            return None
        found.update(wish)
    return found or None


def _wish(plain: str) -> dict[str, Any]:
    told = re.fullmatch(_PANELS, plain, re.I)
    count = number_of([told["number"].lower()]) if told is not None else None
    if count is not None:
        return {"panels": possible(count, "panels")}
    pages, way, style = pages_named(plain), direction_named(plain), style_named(plain)
    if pages is not None:
        return {"pages": pages}
    if way is not None:
        return {"rtl": way == "rtl"}
    return {"style": style} if style is not None else {}
