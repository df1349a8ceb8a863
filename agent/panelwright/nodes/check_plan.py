"""Check the plan, whoever made it."""

from langgraph.runtime import Runtime

from panelwright import backends, loras
from panelwright.references import in_store, put_to_cast
from panelwright.state import StoryState
from panelwright.studio import Studio
from panelwright_tools.domain.model import digest


def check_plan(state: StoryState, runtime: Runtime[Studio]) -> StoryState:
    """Read the plan back; a broken one stops here, with the panel and the field named.

    Raises UserError.
    """
    studio = runtime.context
    put_to_cast(studio.run)
    loras.put_to_cast(studio.run)
    story = studio.story
    in_store(studio.run, story)
    loras.check_there(studio.run, story)
    backends.check_style(studio.settings, studio.settings.style or story.style)
    studio.events.tell("checked", panels=len(story.panels), cast=len(story.cast))
    return {"story": digest(story), "order": [panel.id for panel in story.panels]}


def wants_approval(state: StoryState) -> str:
    """Whether a person looks at the plan before anything is painted."""
    return "sketch" if state.get("approve") else "cast"
