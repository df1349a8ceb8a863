"""Bind an HTML reader: one file with every page in it, for any browser, without a network."""

import base64
from collections.abc import Iterator, Sequence
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


@dataclass(frozen=True)
class _Pages:
    """The pages of the reader; each is made when the template comes to it, and forgotten."""

    book: Book
    images: Sequence[Image.Image]
    appendix: Sequence[Image.Image]

    def __len__(self) -> int:
        return len(self.images) + len(self.appendix)

    def __iter__(self) -> Iterator[ReaderPage]:
        for page, image in zip(self.book.pages, self.images, strict=True):
            yield _reader_page(self.book, page, image)
        for number, image in enumerate(self.appendix, len(self.images) + 1):
            yield ReaderPage(number, data_uri(image), image.width, image.height, ())


def html_parts(book: Book, pages: Sequence[Image.Image]) -> Iterator[str]:
    """The reader, piece by piece, so that no more than a page of it is ever in memory.

    `pages` are the composed pages in the book's order.
    """
    shown = _Pages(book, pages, list(appendix_images(book)))
    parts = template("reader.html.j2").generate(
        title=book.story.title, language=book.story.language, rtl=book.rtl, pages=shown
    )
    yield from map(str, parts)  # marked as safe they would escape the text that they are added to


def html_text(book: Book, pages: Sequence[Image.Image]) -> str:
    """The reader as one text."""
    return "".join(html_parts(book, pages))
