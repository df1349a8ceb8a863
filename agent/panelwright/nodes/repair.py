"""Choose what to do about a picture that failed."""

from langgraph.runtime import Runtime

from panelwright.nodes.best import best
from panelwright.repairing import next_repair, possible
from panelwright.state import PanelState
from panelwright.studio import Studio
from panelwright_tools.domain import Attempt, Repair


def repair(state: PanelState, runtime: Runtime[Studio]) -> PanelState:
    """The next rung of the ladder, built on the best picture so far."""
    studio = runtime.context
    base = best(state["attempts"])
    attempt = Attempt.model_validate(base["attempt"])
    tried = [Repair.model_validate(t["repair"]) for t in state.get("tried", [])
             if t["base"] == base["repairs"]]  # fmt: skip
    panel = studio.panels[state["panel"]]
    done = [Repair.model_validate(data) for data in base["repairs"]]
    able = possible(studio.painter.repairs, done)
    chosen = next_repair(attempt.verdict, panel, tried, able)
    if chosen is None:
        return {"repair": None}
    studio.events.tell(
        "repairing",
        panel=state["panel"],
        attempt=len(state["attempts"]) + 1,
        kind=chosen.kind,
        move=chosen.move,
        reason=chosen.reason,
    )
    data = chosen.model_dump(mode="json")
    return {
        "repair": data,
        "repairs": [*base["repairs"], data],
        "tried": [*state.get("tried", []), {"base": base["repairs"], "repair": data}],
        "placed": base["placed"],
    }


def where_to_mend(state: PanelState) -> str:
    """A change of layout lays out anew; other repairs keep the boxes; without one, give up."""
    chosen = state["repair"]
    if chosen is None:
        return "accept"
    return "lay_out" if chosen["kind"] == "relayout" else "brief"
