"""Decide about a panel's picture: that it stays, that it is right, or another in its place."""

from typing import Literal

from pydantic import Field

from panelwright import deciding
from panelwright.deciding import Decision, decided
from panelwright.references import read_picture
from panelwright.run import Run
from panelwright.toolbox import records
from panelwright.toolbox.desk import Desk
from panelwright.toolbox.operation import Answer, Operation
from panelwright_tools.domain import UserError
from panelwright_tools.domain.model import Model


class Judgement(Model):
    """What is decided."""

    run: str = Field(description="the name of a run that is painted")
    panel: str = Field(description="its panel, as 3 or p03")
    decision: Literal["lock", "unlock", "approve", "disapprove", "replace"] = Field(
        description="lock: the picture stays, whatever becomes of the plan; unlock: it is painted "
        "as planned again; approve: it is right, whatever was measured; disapprove: what was "
        "measured counts again; replace: another picture, which stays until it is unlocked"
    )
    picture: str | None = Field(
        default=None, description="with replace: the path of the other picture"
    )


class Decided(Answer):
    """What the plan says now."""

    run: str
    changed: bool = Field(description="whether the plan is another one now; call paint then")
    said: str


def decide_panel(asked: Judgement, desk: Desk) -> Decided:
    """Carry a decision out, which may be undone. Raises UserError for a panel without a picture."""
    run = desk.places.run(asked.run)
    decision = _decision(asked, run, desk)
    before = run.read_story()
    is_new = decided(run, decision) != before
    if is_new:
        records.keep(run, "planned", "the plan was changed; paint it.")
    return Decided(run=run.folder.name, changed=is_new, said=decision.said)


def _decision(asked: Judgement, run: Run, desk: Desk) -> Decision:
    if (asked.picture is not None) != (asked.decision == "replace"):
        raise UserError("picture goes with replace, and replace needs one: give its path.")
    match asked.decision:
        case "lock":
            return deciding.locked(run, asked.panel)
        case "unlock":
            return deciding.unlocked(run, asked.panel)
        case "approve":
            return deciding.approved(run, asked.panel)
        case "disapprove":
            return deciding.disapproved(run, asked.panel)
        case "replace":
            png = read_picture(desk.places.file(asked.picture or ""), "the picture")
            return deciding.replaced(run, asked.panel, png)


OPERATION = Operation(
    "decide_panel",
    "Lock, approve or replace a panel's picture",
    Judgement,
    Decided,
    decide_panel,
    idempotent=True,
    load="light",
)
