"""What calls to models cost in truth, for whoever pays for the work that makes them."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final

from panelwright_tools.domain import FREE, Cost


@dataclass
class Tally:
    """What some calls cost."""

    cost: Cost | None = None
    """None as long as nothing was asked."""


_TALLY: Final[ContextVar[Tally | None]] = ContextVar("tally", default=None)


@contextmanager
def tallied() -> Iterator[Tally]:
    """Count what is charged inside, by this thread; an inner count is not in the outer one."""
    tally = Tally()
    before = _TALLY.set(tally)
    try:
        yield tally
    finally:
        _TALLY.reset(before)


def charge(cost: Cost) -> None:
    """Add a cost to the count, if anybody counts."""
    tally = _TALLY.get()
    if tally is not None:
        tally.cost = (tally.cost or FREE) + cost
