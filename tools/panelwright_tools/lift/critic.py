"""What a critic is."""

from typing import Protocol

from panelwright_tools.domain.brief import Brief
from panelwright_tools.domain.evidence import Lift
from panelwright_tools.painting.picture import Picture


class Critic(Protocol):
    """Scores each region of a brief on a picture."""

    @property
    def id(self) -> str:
        """Name and version, part of the key of the evidence."""
        ...

    @property
    def side_by_side(self) -> int | None:
        """How many processes may use it at the same time; None: as many as there are cores.

        1 for a model that fills a device: it is then loaded once, and asked in turn.
        """
        ...

    def lift(self, picture: Picture, brief: Brief) -> list[Lift]:
        """The lift of every region that the critic can measure, in the brief's order."""
        ...
