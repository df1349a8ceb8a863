"""The lines in which a story is told to be broken down: its sentences, or its scenes in short."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from panelwright.planning.llm.bible import scene_line
from panelwright.planning.llm.drafts import BeatDraft, FactsDraft, SceneDraft
from panelwright.planning.llm.numbered import NumberedText
from panelwright.planning.llm.telling import told, told_sentence

LEAST_SCENES = 4
"""A scene in short is worth asking with from so many of them on."""
_LONGEST = 400
"""Characters of a scene in short."""


@dataclass(frozen=True)
class Unit:
    """A line, and the sentences that it stands for."""

    first: int
    last: int
    line: str


def sentence_units(text: NumberedText) -> list[Unit]:
    """A line for each sentence."""
    return [Unit(s.number, s.number, told_sentence(text, s)) for s in text.sentences]


def scene_units(text: NumberedText, facts: FactsDraft) -> list[Unit]:
    """A line for each scene: where, and what happens; none when there are too few scenes."""
    whole = _covers(facts.scenes, len(text.sentences))
    if not whole or len(facts.scenes) < LEAST_SCENES:
        return []
    return [Unit(scene.first, scene.last, _line(text, scene)) for scene in facts.scenes]


def _covers(scenes: Sequence[SceneDraft], last: int) -> bool:
    if not scenes or scenes[0].first != 1 or scenes[-1].last != last:
        return False
    return all(one.last + 1 == other.first for one, other in pairwise(scenes))


def _line(text: NumberedText, scene: SceneDraft) -> str:
    """`[12] (the harbour, night) Mina finds a lamp.`; without a summary, how the scene begins."""
    summary = " ".join(scene.summary.split())
    shown = f"[{scene.first}] {summary}" if summary else told(text, scene.first, scene.last)
    line = " ".join(shown.split()).replace("</", "< /")
    number, _, words = line.partition(" ")
    setting = scene_line(scene)
    line = f"{number} ({setting}) {words}" if setting else line
    return line if len(line) <= _LONGEST else line[: _LONGEST - 2].rsplit(" ", 1)[0] + " …"


def widened(beats: Sequence[BeatDraft], units: Sequence[Unit]) -> list[BeatDraft]:
    """The beats over all sentences of the units in which they begin and end."""
    firsts = {n: unit.first for unit in units for n in range(unit.first, unit.last + 1)}
    lasts = {n: unit.last for unit in units for n in range(unit.first, unit.last + 1)}
    return [
        beat.model_copy(
            update={
                "first": firsts.get(beat.first, beat.first),
                "last": lasts.get(max(beat.first, beat.last), beat.last),
            }
        )
        for beat in beats
    ]
