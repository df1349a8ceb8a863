"""A small book: two pages, four panels, every kind of letters."""

from collections.abc import Callable

import pytest
from PIL import Image

from panelwright_tools.binding.book import Book, LetteredPanel
from panelwright_tools.domain import (
    Box,
    Character,
    Direction,
    Panel,
    Place,
    Region,
    Sound,
    Speech,
    SpeechKind,
    Story,
)
from panelwright_tools.layout.pages import PageLayout, Slot
from panelwright_tools.lettering import Actor, Stage, place_letters

MakeBook = Callable[..., Book]
SIZE = (560, 500)


def _stage() -> Stage:
    face = (100, 200, 200, 300)
    return Stage(SIZE, (Actor("mina", (90, 200, 210, 480), "mina", face, (150, 270)),))


def _panel(name: str, place: str, **more: object) -> Panel:
    region = Region(id="mina", noun="girl", phrase="a red-haired girl", subject="mina")
    return Panel.model_validate({"id": name, "place": place, "regions": [region], **more})


def _story(direction: Direction) -> Story:
    said = Speech(speaker="mina", text="Is it *really* an island?")
    thought = Speech(speaker="mina", text="I hope so.", kind=SpeechKind.THOUGHT)
    panels = (
        _panel("p01", "market", caption="One rainy night…", speech=[said], alt="Mina in the rain."),
        _panel("p02", "market", speech=[thought], sounds=[Sound(text="BZZT", source="mina")]),
        _panel("p03", "pier", caption="So they ran."),
        _panel("p04", "pier", speech=[Speech(speaker="mina", text="Привет, <b>& мир!")]),
    )
    return Story(
        title="The <Map> & the Rain",
        direction=direction,
        cast=(Character(id="mina", name="Mina"),),
        places=(
            Place(id="market", name="the night market", noun="market"),
            Place(id="pier", name="the pier", noun="pier"),
        ),
        panels=panels,
    )


def _page(number: int, panels: tuple[str, str], lean: float) -> PageLayout:
    left = ((0.04, 0.2), (0.5 + lean, 0.2), (0.5 - lean, 0.5), (0.04, 0.5))
    right = ((0.53 + lean, 0.2), (0.96, 0.2), (0.96, 0.5), (0.53 - lean, 0.5))
    slots = (
        Slot(
            panel=panels[0], order=1, box=Box.from_corners(0.04, 0.2, 0.5 + lean, 0.5), polygon=left
        ),
        Slot(
            panel=panels[1],
            order=2,
            box=Box.from_corners(0.53 - lean, 0.2, 0.96, 0.5),
            polygon=right,
        ),
    )
    return PageLayout(number=number, size=(1200, 1740), slots=slots)


@pytest.fixture(scope="session")
def make_book() -> MakeBook:
    """A book in a reading direction, with other words in its first speech if they are given."""

    def make(direction: Direction = Direction.LTR, words: str | None = None) -> Book:
        story = _story(direction)
        if words is not None:
            speech = (story.panels[0].speech[0].model_copy(update={"text": words}),)
            first = story.panels[0].model_copy(update={"speech": speech})
            story = story.model_copy(update={"panels": (first, *story.panels[1:])})
        panels = {
            panel.id: LetteredPanel(
                Image.new("RGB", SIZE, (90 + 30 * number, 140, 170)),
                place_letters(panel, _stage(), direction=direction),
            )
            for number, panel in enumerate(story.panels)
        }
        pages = (_page(1, ("p01", "p02"), 0.02), _page(2, ("p03", "p04"), 0.0))
        return Book(story=story, pages=pages, panels=panels)

    return make


@pytest.fixture(scope="session")
def book(make_book: MakeBook) -> Book:
    """The book from left to right."""
    return make_book()


@pytest.fixture(scope="session")
def images(book: Book) -> list[Image.Image]:
    """Its pages, small."""
    from panelwright_tools.binding.page import compose_page

    return [compose_page(book, page, 600) for page in book.pages]
