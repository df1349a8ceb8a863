"""Ask the user, and wait for the answer as long as it takes."""

from langgraph.runtime import Runtime
from langgraph.types import interrupt

from panelwright.chat.desk import Desk
from panelwright.chat.proposal import drop_proposal, kept_proposal
from panelwright.chat.spoken import Reply
from panelwright.chat.state import ChatState
from panelwright.chat.understanding import consent
from panelwright.planning.requests.scopes import Order, scope_of
from panelwright.run import Run
from panelwright_tools.domain import UserError


def confirm(state: ChatState, runtime: Runtime[Desk]) -> ChatState:
    """A yes does it, a no drops it, and all else is heard as a turn of its own.

    What is proposed waits on disk, for days if need be; a change that is said next joins it.
    """
    answer = consent(str(interrupt(state["question"])))
    if answer.road == "yes":
        allowed = state["waiting"]
        if allowed == "tell":
            return {"road": "tell", "waiting": "", "allowed": True}
        return {"road": "paint" if allowed == "paint" else "make", "waiting": ""}
    if answer.road == "no":
        desk = runtime.context
        before = kept_proposal(desk.run)
        drop_proposal(desk.run)
        if not answer.text:
            desk.say(Reply(text="Nothing is changed."))
            return {"road": "end", "waiting": ""}
        instead = _there_too(answer.text, before.said if before is not None else "", desk.run)
        return {"road": "hear", "said": instead, "waiting": ""}
    return {"road": "hear", "said": answer.text}


def _there_too(wish: str, dropped: str, run: Run) -> str:
    """A wish that takes the place of another, for the same panels where it names none."""
    if not run.story.is_file():
        return wish
    ids = tuple(panel.id for panel in run.read_story().panels)
    try:
        named, mine = (scope_of(text, Order(ids))[0] for text in (dropped, wish))
    except UserError:
        return wish
    if mine or not named:
        return wish
    return f"panels {', '.join(str(ids.index(panel) + 1) for panel in named)}: {wish}"
