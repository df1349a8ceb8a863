"""Find out what kind of thing the user says."""

from langgraph.runtime import Runtime

from panelwright.chat.desk import Desk
from panelwright.chat.state import ChatState
from panelwright.chat.understanding import heard


def hear(state: ChatState, runtime: Runtime[Desk]) -> ChatState:
    """The road of a turn, and the words that count on it."""
    found = heard(state["said"], has_story=runtime.context.run.story.is_file())
    return {"road": found.road, "said": found.text, "allowed": False}
