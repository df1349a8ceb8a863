"""The report of a run: every panel with every attempt, what was measured, and why it was judged so.

A stranger can read it: it says in words what each number means, and works without a network.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from shlex import quote
from typing import Literal

from panelwright_tools.binding.guesses import guesses_of
from panelwright_tools.binding.report_planning import PlanningFacts
from panelwright_tools.binding.templates import template
from panelwright_tools.domain import Story


@dataclass(frozen=True)
class RunFacts:
    """What the report says of the run as a whole."""

    run: str
    """The run folder as a person types it in a command, or `RUN` for the folder of the report."""
    planner: str
    painter: str
    grounder: str
    critic: str
    seconds: float | None = None
    """Time that the run took; None leaves it out, and the bytes depend on nothing else."""
    planning: PlanningFacts | None = None
    """What planning took; None where no language model was asked."""
    bill: str = ""
    """A sentence on what the run cost, and was reckoned to; empty where it was free."""


@dataclass(frozen=True)
class Outcome:
    """What became of one panel."""

    panel: str
    status: Literal["accepted", "flagged", "failed"]
    attempts: int


@dataclass(frozen=True)
class Portrait:
    """One of the cast as the painter sees it."""

    name: str
    phrase: str
    picture: str
    """Where the browser finds the picture; empty when there is none."""
    panels: tuple[int, ...]
    """The numbers of the panels on which it is planned to be seen."""
    declined: str = ""
    """What a service said that declined to paint it by its rules; empty where none did."""


def report_parts(
    story: Story,
    outcomes: Sequence[Outcome],
    sections: Iterable[str],
    facts: RunFacts,
    portraits: Sequence[Portrait] = (),
) -> Iterator[str]:
    """The report as one HTML file, in pieces: no more of it is in memory than one panel.

    `outcomes` and `sections`, which `panel_section` makes, are in the order of the story's panels;
    each section is taken when its turn comes.
    """
    return template("report.html.j2").generate(
        story=story,
        sections=sections,
        flagged=[(n, one.panel) for n, one in enumerate(outcomes, 1) if one.status == "flagged"],
        portraits=portraits,
        totals=_totals(outcomes),
        run=quote(facts.run),
        facts=facts,
        guesses=guesses_of(story, facts.run),
    )


def _totals(outcomes: Sequence[Outcome]) -> dict[str, int]:
    statuses = [one.status for one in outcomes]
    return {
        "panels": len(outcomes),
        "accepted": statuses.count("accepted"),
        "flagged": statuses.count("flagged"),
        "failed": statuses.count("failed"),
        "repaired": sum(one.status == "accepted" and one.attempts > 1 for one in outcomes),
        "attempts": sum(one.attempts for one in outcomes),
    }
