"""Finds the parts of a story that edits name, and puts changed ones back in their places."""

from collections.abc import Sequence
from typing import TypeVar

from panelwright_tools.domain import Character, Panel, Place, Region, Story, UserError
from panelwright_tools.domain.model import named

_Item = TypeVar("_Item")
_Record = TypeVar("_Record", Character, Panel, Place, Region)


def find_panel(story: Story, panel_id: str) -> Panel:
    """The panel with this id. Raises UserError, naming the panels, when there is none."""
    try:
        return story.panel(panel_id)
    except KeyError:
        first, last = story.panels[0].id, story.panels[-1].id
        problem = f"There is no panel {panel_id!r}: the story has panels {first} to {last}."
        raise UserError(problem) from None


def find_character(story: Story, character_id: str) -> Character:
    """The character with this id. Raises UserError, naming the cast, when there is none."""
    try:
        return story.character(character_id)
    except KeyError:
        known = _ids(story.cast) or "nobody"
        raise UserError(f"There is no character {character_id!r}: the cast is {known}.") from None


def find_place(story: Story, place_id: str) -> Place:
    """The place with this id. Raises UserError, naming the places, when there is none."""
    try:
        return story.place(place_id)
    except KeyError:
        known = _ids(story.places) or "none"
        raise UserError(f"There is no place {place_id!r}: the places are {known}.") from None


def find_region(panel: Panel, region_id: str) -> Region:
    """The region with this id. Raises UserError, naming the panel's, when there is none."""
    try:
        return named(panel.regions, region_id)
    except KeyError:
        known = _ids(panel.regions) or "nothing"
        raise UserError(f"Panel {panel.id} has no {region_id!r}: it shows {known}.") from None


def find_numbered(panel: Panel, noun: str, items: Sequence[_Item], index: int) -> _Item:
    """The item of a panel at a place counted from 0; `noun` is what errors call such an item.

    Raises UserError, telling how many there are, when that is too few.
    """
    if index >= len(items):
        count = f"{len(items)} {noun}{'s' * (len(items) != 1)}"
        raise UserError(f"Panel {panel.id} has {count}: there is no number {index + 1}.")
    return items[index]


def without_numbered(
    panel: Panel, noun: str, items: Sequence[_Item], index: int
) -> tuple[_Item, ...]:
    """The items of a panel but for one. Raises UserError as `find_numbered` does."""
    find_numbered(panel, noun, items, index)
    return (*items[:index], *items[index + 1 :])


def with_character(story: Story, new: Character) -> Story:
    """The story with a character in place of the one with its id."""
    return story.model_copy(update={"cast": _replaced(story.cast, new)})


def with_place(story: Story, new: Place) -> Story:
    """The story with a place instead of the one with its id."""
    return story.model_copy(update={"places": _replaced(story.places, new)})


def with_panel(story: Story, new: Panel) -> Story:
    """The story with a panel in place of the one with its id."""
    return story.model_copy(update={"panels": _replaced(story.panels, new)})


def with_region(panel: Panel, new: Region) -> Panel:
    """The panel with a region in place of the one with its id."""
    return panel.model_copy(update={"regions": _replaced(panel.regions, new)})


def _replaced(records: Sequence[_Record], new: _Record) -> tuple[_Record, ...]:
    return tuple(new if record.id == new.id else record for record in records)


def _ids(records: Sequence[_Record]) -> str:
    return ", ".join(record.id for record in records)
