"""What planning by a language model took, step by step, as the report and the summary tell it."""

from dataclasses import dataclass

from panelwright_tools.asking.model import Usage
from panelwright_tools.domain import FREE, Cost


@dataclass(frozen=True)
class StepFacts:
    """One step of the plan, or all changes of it."""

    name: str
    usage: Usage
    cost: Cost


@dataclass(frozen=True)
class PlanningFacts:
    """The bill of planning beside its estimate."""

    reckoned: Cost | None
    """What it was reckoned to take; None: nobody reckoned."""
    steps: tuple[StepFacts, ...]
    revising: StepFacts | None = None
    """What requests for changes took since; None: no model was asked for any."""
    borrowed: int = 0
    """Answers that another run had asked and paid for."""

    @property
    def usage(self) -> Usage:
        """What all steps of planning took."""
        return sum((step.usage for step in self.steps), Usage())

    @property
    def cost(self) -> Cost:
        """What all steps of planning cost."""
        return sum((step.cost for step in self.steps), FREE)

    @property
    def sentence(self) -> str:
        """Bill and estimate in words."""
        told: list[str] = []
        if self.steps:
            told.append(f"planning took {self.cost.words}{_reuse(self.usage)}")
        if self.steps and self.reckoned is not None:
            told.append(f"reckoned were {self.reckoned.words}")
        if self.borrowed:
            count = "1 answer was" if self.borrowed == 1 else f"{self.borrowed} answers were"
            told.append(f"{count} there from an earlier run, and not paid for again")
        if self.revising is not None:
            told.append(f"changing the plan took {self.revising.cost.words}")
        return "; ".join(told)


def _reuse(usage: Usage) -> str:
    if not usage.reused_tokens:
        return ""
    return f" ({100 * usage.reused_tokens / usage.prompt_tokens:.0f} % of the prompts reused)"
