"""Changing a run that is there: edits of its plan, another drawing of a panel."""

from collections.abc import Sequence

from panelwright.lock import locked
from panelwright.planning import edits
from panelwright.run import Run
from panelwright.work import versions
from panelwright_tools.domain import Story, UserError


def panel_id(story: Story, name: str) -> str:
    """The id of the panel that a person calls `3` or `p03`. Raises UserError for an unknown one."""
    ids = [panel.id for panel in story.panels]
    if name in ids:
        return name
    if name.isdecimal() and 1 <= int(name) <= len(ids):
        return ids[int(name) - 1]
    raise UserError(f"there is no panel {name}; there are 1 to {len(ids)} ({ids[0]} to {ids[-1]}).")


def redrawn(run: Run, name: str, say: str | None) -> str:
    """Ask for a panel anew: with a wish its plan is edited, else it gets another seed."""
    with locked(run.lock):
        story = run.read_story()
        panel = panel_id(story, name)
        if say is not None:
            run.write_story(edits.apply(story, edits.say(story, panel, say)))
            return panel
        settings, counts = run.settings(), run.redrawn()
        counts[panel] = counts.get(panel, 0) + 1
        run.write_manifest(settings, versions(settings), counts)
        return panel


def edited(run: Run, changes: Sequence[edits.Edit]) -> Story:
    """Apply edits to a run's plan and keep it."""
    with locked(run.lock):
        story = edits.apply(run.read_story(), changes)
        run.write_story(story)
        return story


def character_id(story: Story, name: str) -> str:
    """The id of the character with this id, name or other name.

    Raises UserError when there is none.
    """
    wanted = name.strip().casefold()
    for character in story.cast:
        known = (character.id, character.name, *character.aliases)
        if wanted in (other.casefold() for other in known):
            return character.id
    cast = ", ".join(character.name for character in story.cast) or "nobody"
    raise UserError(f"there is no character {name!r} in this story; its cast is {cast}.")
