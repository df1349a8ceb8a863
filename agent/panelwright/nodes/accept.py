"""Keep the best picture of a panel."""

from langgraph.runtime import Runtime

from panelwright.files import place_copy
from panelwright.holding import is_approved
from panelwright.nodes.best import best
from panelwright.state import Json, PanelResult, PanelState
from panelwright.studio import Studio
from panelwright_tools.domain import Attempt


def accept(state: PanelState, runtime: Runtime[Studio]) -> PanelState:
    """The accepted picture, or the best one with a flag that says why it is none."""
    studio = runtime.context
    record = _chosen(state, studio)
    attempt = Attempt.model_validate(record["attempt"])
    accepted = attempt.verdict.accepted or is_approved(attempt, studio)
    reasons = [f"{r.condition.phrase}: {r.reason}"[:300] for r in attempt.verdict.failures]
    lost = [record["reason"][:500] for record in state.get("unpainted", [])]
    reasons = [*dict.fromkeys(lost), *reasons] if not accepted else reasons
    place_copy(studio.store.image_path(attempt.picture), studio.run.panel_picture(attempt.panel))
    studio.run.forget_attempts(attempt.panel, after=len(state["attempts"]))
    result = PanelResult(
        status="accepted" if accepted else "flagged",
        attempts=len(state["attempts"]),
        attempt=attempt.number,
        picture=attempt.picture,
        evidence=record["evidence_key"],
        reasons=reasons[:8],
        unseen=attempt.evidence.grounder is None,
        incomplete=attempt.evidence.incomplete,
    )
    studio.events.tell(
        "accepted" if accepted else "flagged",
        panel=attempt.panel,
        attempts=result["attempts"],
        attempt=attempt.number,
        reason="; ".join(reasons)[:500],
    )
    return {"result": result}


def _chosen(state: PanelState, studio: Studio) -> Json:
    """The record whose picture a person has approved; else the best."""
    for record in state["attempts"]:
        if is_approved(Attempt.model_validate(record["attempt"]), studio):
            return record
    return best(state["attempts"])
