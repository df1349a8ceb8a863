"""What a planner is."""

from dataclasses import dataclass
from typing import Protocol

from panelwright_tools.domain import Cost, Story


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


class Planner(Protocol):
    """Turns a synopsis into a story."""

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
