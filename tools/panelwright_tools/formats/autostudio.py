"""AutoStudio's and CMIGBench's stories: turns of objects with boxes in pixels."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from pydantic import ValidationError

from panelwright_tools.domain import (
    Box,
    Brief,
    Character,
    Kind,
    Look,
    Panel,
    Place,
    Region,
    Story,
    UserError,
)
from panelwright_tools.domain.reading import explain
from panelwright_tools.domain.story import MAX_REGIONS

MAX_TURNS: Final = 15
"""AutoStudio skips later turns without a word."""
_SIZE: Final = (1024, 1024)
_BENCHMARK_SIZE: Final = (512, 512)
_NOTHING: Final = frozenset({"", "none"})
_SINGLE: Final = "0"
"""The id of an object that is never the same again."""


def is_autostudio(text: str) -> bool:
    """Whether a text looks like stories of numbered turns."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(data, dict) and any(turns_of(story) for story in data.values())


def stories_in(text: str) -> list[str]:
    """The labels of the stories in a file, for `from_autostudio`."""
    return [name for name, story in json.loads(text).items() if turns_of(story)]


def from_autostudio(text: str, source: str, label: str | None = None) -> Story:
    """A story of a file, the first where none is named, a panel for each turn.

    An id is the same character in all of them. Raises UserError when there is no such story, or a
    turn is not of the format.
    """
    data = json.loads(text)
    known = stories_in(text)
    label = known[0] if label is None else label
    if label not in known:
        raise UserError(f"{source} has no story {label[:80]!r}; it has {', '.join(known)[:400]}.")
    try:
        return _story(label, data[label])
    except ValidationError as error:
        raise UserError(f"{source}, {label[:80]}: {explain(error, None)}.") from error
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
        raise UserError(f"{source}, {label[:80]}: not a story of AutoStudio: {error}.") from error


def to_autostudio(story: Story, briefs: Mapping[str, Brief | None]) -> str:
    """The story as AutoStudio reads it, fifteen turns to a part; boxes come from the briefs."""
    ids = {character.id: str(number) for number, character in enumerate(story.cast, 1)}
    turns = [turn_of(panel, briefs.get(panel.id), story, ids) for panel in story.panels]
    return written(parted(story.title, turns))


def parted(label: str, turns: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Turns by their numbers, fifteen to a story."""
    parts: dict[str, Any] = {}
    for start in range(0, len(turns), MAX_TURNS):
        name = label if len(turns) <= MAX_TURNS else f"{label} {start + 1}"
        part = turns[start : start + MAX_TURNS]
        parts[name] = {f"turn {number}": turn for number, turn in enumerate(part, 1)}
    return parts


def written(data: Mapping[str, Any]) -> str:
    """The text of a file of stories."""
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def canvas_of(story: Mapping[str, Any]) -> tuple[int, int]:
    """Height and width in pixels of the turns of a story that do not tell theirs."""
    return _BENCHMARK_SIZE if "characters" in story or "scene" in story else _SIZE


def _story(label: str, data: dict[str, Any]) -> Story:
    size = canvas_of(data)
    turns = turns_of(data)
    cast = _cast(turns)
    places = _places(turns)
    return Story(
        title=label,
        planner="autostudio",
        cast=tuple(cast.values()),
        places=tuple(places.values()),
        panels=tuple(_panel(number, turn, size, cast, places) for number, turn in turns),
    )


def turns_of(story: object) -> list[tuple[int, dict[str, Any]]]:
    """The turns of a story by their numbers."""
    if not isinstance(story, dict):
        return []
    found = [
        (int(match[1]), turn)
        for key, turn in story.items()
        if (match := re.fullmatch(r"turn (\d{1,4})", key)) and isinstance(turn, dict)
    ]
    return sorted(found, key=lambda pair: pair[0])


def _objects(turn: Mapping[str, Any]) -> Iterator[tuple[str, tuple[float, ...], str]]:
    for phrase, box, name in turn.get("objects", []):
        yield str(phrase), tuple(float(value) for value in box), str(name)


def _cast(turns: list[tuple[int, dict[str, Any]]]) -> dict[str, Character]:
    """Whole objects (no parts) that have an id, with their longest phrase as the look."""
    phrases: dict[str, str] = {}
    for _, turn in turns:
        for phrase, _, name in _objects(turn):
            if name != _SINGLE and "-" not in name and len(phrase) > len(phrases.get(name, "")):
                phrases[name] = phrase
    return {
        name: _character(f"c{number}", phrase)
        for number, (name, phrase) in enumerate(phrases.items(), 1)
    }


def _character(character_id: str, phrase: str) -> Character:
    kind = _kind(phrase)
    living = kind in (Kind.PERSON, Kind.ROBOT)
    return Character(
        id=character_id,
        name=_noun(phrase),
        kind=kind,
        phrase=phrase,
        look=Look() if living else Look(species=_noun(phrase).split()[-1].lower()),
    )


def _kind(phrase: str) -> Kind:
    from panelwright_tools.language import analyse  # loads the lexicon

    entities = analyse(phrase).entities
    kinds = {kind.value: kind for kind in Kind}
    return kinds.get(entities[0].kind, Kind.THING) if entities else Kind.THING


def _places(turns: list[tuple[int, dict[str, Any]]]) -> dict[str, Place]:
    places: dict[str, Place] = {}
    for _, turn in turns:
        name = str(turn.get("background", "")).strip()
        if name and name not in places:
            words = re.split(r"[,;]| inside | in | on | at ", name.lower())[0].split()
            noun = words[-1] if words else "place"
            places[name] = Place(id=f"place{len(places) + 1}", name=name, noun=noun, phrase=name)
    return places


def _panel(
    number: int,
    turn: dict[str, Any],
    usual: tuple[int, int],
    cast: Mapping[str, Character],
    places: Mapping[str, Place],
) -> Panel:
    height, width = turn.get("size", usual)
    negative = str(turn.get("negative", "")).strip()
    place = places.get(str(turn.get("background", "")).strip())
    regions = []
    for index, (phrase, box, name) in enumerate(_objects(turn)):
        character = cast.get(name)
        regions.append(
            Region(
                id=f"o{index + 1}",
                subject=character.id if character is not None else None,
                noun=_noun(phrase),
                phrase=phrase,
                box=_on_canvas(box, width, height),
                key=character is not None,
            )
        )
    return Panel(
        id=f"p{number:02d}",
        place=place.id if place is not None else None,
        caption=str(turn.get("caption", "")),
        regions=tuple(regions[:MAX_REGIONS]),
        avoid=() if negative.lower() in _NOTHING else (negative,),
    )


def _on_canvas(box: tuple[float, ...], width: float, height: float) -> Box:
    x, y, w, h = box
    part = Box(x / width, y / height, w / width, h / height).clipped()
    if part.w <= 0 or part.h <= 0:
        raise ValueError(f"the box {box} lies off its canvas of {width} by {height}")
    return part.rounded()


def _noun(phrase: str) -> str:
    """What the object is: the words before the first comma, as AutoStudio reads it."""
    return phrase.split(",")[0].strip() or "thing"


def turn_of(
    panel: Panel,
    brief: Brief | None,
    story: Story,
    ids: Mapping[str, Any],
    canvas: tuple[int, int] | None = None,
) -> dict[str, Any]:
    """The panel as a turn.

    `ids` are those of characters, by their ids in the story; `canvas` is the height and width in
    pixels that boxes are told on, None: the size that the panel is painted in.
    """
    height, width = canvas or (brief.size[::-1] if brief is not None else _SIZE)
    boxes = {item.region.id: item.box for item in brief.regions} if brief is not None else {}
    place = story.place(panel.place) if panel.place is not None else None
    objects = []
    for region in panel.regions:
        box = boxes.get(region.id, region.box)
        if box is not None:
            pixels = [round(box.x * width), round(box.y * height),
                      round(box.w * width), round(box.h * height)]  # fmt: skip
            objects.append([region.phrase, pixels, ids.get(region.subject or "", _SINGLE)])
    return {
        "size": [height, width],
        "caption": panel.caption or panel.beat.text,
        "objects": objects,
        "background": (place.phrase or place.name) if place is not None else "",
        "negative": ", ".join(panel.avoid) or "None",
    }
