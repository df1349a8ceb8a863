"""What a questioner is."""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from panelwright_tools.domain.brief import Brief
from panelwright_tools.domain.cost import Cost
from panelwright_tools.domain.question import Answer, Question
from panelwright_tools.painting.picture import Picture


class Questioner(Protocol):
    """Asks about a picture what its plan claims of it."""

    @property
    def id(self) -> str:
        """Name and version, part of the key of the evidence."""
        ...

    @property
    def side_by_side(self) -> int | None:
        """How many processes may use it at the same time; None: as many as there are cores."""
        ...

    @property
    def asks(self) -> bool:
        """Whether it asks anything at all."""
        ...

    def price(self, brief: Brief) -> Cost:
        """The most that asking about all of a brief costs; `FREE` for a program on this machine."""
        ...

    def ask(self, picture: Picture, brief: Brief) -> list[Answer]:
        """What came of every question of the brief; those that nobody could answer say why.

        Raises UserError when the model can't be reached in any way, for want of an address or key.
        """
        ...


@runtime_checkable
class TellsQuestions(Protocol):
    """A questioner that can tell what it would ask, so that it need not ask in vain."""

    def questions(self, brief: Brief) -> Sequence[Question]:
        """Every question of a brief, in the order of its answers."""
        ...
