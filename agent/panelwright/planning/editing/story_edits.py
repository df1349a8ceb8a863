"""Edits of the story as a whole: title, style, reading direction."""

from typing import Annotated, Literal

from pydantic import Field

from panelwright.planning.editing.change import Change
from panelwright_tools.domain import Direction, Story
from panelwright_tools.domain.story import MAX_PANELS
from panelwright_tools.domain.text import Text


class SetStyle(Change):
    """Another style for the whole story."""

    kind: Literal["set_style"] = "set_style"
    style: str = Field(min_length=1, max_length=40)

    def changed(self, story: Story) -> Story:
        """The story in that style."""
        return story.model_copy(update={"style": self.style})

    def told(self) -> str:
        """In words."""
        return f"the style is {self.style}"


class SetStory(Change):
    """Changes of the whole story; what is None stays as it is."""

    kind: Literal["set_story"] = "set_story"
    title: Text | None = None
    direction: Direction | None = None
    pages: Annotated[int, Field(ge=1, le=MAX_PANELS)] | None = None

    def changed(self, story: Story) -> Story:
        """The story with those fields."""
        return story.model_copy(update=self.given())

    def told(self) -> str:
        """In words."""
        return f"the story: {self.fields_told()}"
