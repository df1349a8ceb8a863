"""Bind the pages into books."""

from langgraph.runtime import Runtime

from panelwright.state import StoryState
from panelwright.studio import Studio


def bind(state: StoryState, runtime: Runtime[Studio]) -> StoryState:
    """Write the books."""
    return {"pages": [], "books": []}
