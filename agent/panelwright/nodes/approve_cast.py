"""Wait until a person has approved the portraits that panels will be painted by."""

from langgraph.runtime import Runtime
from langgraph.types import Send, interrupt

from panelwright.nodes.draw_panel import to_panels
from panelwright.state import StoryState
from panelwright.studio import Studio


def wants_look(state: StoryState, runtime: Runtime[Studio]) -> str | list[Send]:
    """To a person who wants to approve first, where the painter looks at portraits; else on to the
    panels."""
    studio = runtime.context
    if state.get("approve") and (studio.references or studio.declined):
        return "approve_cast"
    return to_panels(state, runtime)


def approve_cast(state: StoryState, runtime: Runtime[Studio]) -> StoryState:
    """Stop the machine; `agent resume` goes on from here, or begins anew with another plan."""
    interrupt({"portraits": len(runtime.context.references)})
    runtime.context.events.tell("approved")
    return {}
