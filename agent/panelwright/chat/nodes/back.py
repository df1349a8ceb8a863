"""Go back and forth in the versions of the plan."""

from langgraph.runtime import Runtime

from panelwright.changing import retraced
from panelwright.chat.desk import Desk
from panelwright.chat.proposal import drop_proposal
from panelwright.chat.spoken import Problem, Reply
from panelwright.chat.state import ChatState
from panelwright.history import History
from panelwright.planning.requests.going_back import Steps, steps_told
from panelwright.run import Run
from panelwright_tools.domain import UserError


def back(state: ChatState, runtime: Runtime[Desk]) -> ChatState:
    """Undo or redo as many changes as were named, or as lie between here and a version."""
    desk = runtime.context
    drop_proposal(desk.run)
    try:
        steps = steps_told(state["said"]) or _steps_to(desk.run, int(state["said"]))
        gone = retraced(desk.run, steps)
    except UserError as error:
        desk.say(Problem(text=str(error)))
        return {"road": "end", "waiting": ""}
    word = "Taken back" if steps.way == "undo" else "Done again"
    lines = "; ".join(f"{version.said} (version {version.number})" for version in gone)
    desk.say(Reply(text=f"{word}: {lines}."))
    return {"road": "paint", "waiting": ""}


def _steps_to(run: Run, number: int) -> Steps:
    """The steps to the plan as it was after a version; 0 is the plan before all changes.

    Raises UserError when there is no such version, or it is the present one.
    """
    versions = History(run).versions()
    known = [version.number for version in versions]
    first = known[0] - 1 if known else 0
    if number not in (first, *known):
        there = f"there are {first} to {known[-1]}" if known else "nothing was changed yet"
        raise UserError(f"there is no version {number}: {there}.")
    done = [version.number for version in versions if version.undone is None]
    now = done[-1] if done else first
    if number == now:
        raise UserError(f"version {number} is the present one.")
    if number < now:
        return Steps("undo", sum(one > number for one in done))
    return Steps("redo", sum(now < one <= number for one in known))
