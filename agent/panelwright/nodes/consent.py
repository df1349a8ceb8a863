"""Wait until a person allows a model to be asked."""

from langgraph.runtime import Runtime
from langgraph.types import interrupt

from panelwright.reckoning import reckoned
from panelwright.state import StoryState
from panelwright.studio import Studio


def consent(state: StoryState, runtime: Runtime[Studio]) -> StoryState:
    """Stop the machine; `agent resume` goes on from here."""
    interrupt({"calls": reckoned(runtime.context).calls})
    runtime.context.events.tell("consented")
    return {}
