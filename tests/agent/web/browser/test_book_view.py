"""The book's component in a real browser: keys, mouse, touch, live changes, hostile words."""

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

pytest.importorskip("gradio", reason="gradio is not installed: it is in web")

from playwright.sync_api import Browser, Locator, Page, expect

from browser import overhang, window
from component_page import give, served, told
from panelwright.web.book_view import as_text

DOT = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
BOXES = ([0.0, 0.0, 1.0, 0.5], [0.0, 0.5, 0.5, 0.5], [0.5, 0.5, 0.5, 0.5])


def panel(number: int, **changes: object) -> dict[str, Any]:
    """A panel with one planned box in its middle."""
    region = {"id": "mina", "label": "Mina", "box": [0.25, 0.25, 0.5, 0.5], "verdict": "pass"}
    return {
        "id": f"p{number:02d}",
        "number": number,
        "box": BOXES[(number - 1) % 3],
        "image": DOT,
        "status": "accepted",
        "message": "",
        "locked": False,
        "alt": f"Mina in the rain, {number}",
        "regions": [region],
        "detections": [{"label": "a girl", "box": [0.3, 0.3, 0.4, 0.4], "score": 0.87}],
        **changes,
    }


def book(pages: int = 1, **changes: object) -> dict[str, Any]:
    """A book with three panels on each page."""
    made = [
        {"number": number, "width": 400, "height": 400, "image": None, "alt": f"Page {number}"}
        | {"panels": [panel(3 * (number - 1) + place) for place in (1, 2, 3)]}
        for number in range(1, pages + 1)
    ]
    return {"rtl": False, "lang": "en", "pages": made, "selected": None, "overlay": False} | changes


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served("panelwright.web.book_view:BookView", "select", "move_region") as address:
        yield address


@pytest.fixture
def page(running: Browser, address: str) -> Iterator[Page]:
    with window(running, 900, 900) as page:
        show(page, address)
        expect(_panel(page, 1)).to_be_visible()
        yield page


def show(page: Page, address: str) -> None:
    """Open the page with a book of three panels."""
    page.goto(address)
    expect(page.locator("#component .empty")).to_be_visible()
    give(page, book())


def _panel(page: Page, number: int) -> Locator:
    return page.locator(f"[data-panel=p{number:02d}] .hit")


def _region(page: Page, number: int = 1) -> Locator:
    return page.locator(f"[data-panel=p{number:02d}] [data-region=mina]")


def _middle(place: Locator) -> tuple[float, float]:
    box = place.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_click_opens_a_panel_and_escape_closes_it(page: Page) -> None:
    _panel(page, 2).click()
    expect(_panel(page, 2)).to_have_attribute("aria-pressed", "true")
    told(page, 1)
    page.keyboard.press("Escape")
    assert told(page, 2) == [{"panel": "p02"}, {"panel": None}]
    expect(_panel(page, 2)).to_be_focused()


def test_arrow_keys_go_from_panel_to_panel_and_enter_opens(page: Page) -> None:
    _panel(page, 1).focus()
    for key, number in (("ArrowRight", 2), ("ArrowRight", 3), ("ArrowUp", 1), ("End", 3)):
        page.keyboard.press(key)
        expect(_panel(page, number)).to_be_focused()
    page.keyboard.press("Enter")
    assert told(page, 1) == [{"panel": "p03"}]
    assert page.locator(".hit[tabindex='0']").count() == 1


def test_from_right_to_left_the_left_arrow_goes_on(page: Page) -> None:
    give(page, book(rtl=True))
    expect(page.locator(".pages")).to_have_attribute("dir", "rtl")
    _panel(page, 1).focus()
    page.keyboard.press("ArrowLeft")
    expect(_panel(page, 2)).to_be_focused()


def test_boxes_of_all_panels_are_shown_when_asked_for(page: Page) -> None:
    assert page.locator(".region").count() == 0
    _panel(page, 1).focus()
    page.keyboard.press("o")
    expect(page.locator(".region")).to_have_count(3)
    expect(page.locator(".found").first).to_contain_text("a girl 0.87")
    page.keyboard.press("o")
    expect(page.locator(".region")).to_have_count(0)


def test_a_box_is_dragged_and_stays_inside_its_panel(page: Page) -> None:
    _panel(page, 1).click()
    told(page, 1)
    frame = _panel(page, 1).bounding_box()
    assert frame is not None
    x, y = _middle(_region(page))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 0.1 * frame["width"], y - 2 * frame["height"], steps=4)
    page.mouse.up()
    moved = told(page, 2)[1]
    assert (moved["panel"], moved["region"]) == ("p01", "mina")
    assert moved["box"] == pytest.approx([0.35, 0, 0.5, 0.5], abs=0.01)
    expect(_region(page)).to_have_class("region moved")


def test_a_corner_is_dragged_by_a_finger(running: Browser, address: str) -> None:
    with window(running, 390, 844, phone=True) as page:
        show(page, address)
        _panel(page, 1).tap()
        told(page, 1)
        frame = _panel(page, 1).bounding_box()
        assert frame is not None
        page.locator("[data-grip=se]").scroll_into_view_if_needed()
        x, y = _middle(page.locator("[data-panel=p01] [data-grip=se]"))
        finger = page.context.new_cdp_session(page)
        steps = (("touchStart", 0.0), ("touchMove", 0.05), ("touchMove", 0.1), ("touchEnd", None))
        for kind, share in steps:
            at = [] if share is None else [{"x": x + share * frame["width"], "y": y}]
            finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})
        assert told(page, 2)[1]["box"] == pytest.approx([0.25, 0.25, 0.6, 0.5], abs=0.02)
        assert overhang(page) == 0


def test_a_box_is_moved_and_sized_by_keys_and_put_back(page: Page) -> None:
    _panel(page, 1).click()
    told(page, 1)
    _region(page).focus()
    for key in ("ArrowRight", "Alt+ArrowDown", "Shift+ArrowLeft", "Enter"):
        page.keyboard.press(key)
    assert told(page, 2)[1]["box"] == pytest.approx([0.26, 0.3, 0.49, 0.5])
    page.keyboard.press("Escape")
    expect(_region(page)).to_have_class("region")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Escape")
    expect(_region(page)).to_have_class("region")
    expect(_panel(page, 1)).to_have_attribute("aria-pressed", "true")


def test_the_boxes_of_a_locked_panel_stay_where_they_are(page: Page) -> None:
    locked = book()
    locked["pages"][0]["panels"][0] = panel(1, locked=True)
    give(page, locked)
    expect(page.locator(".panel.locked")).to_have_count(1)
    _panel(page, 1).click()
    x, y = _middle(_region(page))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y)
    page.mouse.up()
    _region(page).focus()
    page.keyboard.press("ArrowRight")
    expect(_region(page)).to_have_class("region")
    assert told(page, 1) == [{"panel": "p01"}]


def test_a_new_value_disturbs_neither_a_drag_nor_what_is_open(page: Page) -> None:
    _panel(page, 1).click()
    told(page, 1)
    page.evaluate("window.kept = document.querySelector('[data-panel=p01] .region')")
    later = book(2)
    later["pages"][0]["panels"][1] = panel(2, status="painting", message="step 2 of 9")
    x, y = _middle(_region(page))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 40, y)
    give(page, later)
    expect(_panel(page, 2)).to_contain_text("step 2 of 9")
    expect(page.locator(".hit")).to_have_count(6)
    page.mouse.move(x + 50, y)
    page.mouse.up()
    assert told(page, 2)[1]["region"] == "mina"
    assert page.evaluate("window.kept.isConnected")
    expect(_panel(page, 1)).to_have_attribute("aria-pressed", "true")


def test_a_moved_box_is_shown_until_the_book_has_another(page: Page) -> None:
    _panel(page, 1).click()
    told(page, 1)
    _region(page).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    told(page, 2)
    painting = book()
    painting["pages"][0]["panels"][0]["status"] = "painting"
    give(page, painting)
    expect(_panel(page, 1)).to_have_attribute("aria-busy", "true")
    expect(_region(page)).to_have_class("region moved")
    done = deepcopy(painting)
    done["pages"][0]["panels"][0]["regions"][0]["box"] = [0.26, 0.25, 0.5, 0.5]
    give(page, done)
    expect(_region(page)).to_have_class("region")


def test_words_are_shown_as_words(page: Page) -> None:
    hostile = "<img src=x onerror=alert(1)><script>alert(1)</script>\u202e${alert(1)}{{value}}"
    asked: list[str] = []
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    page.on("request", lambda request: asked.append(request.url))
    words = book()
    region = {"id": "a", "label": hostile, "box": [0, 0, 1, 1], "verdict": "fail"}
    picture = "http://127.0.0.9:9/spy.png"
    words["pages"][0]["panels"][0] = panel(
        1, alt=hostile, message=hostile, regions=[region], image=picture, detections=[]
    )
    words["pages"][0]["image"] = "javascript:alert(1)"
    give(page, words | {"overlay": True})
    expect(page.locator("[data-region=a] bdi")).to_have_text(hostile)
    assert hostile.replace("\u202e", "") in str(_panel(page, 1).get_attribute("aria-label"))
    assert page.locator("#component script, #component img[src=x]").count() == 0
    assert all(url.startswith((page.url, "data:")) for url in asked)


def test_a_book_may_come_as_text(page: Page) -> None:
    words = book(2)
    words["pages"][0]["panels"][0] = panel(1, message="</script><b>late</b>")
    text = as_text(words)
    assert "<" not in text and json.loads(text) == words
    give(page, text)
    expect(page.locator(".hit")).to_have_count(6)
    expect(_panel(page, 1)).to_contain_text("</script><b>late</b>")


def test_every_panel_has_words_for_those_who_do_not_see_it(page: Page) -> None:
    names = [str(hit.get_attribute("aria-label")) for hit in page.locator(".hit").all()]
    assert [name.replace("\u2068", "").replace("\u2069", "") for name in names] == [
        f"Panel {number}. Mina in the rain, {number}. accepted" for number in (1, 2, 3)
    ]
    expect(page.locator("#component .progress")).to_have_text("3 panels")


def test_what_left_the_book_leaves_the_page(page: Page) -> None:
    give(page, book(2))
    expect(page.locator(".hit")).to_have_count(6)
    give(page, book())
    expect(page.locator(".hit")).to_have_count(3)
    give(page, {"rtl": False, "lang": "en", "pages": [], "selected": None, "overlay": False})
    expect(page.locator("#component .empty")).to_be_visible()
