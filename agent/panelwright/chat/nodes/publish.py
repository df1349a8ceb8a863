"""Write the comic in other formats."""

from langgraph.runtime import Runtime

from panelwright.chat.desk import Desk
from panelwright.chat.spoken import Problem, Reply
from panelwright.chat.state import ChatState
from panelwright.lock import locked
from panelwright.publishing import exported
from panelwright_tools.domain import PanelwrightError


def publish(state: ChatState, runtime: Runtime[Desk]) -> ChatState:
    """Into the run folder, as `agent export` does."""
    desk = runtime.context
    try:
        with locked(desk.run.lock):
            files = exported(desk.run, state["said"].split(), None)
    except PanelwrightError as error:
        desk.say(Problem(text=str(error)))
        return {}
    shown = ", ".join(str(path) for path in files[:4])
    more = f" and {len(files) - 4} more" if len(files) > 4 else ""
    desk.say(Reply(text=f"Written: {shown}{more}."))
    return {}
