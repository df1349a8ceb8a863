"""Edits of the cast: who is in the story, and how they are called."""

import re
from typing import Annotated, Literal

from pydantic import Field

from panelwright.planning.editing.change import Change
from panelwright.planning.editing.finding import find_character, with_character
from panelwright.planning.editing.region_edits import without_regions
from panelwright_tools.domain import Character, Crop, Kind, Lora, Panel, Story
from panelwright_tools.domain.cast import Digest
from panelwright_tools.domain.model import Slug
from panelwright_tools.domain.text import Text


class AddCharacter(Change):
    """Somebody more in the cast, to be put on panels by other edits."""

    kind: Literal["add_character"] = "add_character"
    character: Character

    def changed(self, story: Story) -> Story:
        """The story with the character behind the others."""
        return story.model_copy(update={"cast": (*story.cast, self.character)})

    def told(self) -> str:
        """In words."""
        looks = f", {self.character.phrase}" if self.character.phrase else ""
        return f"a new character: {self.character.name}{looks}"


class RemoveCharacter(Change):
    """A character leaves the story: every panel, with all that it says."""

    kind: Literal["remove_character"] = "remove_character"
    character: Slug

    def changed(self, story: Story) -> Story:
        """The story without the character."""
        gone = find_character(story, self.character)
        cast = tuple(character for character in story.cast if character.id != gone.id)
        panels = tuple(_left(panel, gone.id) for panel in story.panels)
        return story.model_copy(update={"cast": cast, "panels": panels})

    def told(self) -> str:
        """In words."""
        return f"{self.character} leaves the story"


class RenameCharacter(Change):
    """A character gets another name; its id stays.

    A proper name is changed wherever it is read, too: in captions, balloons, alt text and title.
    """

    kind: Literal["rename_character"] = "rename_character"
    character: Slug
    name: Annotated[str, Field(min_length=1, max_length=200)]

    def changed(self, story: Story) -> Story:
        """The story with the new name; the old one is an alias."""
        old = find_character(story, self.character)
        others = dict.fromkeys((old.name, *old.aliases))
        aliases = tuple(name for name in others if name != self.name)
        new = old.model_copy(update={"name": self.name, "aliases": aliases})
        story = with_character(story, new)
        if old.name[:1].islower() or not old.name.strip():
            return story  # `the girl` is no name; "the Nora" would be read in its place
        word = re.compile(rf"(?<!\w){re.escape(old.name)}(?!\w)")
        panels = tuple(_renamed(panel, word, self.name) for panel in story.panels)
        title = word.sub(lambda _: self.name, story.title)
        return story.model_copy(update={"panels": panels, "title": title})

    def told(self) -> str:
        """In words."""
        return f"{self.character} is called {self.name}"


class SetCharacter(Change):
    """Changes of a character; what is None stays as it is. For its look there is SetLook."""

    kind: Literal["set_character"] = "set_character"
    character: Slug
    nature: Kind | None = None
    aliases: tuple[Text, ...] | None = None
    constant: tuple[Text, ...] | None = None
    references: tuple[Text, ...] | None = None
    loras: tuple[Lora, ...] | None = None
    crops: tuple[Crop, ...] | None = None
    portrait: tuple[Digest, ...] | None = None

    def changed(self, story: Story) -> Story:
        """The story with the character as it is now."""
        update = self.given({"nature"})
        if self.nature is not None:
            update["kind"] = self.nature
        character = find_character(story, self.character)
        return with_character(story, character.model_copy(update=update))

    def told(self) -> str:
        """In words."""
        return f"{self.character}: {self.fields_told()}"


def _left(panel: Panel, gone: str) -> Panel:
    ids = {region.id for region in panel.regions if region.subject == gone}
    speech = tuple(said for said in panel.speech if said.speaker != gone)
    if not ids and len(speech) == len(panel.speech):
        return panel
    return without_regions(panel, ids).model_copy(update={"speech": speech})


def _renamed(panel: Panel, word: re.Pattern[str], name: str) -> Panel:
    def new(text: str) -> str:
        return word.sub(lambda _: name, text)

    speech = tuple(said.model_copy(update={"text": new(said.text)}) for said in panel.speech)
    update = {"caption": new(panel.caption), "alt": new(panel.alt), "speech": speech}
    return panel.model_copy(update=update)
