"""Plan the story."""

from langgraph.runtime import Runtime

from panelwright.planning.planner import PlanWishes
from panelwright.run import read_text
from panelwright.settings import Settings
from panelwright.state import StoryState
from panelwright.studio import Studio


def plan(state: StoryState, runtime: Runtime[Studio]) -> StoryState:
    """Turn the synopsis into story.json."""
    studio = runtime.context
    synopsis = read_text(studio.run.synopsis)
    asked = wishes(studio.settings)
    story = studio.planner.plan(synopsis, asked)
    studio.run.write_story(story)
    studio.events.tell("planned", title=story.title, panels=len(story.panels))
    for note in story.notes:
        studio.events.tell("noted", note=note)
    return {}


def wishes(settings: Settings) -> PlanWishes:
    """What the settings ask of a plan."""
    return PlanWishes(
        panels=settings.panels,
        pages=settings.pages,
        style=settings.style or "colour",
        rtl=settings.rtl,
    )
