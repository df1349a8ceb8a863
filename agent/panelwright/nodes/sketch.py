"""Sketch the storyboard of a plan."""

from langgraph.runtime import Runtime

from panelwright.estimate import estimated
from panelwright.state import StoryState
from panelwright.storyboard import sketched
from panelwright.studio import Studio


def sketch(state: StoryState, runtime: Runtime[Studio]) -> StoryState:
    """Pages of labelled blocks, and what painting them will cost, for a person to approve."""
    studio = runtime.context
    pages = sketched(studio)
    cost = estimated(len(state["order"]), studio.settings)
    studio.events.tell("sketched", pages=pages, most=cost.most_pictures, dollars=cost.dollars)
    return {}
