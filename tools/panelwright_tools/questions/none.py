"""No questions: what lift and grounding can't see stays unlooked at."""

from dataclasses import dataclass

from panelwright_tools.domain import FREE, Brief, Cost
from panelwright_tools.domain.question import Answer
from panelwright_tools.painting.picture import Picture


@dataclass(frozen=True)
class NoQuestions:
    """Asks nothing, and needs nothing."""

    @property
    def id(self) -> str:
        """Its name."""
        return "none"

    @property
    def side_by_side(self) -> int | None:
        """It holds no device: a process a core."""
        return None

    @property
    def asks(self) -> bool:
        """Nothing."""
        return False

    def price(self, brief: Brief) -> Cost:
        """Nothing."""
        return FREE

    def ask(self, picture: Picture, brief: Brief) -> list[Answer]:
        """No answers."""
        return []
