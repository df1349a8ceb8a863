"""Edits of panels: their fields, their order."""

from typing import Annotated, Literal

from pydantic import Field

from panelwright.planning.editing.change import Change
from panelwright.planning.editing.finding import find_panel, with_panel
from panelwright.planning.mirroring import mirrored
from panelwright_tools.domain import (
    Angle,
    Falling,
    Panel,
    Season,
    Shot,
    Story,
    TimeOfDay,
    UserError,
    Weather,
)
from panelwright_tools.domain.model import Slug
from panelwright_tools.domain.text import Text


class SetPanel(Change):
    """Changes of one panel; what is None stays as it is, what `clear` names becomes unset."""

    kind: Literal["set_panel"] = "set_panel"
    panel: Slug
    shot: Shot | None = None
    angle: Angle | None = None
    time: TimeOfDay | None = None
    weather: Weather | None = None
    falling: Falling | None = None
    season: Season | None = None
    place: Slug | None = None
    caption: Text | None = None
    caption_last: bool | None = None
    weight: Annotated[float, Field(gt=0, le=10)] | None = None
    avoid: tuple[Text, ...] | None = None
    alt: Text | None = None
    clear: tuple[Literal["place", "season", "falling"], ...] = ()

    def changed(self, story: Story) -> Story:
        """The story with the panel as it is now; a place or time that was told isn't guessed."""
        panel = find_panel(story, self.panel)
        update = self.given() | dict.fromkeys(self.clear)
        if self.place is not None:
            update["place"] = self.place
        if update.keys() & {"place", "time"}:
            update["guessed"] = None
        return with_panel(story, panel.model_copy(update=update))

    def told(self) -> str:
        """In words."""
        place = f"place {self.place}" if self.place is not None else ""
        stands = {True: "caption at the bottom", False: "caption at the top"}
        caption = "" if self.caption_last is None else stands[self.caption_last]
        told = (self.fields_told({"caption_last"}), caption, place)
        return f"panel {self.panel}: {', '.join(filter(None, told))}"


class MirrorPanel(Change):
    """Left and right of a panel change places."""

    kind: Literal["mirror_panel"] = "mirror_panel"
    panel: Slug

    def changed(self, story: Story) -> Story:
        """The story with the panel the other way round."""
        return with_panel(story, mirrored(find_panel(story, self.panel)))

    def told(self) -> str:
        """In words."""
        return f"panel {self.panel}: left and right change places"


class AddPanel(Change):
    """A new panel before the place `at`, counted from 0."""

    kind: Literal["add_panel"] = "add_panel"
    panel: Panel
    at: int = Field(ge=0)

    def changed(self, story: Story) -> Story:
        """The story with the panel."""
        panels = list(story.panels)
        panels.insert(self.at, self.panel)
        return story.model_copy(update={"panels": tuple(panels)})

    def told(self) -> str:
        """In words."""
        return f"a new panel {self.panel.id} as number {self.at + 1}"


class RemovePanel(Change):
    """A panel goes, with its words."""

    kind: Literal["remove_panel"] = "remove_panel"
    panel: Slug

    def changed(self, story: Story) -> Story:
        """The story without the panel."""
        gone = find_panel(story, self.panel)
        panels = tuple(panel for panel in story.panels if panel.id != gone.id)
        if not panels:
            raise UserError(f"Panel {gone.id} is the only one: a story needs at least one panel.")
        return story.model_copy(update={"panels": panels})

    def told(self) -> str:
        """In words."""
        return f"panel {self.panel} is removed"


class MovePanel(Change):
    """A panel is read at another place, counted from 0."""

    kind: Literal["move_panel"] = "move_panel"
    panel: Slug
    to: int = Field(ge=0)

    def changed(self, story: Story) -> Story:
        """The story with the panel at its new place."""
        panel = find_panel(story, self.panel)
        panels = [other for other in story.panels if other.id != panel.id]
        panels.insert(self.to, panel)
        return story.model_copy(update={"panels": tuple(panels)})

    def told(self) -> str:
        """In words."""
        return f"panel {self.panel} becomes number {self.to + 1}"


class SwapPanels(Change):
    """Two panels are read each in the other's place."""

    kind: Literal["swap_panels"] = "swap_panels"
    panel: Slug
    other: Slug

    def changed(self, story: Story) -> Story:
        """The story with the two changed over."""
        one, two = find_panel(story, self.panel), find_panel(story, self.other)
        turned = {one.id: two, two.id: one}
        panels = tuple(turned.get(panel.id, panel) for panel in story.panels)
        return story.model_copy(update={"panels": panels})

    def told(self) -> str:
        """In words."""
        return f"panels {self.panel} and {self.other} change places"
