"""What a grounder is."""

from collections.abc import Sequence
from typing import Protocol

from panelwright_tools.domain.brief import Brief
from panelwright_tools.domain.cost import Cost
from panelwright_tools.domain.evidence import Detection
from panelwright_tools.painting.picture import Picture


class Grounder(Protocol):
    """Finds phrases on a picture."""

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

    @property
    def locates(self) -> bool:
        """Whether its boxes are measured; else they are those that it asked about."""
        ...

    @property
    def needs_subjects(self) -> bool:
        """Whether it knows only what a painter tells of its subjects, and can't look at pictures
        of painters that tell nothing."""
        ...

    def price(self, brief: Brief) -> Cost:
        """The most that looking for all of a brief costs; `FREE` for a program on this machine."""
        ...

    def ground(self, picture: Picture, brief: Brief, phrases: Sequence[str]) -> list[Detection]:
        """Every detection of the brief's regions and of further phrases (what to avoid).

        Raises ToolError when it can't look at this picture; finding nothing is an empty list.
        """
        ...
