"""What a run has spent, and the cap that it may not pass."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Final, Literal

from pydantic import ValidationError

from panelwright.files import append_line
from panelwright_tools.domain import FREE, BudgetExceeded, Cost, PanelwrightError
from panelwright_tools.domain.model import Model

_SLACK: Final = 1e-9
"""Dollars by which sums of floats may miss."""


class Entry(Model):
    """One line of the ledger: what became of a call that costs."""

    what: str
    """Key of the picture, or of the plan."""
    state: Literal["asked", "kept", "waived", "lost"]
    """Asked: about to be made; kept: its answer is on disk; waived: not charged, or not needed
    after all; lost: it was broken off before its answer was kept."""
    cost: Cost


@dataclass
class Bill:
    """One call while it is made."""

    ask_again: Callable[[], None] = lambda: None
    """To be called before the same call is made once more, because its answer was lost."""
    waived: bool = False

    def waive(self) -> None:
        """Nothing was bought: the result was there already."""
        self.waived = True


@dataclass
class Budget:
    """The ledger of a run: a line before each call that costs, so that a kill hides no spending.

    A call that a kill broke off counts, since whoever was called may charge for it.
    """

    path: Path
    cap: float | None
    """Dollars that the whole run may cost; None: no cap."""
    refused: str = ""
    """Why a call was refused; empty as long as none was."""
    _lock: Lock = field(default_factory=Lock, init=False, repr=False)

    _total: Cost | None = field(default=None, init=False, repr=False)
    """What the ledger adds up to; None until it is read, once a process."""

    def spent(self) -> Cost:
        """The sum over every call that was asked for and not waived."""
        with self._lock:
            return self._spent()

    def _spent(self) -> Cost:
        if self._total is None:
            self._total = FREE
            for entry in _entries(self.path):
                self._total = _after(entry, self._total)
        return self._total

    def settle(self, is_kept: Callable[[str], bool]) -> Cost:
        """Close what an earlier process left open, which must have ended; what was lost with it.

        `is_kept` tells whether the answer to a call is on disk. Lost calls stay spent, and each is
        told of once.
        """
        lost = FREE
        with self._lock:
            for entry in _open(self.path):
                kept = is_kept(entry.what)
                lost = lost if kept else lost + entry.cost
                state: Literal["kept", "lost"] = "kept" if kept else "lost"
                self._note(Entry(what=entry.what, state=state, cost=entry.cost))
        return lost

    @contextmanager
    def paying(self, what: str, cost: Cost) -> Iterator[Bill]:
        """Make a call within the budget and keep its answer; one that fails with a sentence is not
        charged.

        Raises BudgetExceeded, before the call, when it would pass the cap.
        """
        if cost == FREE:
            yield Bill()
            return
        self._ask(what, cost)
        bill = Bill(lambda: self._ask_again(what, cost))
        try:
            yield bill
        except PanelwrightError:
            self._close(what, "waived", cost)
            raise
        self._close(what, "waived" if bill.waived else "kept", cost)

    def _ask(self, what: str, cost: Cost) -> None:
        with self._lock:
            spent = self._spent().dollars
            if self.cap is not None and spent + cost.dollars > self.cap + _SLACK:
                self.refused = (
                    f"{spent:.2f} dollars are spent, and the next call for up to "
                    f"{cost.dollars:.2f} would pass the cap of {self.cap:.2f}"
                )
                raise BudgetExceeded(f"{self.refused}.")
            self._note(Entry(what=what, state="asked", cost=cost))

    def _ask_again(self, what: str, cost: Cost) -> None:
        self._close(what, "lost", cost)
        self._ask(what, cost)

    def _close(self, what: str, state: Literal["kept", "waived", "lost"], cost: Cost) -> None:
        with self._lock:
            self._note(Entry(what=what, state=state, cost=cost))

    def _note(self, entry: Entry) -> None:
        spent = self._spent()
        text = json.dumps(entry.model_dump(mode="json", exclude_defaults=True), sort_keys=True)
        append_line(self.path, text)
        self._total = _after(entry, spent)


def _after(entry: Entry, total: Cost) -> Cost:
    match entry.state:
        case "asked":
            return total + entry.cost
        case "waived":
            return total - entry.cost
        case _:
            return total


def _open(path: Path) -> list[Entry]:
    """Calls that were asked for, and of which nobody knows what became."""
    waiting: list[Entry] = []
    for entry in _entries(path):
        if entry.state == "asked":
            waiting.append(entry)
            continue
        for asked in waiting:
            if asked.what == entry.what:
                waiting.remove(asked)
                break
    return waiting


def _entries(path: Path) -> Iterator[Entry]:
    """The lines of a ledger, but for those that a kill cut short, before their calls were made."""
    try:
        lines = path.read_text("utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return
    for line in lines:
        with suppress(ValidationError):
            yield Entry.model_validate_json(line)
