"""Bind a CBZ: pages in a zip with ComicInfo.xml (Anansi v2.0)."""

import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain
from typing import BinaryIO

from PIL import Image

from panelwright_tools.binding.appendix import appendix_images
from panelwright_tools.binding.archive import entry, in_memory
from panelwright_tools.binding.book import Book
from panelwright_tools.binding.png import jpeg_bytes
from panelwright_tools.binding.xml_text import xml_text

_COLOURLESS = frozenset({"ink", "manga", "pencil"})
"""Styles without colour."""


def _listed(names: Iterable[str]) -> str:
    """Names as the format lists them: parted by commas, none twice."""
    return ", ".join(dict.fromkeys(name.replace(",", " ") for name in names))


def comic_info(
    book: Book, sizes: Sequence[tuple[int, int, int]], notes: str, day: date | None = None
) -> bytes:
    """ComicInfo.xml. `sizes` holds bytes, width and height of each page.

    The schema is a sequence: the order of the elements matters.
    """
    root = ET.Element("ComicInfo")
    root.set("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
    root.set("xmlns:xsd", "http://www.w3.org/2001/XMLSchema")
    summary = " ".join(panel.caption for panel in book.story.panels if panel.caption)[:500]
    fields: list[tuple[str, str]] = [("Title", book.story.title), ("Summary", summary)]
    fields.append(("Notes", notes))
    if day is not None:
        fields += [("Year", str(day.year)), ("Month", str(day.month)), ("Day", str(day.day))]
    fields += [
        ("PageCount", str(len(sizes))),
        ("LanguageISO", book.story.language),
        ("Format", "Digital"),
        ("BlackAndWhite", "Yes" if book.story.style in _COLOURLESS else "No"),
        ("Manga", "YesAndRightToLeft" if book.rtl else "No"),
        ("Characters", _listed(character.name for character in book.story.cast)),
        ("Locations", _listed(place.name for place in book.story.places)),
    ]
    for name, value in fields:
        if value.strip():
            ET.SubElement(root, name).text = xml_text(value)
    pages = ET.SubElement(root, "Pages")
    for number, (length, width, height) in enumerate(sizes):
        kind = "Story" if number < len(book.pages) else "Other"
        attributes = {
            "Image": str(number),
            "Type": kind if number else "FrontCover",
            "ImageSize": str(length),
            "ImageWidth": str(width),
            "ImageHeight": str(height),
        }
        ET.SubElement(pages, "Page", attributes)
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def write_cbz(
    book: Book,
    pages: Iterable[Image.Image],
    file: BinaryIO,
    notes: str = "",
    day: date | None = None,
) -> None:
    """Write the book as CBZ, the same bytes for the same pages. `day` is the date of publication.

    Words that found no room on their panels follow on pages of their own. Each page is written
    before the next is asked for.
    """
    sizes = []
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for number, page in enumerate(chain(pages, appendix_images(book)), 1):
            data = jpeg_bytes(page)
            sizes.append((len(data), page.width, page.height))
            archive.writestr(entry(f"{number:04}.jpg"), data)
        archive.writestr(entry("ComicInfo.xml"), comic_info(book, sizes, notes, day))


def cbz_bytes(
    book: Book, pages: Iterable[Image.Image], notes: str = "", day: date | None = None
) -> bytes:
    """The book as CBZ in memory."""
    return in_memory(write_cbz, book, pages, notes, day)
