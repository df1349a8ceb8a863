"""Lay out a panel."""

from langgraph.runtime import Runtime

from panelwright.nodes.arrange import arrangement
from panelwright.state import PanelState
from panelwright.studio import Studio
from panelwright_tools.layout.solver import lay_out as solve


def lay_out(state: PanelState, runtime: Runtime[Studio]) -> PanelState:
    """Boxes for every region, as the repairs so far ask for them."""
    studio = runtime.context
    now = arrangement(state, studio)
    place = studio.story.place(now.panel.place) if now.panel.place is not None else None
    width, height = studio.sheets[state["panel"]].size
    placed = solve(now.panel, studio.cast, place, width / height, now.wishes)
    return {"placed": placed.model_dump(mode="json")}
