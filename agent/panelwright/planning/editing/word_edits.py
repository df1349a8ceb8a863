"""Edits of what is said and heard: balloons and sounds."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from panelwright.planning.editing.change import Change
from panelwright.planning.editing.finding import (
    find_character,
    find_numbered,
    find_panel,
    with_panel,
    without_numbered,
)
from panelwright_tools.domain import Panel, Sound, Speech, SpeechKind, Story
from panelwright_tools.domain.model import Slug
from panelwright_tools.domain.text import Text


class ReassignSpeech(Change):
    """A balloon belongs to someone else; None makes it an unknown voice."""

    kind: Literal["reassign_speech"] = "reassign_speech"
    panel: Slug
    index: int = Field(ge=0, description="place of the balloon in the panel, from 0")
    speaker: Slug | None

    def changed(self, story: Story) -> Story:
        """The story with the balloon in another mouth."""
        panel = find_panel(story, self.panel)
        if self.speaker is not None:
            find_character(story, self.speaker)
        update = {"speaker": self.speaker, "guessed": None}
        return with_panel(story, _with_balloon(panel, self.index, update))

    def told(self) -> str:
        """In words."""
        who = self.speaker or "an unknown voice"
        return f"panel {self.panel}: balloon {self.index + 1} is spoken by {who}"


class SetBalloon(Change):
    """A balloon says something else, or says it otherwise; what is None stays as it is."""

    kind: Literal["set_balloon"] = "set_balloon"
    panel: Slug
    index: int = Field(ge=0, description="place of the balloon in the panel, from 0")
    text: Text | None = None
    manner: SpeechKind | None = None

    def changed(self, story: Story) -> Story:
        """The story with the balloon as it is now."""
        panel = find_panel(story, self.panel)
        update = {"text": self.text, "kind": self.manner}
        given = {name: value for name, value in update.items() if value is not None}
        return with_panel(story, _with_balloon(panel, self.index, given))

    def told(self) -> str:
        """In words."""
        said = f" says “{self.text}”" if self.text is not None else ""
        manner = f" is {self.manner.value}" if self.manner is not None else ""
        return f"panel {self.panel}: balloon {self.index + 1}{said}{manner}"


class AddBalloon(Change):
    """One more balloon, before the place `at` counted from 0; None puts it last."""

    kind: Literal["add_balloon"] = "add_balloon"
    panel: Slug
    speech: Speech
    at: int | None = Field(default=None, ge=0)

    def changed(self, story: Story) -> Story:
        """The story with the balloon."""
        panel = find_panel(story, self.panel)
        speech = list(panel.speech)
        speech.insert(self.at if self.at is not None else len(speech), self.speech)
        return with_panel(story, panel.model_copy(update={"speech": tuple(speech)}))

    def told(self) -> str:
        """In words."""
        who = self.speech.speaker or "an unknown voice"
        return f"panel {self.panel}: {who} says “{self.speech.text}”"


class RemoveBalloon(Change):
    """A balloon goes."""

    kind: Literal["remove_balloon"] = "remove_balloon"
    panel: Slug
    index: int = Field(ge=0, description="place of the balloon in the panel, from 0")

    def changed(self, story: Story) -> Story:
        """The story without the balloon."""
        panel = find_panel(story, self.panel)
        speech = without_numbered(panel, "balloon", panel.speech, self.index)
        return with_panel(story, panel.model_copy(update={"speech": speech}))

    def told(self) -> str:
        """In words."""
        return f"panel {self.panel}: balloon {self.index + 1} is removed"


class MoveBalloon(Change):
    """A balloon is read elsewhere: at place `at`, counted from 0, of the panel `to`."""

    kind: Literal["move_balloon"] = "move_balloon"
    panel: Slug
    index: int = Field(ge=0, description="place of the balloon in the panel, from 0")
    to: Slug
    at: int = Field(default=0, ge=0)

    def changed(self, story: Story) -> Story:
        """The story with the balloon at its new place."""
        speech = _balloon(find_panel(story, self.panel), self.index)
        find_panel(story, self.to)
        story = RemoveBalloon(panel=self.panel, index=self.index).changed(story)
        return AddBalloon(panel=self.to, speech=speech, at=self.at).changed(story)

    def told(self) -> str:
        """In words."""
        where = f"number {self.at + 1} of panel {self.to}"
        return f"panel {self.panel}: balloon {self.index + 1} becomes {where}"


class AddSound(Change):
    """One more sound effect."""

    kind: Literal["add_sound"] = "add_sound"
    panel: Slug
    sound: Sound

    def changed(self, story: Story) -> Story:
        """The story with the sound."""
        panel = find_panel(story, self.panel)
        return with_panel(story, panel.model_copy(update={"sounds": (*panel.sounds, self.sound)}))

    def told(self) -> str:
        """In words."""
        return f"panel {self.panel}: the sound {self.sound.text}"


class RemoveSound(Change):
    """A sound effect goes."""

    kind: Literal["remove_sound"] = "remove_sound"
    panel: Slug
    index: int = Field(ge=0, description="place of the sound in the panel, from 0")

    def changed(self, story: Story) -> Story:
        """The story without the sound."""
        panel = find_panel(story, self.panel)
        sounds = without_numbered(panel, "sound", panel.sounds, self.index)
        return with_panel(story, panel.model_copy(update={"sounds": sounds}))

    def told(self) -> str:
        """In words."""
        return f"panel {self.panel}: sound {self.index + 1} is removed"


def _balloon(panel: Panel, index: int) -> Speech:
    return find_numbered(panel, "balloon", panel.speech, index)


def _with_balloon(panel: Panel, index: int, update: Mapping[str, object]) -> Panel:
    """The panel with some fields of a balloon as they are now."""
    new = _balloon(panel, index).model_copy(update=update)
    speech = tuple(new if n == index else old for n, old in enumerate(panel.speech))
    return panel.model_copy(update={"speech": speech})
