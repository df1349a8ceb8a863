"""What planning was reckoned to take before it began, and what it took in the end."""

from collections import defaultdict
from typing import TYPE_CHECKING

from panelwright.files import write_whole
from panelwright.planning.planner import PlanWishes
from panelwright.run import Run, read_text
from panelwright.settings import Settings
from panelwright_tools.asking.model import Usage
from panelwright_tools.binding.report_planning import PlanningFacts, StepFacts
from panelwright_tools.domain import FREE, Cost

if TYPE_CHECKING:
    from panelwright.studio import Studio


def plan_wishes(settings: Settings) -> PlanWishes:
    """What the settings ask of a plan."""
    return PlanWishes(
        panels=settings.panels,
        pages=settings.pages,
        style=settings.style or "colour",
        rtl=settings.rtl,
    )


def reckoned(studio: "Studio") -> Cost:
    """About what planning takes, reckoned once a run; free where no model is asked."""
    kept = kept_reckoning(studio.run)
    if kept is not None:
        return kept
    synopsis = read_text(studio.run.synopsis)
    cost = studio.planner.price(synopsis, plan_wishes(studio.settings))
    if cost != FREE:
        write_whole(studio.run.reckoning, cost.model_dump_json(indent=1) + "\n")
    return cost


def kept_reckoning(run: Run) -> Cost | None:
    """What planning was reckoned to take; None where nobody reckoned, or the file is damaged."""
    try:
        return Cost.model_validate_json(run.reckoning.read_bytes())
    except (OSError, ValueError):
        return None


def planning_facts(run: Run) -> PlanningFacts | None:
    """What planning took beside what it was reckoned to take; None where no model was asked."""
    if not run.answers.is_dir():
        return None
    from panelwright.answers import Answers  # a run without a model never loads them
    from panelwright.planning.llm.drafts import REVISE, STEPS, step_of

    usages: defaultdict[str, Usage] = defaultdict(Usage)
    costs: defaultdict[str, Cost] = defaultdict(Cost)
    borrowed = 0
    for answer in Answers(run.answers).all():
        if answer.borrowed:
            borrowed += 1
            continue
        step = step_of(answer.request.schema_name)
        usages[step] += answer.usage
        costs[step] += answer.cost
    taken = {step: StepFacts(step, usages[step], costs[step]) for step in usages}
    steps = tuple(taken[step] for step in STEPS.values() if step in taken)
    facts = PlanningFacts(kept_reckoning(run), steps, taken.get(REVISE), borrowed)
    return facts if facts.sentence else None
