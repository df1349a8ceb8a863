"""Answer a question about the comic."""

from langgraph.runtime import Runtime

from panelwright.chat.answering.facts import Facts
from panelwright.chat.answering.rules import answered as answered_by_rules
from panelwright.chat.desk import Desk
from panelwright.chat.spoken import Problem, Reply
from panelwright.chat.state import ChatState
from panelwright.chat.understanding import questions, words_for
from panelwright.planning.embedded import EmbeddedPlanner
from panelwright_tools.domain import PanelwrightError


def ask(state: ChatState, runtime: Runtime[Desk]) -> ChatState:
    """From what is written down in the run: by rules, else by the model that the run plans with."""
    desk = runtime.context
    facts = Facts(desk.run)
    try:
        answer = answered_by_rules(facts, state["said"]) or _by_model(desk, facts, state["said"])
    except PanelwrightError as error:
        desk.say(Problem(text=str(error)))
    else:
        if answer is not None:
            desk.say(Reply(text=answer))
        else:
            desk.say(Problem(text=words_for("no_answer"), ideas=questions(facts.story)))
    return {"road": "confirm" if state.get("waiting") else "end"}


def _by_model(desk: Desk, facts: Facts, question: str) -> str | None:
    """The answer of the model; None where there is none, or it does not know."""
    with desk.studio() as studio:
        if isinstance(studio.planner, EmbeddedPlanner):
            return None
        from panelwright.chat.answering.by_model import answered
        from panelwright.planning.llm.planner import ModelPlanner

        planner = studio.planner
        return (
            answered(planner.model, facts, question) if isinstance(planner, ModelPlanner) else None
        )
