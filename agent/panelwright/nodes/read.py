"""Read what the user gave."""

from langgraph.runtime import Runtime

from panelwright.reckoning import reckoned
from panelwright.state import StoryState
from panelwright.studio import Studio
from panelwright_tools.domain import FREE


def read(state: StoryState, runtime: Runtime[Studio]) -> StoryState:
    """Find out whether there is a plan already, edited by hand perhaps, or only a synopsis."""
    run, events = runtime.context.run, runtime.context.events
    if run.story.is_file():
        events.tell("read", source="story.json")
    else:
        events.tell("read", source="synopsis.txt", characters=run.synopsis.stat().st_size)
    return {"panels": {}}


def wants_consent(state: StoryState, runtime: Runtime[Studio]) -> str:
    """Whether a person decides first if a model may be asked."""
    step = is_planned(state, runtime)
    if step == "plan" and state.get("consent") and reckoned(runtime.context) != FREE:
        return "draft"
    return step


def is_planned(state: StoryState, runtime: Runtime[Studio]) -> str:
    """Where to go from here: an existing plan is never planned over."""
    return "check_plan" if runtime.context.run.story.is_file() else "plan"
