import gc
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from panelwright_tools.binding.book import Book
from panelwright_tools.binding.pdf import pdf_bytes
from panelwright_tools.domain import Direction

MakeBook = Callable[..., Book]


@pytest.fixture(scope="module")
def reader(book: Book) -> PdfReader:
    return PdfReader(io.BytesIO(pdf_bytes(book)))


def _words(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


@pytest.mark.parametrize(
    "words",
    ["One rainy night…", "really", "I hope so.", "BZZT", "So they ran.", "Привет, <b>& мир!"],
)
def test_every_word_is_real_text(reader: PdfReader, words: str) -> None:
    assert "".join(words.split()) in "".join(_words(reader).split())


def test_no_word_is_there_twice(reader: PdfReader) -> None:
    text = "".join(_words(reader).split())
    assert text.count("The<Map>&theRain") == 1
    assert text.count("BZZT") == 1


def test_bookmarks_name_pages_and_scenes(reader: PdfReader) -> None:
    def titles(entries: Any) -> list[Any]:
        return [titles(e) if isinstance(e, list) else e["/Title"] for e in entries]

    assert titles(reader.outline) == ["Page 1", ["the night market"], "Page 2", ["the pier"]]


def test_pictures_carry_alt_text_with_the_spoken_words(reader: PdfReader) -> None:
    root: Any = reader.trailer["/Root"]
    figures = [
        figure.get_object() for figure in root["/StructTreeRoot"]["/K"][0].get_object()["/K"]
    ]
    alts = [figure["/Alt"] for figure in figures if "/Alt" in figure]
    assert len(alts) == 4
    assert "Mina in the rain." in alts[0]
    assert "Is it really an island?" in alts[0]


def test_language_and_direction_are_declared(make_book: MakeBook) -> None:
    root: Any = PdfReader(io.BytesIO(pdf_bytes(make_book(Direction.RTL)))).trailer["/Root"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/Direction"] == "/R2L"


def test_the_same_book_is_the_same_bytes(book: Book) -> None:
    assert pdf_bytes(book) == pdf_bytes(book)


def test_right_to_left_letters_can_be_found_and_copied(make_book: MakeBook) -> None:
    from panelwright_tools.lettering import fonts

    if fonts.font_for("ש", "speech") is None:
        pytest.skip("no font here draws Hebrew")
    text = PdfReader(io.BytesIO(pdf_bytes(make_book(words="שלום"))))
    assert "שלום" in text.pages[0].extract_text() or "םולש" in text.pages[0].extract_text()


def test_words_without_room_get_a_page_of_their_own(make_book: MakeBook) -> None:
    crowded = make_book(words="There is very much to say about the harbour. " * 60 + "Finally.")
    pages = PdfReader(io.BytesIO(pdf_bytes(crowded))).pages
    assert len(pages) == 3
    assert "Finally." in pages[2].extract_text()


def _open_fonts() -> int:
    gc.collect()  # those of tests before may lie about as garbage
    readers = [thing for thing in gc.get_objects() if issubclass(type(thing), io.BufferedReader)]
    return sum(not reader.closed and str(reader.name).endswith(".ttf") for reader in readers)


def test_no_font_file_stays_open_when_a_picture_is_lost(book: Book, tmp_path: Path) -> None:
    before = _open_fonts()
    lost = replace(book.panels["p04"], picture=tmp_path / "lost.png")
    with pytest.raises(FileNotFoundError):
        pdf_bytes(replace(book, panels={**book.panels, "p04": lost}))
    assert _open_fonts() == before
