"""What a run waits for a person to approve, and what that will cost."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from panelwright.estimate import Estimate, kept_estimate
from panelwright.reckoning import kept_reckoning, planning_facts
from panelwright.run import Run
from panelwright_tools.binding.report_planning import PlanningFacts, StepFacts


@dataclass(frozen=True)
class Waiting:
    """What a person is asked."""

    costs: tuple[str, ...]
    """Lines on what it will take."""
    where: str
    """A sentence on where to look, before it is decided."""
    question: str
    how: str
    """How to say yes later: words before the command."""
    data: Mapping[str, Any]
    """The same for programs."""


def waiting_for(run: Run) -> Waiting:
    """What a run that stopped for approval is about to do: have a plan made, paint those whom it
    names, or paint it by their portraits."""
    from panelwright.machine import APPROVE_CAST, stands_at

    if not run.story.is_file():
        return _for_planning(run)
    return _for_panels(run) if APPROVE_CAST in stands_at(run) else _for_painting(run)


def _for_painting(run: Run) -> Waiting:
    panels, planning = len(run.read_story().panels), planning_facts(run)
    return Waiting(
        costs=(*((planning.sentence,) if planning is not None else ()), cost_line(run)),
        where=f"The plan is in {run.story}, sketched in {run.storyboard}.",
        question=f"Paint its {panels} panels?",
        how="It waits for you; paint it with:",
        data={
            "for": "painting",
            "planning": planning_data(planning),
            "estimate": _data(kept_estimate(run)),
        },
    )


def _for_panels(run: Run) -> Waiting:
    count, folder = len(run.read_story().panels), run.portrait("any").parent
    return Waiting(
        costs=(cost_line(run),),
        where=(
            f"The portraits that panels are painted by are in {folder}; one is painted anew with "
            f"`agent redraw {run.folder} --portrait NAME`, and `agent edit portrait "
            f"{run.folder} NAME FILE` puts a picture of yours in its place, `agent edit reference` "
            f"beside it.{_without_portrait(run)}"
        ),
        question=f"Paint the {count} panels by them?",
        how="It waits for you; approve them with:",
        data={
            "for": "panels",
            "portraits": [str(path) for path in sorted(folder.glob("*.png"))],
            "planning": planning_data(planning_facts(run)),
            "estimate": _data(kept_estimate(run)),
        },
    )


def _without_portrait(run: Run) -> str:
    """Who has none, since a service declined to paint it."""
    story, declined = run.read_story(), run.declined()
    names = ", ".join(one.name for one in story.cast if one.id in declined)
    return f" There is none of {names}, which a service declined to paint." if names else ""


def _for_planning(run: Run) -> Waiting:
    reckoned, drafted = kept_reckoning(run), run.draft.storyboard.is_dir()
    to_plan = (
        f"to plan: about {reckoned.words}" if reckoned is not None else "to plan: not reckoned"
    )
    rules = f"A draft by the rules alone is sketched in {run.draft.storyboard}."
    return Waiting(
        costs=(to_plan, f"{cost_line(run.draft)} (by the draft)") if drafted else (to_plan,),
        where=rules if drafted else "There is no draft of this text.",
        question="Have the model plan it?",
        how="The model was not asked yet; have it plan with:",
        data={
            "for": "planning",
            "planning": {"reckoned": reckoned.model_dump() if reckoned is not None else None},
            "estimate": _data(kept_estimate(run.draft)),
        },
    )


def cost_line(run: Run) -> str:
    """What painting a plan costs, in words."""
    estimate = kept_estimate(run)
    return f"to paint: {estimate.sentence}" if estimate is not None else "to paint: not reckoned"


def planning_data(facts: PlanningFacts | None) -> dict[str, Any] | None:
    """The bill of planning and its estimate, for programs."""
    if facts is None:
        return None
    return {
        "reckoned": facts.reckoned.model_dump() if facts.reckoned is not None else None,
        "cost": facts.cost.model_dump(),
        "steps": {step.name: _step_data(step) for step in facts.steps},
        "borrowed": facts.borrowed,
        "revising": _step_data(facts.revising) if facts.revising is not None else None,
    }


def _step_data(step: StepFacts) -> dict[str, Any]:
    return {**asdict(step.usage), "cost": step.cost.model_dump()}


def _data(estimate: Estimate | None) -> dict[str, Any] | None:
    return estimate.model_dump() if estimate is not None else None
