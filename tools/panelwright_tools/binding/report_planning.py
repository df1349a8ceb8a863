"""What planning by a language model took, step by step, as the report and the summary tell it."""

from dataclasses import dataclass

from panelwright_tools.asking.model import Usage
from panelwright_tools.domain import FREE, Cost


@dataclass(frozen=True)
class StepFacts:
    """One step of the plan."""

    name: str
    usage: Usage
    cost: Cost


@dataclass(frozen=True)
class PlanningFacts:
    """The bill of planning beside its estimate."""

    reckoned: Cost | None
    """What it was reckoned to take; None: nobody reckoned."""
    steps: tuple[StepFacts, ...]

    @property
    def usage(self) -> Usage:
        """What all steps took."""
        return sum((step.usage for step in self.steps), Usage())

    @property
    def cost(self) -> Cost:
        """What all steps cost."""
        return sum((step.cost for step in self.steps), FREE)

    @property
    def sentence(self) -> str:
        """Bill and estimate in words."""
        took = f"planning took {self.cost.words}"
        usage = self.usage
        if usage.reused_tokens:
            took += (
                f" ({100 * usage.reused_tokens / usage.prompt_tokens:.0f} % of the prompts reused)"
            )
        return took if self.reckoned is None else f"{took}; reckoned were {self.reckoned.words}"
