"""Lay out a panel."""

from langgraph.runtime import Runtime

from panelwright.nodes.arrange import arrangement
from panelwright.state import PanelState
from panelwright.studio import Studio
from panelwright_tools.layout.solver import lay_out as solve
from panelwright_tools.painting.storyboard.places.slots import lookout


def lay_out(state: PanelState, runtime: Runtime[Studio]) -> PanelState:
    """Boxes for every region, as the repairs so far ask for them."""
    studio = runtime.context
    now = arrangement(state, studio)
    place = studio.story.place(now.panel.place) if now.panel.place is not None else None
    width, height = studio.sheets[state["panel"]].size
    aspect = width / height
    placed = solve(now.panel, studio.cast, place, aspect, now.wishes, lookout(place, aspect))
    return {"placed": placed.model_dump(mode="json")}
