"""Letter the panels."""

from langgraph.runtime import Runtime

from panelwright.state import StoryState
from panelwright.studio import Studio
from panelwright_tools.domain import ToolError


def letter(state: StoryState, runtime: Runtime[Studio]) -> StoryState:
    """Set the words of every panel; all panels are drawn by now, or the run ends here."""
    failed = [panel for panel in state["order"] if state["panels"][panel]["status"] == "failed"]
    if failed:
        reason = state["panels"][failed[0]]["reasons"][0]
        others = f" and {len(failed) - 1} more panels" if len(failed) > 1 else ""
        raise ToolError(f"panel {failed[0]}{others} could not be drawn: {reason}")
    return {}
