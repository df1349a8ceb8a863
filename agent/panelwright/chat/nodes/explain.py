"""Tell the user what can be said."""

from langgraph.runtime import Runtime

from panelwright.chat.desk import Desk
from panelwright.chat.spoken import Reply
from panelwright.chat.state import ChatState
from panelwright.chat.understanding import words_for
from panelwright.planning.requests.suggesting import suggestions


def explain(state: ChatState, runtime: Runtime[Desk]) -> ChatState:
    """What there is to say, with the story's own names; and that a yes or no has no question."""
    desk = runtime.context
    if state["road"] in ("yes", "no"):
        desk.say(Reply(text=words_for("no_question")))
        return {}
    run = desk.run
    ideas = suggestions(run.read_story(), "") if run.story.is_file() else ()
    desk.say(Reply(text=words_for("help"), ideas=ideas))
    return {}
