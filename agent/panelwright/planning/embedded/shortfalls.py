"""Tells the user what the plan could not do as asked, a sentence each."""

from collections.abc import Sequence

from panelwright.planning.embedded.beats import PanelBeat
from panelwright.planning.embedded.cast import Cast

MOST_TOLD = 5
"""Crowded panels that are told one by one."""


def shortfalls(
    cast: Cast, beats: Sequence[PanelBeat], shown: Sequence[tuple[str, ...]], wanted: int | None
) -> tuple[str, ...]:
    """Fewer panels than wished for, and characters for whom a panel has no room."""
    notes: list[str] = []
    if wanted is not None and len(beats) < wanted:
        notes.append(
            f"{wanted} panels were asked for, and the text has moments for "
            f"{len(beats)}: write more of the story, or ask for fewer panels."
        )
    crowded = list(_crowded(cast, beats, shown))
    notes += crowded[:MOST_TOLD]
    if len(crowded) > MOST_TOLD:
        notes.append(f"{len(crowded) - MOST_TOLD} more panels have no room for all their people.")
    return tuple(notes)


def foreign(language: str) -> tuple[str, ...]:
    """The rules read no other language, and find nobody in it."""
    if language == "en":
        return ()
    return (
        f"The text seems to be in another language ({language}), and the embedded planner reads "
        "English only: give the story in English, or have a language model plan it, with --planner "
        "llama:PATH.gguf or openai.",
    )


def _crowded(
    cast: Cast, beats: Sequence[PanelBeat], shown: Sequence[tuple[str, ...]]
) -> Sequence[str]:
    found: list[str] = []
    for number, (beat, who) in enumerate(zip(beats, shown, strict=True), start=1):
        left_out = [name for name in beat.who if name not in who]
        if beat.kind != "story" or not left_out:
            continue
        first = cast.members[left_out[0]].character.name
        others = f" and {len(left_out) - 1} more" if len(left_out) > 1 else ""
        found.append(
            f"Panel {number} shows {len(who)} of the {len(who) + len(left_out)} characters that "
            f"its text names, without {first}{others}: name fewer in one sentence."
        )
    return found
