"""What changed between two stories, in words, a line for each thing that changed."""

from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeVar

from panelwright.planning.editing.region_edits import relation_told
from panelwright_tools.domain import Character, Panel, Place, Region, Speech, Story, Variation
from panelwright_tools.domain.model import Model

_PLAIN: Final = ("title", "language", "style", "direction", "pages")
_PANEL: Final = ("time", "weather", "season", "shot", "angle", "caption", "avoid", "weight")
_REGION: Final = ("noun", "phrase", "box", "depth", "pose", "face", "facing", "size", "spot", "key")
_PLACE: Final = ("name", "noun", "phrase", "indoors")
_CHARACTER: Final = ("name", "kind", "phrase", "aliases", "constant")
_LOOK: Final = (
    "species", "gender", "age", "build", "size", "skin", "hair", "eyes", "colour", "clothes",
    "marks",
)  # fmt: skip
_LONGEST: Final = 90

_Record = TypeVar("_Record", Character, Place, Panel, Region, Variation)


def differences(before: Story, after: Story) -> list[str]:
    """The changes from one story to another: of the whole, of cast and places, of each panel.

    Panels are called by their numbers in the new story, removed ones by those in the old.
    """
    return [
        *_fields("the story", before, after, _PLAIN),
        *_cast(before, after),
        *_places(before, after),
        *_panels(before, after),
    ]


def _cast(before: Story, after: Story) -> Iterator[str]:
    old, new = _by_id(before.cast), _by_id(after.cast)
    yield from (f"{old[gone].name} leaves the cast" for gone in old if gone not in new)
    for name, character in new.items():
        was = old.get(name)
        if was is None:
            yield f"{character.name} joins the cast: {character.phrase or character.kind.value}"
            continue
        yield from _fields(was.name, was, character, _CHARACTER)
        if was.phrase == character.phrase:  # else the phrase tells it
            yield from _fields(was.name, was.look, character.look, _LOOK)
        if was.references != character.references:
            yield f"{was.name}: {_some(len(character.references), 'reference picture')}"
        yield from _variations(was, character)


def _variations(before: Character, after: Character) -> Iterator[str]:
    old, new = _by_id(before.variations), _by_id(after.variations)
    yield from (f"{before.name} is never {old[gone].phrase}" for gone in old if gone not in new)
    for name, variation in new.items():
        if old.get(name) != variation:
            yield f"{before.name} can be {variation.phrase}"


def _places(before: Story, after: Story) -> Iterator[str]:
    old, new = _by_id(before.places), _by_id(after.places)
    yield from (f"the place {old[gone].name} goes" for gone in old if gone not in new)
    for name, place in new.items():
        was = old.get(name)
        if was is None:
            yield f"a new place: {place.phrase or place.name}"
        else:
            yield from _fields(f"the place {was.name}", was, place, _PLACE)


def _panels(before: Story, after: Story) -> Iterator[str]:
    old, new = _by_id(before.panels), _by_id(after.panels)
    numbers = {panel.id: number for number, panel in enumerate(before.panels, 1)}
    for name, panel in old.items():
        if name not in new:
            yield f"panel {numbers[name]} is removed{_about(panel)}"
    order = [panel.id for panel in after.panels if panel.id in old]
    stayed = [panel.id for panel in before.panels if panel.id in new]
    moved = _moved(stayed, order)
    for number, panel in enumerate(after.panels, 1):
        was = old.get(panel.id)
        if was is None:
            yield f"panel {number} is new{_about(panel)}"
            continue
        if panel.id in moved:
            yield f"panel {numbers[panel.id]} becomes panel {number}{_about(panel)}"
        yield from _panel(f"panel {number}", was, panel, (before, after))


def _moved(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """The fewest whose move explains the new order: those of a swap, or the one that was moved."""
    replaced = {one for one, other in zip(after, before, strict=True) if one != other}
    stayed = _longest_rising(after, {name: number for number, name in enumerate(before)})
    jumped = set(after) - stayed
    return jumped if len(jumped) < len(replaced) else replaced


def _longest_rising(names: Sequence[str], numbers: Mapping[str, int]) -> set[str]:
    """The names of a longest row whose numbers rise; the others are out of order."""
    ends: list[int] = []  # the least number that a rising row of each length ends with
    lasts: list[str] = []
    before: dict[str, str | None] = {}
    for name in names:
        place = bisect(ends, numbers[name])
        before[name] = lasts[place - 1] if place else None
        ends[place : place + 1], lasts[place : place + 1] = [numbers[name]], [name]
    found: set[str] = set()
    last = lasts[-1] if lasts else None
    while last is not None:
        found.add(last)
        last = before[last]
    return found


def _panel(name: str, was: Panel, now: Panel, stories: tuple[Story, Story]) -> Iterator[str]:
    before, after = stories
    yield from _fields(name, was, now, _PANEL)
    if was.place != now.place:
        places = (_place_name(was.place, before), _place_name(now.place, after))
        yield f"{name}: place {places[0]} → {places[1]}"
    yield from _regions(name, was, now)
    relations = (tuple(map(relation_told, p.relations)) for p in (was, now))
    yield from _list(name, "relation", *relations)
    yield from _list(name, "balloon", _balloons(was, before), _balloons(now, after))
    yield from _list(name, "sound", *(tuple(s.text for s in p.sounds) for p in (was, now)))


def _regions(name: str, was: Panel, now: Panel) -> Iterator[str]:
    old, new = _by_id(was.regions), _by_id(now.regions)
    yield from (f"{name}: without {old[gone].phrase}" for gone in old if gone not in new)
    for region_id, region in new.items():
        before = old.get(region_id)
        if before is None:
            yield f"{name}: with {region.phrase}"
            continue
        yield from _fields(f"{name}, {region_id}", before, region, _REGION)
        if before.variation != region.variation:
            looks = (before.variation or "as always", region.variation or "as always")
            yield f"{name}, {region_id}: looks {looks[0]} → {looks[1]}"


def _fields(name: str, before: Model, after: Model, fields: Sequence[str]) -> Iterator[str]:
    old = before.model_dump(mode="json", include=set(fields))
    new = after.model_dump(mode="json", include=set(fields))
    for field in fields:
        if old.get(field) != new.get(field):
            yield f"{name}: {field} {_short(old.get(field))} → {_short(new.get(field))}"


def _list(name: str, noun: str, was: tuple[str, ...], now: tuple[str, ...]) -> Iterator[str]:
    """Items that went and came; only when none did, that their order is another."""
    gone = [item for item in was if item not in now]
    come = [item for item in now if item not in was]
    if len(gone) == len(come):
        yield from (
            f"{name}: {noun} {_short(a)} → {_short(b)}" for a, b in zip(gone, come, strict=True)
        )
    else:
        yield from (f"{name}: no {noun} {_short(item)}" for item in gone)
        yield from (f"{name}: a new {noun} {_short(item)}" for item in come)
    if not gone and not come and was != now:
        yield f"{name}: {noun}s in another order"


def _balloons(panel: Panel, story: Story) -> tuple[str, ...]:
    return tuple(_balloon(speech, story) for speech in panel.speech)


def _balloon(speech: Speech, story: Story) -> str:
    who = story.character(speech.speaker).name if speech.speaker is not None else "a voice"
    manner = "" if speech.kind.value == "speech" else f" ({speech.kind.value.replace('_', ' ')})"
    return f"{who}{manner}: “{speech.text}”"


def _place_name(place: str | None, story: Story) -> str:
    return story.place(place).name if place is not None else "nowhere"


def _about(panel: Panel) -> str:
    text = panel.beat.text or panel.caption or panel.alt
    return f" (“{_cut(text, 60)}”)" if text else ""


def _short(value: object) -> str:
    if value is None or value in ("", [], {}):
        return "none"
    if isinstance(value, list):
        return _cut(", ".join(_short(item) for item in value))
    if isinstance(value, dict):
        return " ".join(str(part) for part in reversed(value.values()) if part) or "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.3g}"
    return _cut(str(value))


def _cut(text: str, longest: int = _LONGEST) -> str:
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def _some(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _by_id(records: Sequence[_Record]) -> Mapping[str, _Record]:
    return {record.id: record for record in records}
