"""Bind an HTML reader: one file with every page in it, for any browser, without a network."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image

from panelwright_tools.binding.appendix import appendix_images
from panelwright_tools.binding.book import Book, Page, alt_text, names_of
from panelwright_tools.binding.png import jpeg_bytes
from panelwright_tools.binding.templates import template


@dataclass(frozen=True)
class ReaderPage:
    """One page of the reader."""

    number: int
    source: str
    """A data URI."""
    width: int
    height: int
    panels: tuple[str, ...]
    """What each panel shows and says."""


def data_uri(image: Image.Image, quality: int = 88) -> str:
    """The image as a data URI."""
    return "data:image/jpeg;base64," + base64.b64encode(jpeg_bytes(image, quality)).decode()


def _reader_page(book: Book, page: Page, image: Image.Image) -> ReaderPage:
    names = names_of(book.story)
    texts = tuple(alt_text(book.story.panel(slot.panel), names) for slot in page.slots)
    return ReaderPage(page.number, data_uri(image), image.width, image.height, texts)


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
