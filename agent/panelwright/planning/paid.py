"""A planner that asks whom it pays by itself: its price is held to the budget all the same."""

from dataclasses import dataclass

from panelwright.budget import Budget
from panelwright.planning.edits import Edit
from panelwright.planning.planner import Planner, PlanWishes, Request
from panelwright_tools.domain import Cost, Story
from panelwright_tools.domain.model import Model, digest


@dataclass(frozen=True)
class PaidPlanner:
    """The same planner; each plan is paid for at once, with what its price says beforehand.

    The planners that come along pay call by call, by the answers of their models.
    """

    planner: Planner
    budget: Budget

    @property
    def id(self) -> str:
        """The planner's."""
        return self.planner.id

    def price(self, synopsis: str, wishes: PlanWishes) -> Cost:
        """The planner's."""
        return self.planner.price(synopsis, wishes)

    def plan(self, synopsis: str, wishes: PlanWishes) -> Story:
        """As the planner does. Raises BudgetExceeded before it would pass the cap."""
        key = digest(Model(), self.id, synopsis, repr(wishes))
        with self.budget.paying(key, self.price(synopsis, wishes)):
            return self.planner.plan(synopsis, wishes)

    def revise(self, story: Story, request: Request) -> list[Edit]:
        """As the planner does; nobody states a price for it."""
        return self.planner.revise(story, request)
