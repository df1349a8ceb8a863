"""The running story bible: what is known of the story so far, in as few words as must be."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from panelwright.planning.llm.bible import ToldCharacter, scene_line, told_character
from panelwright.planning.llm.drafts import CharacterDraft, FactsDraft, SceneDraft
from panelwright.planning.llm.names import key_of
from panelwright_prompts import render


@dataclass(frozen=True)
class _Detail:
    """How much is told."""

    looks: int
    """So many of the cast, those that were there last, with their looks."""
    names: int
    """So many of the cast by name."""
    places: int


_MOST_ALIASES = 3
"""Other names of each of the cast that are told."""
_DETAILS = (
    _Detail(1000, 1000, 1000),
    _Detail(24, 1000, 1000),
    _Detail(12, 200, 100),
    _Detail(6, 60, 40),
    _Detail(3, 24, 12),
    _Detail(0, 12, 6),
    _Detail(0, 4, 2),
)
"""From all to the least that helps."""


@dataclass(frozen=True)
class _ToldScene:
    """What a model is told of a scene."""

    first: int
    last: int
    setting: str
    """Place, time and weather; empty where none is told."""
    present: str


def known(facts: FactsDraft, fits: Callable[[str], bool]) -> str:
    """Cast, places and the last scene, in the fullest form that fits; empty when none does."""
    cast = _latest_first(facts)
    places = [place.name for place in reversed(facts.places)]
    last = _told_scene(facts.scenes[-1]) if facts.scenes else None
    return _fullest(cast, places, (), last, fits)


def setting_out(facts: FactsDraft, first: int, last: int, fits: Callable[[str], bool]) -> str:
    """The same for a stretch of sentences that were read: who is there, and its scenes."""
    scenes = [scene for scene in facts.scenes if scene.first <= last and first <= scene.last]
    here = facts.model_copy(update={"scenes": scenes})
    told = [_told_scene(scene, first, last) for scene in scenes]
    return _fullest(_latest_first(here), (), told, None, fits)


def _fullest(
    cast: Sequence[CharacterDraft],
    places: Sequence[str],
    scenes: Sequence[_ToldScene],
    last_scene: _ToldScene | None,
    fits: Callable[[str], bool],
) -> str:
    forms = dict.fromkeys(
        _told(_told_cast(cast, detail), places[: detail.places], scenes, last_scene)
        for detail in _DETAILS
    )
    return next((form for form in forms if fits(form)), "")


def _told(
    cast: Sequence[ToldCharacter],
    places: Sequence[str],
    scenes: Sequence[_ToldScene],
    last_scene: _ToldScene | None,
) -> str:
    (told,) = render("told/known", cast=cast, places=places, scenes=scenes, last_scene=last_scene)
    return told.text


def _told_cast(cast: Sequence[CharacterDraft], detail: _Detail) -> list[ToldCharacter]:
    return [
        told_character(one, looks=k < detail.looks, aliases=_MOST_ALIASES)
        for k, one in enumerate(cast[: detail.names])
    ]


def _told_scene(scene: SceneDraft, first: int = 1, last: int | None = None) -> _ToldScene:
    """The scene as far as it lies within some sentences."""
    return _ToldScene(
        first=max(first, scene.first),
        last=scene.last if last is None else min(last, scene.last),
        setting=scene_line(scene),
        present=", ".join(scene.present),
    )


def _latest_first(facts: FactsDraft) -> Sequence[CharacterDraft]:
    """The cast, those first who were there in the latest scenes."""
    seen = {key_of(name): k for k, scene in enumerate(facts.scenes) for name in scene.present}
    return sorted(facts.cast, key=lambda one: -seen.get(key_of(one.name), -1))
