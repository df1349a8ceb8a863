"""What changed between two stories, in words, a line for each thing that changed."""

from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from panelwright.planning.changed_values import by_id, cut, fields_told, short
from panelwright.planning.panel_diff import panel_differences
from panelwright.plural import some
from panelwright_tools.domain import Character, Panel, Story

_PLAIN: Final = ("title", "language", "style", "direction", "pages")
_PLACE: Final = ("name", "noun", "phrase", "indoors")
_CHARACTER: Final = ("name", "kind", "phrase", "aliases", "constant")
_LOOK: Final = (
    "species", "gender", "age", "build", "size", "skin", "hair", "eyes", "colour", "clothes",
    "marks",
)  # fmt: skip


def differences(before: Story, after: Story) -> list[str]:
    """The changes from one story to another: of the whole, of cast and places, of each panel.

    Panels are called by their numbers in the new story, removed ones by those in the old.
    """
    return [
        *fields_told("the story", before, after, _PLAIN),
        *_cast(before, after),
        *_places(before, after),
        *_panels(before, after),
    ]


def _cast(before: Story, after: Story) -> Iterator[str]:
    old, new = by_id(before.cast), by_id(after.cast)
    yield from (f"{old[gone].name} leaves the cast" for gone in old if gone not in new)
    for name, character in new.items():
        was = old.get(name)
        if was is None:
            yield f"{character.name} joins the cast: {character.phrase or character.kind.value}"
            continue
        yield from fields_told(was.name, was, character, _CHARACTER)
        yield from _looks(was, character)
        if was.references != character.references:
            yield f"{was.name}: {some(len(character.references), 'reference picture')}"
        if was.portrait != character.portrait:
            whose = "a picture of your own" if character.portrait else "painted"
            yield f"{was.name}: its portrait is {whose}"
        if was.crops != character.crops:
            yield f"{was.name}: {some(len(character.crops), 'crop')} of accepted panels"
        if was.loras != character.loras:
            yield f"{was.name}: {some(len(character.loras), 'LoRA')}"
        yield from _variations(was, character)


def _looks(before: Character, after: Character) -> Iterator[str]:
    """The changes of a look, but for those that the new phrase tells."""
    told = after.phrase.lower() if before.phrase != after.phrase else ""
    new = after.look.model_dump(mode="json")
    untold = [field for field in _LOOK if not _tells(told, short(new[field]))]
    yield from fields_told(before.name, before.look, after.look, untold)


def _tells(phrase: str, value: str) -> bool:
    return all(word in phrase for word in value.lower().replace(",", "").split())


def _variations(before: Character, after: Character) -> Iterator[str]:
    old, new = by_id(before.variations), by_id(after.variations)
    yield from (f"{before.name} is never {old[gone].phrase}" for gone in old if gone not in new)
    for name, variation in new.items():
        if old.get(name) != variation:
            yield f"{before.name} can be {variation.phrase}"


def _places(before: Story, after: Story) -> Iterator[str]:
    old, new = by_id(before.places), by_id(after.places)
    yield from (f"the place {old[gone].name} goes" for gone in old if gone not in new)
    for name, place in new.items():
        was = old.get(name)
        if was is None:
            yield f"a new place: {place.phrase or place.name}"
        else:
            yield from fields_told(f"the place {was.name}", was, place, _PLACE)


def _panels(before: Story, after: Story) -> Iterator[str]:
    old, new = by_id(before.panels), by_id(after.panels)
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
        yield from panel_differences(f"panel {number}", was, panel, (before, after))


def _moved(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """The fewest whose move explains the new order: those of a swap, or the one that was moved."""
    replaced = {one for one, other in zip(after, before, strict=True) if one != other}
    stayed = longest_rising(after, {name: number for number, name in enumerate(before)})
    jumped = set(after) - stayed
    return jumped if len(jumped) < len(replaced) else replaced


def longest_rising(names: Sequence[str], numbers: Mapping[str, int]) -> set[str]:
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


def _about(panel: Panel) -> str:
    text = panel.beat.text or panel.caption or panel.alt
    return f" (“{cut(text, 60)}”)" if text else ""
