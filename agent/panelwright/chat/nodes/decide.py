"""Decide whether the user is asked before it is done."""

from typing import Final

from langgraph.runtime import Runtime

from panelwright.chat.costing import cost_told
from panelwright.chat.desk import Desk
from panelwright.chat.proposal import kept_proposal
from panelwright.chat.state import ChatState
from panelwright.planning.edits import apply

MOST_UNASKED: Final = 40
"""Panels that are painted without a question where painting is free."""


def decide(state: ChatState, runtime: Runtime[Desk]) -> ChatState:
    """What costs money, or long, waits for a yes; how much is asked is the user's choice.

    Without a proposal, it is the whole plan that is to be painted.
    """
    desk, waiting = runtime.context, kept_proposal(runtime.context.run)
    with desk.studio() as studio:
        story = apply(studio.story, waiting.edits) if waiting is not None else studio.story
        panels = waiting.panels if waiting is not None else [panel.id for panel in story.panels]
        cost = cost_told(studio, story, panels) if desk.asking != "never" else ""
    count = len(panels)
    costly = bool(cost) or count > MOST_UNASKED
    if desk.asking == "never" or (desk.asking == "costly" and not costly):
        return {"road": "make" if waiting is not None else "paint", "waiting": ""}
    what = f"paint {count} panel{'s' * (count != 1)}" if count else "change the plan so"
    question = f"Shall I {what}{f' ({cost})' if cost else ''}?"
    return {
        "road": "confirm",
        "waiting": "make" if waiting is not None else "paint",
        "question": question,
    }
