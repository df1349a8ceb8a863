"""The HTML reader in a real browser: keys, mouse, touch, both directions, phone and desktop."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page as Window
from playwright.sync_api import expect

from browser import browser, opened, overhang
from panelwright_tools.binding import Book, html_text
from panelwright_tools.binding.book import Page
from panelwright_tools.domain import Box, Direction
from panelwright_tools.layout.pages import PageLayout, Slot

MakeBook = Callable[..., Book]
_AT_REST = "Promise.all(document.getAnimations().map(one => one.finished)).then(() => null)"
_SHOWN = "document.getElementById('where').textContent + document.images[0].style.left"


@pytest.fixture(scope="module")
def desk() -> Iterator[Window]:
    with browser(1280, 900) as chrome:
        yield chrome


@pytest.fixture(scope="module")
def phone() -> Iterator[Window]:
    with browser(390, 844, phone=True, dark=True) as chrome:
        yield chrome


@pytest.fixture(scope="module")
def files(
    make_book: MakeBook, images: list[Image.Image], tmp_path_factory: pytest.TempPathFactory
) -> dict[Direction, Path]:
    folder = tmp_path_factory.mktemp("reader")
    found = {}
    for direction in Direction:
        found[direction] = folder / f"{direction}.html"
        found[direction].write_text(html_text(make_book(direction), images), "utf-8")
    return found


def _open(window: Window, page: Path) -> None:
    """A reader that remembers nothing of the test before."""
    opened(window, page)
    window.evaluate("localStorage.clear()")
    window.reload()


def _where(window: Window) -> str:
    return window.locator("#where").inner_text()


def _press(window: Window, *keys: str) -> None:
    for key in keys:
        window.keyboard.press(key)


def _rect(window: Window, selector: str) -> dict[str, float]:
    box = window.locator(selector).bounding_box()
    assert box is not None
    return {"x": box["x"], "y": box["y"], "width": box["width"], "height": box["height"]}


def _swipe(window: Window, start: int, end: int) -> None:
    finger = window.context.new_cdp_session(window)
    for kind, x in (("touchStart", start), ("touchMove", end), ("touchEnd", None)):
        points = [] if x is None else [{"x": x, "y": 400}]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def test_keys_turn_pages_and_stop_at_both_ends(desk: Window, files: dict[Direction, Path]) -> None:
    _open(desk, files[Direction.LTR])
    assert _where(desk) == "1 / 2"
    _press(desk, "ArrowLeft")
    assert _where(desk) == "1 / 2"
    _press(desk, "ArrowRight", "ArrowRight")
    assert _where(desk) == "2 / 2"
    _press(desk, "Home", "Space")
    assert _where(desk) == "2 / 2"
    assert desk.locator("#page-2").is_visible()
    assert not desk.locator("#page-1").is_visible()


def test_from_right_to_left_the_left_arrow_goes_on(
    desk: Window, files: dict[Direction, Path]
) -> None:
    _open(desk, files[Direction.RTL])
    _press(desk, "ArrowRight")
    assert _where(desk) == "1 / 2"
    _press(desk, "ArrowLeft")
    assert _where(desk) == "2 / 2"


def test_the_mouse_turns_pages_by_edges_buttons_and_wheel(
    desk: Window, files: dict[Direction, Path]
) -> None:
    _open(desk, files[Direction.LTR])
    desk.mouse.click(1240, 300)
    assert _where(desk) == "2 / 2"
    desk.locator("#left").click()
    assert _where(desk) == "1 / 2"
    desk.mouse.move(600, 300)
    desk.mouse.wheel(0, 200)
    expect(desk.locator("#where")).to_have_text("2 / 2")


def test_a_page_fits_into_the_window(desk: Window, files: dict[Direction, Path]) -> None:
    _open(desk, files[Direction.LTR])
    page = _rect(desk, "#page-1 img")
    bar = _rect(desk, ".bar")
    assert page["y"] >= 0 and page["y"] + page["height"] <= bar["y"]


def test_a_page_has_its_place_before_its_picture_is_there(
    desk: Window, files: dict[Direction, Path]
) -> None:
    _open(desk, files[Direction.LTR])
    _press(desk, "End")
    desk.locator("#page-2 img").evaluate("image => image.complete || image.decode()")
    whole = _rect(desk, "#page-2 img")
    desk.locator("#page-2 img").evaluate("image => image.removeAttribute('src')")
    assert _rect(desk, "#page-2 img") == whole


def _numbered(page: Page, number: int) -> PageLayout:
    assert isinstance(page, PageLayout)
    return page.model_copy(update={"number": number})


def test_a_spread_shows_the_cover_alone_and_then_two_pages(
    desk: Window, make_book: MakeBook, images: list[Image.Image], tmp_path: Path
) -> None:
    book = make_book(Direction.LTR)
    third = _numbered(book.pages[0], 3)
    page = tmp_path / "three.html"
    page.write_text(
        html_text(replace(book, pages=(*book.pages, third)), [*images, images[0]]), "utf-8"
    )
    _open(desk, page)
    _press(desk, "s", "d")
    assert _where(desk) == "1 / 3"
    _press(desk, "ArrowRight")
    assert _where(desk) == "2–3 / 3"
    left, right = (_rect(desk, f"#page-{n} img") for n in (2, 3))
    assert left["x"] + left["width"] <= right["x"] + 1 and right["x"] + right["width"] <= 1280


def test_the_text_of_every_panel_can_be_shown(desk: Window, files: dict[Direction, Path]) -> None:
    _open(desk, files[Direction.LTR])
    _press(desk, "t")
    text = desk.locator("#book").inner_text()
    assert "Is it really an island?" in text
    assert "Привет, <b>& мир!" in text


def test_the_page_is_remembered(desk: Window, files: dict[Direction, Path]) -> None:
    _open(desk, files[Direction.LTR])
    _press(desk, "ArrowRight")
    desk.reload()
    assert _where(desk) == "2 / 2"


def test_a_phone_reads_panel_by_panel_in_the_dark_with_legible_letters(
    phone: Window, files: dict[Direction, Path]
) -> None:
    _open(phone, files[Direction.LTR])
    assert _where(phone) == "p. 1 · 1/2"
    assert phone.locator("html").get_attribute("data-theme") == "dark"
    page_width = _rect(phone, "#page-1 img")["width"]
    assert page_width >= 640
    assert overhang(phone) == 0


@pytest.mark.parametrize(("direction", "onwards"), [(Direction.LTR, -1), (Direction.RTL, 1)])
def test_a_swipe_shows_the_next_panel_and_one_back_the_last(
    phone: Window, files: dict[Direction, Path], direction: Direction, onwards: int
) -> None:
    _open(phone, files[direction])
    where = phone.locator("#where")
    _swipe(phone, 200, 200 + 120 * onwards)
    expect(where).to_have_text("p. 1 · 2/2")
    _swipe(phone, 200, 200 + 120 * onwards)
    expect(where).to_have_text("p. 2 · 1/2")
    _swipe(phone, 200, 200 - 120 * onwards)
    expect(where).to_have_text("p. 1 · 2/2")


@pytest.mark.parametrize(("direction", "onwards"), [(Direction.LTR, -1), (Direction.RTL, 1)])
def test_a_panel_too_wide_for_a_phone_is_read_in_several_stops(
    phone: Window,
    make_book: MakeBook,
    images: list[Image.Image],
    tmp_path: Path,
    direction: Direction,
    onwards: int,
) -> None:
    book = make_book(direction)
    corners = ((0.04, 0.2), (0.96, 0.2), (0.96, 0.5), (0.04, 0.5))
    wide = Slot(panel="p01", order=1, box=Box(0.04, 0.2, 0.92, 0.3), polygon=corners)
    pages = (PageLayout(number=1, size=(1200, 1740), slots=(wide,)), book.pages[1])
    page = tmp_path / "wide.html"
    page.write_text(html_text(replace(book, pages=pages), images), "utf-8")
    _open(phone, page)
    lefts = []
    while _where(phone) == "p. 1 · 1/1":
        phone.evaluate(_AT_REST)
        lefts.append(_rect(phone, "#page-1 img")["x"])
        before = phone.evaluate(_SHOWN)
        _swipe(phone, 200, 200 + 120 * onwards)
        phone.wait_for_function(f"before => {_SHOWN} !== before", arg=before)
    assert len(lefts) == 2
    assert (lefts[1] - lefts[0]) * onwards > 100
    assert _where(phone) == "p. 2 · 1/2"


def test_every_control_of_the_bar_can_be_touched(
    phone: Window, files: dict[Direction, Path]
) -> None:
    _open(phone, files[Direction.LTR])
    for button in phone.locator(".bar button").all():
        if button.is_visible():
            rect = button.bounding_box()
            assert rect and rect["x"] >= 0 and rect["x"] + rect["width"] <= 390
            assert rect["height"] >= 40
