"""Has pictures painted and looked at within a run's budget, and none paid twice."""

from collections.abc import Iterator
from contextlib import contextmanager

from panelwright.budget import Bill, Entry, lost_told
from panelwright.looking import Job, evidence_key
from panelwright.studio import Studio
from panelwright.tooling import tools
from panelwright_tools.domain import FREE, Brief, Cost, PanelwrightError


@contextmanager
def paying(studio: Studio, brief: Brief) -> Iterator[Bill]:
    """Have a picture painted within the budget; one that is there already costs nothing.

    Raises BudgetExceeded when the picture would pass the cap.
    """
    cost = studio.painter.price(brief)
    if cost == FREE or studio.store.holds(studio.key(brief)):
        yield Bill()
    else:
        with studio.budget.paying(studio.key(brief), cost) as bill:
            try:
                yield bill
            except PanelwrightError:
                if studio.store.holds(studio.key(brief)):  # only looking at it failed
                    bill.charge(cost)
                raise


def looking_price(studio: Studio, brief: Brief) -> Cost:
    """The most that looking at a picture of a brief costs, with all that is asked about it."""
    own = tools(studio.workshop.paths)
    return own.grounder.price(brief) + own.questions.price(brief)


@contextmanager
def paying_to_look(studio: Studio, job: Job) -> Iterator[Bill]:
    """Have a picture looked at within the budget; what was measured already costs nothing.

    Raises BudgetExceeded when that would pass the cap.
    """
    cost = looking_price(studio, job.brief)
    key = evidence_key(job) if cost != FREE else ""
    if not key or studio.store.is_seen(key):
        yield Bill()
    else:
        with studio.budget.paying(key, cost) as bill:
            yield bill


def settle(studio: Studio) -> None:
    """Tell of what an earlier process paid for without keeping the answer."""
    if not studio.run.spending.is_file():
        return
    lost = studio.budget.settle(lambda call: _kept_for(studio, call))
    for note in lost_told(lost):
        studio.events.tell("noted", note=note)


def _kept_for(studio: Studio, call: Entry) -> Cost | None:
    """What an earlier call cost whose answer is on disk; None when it was lost."""
    answer = studio.answers.get(call.what)
    if answer is not None:
        return answer.cost
    is_kept = studio.store.holds(call.what) or studio.store.get_evidence(call.what) is not None
    return call.cost if is_kept else None
