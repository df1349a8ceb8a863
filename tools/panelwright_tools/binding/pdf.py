"""Bind a PDF: pictures without letters under vector balloons with real, selectable text."""

import io
import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO, cast

import numpy as np
from fpdf import FPDF, ViewerPreferences
from fpdf.enums import PageLayout
from fpdf.syntax import Name

from panelwright_tools.binding.appendix import appendix_marks
from panelwright_tools.binding.book import Book, Page, alt_text, names_of
from panelwright_tools.binding.borders import border
from panelwright_tools.binding.frames import Frame, frames_of, page_height
from panelwright_tools.binding.furniture import furniture
from panelwright_tools.binding.page import PAPER
from panelwright_tools.binding.sheet import WIDTH, Sheet
from panelwright_tools.binding.spool import Spool
from panelwright_tools.binding.streamed import StreamedPdf
from panelwright_tools.lettering.draw import placed_picture
from panelwright_tools.lettering.letter import PAGE_WIDTH
from panelwright_tools.lettering.marks import (
    Fill,
    Letters,
    LetterStyle,
    letter_style,
    marks_of,
    marks_of_sound,
)
from panelwright_tools.lettering.model import SoundEffect

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
"""The date of a book whose date nobody gave: the same bytes on every day."""


def _new_pdf(book: Book, day: datetime | None, spool: Spool) -> StreamedPdf:
    pdf = StreamedPdf(spool, unit="pt", format=(WIDTH, WIDTH * 1.45))
    pdf.set_auto_page_break(False)
    pdf.set_margin(0)
    pdf.set_title(book.story.title)
    pdf.set_lang(book.story.language)
    pdf.set_creator("Panelwright")
    pdf.set_producer("Panelwright")
    pdf.set_creation_date(day or _EPOCH)
    pdf.page_layout = PageLayout.SINGLE_PAGE
    preferences = ViewerPreferences(display_doc_title=True)
    if book.rtl:
        # fpdf2 writes its own `RTL` here, which is no PDF name, and takes nothing else.
        preferences._direction = cast(Any, Name("R2L"))
    pdf.viewer_preferences = preferences
    return pdf


def write_pdf(
    book: Book,
    file: BinaryIO,
    day: datetime | None = None,
    scratch: Path | None = None,
    turned: Callable[[int], None] = lambda number: None,
) -> None:
    """Write the book as PDF, the same bytes for the same book. `day` is the date of publication.

    What is complete waits in a nameless file in `scratch` (the system's folder when None), so that
    no more than a page is in memory. `turned` is told the number of every page that is done.
    """
    with tempfile.TemporaryFile(dir=scratch) as waiting:
        pdf = _new_pdf(book, day, Spool(cast(BinaryIO, waiting)))
        with closing(Sheet(pdf)) as sheet:
            _bind_pages(sheet, book, turned)
            _bind_appendix(sheet, book)
            pdf.write_to(file)


def pdf_bytes(book: Book, day: datetime | None = None) -> bytes:
    """The book as PDF in memory."""
    stream = io.BytesIO()
    write_pdf(book, stream, day)
    return stream.getvalue()


def _bind_pages(sheet: Sheet, book: Book, turned: Callable[[int], None]) -> None:
    place: str | None = None
    for number, page in enumerate(book.pages, 1):
        sheet.pdf.add_page(format=(WIDTH, page_height(page, PAGE_WIDTH) * sheet.unit))
        place = _bookmarks(sheet.pdf, book, page, place)
        _bind_page(sheet, book, page)
        turned(number)


def _bookmarks(pdf: FPDF, book: Book, page: Page, place: str | None) -> str | None:
    """A bookmark for the page, and under it one for each change of place."""
    pdf.start_section(f"Page {page.number}")
    for slot in page.slots:
        now = book.story.panel(slot.panel).place
        if now is not None and now != place:
            pdf.start_section(book.story.place(now).name, level=1)
        place = now
    return place


def _paper(sheet: Sheet) -> None:
    edge = sheet.pdf.h / sheet.unit
    sheet.fill(Fill(((0, 0), (PAGE_WIDTH, 0), (PAGE_WIDTH, edge), (0, edge)), PAPER))


def _bind_appendix(sheet: Sheet, book: Book) -> None:
    if not book.pages:
        return
    height = page_height(book.pages[0], PAGE_WIDTH)
    for marks in appendix_marks(book, height):
        sheet.pdf.add_page(format=(WIDTH, height * sheet.unit))
        sheet.pdf.start_section("What else was said")
        _paper(sheet)
        sheet.marks(marks, 1.0, (0.0, 0.0))


def _bind_page(sheet: Sheet, book: Book, page: Page) -> None:
    _paper(sheet)
    sheet.marks(furniture(book, page, PAGE_WIDTH), 1.0, (0.0, 0.0))
    frames = frames_of(page, PAGE_WIDTH)
    names = names_of(book.story)
    for frame in frames:
        lettered = book.panels.get(frame.slot.panel)
        if lettered is not None:
            alt = alt_text(book.story.panel(frame.slot.panel), names)
            box = (frame.left, frame.top, frame.width, frame.height)
            picture = placed_picture(lettered.image(), lettered.lettering)
            sheet.picture(picture, box, frame.corners, alt)
        sheet.fill(border(frame.corners, 1.0, frame.seed))
    for frame in frames:
        _letters(sheet, book, frame)


def _letters(sheet: Sheet, book: Book, frame: Frame) -> None:
    lettered = book.panels.get(frame.slot.panel)
    if lettered is None:
        return
    style = letter_style(book.story.style)
    scale = frame.width / lettered.lettering.size[0]
    origin = (frame.left, frame.top)
    silent = lettered.lettering.model_copy(update={"sounds": ()})
    sheet.marks(marks_of(silent, style), scale, origin)
    for sound in lettered.lettering.sounds:
        _sound(sheet, sound, style, scale, origin)


def _sound(
    sheet: Sheet, sound: SoundEffect, style: LetterStyle, scale: float, origin: tuple[float, float]
) -> None:
    """A sound as outlines, and as one invisible word that can be found and copied."""
    for mark in marks_of_sound(sound, style):
        sheet.outlined(mark, scale, origin)
    if not sound.glyphs:
        return
    first, last = sound.glyphs[0], sound.glyphs[-1]
    run = np.subtract(last.origin, first.origin)
    width = float(np.hypot(*run)) + last.size * 0.5
    angle = float(np.degrees(np.arctan2(run[1], run[0]))) if len(sound.glyphs) > 1 else 0.0
    word = Letters(sound.text, first.font, first.size, first.origin, style.ink, width, angle)
    sheet.text(word, scale, origin, visible=False)
