"""What a run has spent, and the cap that it may not pass."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Condition
from typing import Final, Literal

from pydantic import ValidationError

from panelwright.files import append_line
from panelwright_tools.domain import (
    FREE,
    BudgetExceeded,
    Cost,
    PanelwrightError,
    Unanswered,
    UserError,
)
from panelwright_tools.domain.cost import dollars
from panelwright_tools.domain.model import Model

_SLACK: Final = 1e-9
"""Dollars by which sums of floats may miss."""


State = Literal["asked", "kept", "waived", "lost"]


class Entry(Model):
    """One line of the ledger: what became of a call that costs."""

    what: str
    """Key of the picture, or of the answer."""
    state: State
    """Asked: about to be made; kept: its answer is on disk; waived: not charged, or not needed
    after all; lost: it was broken off before its answer was kept."""
    cost: Cost
    """The most that it costs, as reckoned before."""
    paid: Cost | None = None
    """What it cost in truth, where that is less certain before than after."""

    @property
    def counted(self) -> Cost:
        """What it adds to the bill, once it is made."""
        return self.cost if self.paid is None else self.paid


@dataclass
class Bill:
    """One call while it is made."""

    ask_again: Callable[[], None] = lambda: None
    """To be called before the same call is made once more, because its answer was lost."""
    waived: bool = False
    paid: Cost | None = None
    _is_open: bool = True
    """Whether the ledger waits to hear what became of it."""

    def charge(self, cost: Cost) -> None:
        """It was made and cost this, whatever was reckoned before."""
        self.paid = cost

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
    _lock: Condition = field(default_factory=Condition, init=False, repr=False)
    """Told whenever a call of this process ends."""
    _open: int = field(default=0, init=False, repr=False)
    """Calls of this process that are being made."""
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

    @property
    def is_paying(self) -> bool:
        """Whether this process waits for something that costs."""
        return self._open > 0

    def settle(self, kept_for: Callable[[Entry], Cost | None]) -> Cost:
        """Close what an earlier process left open, which must have ended; what was lost with it.

        `kept_for` tells what a call cost whose answer is on disk, None when it is not there. Lost
        calls stay spent, and each is told of once.
        """
        lost = FREE
        with self._lock:
            for entry in _open(self.path):
                cost = kept_for(entry)
                lost = lost + entry.cost if cost is None else lost
                paid = None if cost == entry.cost else cost
                update = {"state": "lost" if cost is None else "kept", "paid": paid}
                self._note(entry.model_copy(update=update))
        return lost

    @contextmanager
    def paying(self, what: str, cost: Cost) -> Iterator[Bill]:
        """Make a call within the budget and keep its answer; one that fails with a sentence before
        it was charged costs nothing.

        `cost` is the most that it costs. Raises BudgetExceeded, before the call, when that would
        pass the cap; UserError when there is a cap and nobody knows the price.
        """
        if cost == FREE:
            yield Bill()
            return
        bill = Bill(lambda: self._ask_again(bill, what, cost))
        self._ask(what, cost)
        try:
            yield bill
        except Unanswered:
            self._end_call()  # it stays open in the ledger, so that the next process tells of it
            raise
        except PanelwrightError:
            if bill._is_open:
                self._close(what, "waived" if bill.paid is None else "lost", cost, bill.paid)
            raise
        except BaseException:  # such as an interrupt: whoever was called may charge for it
            if bill._is_open:
                self._end_call()
            raise
        self._close(what, "waived" if bill.waived else "kept", cost, bill.paid)

    def _ask(self, what: str, cost: Cost) -> None:
        with self._lock:
            self._check_price(cost)
            # What is being made may turn out cheaper than the most that was reckoned for it.
            self._lock.wait_for(lambda: self._open == 0 or self._fits(cost))
            if not self._fits(cost):
                self.refused = (
                    f"{dollars(self._spent().dollars)} dollars are spent, and the next call for "
                    f"up to {dollars(cost.dollars)} would pass the cap of {dollars(self.cap or 0)}"
                )
                raise BudgetExceeded(f"{self.refused}.")
            self._note(Entry(what=what, state="asked", cost=cost))
            self._open += 1

    def _check_price(self, cost: Cost) -> None:
        if self.cap is not None and cost.unpriced:
            raise UserError(
                "--max-cost can't be kept, because the price of the next call is unknown; give "
                "the price in agent.toml or leave the cap out."
            )
        if self.cap is not None and self._spent().unpriced:
            raise UserError(
                "--max-cost can't be kept, because earlier calls of this run have no known price; "
                "leave the cap out."
            )

    def _fits(self, cost: Cost) -> bool:
        return self.cap is None or self._spent().dollars + cost.dollars <= self.cap + _SLACK

    def _ask_again(self, bill: Bill, what: str, cost: Cost) -> None:
        self._close(what, "lost", cost)
        bill._is_open = False
        self._ask(what, cost)
        bill._is_open = True

    def _close(self, what: str, state: State, cost: Cost, paid: Cost | None = None) -> None:
        with self._lock:
            self._note(Entry(what=what, state=state, cost=cost, paid=paid))
            self._end_call()

    def _end_call(self) -> None:
        with self._lock:
            self._open -= 1
            self._lock.notify_all()

    def _note(self, entry: Entry) -> None:
        spent = self._spent()
        text = json.dumps(entry.model_dump(mode="json", exclude_defaults=True), sort_keys=True)
        append_line(self.path, text)
        self._total = _after(entry, spent)


def lost_told(lost: Cost) -> list[str]:
    """What there is to say of calls that an earlier process paid for without keeping the answer."""
    if lost == FREE:
        return []
    calls = "1 call was" if lost.calls == 1 else f"{lost.calls} calls were"
    whose = "its answer was" if lost.calls == 1 else "their answers were"
    return [
        f"{calls} broken off before {whose} kept, when this last stopped; "
        f"up to {lost.money} count as spent for nothing"
    ]


def _after(entry: Entry, total: Cost) -> Cost:
    match entry.state:
        case "asked":
            return total + entry.cost
        case "waived":
            return total - entry.cost
        case "kept" | "lost":
            return total - entry.cost + entry.counted


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
