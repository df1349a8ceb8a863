"""Letters for the long strip: every panel fills its width there, so its words are set anew."""

from collections.abc import Callable
from dataclasses import replace

from panelwright.in_book import attempt_in_book
from panelwright.run import Run
from panelwright.store import Store
from panelwright_tools.binding.book import Book, LetteredPanel, names_of
from panelwright_tools.binding.webtoon import PANEL_WIDTH
from panelwright_tools.domain import Panel, Story
from panelwright_tools.lettering import place_letters, stage_of
from panelwright_tools.lettering.letter import TEXT_SIZE

STRIP_TEXT = 25.0
"""Pixels per em of text on a strip 800 wide: it is read on phones."""


def strip_book(run: Run, book: Book, lettered: Callable[[int], None] = lambda number: None) -> Book:
    """The book with its panels lettered for the strip; one that the store lost stays as it is.

    `lettered` is told the number of every panel that is done.
    """
    panels = {}
    for number, panel in enumerate(book.story.panels, 1):
        if panel.id in book.panels:
            own = _lettered(run, book.story, panel)
            panels[panel.id] = own or book.panels[panel.id]
        lettered(number)
    return replace(book, panels=panels)


def _lettered(run: Run, story: Story, panel: Panel) -> LetteredPanel | None:
    attempt = attempt_in_book(run, panel.id)
    picture = Store(run.store).get(attempt.picture) if attempt is not None else None
    if attempt is None or picture is None:
        return None
    brief = run.read_brief(attempt)
    boxes = {item.region.id: item.box for item in brief.regions}
    stage = stage_of(panel, picture, boxes, None, brief.reserved)
    scale = STRIP_TEXT / TEXT_SIZE * picture.image.width / PANEL_WIDTH
    letters = place_letters(panel, stage, scale, story.direction, names_of(story))
    return LetteredPanel(Store(run.store).image_path(attempt.picture), letters)
