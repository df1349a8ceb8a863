"""Sketch the storyboard of a plan."""

from langgraph.runtime import Runtime

from panelwright.estimate import estimated
from panelwright.files import write_whole
from panelwright.state import StoryState
from panelwright.storyboard import first_briefs, sketched
from panelwright.studio import Studio


def sketch(state: StoryState, runtime: Runtime[Studio]) -> StoryState:
    """Pages of labelled blocks, and what painting them will cost, for a person to approve."""
    studio = runtime.context
    briefs = first_briefs(studio)
    pages = sketched(studio, briefs)
    estimate = estimated(studio, briefs.values())
    write_whole(studio.run.estimate, estimate.model_dump_json(indent=1) + "\n")
    studio.events.tell("sketched", pages=pages, estimate=estimate.sentence)
    return {}
