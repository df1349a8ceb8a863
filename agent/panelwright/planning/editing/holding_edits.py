"""Edits of what a person decides about a panel's picture: that it stays, that it is right."""

from typing import Literal

from panelwright.planning.editing.change import Change
from panelwright.planning.editing.finding import find_panel, with_panel
from panelwright_tools.domain import Story
from panelwright_tools.domain.cast import Digest
from panelwright_tools.domain.model import Slug


class HoldPanel(Change):
    """A panel keeps one picture of the run, whatever becomes of its plan; None: it is painted."""

    kind: Literal["hold_panel"] = "hold_panel"
    panel: Slug
    picture: Digest | None = None

    def changed(self, story: Story) -> Story:
        """The story with the panel held or let go."""
        panel = find_panel(story, self.panel)
        return with_panel(story, panel.model_copy(update={"picture": self.picture}))

    def told(self) -> str:
        """In words."""
        state = "is painted as planned again" if self.picture is None else "keeps its picture"
        return f"panel {self.panel} {state}"


class ApprovePanel(Change):
    """A person says that a picture of a panel is right; None: that nobody does any more."""

    kind: Literal["approve_panel"] = "approve_panel"
    panel: Slug
    picture: Digest | None = None

    def changed(self, story: Story) -> Story:
        """The story with the picture approved."""
        panel = find_panel(story, self.panel)
        return with_panel(story, panel.model_copy(update={"approved": self.picture}))

    def told(self) -> str:
        """In words."""
        state = "is approved no more" if self.picture is None else "is approved as it is"
        return f"panel {self.panel} {state}"
