"""Draft the storyboard for nothing, before a model is asked."""

from dataclasses import replace

from langgraph.runtime import Runtime

from panelwright.estimate import estimated
from panelwright.files import disk_errors, write_whole
from panelwright.planning.embedded import EmbeddedPlanner
from panelwright.reckoning import plan_wishes
from panelwright.run import Run, read_text
from panelwright.state import StoryState
from panelwright.storyboard import first_briefs, sketched
from panelwright.studio import Studio
from panelwright_tools.domain import UserError


def draft(state: StoryState, runtime: Runtime[Studio]) -> StoryState:
    """What the rules make of the synopsis, in a folder of its own, for a person to judge by.

    A text that they can't read has no draft; a model may read it all the same.
    """
    studio = runtime.context
    rough = replace(studio, run=studio.run.draft)
    try:
        _plan(studio, rough.run)
    except UserError as error:
        studio.events.tell("noted", note=f"there is no draft: {error}")
        return {}
    briefs = first_briefs(rough)
    pages = sketched(rough, briefs)
    estimate = estimated(rough, briefs.values())
    write_whole(rough.run.estimate, estimate.model_dump_json(indent=1) + "\n")
    studio.events.tell("drafted", pages=pages, panels=len(rough.story.panels))
    return {}


def _plan(studio: Studio, drafts: Run) -> None:
    story = EmbeddedPlanner().plan(read_text(studio.run.synopsis), plan_wishes(studio.settings))
    with disk_errors(drafts.folder):
        drafts.folder.mkdir(exist_ok=True)
    drafts.write_story(story)
