"""Alt text that nobody wrote follows what its panel shows after an edit."""

from panelwright_tools.domain import Panel, Story
from panelwright_tools.domain.text import MAX_TEXT


def with_alt_following(before: Story, after: Story) -> Story:
    """The story after edits: alt text that told what a panel showed tells what it shows now.

    Words of a person, and those that an edit has changed itself, stay.
    """
    known = {panel.id: panel for panel in before.panels}
    moved = before.places != after.places
    panels = []
    for panel in after.panels:
        was = known.get(panel.id)
        follows = was is not None and was.alt == panel.alt and (moved or was != panel)
        if was is not None and follows and panel.alt == _seen(was, before):
            panel = panel.model_copy(update={"alt": _seen(panel, after)})
        panels.append(panel)
    return after.model_copy(update={"panels": tuple(panels)})


def _seen(panel: Panel, story: Story) -> str:
    from panelwright.planning.embedded.prompts import alt_text  # which knows about edits

    place = next((one for one in story.places if one.id == panel.place), None)
    text = alt_text(panel.shot, place, panel.time, panel.weather, panel.regions, story.cast)
    return text[:MAX_TEXT]
