"""Plan the story."""

from langgraph.runtime import Runtime

from panelwright.reckoning import plan_wishes, reckoned
from panelwright.run import read_text
from panelwright.state import StoryState
from panelwright.studio import Studio
from panelwright.turns import planner_rests


def plan(state: StoryState, runtime: Runtime[Studio]) -> StoryState:
    """Turn the synopsis into story.json.

    A model's answers are kept and paid for one by one: a plan that was broken off begins with them.
    """
    studio = runtime.context
    reckoned(studio)  # for the report, which compares it with the bill
    synopsis = read_text(studio.run.synopsis)
    story = studio.planner.plan(synopsis, plan_wishes(studio.settings))
    planner_rests(studio)  # painting may need the memory that its model has
    studio.run.write_story(story)
    studio.events.tell("planned", title=story.title, panels=len(story.panels))
    for note in story.notes:
        studio.events.tell("noted", note=note)
    return {}
