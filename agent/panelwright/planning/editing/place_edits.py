"""Edits of the places."""

from typing import Literal

from panelwright.planning.editing.change import Change
from panelwright.planning.editing.finding import find_place, with_place
from panelwright_tools.domain import Place, Story
from panelwright_tools.domain.model import Slug
from panelwright_tools.domain.text import Text


class AddPlace(Change):
    """A place that panels can be moved to."""

    kind: Literal["add_place"] = "add_place"
    place: Place

    def changed(self, story: Story) -> Story:
        """The story with the place behind the others."""
        return story.model_copy(update={"places": (*story.places, self.place)})

    def told(self) -> str:
        """In words."""
        return f"a new place: {self.place.name}"


class SetPlace(Change):
    """Changes of a place; what is None stays as it is, and so does its id."""

    kind: Literal["set_place"] = "set_place"
    place: Slug
    name: Text | None = None
    noun: Text | None = None
    phrase: Text | None = None
    indoors: bool | None = None

    def changed(self, story: Story) -> Story:
        """The story with the place as it is now; nothing of it is guessed any more."""
        place = find_place(story, self.place)
        return with_place(story, place.model_copy(update={**self.given(), "guessed": None}))

    def told(self) -> str:
        """In words."""
        return f"the place {self.place}: {self.fields_told()}"


class RemovePlace(Change):
    """A place goes; its panels happen at `instead`, or nowhere in particular."""

    kind: Literal["remove_place"] = "remove_place"
    place: Slug
    instead: Slug | None = None

    def changed(self, story: Story) -> Story:
        """The story without the place."""
        gone = find_place(story, self.place)
        instead = find_place(story, self.instead).id if self.instead is not None else None
        panels = tuple(
            panel.model_copy(update={"place": instead}) if panel.place == gone.id else panel
            for panel in story.panels
        )
        places = tuple(place for place in story.places if place.id != gone.id)
        return story.model_copy(update={"places": places, "panels": panels})

    def told(self) -> str:
        """In words."""
        there = f"; {self.instead} takes its place" if self.instead else ""
        return f"the place {self.place} is removed{there}"
