"""Make the proposed edits, as a version that one can go back to."""

from langgraph.runtime import Runtime

from panelwright.changing import edited
from panelwright.chat.desk import Desk
from panelwright.chat.proposal import Kept, drop_proposal, kept_proposal
from panelwright.chat.spoken import Problem, Version
from panelwright.chat.state import ChatState
from panelwright.history import History
from panelwright_tools.domain import PanelwrightError
from panelwright_tools.domain.model import digest


def make(state: ChatState, runtime: Runtime[Desk]) -> ChatState:
    """The plan as it was shown; what was done before a kill isn't done twice."""
    desk = runtime.context
    proposal = kept_proposal(desk.run)
    if proposal is None:
        return {"road": "paint"}
    try:
        _make(desk, proposal)
    except PanelwrightError as error:
        desk.say(Problem(text=str(error)))
        return {"road": "end"}
    drop_proposal(desk.run)
    last = History(desk.run).versions()[-1]
    desk.say(Version(number=last.number, said=last.said))
    return {"road": "paint", "first": list(proposal.panels)}


def _make(desk: Desk, proposal: Kept) -> None:
    now = digest(desk.run.read_story())
    done = not proposal.takes and now == proposal.after
    if done and proposal.before != proposal.after:
        return
    if now != proposal.before:
        drop_proposal(desk.run)
        raise PanelwrightError("the plan was changed elsewhere meanwhile; say that again, please.")
    edited(desk.run, proposal.edits, proposal.said, told=proposal.told, takes=proposal.takes)
