"""Cast the story."""

from langgraph.runtime import Runtime

from panelwright.state import StoryState
from panelwright.studio import Studio


def cast(state: StoryState, runtime: Runtime[Studio]) -> StoryState:
    """Tell who plays in how many panels, before the panels are drawn side by side."""
    studio = runtime.context
    studio.prepare()
    for character in studio.story.cast:
        panels = sum(
            any(region.subject == character.id for region in panel.regions)
            for panel in studio.story.panels
        )
        studio.events.tell("cast", character=character.id, called=character.name, panels=panels)
    return {}
