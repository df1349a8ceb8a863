"""The brush in a real browser: what mouse, finger or keys paint over is white in the mask."""

import base64
from collections.abc import Iterator
from io import BytesIO

import numpy as np
import pytest

pytest.importorskip("gradio", reason="gradio is not installed: it is in web")

from PIL import Image
from playwright.sync_api import Browser, Page, expect

from browser import overhang, window
from component_page import give, served, told

SIZE = (200, 100)


def _address_of(image: Image.Image) -> str:
    file = BytesIO()
    image.save(file, "PNG")
    return "data:image/png;base64," + base64.b64encode(file.getvalue()).decode()


def _marked(address: str) -> np.ndarray:
    """Which pixels of a mask are to be painted anew, as truths."""
    image = Image.open(BytesIO(base64.b64decode(address.partition(",")[2])))
    assert image.size == SIZE
    pixels = np.asarray(image.convert("L"))
    assert set(np.unique(pixels)) <= {0, 255}
    return pixels > 0


def _value(mask: str | None = None) -> dict[str, str | None]:
    picture = _address_of(Image.new("RGB", SIZE, "teal"))
    return {"image": picture, "mask": mask, "alt": "Mina <b>waits</b>"}


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served("panelwright.web.brush:Brush", "painted") as address:
        yield address


@pytest.fixture
def page(running: Browser, address: str) -> Iterator[Page]:
    with window(running, 700, 700) as page:
        page.goto(address)
        expect(page.locator("#component .empty")).to_be_visible()
        give(page, _value())
        _ready(page)
        yield page


def _ready(page: Page) -> None:
    expect(page.locator("canvas")).to_have_attribute("width", str(SIZE[0]))


def _stroke(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Drag from one place to another, both in fractions of the picture."""
    frame = page.locator("canvas").bounding_box()
    assert frame is not None
    places = [(frame["x"] + x * frame["width"], frame["y"] + y * frame["height"])
              for x, y in (start, end)]  # fmt: skip
    page.mouse.move(*places[0])
    page.mouse.down()
    page.mouse.move(*places[1], steps=5)
    page.mouse.up()


def test_a_stroke_is_white_where_the_brush_went_and_black_elsewhere(page: Page) -> None:
    _stroke(page, (0.25, 0.5), (0.75, 0.5))
    marked = _marked(told(page, 1)[0]["mask"])
    assert marked[50, 50:150].all()
    assert not marked[:35].any() and not marked[65:].any() and not marked[:, :35].any()


def test_strokes_are_erased_undone_and_cleared(page: Page) -> None:
    _stroke(page, (0.2, 0.3), (0.8, 0.3))
    told(page, 1)
    _stroke(page, (0.2, 0.7), (0.8, 0.7))
    told(page, 2)
    page.get_by_role("button", name="Erase").click()
    _stroke(page, (0.5, 0.0), (0.5, 1.0))
    masks = [_marked(one["mask"]) for one in told(page, 3)]
    assert masks[1][30, 100] and masks[1][70, 100]
    assert not masks[2][30, 100] and masks[2][30, 50] and masks[2][70, 150]
    page.get_by_role("button", name="Undo").click()
    assert (_marked(told(page, 4)[3]["mask"]) == masks[1]).all()
    page.get_by_role("button", name="Clear").click()
    assert told(page, 5)[4] == {"mask": None}
    expect(page.get_by_role("button", name="Undo")).to_be_disabled()


def test_keys_alone_paint_and_undo(page: Page) -> None:
    page.locator("canvas").focus()
    for key in ("]", "Space", "Shift+ArrowRight", "Space"):
        page.keyboard.press(key)
    marked = _marked(told(page, 1)[0]["mask"])
    assert marked[50, 100:120].all() and not marked[50, :80].any()
    page.keyboard.press("Control+z")
    assert told(page, 2)[1] == {"mask": None}


def test_a_finger_paints(running: Browser, address: str) -> None:
    with window(running, 390, 844, phone=True) as page:
        page.goto(address)
        expect(page.locator("#component .empty")).to_be_visible()
        give(page, _value())
        _ready(page)
        frame = page.locator("canvas").bounding_box()
        assert frame is not None
        finger = page.context.new_cdp_session(page)
        for kind, share in (("touchStart", 0.3), ("touchMove", 0.6), ("touchEnd", None)):
            at = [] if share is None else [
                {"x": frame["x"] + share * frame["width"], "y": frame["y"] + frame["height"] / 2}
            ]  # fmt: skip
            finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})
        assert _marked(told(page, 1)[0]["mask"])[50, 65:115].all()
        assert overhang(page) == 0


def test_a_mask_that_comes_with_the_picture_is_gone_on_from(page: Page) -> None:
    mask = Image.new("L", SIZE, 0)
    mask.paste(255, (0, 0, 40, 100))
    give(page, _value(_address_of(mask)))
    expect(page.get_by_role("button", name="Clear")).to_be_enabled()
    _stroke(page, (0.9, 0.2), (0.9, 0.8))
    marked = _marked(told(page, 1)[0]["mask"])
    assert marked[:, :38].all() and marked[50, 180] and not marked[50, 100]


def test_another_picture_begins_without_a_mask(page: Page) -> None:
    _stroke(page, (0.2, 0.3), (0.8, 0.3))
    told(page, 1)
    give(page, _value() | {"image": _address_of(Image.new("RGB", (50, 80)))})
    expect(page.locator("canvas")).to_have_attribute("width", "50")
    expect(page.get_by_role("button", name="Clear")).to_be_disabled()


def test_what_the_canvas_is_for_is_said(page: Page) -> None:
    canvas = page.locator("canvas")
    expect(canvas).to_have_attribute("aria-label", "Mask over: Mina <b>waits</b>")
    give(page, {"image": None, "mask": None, "alt": ""})
    expect(canvas).to_be_hidden()
