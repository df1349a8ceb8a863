"""What a model behind a server is told of a panel: its prompt, and which pictures go with it."""

import hashlib
from dataclasses import dataclass, replace
from functools import lru_cache

from panelwright_prompts import render
from panelwright_tools.domain import Brief
from panelwright_tools.painting.hosted.catalogue import table
from panelwright_tools.painting.hosted.framing import Frame
from panelwright_tools.prompting.compose import fitted
from panelwright_tools.prompting.families import bounds, text_side
from panelwright_tools.prompting.notes import left_out_notes

_PROMPT = "painting/picture"


@dataclass(frozen=True)
class Told:
    """What goes with one call."""

    prompt: str
    pictures: tuple[str, ...]
    """Keys of the pictures of characters, in the order of the prompt."""
    notes: tuple[str, ...]
    """What the reader of the report should know."""


def worded(brief: Brief, frame: Frame, most_pictures: int) -> Told:
    """The words for a brief, with at most so many pictures in all."""
    mended = brief.parent is not None
    shown = _people(brief)[: max(0, most_pictures - mended)]
    side = text_side("hosted")
    free = int(table()["prompt"]["kept_free"])
    cut = replace(side, encoders=tuple(replace(e, tokens=e.tokens - free) for e in side.encoders))
    words = fitted(brief, cut, bounds(cut))
    first = 2 if mended else 1
    (turn,) = render(
        _PROMPT,
        words=words.prompt,
        bands=frame.bands,
        percent=frame.band_percent,
        mended=mended,
        people=[(number, phrase) for number, (_, phrase) in enumerate(shown, start=first)],
    )
    notes = list(words.notes)
    notes += left_out_notes(brief, words)
    if frame.bands:
        notes.append(
            f"Painted at {frame.size[0]}×{frame.size[1]} pixels, of which {frame.band_percent} % "
            f"were cut off at the {frame.bands}."
        )
    return Told(turn.text, tuple(key for key, _ in shown), tuple(notes))


def _people(brief: Brief) -> list[tuple[str, str]]:
    """The key of every picture of a character, each once, and what is said of whom it shows.

    Everyone's first picture comes before anyone's second one.
    """
    ranked = [
        (rank, number, key, (item.region.phrase or item.character.name)[:200])
        for number, item in enumerate(brief.regions)
        if item.character is not None
        for rank, key in enumerate(item.character.references)
    ]
    found: dict[str, str] = {}
    for _, _, key, phrase in sorted(ranked):
        found.setdefault(key, phrase)
    return list(found.items())


@lru_cache
def prompt_digest() -> str:
    """Six hex digits that change with the words of the prompt."""
    values = {"words": "…", "bands": "…", "percent": 1, "mended": True, "people": [(1, "…")]}
    (turn,) = render(_PROMPT, **values)
    return hashlib.sha256(turn.text.encode()).hexdigest()[:6]
