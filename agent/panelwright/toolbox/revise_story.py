"""Change anything of a run's plan by saying it."""

from pydantic import Field

from panelwright.changing import edited, retraced
from panelwright.planning.requests.going_back import steps_told
from panelwright.proposing import proposed
from panelwright.repainting import repainted
from panelwright.run import Run
from panelwright.toolbox import records
from panelwright.toolbox.desk import Desk
from panelwright.toolbox.looked_at import settings_of
from panelwright.toolbox.operation import Answer, Operation
from panelwright.toolbox.showing import PlanTold, plan_told
from panelwright_tools.domain import Story, UserError
from panelwright_tools.domain.model import Model
from panelwright_tools.domain.text import MAX_TEXT


class Request(Model):
    """What is to change."""

    run: str = Field(description="the name of a run")
    say: str = Field(
        description="in words, such as: panel 3 closer, at dusk; or: undo", max_length=MAX_TEXT
    )
    preview: bool | None = Field(
        default=None, description="true: tell what would change, and change nothing"
    )


class Revised(Answer):
    """What changed."""

    run: str
    changed: bool = Field(description="whether the plan is another one now")
    changes: tuple[str, ...] = Field(description="the difference, a line each")
    to_paint: tuple[int, ...] = Field(description="numbers of the panels to paint anew")
    notes: tuple[str, ...] = Field(description="what of it the layout can't give")
    plan: PlanTold


def revise_story(asked: Request, desk: Desk) -> Revised:
    """Change a plan, which may be undone. Raises UserError for what nobody understands."""
    run = desk.places.run(asked.run)
    if not asked.say.strip():
        raise UserError("say what is to change, such as: panel 2 at night.")
    steps = steps_told(asked.say)
    if steps is not None:
        if asked.preview:
            raise UserError("undo and redo can't be previewed; leave preview out.")
        before = run.read_story()
        done = [f"{steps.way}: {version.said}" for version in retraced(run, steps)]
        return _told(run, done, _again(run, before, desk), (), changed=True)
    proposal = proposed(run, asked.say)
    does = bool(proposal.changes) and not asked.preview
    if does:
        edited(run, proposal.edits, asked.say)
    return _told(run, proposal.changes, proposal.repainted, proposal.notes, changed=does)


def _again(run: Run, before: Story, desk: Desk) -> tuple[int, ...]:
    """Numbers of the panels whose pictures are others than before."""
    after = run.read_story()
    again = set(repainted(run, settings_of(run, desk), before, after))
    return tuple(n for n, panel in enumerate(after.panels, 1) if panel.id in again)


def _told(
    run: Run,
    changes: list[str],
    again: tuple[int, ...],
    notes: tuple[str, ...],
    *,
    changed: bool,
) -> Revised:
    if changed:
        records.keep(run, "planned", "the plan was changed; paint it.")
    return Revised(
        run=run.folder.name,
        changed=changed,
        changes=tuple(changes),
        to_paint=again,
        notes=notes,
        plan=plan_told(run.read_story()),
    )


OPERATION = Operation(
    "revise_story",
    "Change a plan by saying it",
    Request,
    Revised,
    revise_story,
    roles=("planner",),
    load="light",
)
