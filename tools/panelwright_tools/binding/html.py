"""Bind an HTML reader: one file with every page in it, for any browser, without a network."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image

from panelwright_tools.binding.appendix import appendix_images
from panelwright_tools.binding.book import Book, Page, alt_text, names_of
from panelwright_tools.binding.png import jpeg_bytes
from panelwright_tools.binding.templates import template
from panelwright_tools.domain import Box

_AROUND = 0.008
"""Fraction of the page that is shown around a panel."""


@dataclass(frozen=True)
class ReaderPanel:
    """One panel, for reading aloud and for reading panel by panel on a phone."""

    text: str
    """What it shows and says."""
    box: str
    """Left, top, width and height as fractions of the page."""


@dataclass(frozen=True)
class ReaderPage:
    """One page of the reader."""

    number: int
    source: str
    """A data URI."""
    width: int
    height: int
    panels: tuple[ReaderPanel, ...]


def data_uri(image: Image.Image, quality: int = 88) -> str:
    """The image as a data URI."""
    return "data:image/jpeg;base64," + base64.b64encode(jpeg_bytes(image, quality)).decode()


def _reader_page(book: Book, page: Page, image: Image.Image) -> ReaderPage:
    names = names_of(book.story)
    panels = tuple(
        ReaderPanel(alt_text(book.story.panel(slot.panel), names), _fractions(slot.box))
        for slot in page.slots
    )
    return ReaderPage(page.number, data_uri(image), image.width, image.height, panels)


def _fractions(box: Box) -> str:
    """The box with a little of the page around it, inside the page."""
    left, top = max(0.0, box.x - _AROUND), max(0.0, box.y - _AROUND)
    right, bottom = min(1.0, box.right + _AROUND), min(1.0, box.bottom + _AROUND)
    return " ".join(f"{value:.4f}" for value in (left, top, right - left, bottom - top))


def html_text(book: Book, pages: Sequence[Image.Image]) -> str:
    """The reader. `pages` are the composed pages in the book's order."""
    shown = [_reader_page(book, page, image) for page, image in zip(book.pages, pages, strict=True)]
    shown += [
        ReaderPage(number, data_uri(image), image.width, image.height, ())
        for number, image in enumerate(appendix_images(book), len(shown) + 1)
    ]
    return template("reader.html.j2").render(
        title=book.story.title, language=book.story.language, rtl=book.rtl, pages=shown
    )
