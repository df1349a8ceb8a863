"""Chooses the planner that the settings name: rules, or a model behind an endpoint."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from panelwright import backends
from panelwright.planning.endpoints import check_address
from panelwright.planning.planner import Planner
from panelwright.settings import Settings
from panelwright_tools.domain import UserError

if TYPE_CHECKING:
    from panelwright.budget import Budget
    from panelwright.kept_endpoint import Keep
    from panelwright.planning.endpoints import Reached

Tell = Callable[..., None]
"""Told of every event: its name, and facts."""


def _untold(name: str, **facts: object) -> None:
    """Nobody listens."""


def chosen_planner(
    settings: Settings, keep: "Keep", budget: "Budget", tell: Tell = _untold
) -> Planner:
    """The planner of the settings; `keep` makes of an endpoint what a run asks, within the same
    budget as what a planner asks that another package brings.

    Raises UserError or ToolError, in one sentence, when its model can't be used as it is named.
    """
    name = backends.chosen(settings, "planner")
    check_model(settings)
    asking = backends.asking(name)
    if asking is None:
        tool = backends.back_end(settings, "planner")
        planner: Planner = backends.made(tool)
        return planner if tool.plugin is None else _paid(planner, budget)
    reached: Reached = backends.named(asking.reach)(settings)
    return _over(reached, settings, keep, tell)


def _paid(planner: Planner, budget: "Budget") -> Planner:
    from panelwright.planning.paid import PaidPlanner

    return PaidPlanner(planner, budget)


@contextmanager
def kept_for_now(settings: Settings) -> Iterator[tuple["Keep", "Budget"]]:
    """Keep answers and hold the budget outside of any run, and leave nothing behind."""
    from panelwright.answers import Answers
    from panelwright.budget import Budget
    from panelwright.kept_endpoint import keeper

    with TemporaryDirectory(prefix="panelwright-") as name:
        folder = Path(name)
        budget = Budget(folder / "spending.jsonl", settings.max_cost)
        yield keeper(Answers(folder / "answers"), budget), budget


def check_model(settings: Settings) -> None:
    """Raises UserError when the planner needs a model and the settings name none, or a secret."""
    name, model = backends.chosen(settings, "planner"), settings.model
    check_address(model)
    asking = backends.asking(name)
    if asking is not None and not model.name:
        raise UserError(
            f"the planner {name!r} needs a model; give --planner {name}:{asking.called}, "
            f"or name it in agent.toml under [model]."
        )


def _over(reached: "Reached", settings: Settings, keep: "Keep", tell: Tell) -> Planner:
    from panelwright.planning.embedded import EmbeddedPlanner
    from panelwright.planning.llm.planner import ModelPlanner
    from panelwright_tools.asking.asker import Asker
    from panelwright_tools.asking.prices import cost_of

    tariff = partial(cost_of, price=reached.price)
    asker = Asker(keep(reached.endpoint, tariff), settings.model.temperature, settings.seed)
    return ModelPlanner(asker, EmbeddedPlanner(), tell, at_once=reached.at_once, tariff=tariff)
