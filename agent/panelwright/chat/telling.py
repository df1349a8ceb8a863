"""What a story's next piece is told after."""

from typing import Final

from panelwright.planning.embedded import EmbeddedPlanner
from panelwright.planning.planner import Planner
from panelwright.run import Run, read_text
from panelwright_tools.domain import Character, Story

_RECALLED: Final = 1500
"""Characters of the text before that a model reads again; the rules read all of it."""


def told_so_far(run: Run, story: Story) -> str:
    """The synopsis; without one, what the panels tell."""
    if run.synopsis.is_file():
        return read_text(run.synopsis)
    texts = [panel.beat.text or panel.caption or panel.alt for panel in story.panels]
    return "\n\n".join(filter(None, texts))


def recalled(planner: Planner, story: Story, text: str) -> str:
    """As much of the text before as the planner is to read again.

    A model, whose every sentence takes time or money, gets who is in the story and its last
    paragraphs.
    """
    if isinstance(planner, EmbeddedPlanner) or len(text) <= _RECALLED:
        return text
    tail = text[-_RECALLED:]
    start = max(tail.find("\n\n"), tail.find(". ") + 1)
    people = " ".join(_described(one) for one in story.cast)
    return f"{people}\n\n{tail[max(start, 0) :].strip()}"


def _described(one: Character) -> str:
    phrase = one.phrase or one.kind.value
    name = one.name[:1].upper() + one.name[1:]
    return f"{name}." if phrase == one.name else f"{name} is {phrase}."
