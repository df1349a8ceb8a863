"""The running story bible: what is known of the story so far, in as few words as must be."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from panelwright.planning.llm.bible import character_line, scene_line
from panelwright.planning.llm.drafts import CharacterDraft, FactsDraft, SceneDraft
from panelwright.planning.llm.names import key_of


@dataclass(frozen=True)
class _Detail:
    """How much is told."""

    looks: int
    """So many of the cast, those that were there last, with their looks."""
    names: int
    """So many of the cast by name."""
    places: int


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


def known(facts: FactsDraft, fits: Callable[[str], bool]) -> str:
    """Cast, places and the last scene, in the fullest form that fits; empty when none does."""
    cast = _latest_first(facts)
    places = [place.name for place in reversed(facts.places)]
    return _fullest(cast, places, _last_scene(facts), fits)


def setting_out(facts: FactsDraft, first: int, last: int, fits: Callable[[str], bool]) -> str:
    """The same for a stretch of sentences that were read: who is there, and its scenes."""
    scenes = [scene for scene in facts.scenes if scene.first <= last and first <= scene.last]
    here = facts.model_copy(update={"scenes": scenes})
    lines = [_scene_told(scene, first, last) for scene in scenes]
    told = "\n".join(("Scenes:", *lines)) if lines else ""
    return _fullest(_latest_first(here), [], told, fits)


def _fullest(
    cast: Sequence[CharacterDraft], places: Sequence[str], end: str, fits: Callable[[str], bool]
) -> str:
    forms = dict.fromkeys(_told(cast, places, end, detail) for detail in _DETAILS)
    return next((form for form in forms if fits(form)), "")


def _told(cast: Sequence[CharacterDraft], places: Sequence[str], end: str, detail: _Detail) -> str:
    lines = [
        _with_aliases(character_line(one) if k < detail.looks else f"- {one.name}", one)
        for k, one in enumerate(cast[: detail.names])
    ]
    named = ", ".join(places[: detail.places])
    parts = ["\n".join(("Cast:", *lines)) if lines else "", f"Places: {named}" if named else ""]
    return "\n".join(filter(None, (*parts, end)))


def _scene_told(scene: SceneDraft, first: int, last: int) -> str:
    """`- [3] to [9]: the night market, night; there: Mina`"""
    span = f"[{max(first, scene.first)}] to [{min(last, scene.last)}]"
    return f"- {span}: {_setting(scene)}"


def _with_aliases(line: str, character: CharacterDraft) -> str:
    aliases = ", ".join(character.aliases[:3])
    return f"{line} Also: {aliases}." if aliases else line


def _last_scene(facts: FactsDraft) -> str:
    return f"The last scene: {_setting(facts.scenes[-1])}" if facts.scenes else ""


def _setting(scene: SceneDraft) -> str:
    """`the night market, night; there: Mina`"""
    there = f"; there: {', '.join(scene.present)}" if scene.present else ""
    return f"{scene_line(scene) or 'no place told'}{there}"


def _latest_first(facts: FactsDraft) -> Sequence[CharacterDraft]:
    """The cast, those first who were there in the latest scenes."""
    seen = {key_of(name): k for k, scene in enumerate(facts.scenes) for name in scene.present}
    return sorted(facts.cast, key=lambda one: -seen.get(key_of(one.name), -1))
