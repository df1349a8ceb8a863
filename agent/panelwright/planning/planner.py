"""What a planner is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from panelwright_tools.domain import Cost, Story

if TYPE_CHECKING:
    from panelwright.planning.edits import Edit


@dataclass(frozen=True)
class PlanWishes:
    """What the user asked of the plan besides the synopsis."""

    panels: int | None = None
    """Wanted number of panels; None lets the planner choose."""
    pages: int | None = None
    """Wanted number of pages; None means as many as needed."""
    style: str = "colour"
    rtl: bool = False
    title: str | None = None
    """None takes the title from the synopsis."""
    after: int = 0
    """Characters of the synopsis that are told already: panels are wanted for the rest alone, as
    far as the planner can leave the others out."""


Shown = Callable[[str], str | None]
"""The key of the picture of a panel, by its id, that is in the book; None where there is none."""


def nothing_shown(panel: str) -> str | None:
    """Nothing is painted yet."""
    return None


@dataclass(frozen=True)
class Request:
    """What a user asks of a plan that is there, in their own words."""

    text: str
    pages: tuple[tuple[str, ...], ...] = ()
    """Ids of the panels of each page; empty when nobody laid them out."""
    shown: Shown = nothing_shown
    """What is painted of it, for wishes that a picture stay."""


class Planner(Protocol):
    """Turns a synopsis into a story, and what a user asks of it into edits."""

    @property
    def id(self) -> str:
        """Name and version: `embedded/1`."""
        ...

    def price(self, synopsis: str, wishes: PlanWishes) -> Cost:
        """About what planning this takes: calls, tokens, dollars; FREE for rules on this machine.

        Nothing is asked for it. Calls to a model on this machine count too, at no dollars.
        """
        ...

    def plan(self, synopsis: str, wishes: PlanWishes) -> Story:
        """The whole plan, without boxes. Raises UserError when there is nothing to plan."""
        ...

    def revise(self, story: Story, request: Request) -> "list[Edit]":
        """The edits that carry out a request; they can be applied to the story.

        Raises UserError when it is not understood or the story lacks what it names.
        """
        ...
