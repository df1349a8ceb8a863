from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from golden import assert_golden
from panelwright_tools.binding.book import Book
from panelwright_tools.binding.borders import border
from panelwright_tools.binding.furniture import furniture
from panelwright_tools.binding.page import compose_page
from panelwright_tools.lettering.marks import Letters


def test_a_page_matches_its_golden_picture(images: list[Image.Image]) -> None:
    small = images[0].resize((150, 217), Image.Resampling.BOX)
    assert_golden(small, "page", 2.5)


def test_the_same_page_is_composed_of_the_same_bytes(book: Book, images: list[Image.Image]) -> None:
    assert compose_page(book, book.pages[0], 600).tobytes() == images[0].tobytes()


def test_a_slanted_gutter_cuts_the_picture(images: list[Image.Image]) -> None:
    def is_paper(x: float, y: float) -> bool:
        pixel = np.asarray(images[0].getpixel((round(x * 600), round(y * 870))), int)
        return bool(abs(pixel - (247, 241, 227)).max() < 25)

    assert not is_paper(0.505, 0.215)
    assert is_paper(0.535, 0.215)
    assert is_paper(0.497, 0.485)
    assert not is_paper(0.53, 0.485)


def test_the_title_stands_on_page_one_only(book: Book) -> None:
    def texts(number: int) -> str:
        marks = furniture(book, book.pages[number], 1200)
        return "".join(m.text for m in marks if isinstance(m, Letters) and not m.decoration)

    assert "The <Map> & the Rain" in texts(0)
    assert texts(1) == "2"


@pytest.mark.parametrize("title", ["M", "A very long title " * 9, "Łódź и море", "我们"])
def test_a_title_of_any_length_stays_on_the_page(book: Book, title: str) -> None:
    story = book.story.model_copy(update={"title": title})
    longer = Book(story=story, pages=book.pages, panels=book.panels)
    for mark in furniture(longer, book.pages[0], 1200):
        assert isinstance(mark, Letters)
        assert 0 <= mark.origin[0] < 1200
        assert 0 < mark.origin[1] < 1740


@pytest.mark.parametrize(
    "title", ["A" * 100, "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysilio" * 2]
)
def test_a_title_without_a_space_is_broken_and_can_be_read(book: Book, title: str) -> None:
    story = book.story.model_copy(update={"title": title})
    longer = Book(story=story, pages=book.pages, panels=book.panels)
    rows = [m for m in furniture(longer, book.pages[0], 1200)
            if isinstance(m, Letters) and not m.decoration and m.origin[1] < 400]  # fmt: skip
    assert len(rows) > 1
    assert "".join(row.text for row in rows).replace("-", "") == title
    assert min(row.size for row in rows) > 28


def test_a_border_wavers_around_its_corners() -> None:
    corners = np.array([(10.0, 10.0), (210.0, 10.0), (210.0, 110.0), (10.0, 110.0)])
    ring = np.array(border(corners, 1.0, 3).points)
    assert np.allclose(ring.min(axis=0), 8, atol=3)
    assert np.allclose(ring.max(axis=0), (212, 112), atol=3)
    assert border(corners, 1.0, 3) == border(corners, 1.0, 3) != border(corners, 1.0, 4)


def test_a_panel_without_a_picture_leaves_its_place_blank(book: Book) -> None:
    empty = Book(story=book.story, pages=book.pages, panels={})
    page = np.asarray(compose_page(empty, book.pages[1], 300), int)
    assert abs(page[150, 80] - (247, 241, 227)).max() < 25


def test_a_picture_may_be_a_path(book: Book, tmp_path: Path) -> None:
    from dataclasses import replace

    path = tmp_path / "p.png"
    book.panels["p03"].image().save(path)
    panels = {**book.panels, "p03": replace(book.panels["p03"], picture=path)}
    stored = Book(story=book.story, pages=book.pages, panels=panels)
    page = book.pages[1]
    assert compose_page(stored, page, 300).tobytes() == compose_page(book, page, 300).tobytes()
