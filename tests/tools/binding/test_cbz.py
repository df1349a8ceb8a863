import io
import zipfile
from collections.abc import Callable
from datetime import date
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from PIL import Image

from panelwright_tools.binding import Book, cbz_bytes, jpeg_bytes
from panelwright_tools.binding.cbz import comic_info
from panelwright_tools.domain import Direction

MakeBook = Callable[..., Book]

SCHEMA_ORDER = [
    "Title", "Series", "Number", "Count", "Volume", "AlternateSeries", "AlternateNumber",
    "AlternateCount", "Summary", "Notes", "Year", "Month", "Day", "Writer", "Penciller", "Inker",
    "Colorist", "Letterer", "CoverArtist", "Editor", "Publisher", "Imprint", "Genre", "Web",
    "PageCount", "LanguageISO", "Format", "BlackAndWhite", "Manga", "Characters", "Teams",
    "Locations", "ScanInformation", "StoryArc", "SeriesGroup", "AgeRating", "Pages",
]  # fmt: skip
NUMBERS = {"PageCount", "Year", "Month", "Day", "Count", "Volume"}
CHOICES = {
    "BlackAndWhite": {"Unknown", "No", "Yes"},
    "Manga": {"Unknown", "No", "Yes", "YesAndRightToLeft"},
}
PAGE_NUMBERS = {"Image", "ImageSize", "ImageWidth", "ImageHeight"}
PAGE_TYPES = {
    "FrontCover", "InnerCover", "Roundup", "Story", "Advertisement", "Editorial", "Letters",
    "Preview", "BackCover", "Other", "Deleted",
}  # fmt: skip


@pytest.fixture(scope="module")
def archive(book: Book, images: list[Image.Image]) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(cbz_bytes(book, images, "Made by a test")))


def test_pages_come_in_order_stored_and_readable(archive: zipfile.ZipFile) -> None:
    assert archive.namelist() == ["0001.jpg", "0002.jpg", "ComicInfo.xml"]
    assert all(info.compress_type == zipfile.ZIP_STORED for info in archive.infolist())
    with Image.open(archive.open("0002.jpg")) as page:
        assert page.size == (600, 870)


def test_elements_follow_the_order_of_the_schema(archive: zipfile.ZipFile) -> None:
    names = [element.tag for element in ET.fromstring(archive.read("ComicInfo.xml"))]
    assert names == sorted(names, key=SCHEMA_ORDER.index)
    assert len(names) == len(set(names))


@pytest.mark.parametrize("direction", list(Direction))
def test_values_are_of_the_kinds_that_the_schema_allows(
    make_book: MakeBook, direction: Direction
) -> None:
    sizes = [(10, 600, 870), (11, 600, 870), (12, 600, 870)]
    info = ET.fromstring(comic_info(make_book(direction), sizes, "", date(2024, 2, 29)))
    for element in info:
        assert element.tag not in NUMBERS or int(element.text or "") > 0
        assert element.text in CHOICES.get(element.tag, {element.text})
        assert element.tag == "Pages" or ((element.text or "").strip() and not element.attrib)
    pages = info.findall("Pages/Page")
    assert [page.get("Image") for page in pages] == ["0", "1", "2"]
    assert [page.get("Type") for page in pages] == ["FrontCover", "Story", "Other"]
    for page in pages:
        assert page.get("Type") in PAGE_TYPES
        assert page.attrib.keys() == PAGE_NUMBERS | {"Type"}
        assert all(int(page.attrib[name]) >= 0 for name in PAGE_NUMBERS)


def test_who_and_where_are_listed_and_styles_without_colour_say_so(book: Book) -> None:
    story = book.story.model_copy(update={"style": "manga"})
    info = ET.fromstring(comic_info(Book(story, book.pages, book.panels), [(1, 2, 3)], ""))
    assert info.findtext("Characters") == "Mina"
    assert info.findtext("Locations") == "the night market, the pier"
    assert info.findtext("BlackAndWhite") == "Yes"


def test_the_title_is_escaped_and_the_pages_are_described(archive: zipfile.ZipFile) -> None:
    info = ET.fromstring(archive.read("ComicInfo.xml"))
    assert info.findtext("Title") == "The <Map> & the Rain"
    assert info.findtext("PageCount") == "2"
    page = info.findall("Pages/Page")[0]
    assert page.get("Type") == "FrontCover"
    assert page.get("ImageSize") == str(archive.getinfo("0001.jpg").file_size)


def test_a_book_from_right_to_left_says_so(make_book: MakeBook) -> None:
    info = ET.fromstring(comic_info(make_book(Direction.RTL), [(1, 2, 3)], ""))
    assert info.findtext("Manga") == "YesAndRightToLeft"


def test_a_date_is_written_only_when_it_is_given(book: Book) -> None:
    assert ET.fromstring(comic_info(book, [(1, 2, 3)], "")).find("Year") is None
    dated = ET.fromstring(comic_info(book, [(1, 2, 3)], "", date(2024, 2, 29)))
    assert [dated.findtext(name) for name in ("Year", "Month", "Day")] == ["2024", "2", "29"]


def test_the_same_pages_make_the_same_bytes(book: Book, images: list[Image.Image]) -> None:
    assert cbz_bytes(book, images) == cbz_bytes(book, images)


def test_control_characters_in_a_title_leave_the_xml_readable(book: Book) -> None:
    story = book.story.model_copy(update={"title": "A\x00\x1bB"})
    broken = Book(story=story, pages=book.pages, panels=book.panels)
    assert ET.fromstring(comic_info(broken, [], "")).findtext("Title") == "AB"


def test_a_page_of_dots_fits_into_a_jpeg() -> None:
    dots = np.random.default_rng(1).integers(0, 256, (400, 400, 3), np.uint8)
    with Image.open(io.BytesIO(jpeg_bytes(Image.fromarray(dots)))) as page:
        assert page.size == (400, 400)
