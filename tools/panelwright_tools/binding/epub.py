"""Bind an EPUB 3 of fixed layout: pages as pictures, every panel in words at its place.

Structure and accessibility by the W3C: EPUB 3.3, and EPUB Fixed Layout Accessibility.
"""

import uuid
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain, zip_longest
from typing import BinaryIO, Final

from PIL import Image

from panelwright_tools.binding.appendix import TITLE as APPENDIX
from panelwright_tools.binding.appendix import appendix_images
from panelwright_tools.binding.archive import entry, in_memory
from panelwright_tools.binding.book import Book, Page, alt_text, names_of
from panelwright_tools.binding.png import jpeg_bytes
from panelwright_tools.binding.templates import template
from panelwright_tools.binding.xml_text import xml_text
from panelwright_tools.domain.model import canonical_json

MIMETYPE: Final = "application/epub+zip"
_NAMES: Final = uuid.UUID("d2a5e1d0-6c1f-4c7a-9d0b-3f0a8f5b7c11")
"""Where the identifiers of books are from: the same book has the same one."""
_UNDATED: Final = "2000-01-01T00:00:00Z"
"""When a book was changed whose date nobody gave: the same bytes on every day."""


@dataclass(frozen=True)
class EpubPanel:
    """A panel in words, and where it stands, in pixels of the page."""

    text: str
    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True)
class EpubPage:
    """A page as its template wants it."""

    number: int
    name: str
    """Of its files, without an ending."""
    width: int
    height: int
    alt: str
    panels: tuple[EpubPanel, ...]
    spread: str
    """Where it lies in an open book."""


@dataclass(frozen=True)
class Section:
    """A line of the table of contents."""

    name: str
    page: str
    """The name of its page."""


def write_epub(
    book: Book,
    pages: Iterable[Image.Image],
    file: BinaryIO,
    notes: str = "",
    day: date | None = None,
) -> None:
    """Write the book as EPUB, the same bytes for the same pages. `day` is the date of publication.

    Words that found no room on their panels follow on pages of their own. Each page is written
    before the next is asked for.
    """
    common = {"title": xml_text(book.story.title) or "Untitled", "language": book.story.language}
    written: list[EpubPage] = []
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(entry("mimetype"), MIMETYPE)
        _pack(archive, "META-INF/container.xml", template("epub_container.xml.j2").render())
        _pack(archive, "EPUB/style.css", template("epub_style.css.j2").render())
        images = chain(pages, appendix_images(book))
        for number, (image, page) in enumerate(_with_layouts(images, book), 1):
            made = _epub_page(book, number, page, image)
            text = template("epub_page.xhtml.j2").render(page=made, **common)
            archive.writestr(entry(f"EPUB/images/{made.name}.jpg"), jpeg_bytes(image))
            _pack(archive, f"EPUB/pages/{made.name}.xhtml", text)
            written.append(made)
        nav = template("epub_nav.xhtml.j2").render(
            sections=list(_sections(book, written)), pages=written, **common
        )
        _pack(archive, "EPUB/nav.xhtml", nav)
        package = template("epub_package.opf.j2").render(
            identifier=uuid.uuid5(_NAMES, canonical_json(book.story)).urn,
            notes=xml_text(notes),
            day=day.isoformat() if day is not None else None,
            modified=f"{day.isoformat()}T00:00:00Z" if day is not None else _UNDATED,
            rtl=book.rtl,
            pages=written,
            **common,
        )
        _pack(archive, "EPUB/package.opf", package)


def epub_bytes(
    book: Book, pages: Iterable[Image.Image], notes: str = "", day: date | None = None
) -> bytes:
    """The book as EPUB in memory."""
    return in_memory(write_epub, book, pages, notes, day)


def _pack(archive: zipfile.ZipFile, name: str, text: str) -> None:
    archive.writestr(entry(name, packed=True), text)


def _with_layouts(
    images: Iterable[Image.Image], book: Book
) -> Iterator[tuple[Image.Image, Page | None]]:
    """Each image with the layout of its page; those of the appendix have none."""
    for image, page in zip_longest(images, book.pages):
        if image is not None:
            yield image, page


def _epub_page(book: Book, number: int, page: Page | None, image: Image.Image) -> EpubPage:
    panels = _panels(book, page, image.size) if page is not None else ()
    count = f"{len(panels)} panel{'s' if len(panels) != 1 else ''}"
    alt = f"Page {number}, {count}; their text follows." if page is not None else APPENDIX
    return EpubPage(
        number=number,
        name=f"page-{number:04d}",
        width=image.width,
        height=image.height,
        alt=alt,
        panels=panels,
        spread=_spread(number, rtl=book.rtl),
    )


def _panels(book: Book, page: Page, size: tuple[int, int]) -> tuple[EpubPanel, ...]:
    names = names_of(book.story)
    return tuple(
        EpubPanel(
            xml_text(alt_text(book.story.panel(slot.panel), names)),
            round(slot.box.x * size[0]),
            round(slot.box.y * size[1]),
            round(slot.box.w * size[0]),
            round(slot.box.h * size[1]),
        )
        for slot in page.slots
    )


def _spread(number: int, *, rtl: bool) -> str:
    """The cover stands alone; then the book lies open, and its first page is turned to."""
    if number == 1:
        return "rendition:page-spread-center"
    return "page-spread-right" if (number % 2 == 0) is rtl else "page-spread-left"


def _sections(book: Book, pages: list[EpubPage]) -> Iterator[Section]:
    """Where the story moves to another place, a page each; at least the beginning."""
    place: str | None = None
    if pages and not _place_of(book, book.pages[0] if book.pages else None):
        yield Section(xml_text(book.story.title) or "Page 1", pages[0].name)
    for page, made in zip(book.pages, pages, strict=False):
        for slot in page.slots:
            now = book.story.panel(slot.panel).place
            if now is not None and now != place:
                yield Section(xml_text(book.story.place(now).name) or "?", made.name)
            place = now
    if len(pages) > len(book.pages):
        yield Section(APPENDIX, pages[len(book.pages)].name)


def _place_of(book: Book, page: Page | None) -> str | None:
    """The place of a page's first panel."""
    return book.story.panel(page.slots[0].panel).place if page is not None and page.slots else None
