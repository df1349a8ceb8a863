"""ViStoryBench's story.json: characters described, and shots of plot, setting and camera."""

import json
import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final, TypeVar

from pydantic import ValidationError

from panelwright_tools.domain import (
    Angle,
    Beat,
    Character,
    Kind,
    Look,
    Panel,
    Place,
    Region,
    Shot,
    Story,
    TimeOfDay,
    UserError,
)
from panelwright_tools.domain.reading import explain
from panelwright_tools.domain.story import MAX_REGIONS
from panelwright_tools.domain.text import MAX_TEXT

_LONGEST_PHRASE: Final = 300
"""Characters of a character's look that go into every prompt; descriptions are whole paragraphs."""
_Word = TypeVar("_Word", bound=str)


@lru_cache(maxsize=1)
def _tables() -> Mapping[str, Any]:
    return tomllib.loads((files(__package__) / "data" / "vistory.toml").read_text("utf-8"))


def is_vistory(text: str) -> bool:
    """Whether a text looks like a story of ViStoryBench."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(data, dict) and isinstance(data.get("Shots"), list) and "Characters" in data


def from_vistory(text: str, source: str, title: str) -> Story:
    """The story in English, a panel for each shot.

    The plot becomes the caption, the objective description what a reader is told who cannot see.
    Raises UserError when the text is not of the format.
    """
    data = json.loads(text)
    try:
        return _story(data, title)
    except ValidationError as error:
        raise UserError(f"{source}: {explain(error, None)}.") from error
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise UserError(f"{source}: not a story of ViStoryBench: {error}.") from error


def characters_of(text: str) -> dict[str, str]:
    """The keys of the characters, which their folders of pictures are called by, and their ids."""
    return {key: f"c{number}" for number, key in enumerate(json.loads(text)["Characters"], 1)}


def descriptions_of(text: str) -> dict[str, str]:
    """How the characters look, in the file's own words, by their ids; whole, however long."""
    ids = characters_of(text)
    told = json.loads(text)["Characters"]
    return {ids[key]: str(facts.get("prompt_en", "")).strip() for key, facts in told.items()}


def _story(data: dict[str, Any], title: str) -> Story:
    cast = {
        key: _character(f"c{number}", key, told)
        for number, (key, told) in enumerate(data["Characters"].items(), 1)
    }
    names = {character.name: character for character in cast.values()} | cast
    settings = dict.fromkeys(_said(shot, "Setting Description") for shot in data["Shots"])
    places = {
        setting: _place(f"place{number}", setting)
        for number, setting in enumerate(filter(None, settings), 1)
    }
    return Story(
        title=title,
        planner="vistorybench",
        cast=tuple(cast.values()),
        places=tuple(places.values()),
        panels=tuple(
            _panel(number, shot, names, places) for number, shot in enumerate(data["Shots"], 1)
        ),
    )


def _said(shot: Mapping[str, Any], field: str) -> str:
    """A field of a shot in English."""
    told = shot.get(field, "")
    return str(told.get("en", "") if isinstance(told, Mapping) else told).strip()[:MAX_TEXT]


def _character(character_id: str, key: str, told: Mapping[str, Any]) -> Character:
    from panelwright_tools.language import analyse  # loads the lexicon

    text = str(told.get("prompt_en", "")).strip()
    entity = next(iter(analyse(text[:MAX_TEXT]).entities), None) if text else None
    noun = entity.heads[0] if entity is not None and entity.heads else ""
    kinds = {kind.value: kind for kind in Kind}
    kind = kinds.get(entity.kind, Kind.PERSON) if entity is not None else Kind.PERSON
    living = kind in (Kind.PERSON, Kind.ROBOT)
    return Character(
        id=character_id,
        name=str(told.get("name_en") or key)[:MAX_TEXT],
        kind=kind,
        phrase=_shortened(text) or str(told.get("name_en") or key),
        look=Look() if living or not noun else Look(species=noun.lower()),
    )


def _shortened(text: str) -> str:
    """As many clauses of a description as fit into a prompt."""
    if len(text) <= _LONGEST_PHRASE:
        return text.rstrip(".;, ")
    return re.split(r"[.;,][^.;,]*$", text[:_LONGEST_PHRASE])[0].strip()


def _place(place_id: str, setting: str) -> Place:
    """A place by the first of its phrases that is no time of day."""
    lower, parts = setting.lower(), [part.strip() for part in re.split(r"[,;.]", setting)]
    times = _tables()["times"]
    named = [part for part in parts if part and not any(time in part.lower() for time in times)]
    name = (named or [part for part in parts if part] or ["place"])[0]
    noun = re.split(r" of | in | on | at | with ", name.lower())[0].split()[-1]
    indoors = any(word in lower for word in _tables()["indoors"]["words"])
    return Place(id=place_id, name=name, noun=noun, phrase=setting, indoors=indoors)


def _panel(
    number: int,
    shot: Mapping[str, Any],
    names: Mapping[str, Character],
    places: Mapping[str, Place],
) -> Panel:
    setting, camera = _said(shot, "Setting Description"), _said(shot, "Shot Perspective Design")
    plot, seen = _said(shot, "Plot Correspondence"), _said(shot, "Static Shot Description")
    shown = dict.fromkeys(names[name] for name in _appearing(shot) if name in names)
    place = places.get(setting)
    return Panel(
        id=f"p{number:02d}",
        beat=Beat(text=plot),
        place=place.id if place is not None else None,
        time=_found("times", setting, TimeOfDay.DAY),
        shot=_found("shots", camera, Shot.FULL),
        angle=_found("angles", camera, Angle.EYE),
        caption=plot,
        regions=tuple(_region(one, seen if len(shown) == 1 else "") for one in shown)[:MAX_REGIONS],
        alt=seen,
    )


def _appearing(shot: Mapping[str, Any]) -> list[str]:
    told = shot.get("Characters Appearing", [])
    names = told.get("en", []) if isinstance(told, Mapping) else told
    return [str(name).strip() for name in names]


def _region(character: Character, doing: str) -> Region:
    """The character, and what it does where it is alone."""
    prompt = f"{character.phrase}. {doing}"[:MAX_TEXT] if doing else ""
    return Region(
        id=character.id,
        subject=character.id,
        noun=character.look.species if character.look.species != "human" else "person",
        phrase=character.phrase,
        prompt=prompt,
        key=True,
    )


def _found(table: str, text: str, usual: _Word) -> _Word:
    """What the first word of a table stands for that is in the text."""
    lower = text.lower()
    for words, value in _tables()[table].items():
        if words in lower:
            return type(usual)(value)
    return usual
