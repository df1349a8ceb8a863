"""Choose what to do about a picture that failed."""

from langgraph.runtime import Runtime

from panelwright.lineage import allowed, another_sample, as_good, samples
from panelwright.nodes.best import best
from panelwright.repairing import next_repair, possible
from panelwright.state import Json, PanelState
from panelwright.studio import Studio
from panelwright_tools.domain import Attempt, Repair


def repair(state: PanelState, runtime: Runtime[Studio]) -> PanelState:
    """The next rung of the ladder, built on the best picture of the present sample."""
    studio, records = runtime.context, state["attempts"]
    base = best(samples(records)[-1])
    chosen = _chosen(state, base, studio)
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
    sampled = chosen.kind == "resample"
    repairs = another_sample(records, base["repairs"]) if sampled else [*base["repairs"], data]
    return {
        "repair": data,
        "repairs": repairs,
        "tried": [*state.get("tried", []), {"base": base["repairs"], "repair": data}],
        "placed": base["placed"],
    }


def _chosen(state: PanelState, base: Json, studio: Studio) -> Repair | None:
    """What fits, can be done and was not done yet to this picture, or to one as good of the same
    sample; another sample at any time."""
    attempt, panel = Attempt.model_validate(base["attempt"]), studio.panels[state["panel"]]
    bases = as_good(samples(state["attempts"])[-1], attempt.verdict.score)
    tried = [Repair.model_validate(t["repair"]) for t in state.get("tried", [])
             if t["base"] in bases and t["repair"]["kind"] != "resample"]  # fmt: skip
    done = [Repair.model_validate(data) for data in base["repairs"]]
    able = possible(studio.painter.repairs, done)
    for kinds in allowed(able, state["attempts"], attempt):
        chosen = next_repair(attempt.verdict, panel, tried, kinds)
        if chosen is not None:
            return chosen
    return None


def where_to_mend(state: PanelState) -> str:
    """A change of layout lays out anew; other repairs keep the boxes; without one, give up."""
    chosen = state["repair"]
    if chosen is None:
        return "accept"
    return "lay_out" if chosen["kind"] == "relayout" else "brief"
