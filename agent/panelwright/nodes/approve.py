"""Wait until a person has approved the plan."""

from langgraph.runtime import Runtime
from langgraph.types import interrupt

from panelwright.state import StoryState
from panelwright.studio import Studio


def approve(state: StoryState, runtime: Runtime[Studio]) -> StoryState:
    """Stop the machine; `agent resume` goes on from here."""
    interrupt({"panels": len(state["order"])})
    runtime.context.events.tell("approved")
    return {}
