"""Tells a model in few words what is known: cast, places and beats, as much as some panels need."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from panelwright.planning.llm.drafts import (
    BeatDraft,
    CharacterDraft,
    FactsDraft,
    SceneDraft,
    VariationDraft,
)
from panelwright_prompts import render


@dataclass(frozen=True)
class Reach:
    """How much around some panels is told; what is farther away is left out."""

    beats: int | None
    """So many beats before and after; None: all."""
    looks: bool = True
    """The looks of the cast are told, not only the names."""


EVERYTHING = Reach(None)
_SMALLER = (Reach(24), Reach(8), Reach(2), Reach(1, looks=False))
_SHORT = 60
"""Panels of a story that is told as a whole to whoever has room for it."""


def reaches(beats: Sequence[BeatDraft]) -> tuple[Reach, ...]:
    """How much may be told of a story, from the most to the least that makes sense.

    Of a long one never everything, or what is asked would grow with the square of its length.
    """
    return (EVERYTHING, *_SMALLER) if len(beats) <= _SHORT else _SMALLER


def bible(
    facts: FactsDraft, beats: Sequence[BeatDraft], numbers: Sequence[int], reach: Reach
) -> str:
    """Cast, places and beats around the panels with these numbers, counted from 1.

    The window grows in steps, so that panels beside each other are told the same words.
    """
    seen = range(1, len(beats) + 1) if reach.beats is None else _window(numbers, reach.beats)
    near = [(number, beats[number - 1]) for number in seen if number <= len(beats)]
    all_told = reach.beats is None
    scenes = facts.scenes if all_told else _scenes_of(facts, [beat for _, beat in near])
    names = None if all_told else _names(scenes, [beat for _, beat in near])
    cast = [c for c in facts.cast if names is None or _is_named(c, names)]
    places = {scene.place.strip().lower() for scene in scenes}
    (told,) = render(
        "told/bible",
        cast=[told_character(c, looks=reach.looks) for c in cast],
        places=[p for p in facts.places if all_told or p.name.strip().lower() in places],
        panels=[
            {"number": number, "moment": beat.moment, "who": ", ".join(beat.who)}
            for number, beat in near
        ],
    )
    return told.text


@dataclass(frozen=True)
class ToldCharacter:
    """What a model is told of a character."""

    name: str
    look: str | None = None
    """None: it is not told."""
    always: str = ""
    aliases: str = ""


def told_character(character: CharacterDraft, *, looks: bool, aliases: int = 0) -> ToldCharacter:
    """The name, with the look and so many other names."""
    others = ", ".join(character.aliases[:aliases])
    if not looks:
        return ToldCharacter(character.name, aliases=others)
    own = character.phrase or ", ".join(filter(None, _fields(character)))
    return ToldCharacter(character.name, own, ", ".join(character.never_changes), others)


def scene_line(scene: SceneDraft) -> str:
    """`the night market, night, rain`"""
    return ", ".join(filter(None, (scene.place, scene.time, scene.weather, scene.season)))


def scene_of(facts: FactsDraft, beat: BeatDraft) -> SceneDraft | None:
    """The scene that shares most sentences with a beat."""
    shared = [(_shared(scene, beat), -number) for number, scene in enumerate(facts.scenes)]
    most, number = max(shared, default=(0, 0))
    return facts.scenes[-number] if most > 0 else None


def _scenes_of(facts: FactsDraft, beats: Iterable[BeatDraft]) -> list[SceneDraft]:
    """The scenes that some beats lie in, in order."""
    lying = list(beats)
    return [s for s in facts.scenes if any(_shared(s, beat) > 0 for beat in lying)]


def changes_of(facts: FactsDraft, beat: BeatDraft) -> list[VariationDraft]:
    """How the cast looks otherwise in a beat."""
    return [v for v in facts.variations if v.first <= beat.last and beat.first <= v.last]


def _window(numbers: Sequence[int], reach: int) -> range:
    """A window that begins at a multiple of the reach."""
    first = max(1, (min(numbers) - 1) // reach * reach + 1 - reach // 2)
    last = ((max(numbers) - 1) // reach + 1) * reach + reach // 2
    return range(first, last + 1)


def _names(scenes: Iterable[SceneDraft], beats: Iterable[BeatDraft]) -> set[str]:
    told = [name for scene in scenes for name in scene.present]
    told += [name for beat in beats for name in beat.who]
    return {name.strip().lower() for name in told}


def _is_named(character: CharacterDraft, names: set[str]) -> bool:
    return any(name.strip().lower() in names for name in (character.name, *character.aliases))


def _fields(c: CharacterDraft) -> list[str]:
    kind = "" if c.species == "human" else c.species
    hair = f"{c.hair} hair" if c.hair and "hair" not in c.hair else c.hair
    return [c.age, c.build, c.colour, kind or c.kind, hair, *c.clothes, *c.marks]


def _shared(scene: SceneDraft, beat: BeatDraft) -> int:
    return min(scene.last, beat.last) - max(scene.first, beat.first) + 1
