"""Judge a picture by its evidence."""

from langgraph.runtime import Runtime

from panelwright.judging import judge as ruled
from panelwright.nodes.arrange import arrangement
from panelwright.nodes.paint import is_spent
from panelwright.state import PanelState
from panelwright.studio import Studio
from panelwright_tools.domain import Attempt, Brief, Evidence, Repair


def judge(state: PanelState, runtime: Runtime[Studio]) -> PanelState:
    """Rule on every condition, and keep the attempt where the report finds it."""
    studio = runtime.context
    evidence = Evidence.model_validate(state["evidence"])
    brief = Brief.model_validate(state["brief"])
    panel = arrangement(state, studio).panel
    verdict = ruled(panel, brief, evidence, studio.settings.thresholds)
    repair = state.get("repair")
    attempt = Attempt(
        panel=state["panel"],
        number=len(state.get("attempts", [])) + 1,
        picture=state["picture"],
        repair=Repair.model_validate(repair) if repair is not None else None,
        evidence=evidence,
        verdict=verdict,
    )
    studio.run.keep_attempt(
        attempt,
        brief,
        studio.store.image_path(attempt.picture),
        studio.store.get_lettering(state["evidence_key"]),
    )
    studio.events.tell(
        "judged",
        panel=attempt.panel,
        attempt=attempt.number,
        accepted=verdict.accepted,
        score=round(verdict.score, 4),
    )
    record = {
        "attempt": attempt.model_dump(mode="json"),
        "repairs": state.get("repairs", []),
        "placed": state["placed"],
        "brief_key": state["brief_key"],
        "evidence_key": state["evidence_key"],
    }
    return {"attempts": [*state.get("attempts", []), record]}


def is_accepted(state: PanelState, runtime: Runtime[Studio]) -> str:
    """Accept the picture, or repair it while the panel may cost another."""
    last = Attempt.model_validate(state["attempts"][-1]["attempt"])
    spent = is_spent(state, runtime.context)
    return "accept" if last.verdict.accepted or spent else "repair"
