"""What a story's next piece is told after."""

from panelwright.run import Run, read_text
from panelwright_tools.domain import Story


def told_so_far(run: Run, story: Story) -> str:
    """The synopsis; without one, what the panels tell."""
    if run.synopsis.is_file():
        return read_text(run.synopsis)
    texts = [panel.beat.text or panel.caption or panel.alt for panel in story.panels]
    return "\n\n".join(filter(None, texts))
