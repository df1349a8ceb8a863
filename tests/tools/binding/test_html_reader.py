import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser

import pytest
from PIL import Image

from panelwright_tools.binding import Book, html_parts, html_text
from panelwright_tools.domain import Direction

MakeBook = Callable[..., Book]


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def _tags(page: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = _Tags()
    parser.feed(page)
    return parser.tags


@pytest.fixture(scope="module")
def page(book: Book, images: list[Image.Image]) -> str:
    return html_text(book, images)


def test_the_reader_is_made_page_by_page(book: Book, images: list[Image.Image]) -> None:
    class Watched(list[Image.Image]):
        def __iter__(self) -> Iterator[Image.Image]:
            for image in super().__iter__():
                opened.append(image)
                yield image

    opened: list[Image.Image] = []
    parts = html_parts(book, Watched(images))
    beginning = ""
    while 'src="data:' not in beginning:
        beginning += next(parts)
    assert len(opened) == 1
    assert beginning + "".join(parts) == html_text(book, images)


def test_nothing_is_fetched_from_anywhere(page: str) -> None:
    for _, attributes in _tags(page):
        for name in ("src", "href", "srcset", "action"):
            value = attributes.get(name) or ""
            assert value.startswith(("data:", "#")) or not value
    bare = re.sub(r"data:[^\"]+", "", page)
    assert "://" not in bare
    assert "default-src 'none'" in bare


def test_every_page_is_embedded_with_alt_text(page: str) -> None:
    pictures = [a for tag, a in _tags(page) if tag == "img"]
    assert len(pictures) == 2
    assert all(a["alt"] and str(a["src"]).startswith("data:image/jpeg") for a in pictures)


def test_the_words_of_the_story_are_escaped_text(page: str) -> None:
    assert "<title>The &lt;Map&gt; &amp; the Rain</title>" in page
    assert "Привет, &lt;b&gt;&amp; мир!" in page


def test_a_book_from_right_to_left_turns_the_reader(
    make_book: MakeBook, images: list[Image.Image]
) -> None:
    page = html_text(make_book(Direction.RTL), images)
    assert 'dir="rtl"' in page
    assert "var rtl = true" in page


def test_the_same_book_is_the_same_text(book: Book, images: list[Image.Image], page: str) -> None:
    assert html_text(book, images) == page
