"""Answer a question about the comic."""

from langgraph.runtime import Runtime

from panelwright.chat.answering.facts import Facts
from panelwright.chat.answering.rules import answered
from panelwright.chat.desk import Desk
from panelwright.chat.spoken import Problem, Reply
from panelwright.chat.state import ChatState
from panelwright.chat.understanding import questions, words_for
from panelwright_tools.domain import PanelwrightError


def ask(state: ChatState, runtime: Runtime[Desk]) -> ChatState:
    """From what is written down in the run, by rules."""
    desk = runtime.context
    facts = Facts(desk.run)
    try:
        answer = answered(facts, state["said"])
    except PanelwrightError as error:
        desk.say(Problem(text=str(error)))
    else:
        if answer is not None:
            desk.say(Reply(text=answer))
        else:
            desk.say(Problem(text=words_for("no_answer"), ideas=questions(facts.story)))
    return {"road": "confirm" if state.get("waiting") else "end"}
