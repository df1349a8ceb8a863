"""Finds the parts of a story that edits name, and puts changed ones back in their places."""

from panelwright_tools.domain import Character, Panel, Place, Region, Story, UserError


def find_panel(story: Story, panel_id: str) -> Panel:
    """The panel with this id. Raises UserError, naming the panels, when there is none."""
    for panel in story.panels:
        if panel.id == panel_id:
            return panel
    first, last = story.panels[0].id, story.panels[-1].id
    raise UserError(f"There is no panel {panel_id!r}: the story has panels {first} to {last}.")


def find_character(story: Story, character_id: str) -> Character:
    """The character with this id. Raises UserError, naming the cast, when there is none."""
    for character in story.cast:
        if character.id == character_id:
            return character
    known = ", ".join(character.id for character in story.cast) or "nobody"
    raise UserError(f"There is no character {character_id!r}: the cast is {known}.")


def find_place(story: Story, place_id: str) -> Place:
    """The place with this id. Raises UserError, naming the places, when there is none."""
    for place in story.places:
        if place.id == place_id:
            return place
    known = ", ".join(place.id for place in story.places) or "none"
    raise UserError(f"There is no place {place_id!r}: the places are {known}.")


def find_region(panel: Panel, region_id: str) -> Region:
    """The region with this id. Raises UserError, naming the panel's, when there is none."""
    for region in panel.regions:
        if region.id == region_id:
            return region
    known = ", ".join(region.id for region in panel.regions) or "nothing"
    raise UserError(f"Panel {panel.id} has no {region_id!r}: it shows {known}.")


def with_character(story: Story, new: Character) -> Story:
    """The story with a character in place of the one with its id."""
    cast = tuple(new if character.id == new.id else character for character in story.cast)
    return story.model_copy(update={"cast": cast})


def with_place(story: Story, new: Place) -> Story:
    """The story with a place instead of the one with its id."""
    places = tuple(new if place.id == new.id else place for place in story.places)
    return story.model_copy(update={"places": places})


def with_panel(story: Story, new: Panel) -> Story:
    """The story with a panel in place of the one with its id."""
    panels = tuple(new if panel.id == new.id else panel for panel in story.panels)
    return story.model_copy(update={"panels": panels})


def with_region(panel: Panel, new: Region) -> Panel:
    """The panel with a region in place of the one with its id."""
    regions = tuple(new if region.id == new.id else region for region in panel.regions)
    return panel.model_copy(update={"regions": regions})
