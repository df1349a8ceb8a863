"""The page in a real browser: from a synopsis to a book, and whatever is done to it there."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

pytest.importorskip("gradio", reason="gradio is not installed: it is in web")

from PIL import Image, ImageStat
from playwright.sync_api import Browser, Page, expect

from browser import overhang, window
from held_painter import Hold
from page_in_browser import (
    at_rest,
    bound,
    comic,
    open_panel,
    panel,
    panels,
    picture_of,
    quiet_window,
    repainted,
    say,
    show,
)
from panelwright.run import opened
from small_runs import painted
from web_server import web_server

STORY = "Mina, a red-haired girl, finds a map in the rain.\n\nShe shows it to Tomas, a tall boy."
COMICS = ("edited", "redrawn", "shared", "dragged", "masked", "locked", "replaced", "read")


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("comics")
    for name in COMICS:
        comic(folder, name, painter="storyboard" if name == "masked" else "blocks")
    return folder


@pytest.fixture(scope="module")
def address(runs: Path) -> Iterator[str]:
    with web_server(runs) as address:
        yield address


@pytest.fixture
def page(running: Browser, address: str) -> Iterator[Page]:
    with quiet_window(running, address) as page:
        yield page


def _region(page: Page, name: str) -> tuple[float, float, float, float]:
    box = page.locator(f".panel.open [data-region={name}]").bounding_box()
    assert box is not None
    return box["x"], box["y"], box["width"], box["height"]


def test_from_synopsis_to_export(page: Page, address: str, runs: Path) -> None:
    show(page, address)
    say(page, STORY)
    bound(page, 1)
    expect(page.locator("#pw-book .panel[data-status=accepted]")).to_have_count(
        panels(page).count()
    )
    page.wait_for_function("document.querySelector('#pw-book .whole').naturalWidth > 300")
    page.get_by_role("tab", name="Export").click()
    page.locator("[data-format=cbz]").click()
    at_rest(page)
    with page.expect_download() as download:
        page.locator("#pw-exports a[href*='book.cbz']").click()
    names = zipfile.ZipFile(download.value.path()).namelist()
    assert "ComicInfo.xml" in names and any(name.endswith((".jpg", ".png")) for name in names)
    [name] = parse_qs(urlsplit(page.url).query)["run"]
    assert name not in COMICS and opened(runs / name).panel_picture("p01").is_file()


def test_an_edit_in_words_paints_only_what_it_changes(page: Page, address: str, runs: Path) -> None:
    show(page, address, "edited")
    before = [picture_of(page, number) for number in (1, 2)]
    pictures = len(painted(opened(runs / "edited")))
    say(page, "panel 2 at dusk")
    repainted(page, 2, before[1])
    assert picture_of(page, 1) == before[0]
    assert len(painted(opened(runs / "edited"))) == pictures + 1
    expect(page.locator("#pw-talk .say.difference").last).to_contain_text("dusk")


def test_a_panel_is_redrawn(page: Page, address: str) -> None:
    show(page, address, "redrawn")
    before = picture_of(page, 1)
    open_panel(page, 1)
    page.locator("#pw-near-title [data-deed=redraw]").click()
    repainted(page, 1, before)


def test_what_one_tab_does_the_other_sees(page: Page, address: str, running: Browser) -> None:
    show(page, address, "shared")
    with quiet_window(running, address) as other:
        show(other, address, "shared")
        before = [picture_of(other, number) for number in (1, 2)]
        say(page, "panel 1 closer")
        repainted(other, 1, before[0])
        repainted(page, 1, before[0])
        expect(other.locator("#pw-talk .say.said").last).to_have_text("panel 1 closer")
        say(other, "undo")
        bound(page, 2)
        expect(page.locator("#pw-talk .say.said").last).to_have_text("undo")


def test_a_box_is_dragged_and_its_panel_painted_anew(page: Page, address: str, runs: Path) -> None:
    show(page, address, "dragged")
    before = picture_of(page, 1)
    open_panel(page, 1)
    page.locator(".panel.open [data-region=mina]").hover()  # once it lies still
    x, y, width, height = _region(page, "mina")
    page.mouse.down()
    page.mouse.move(x + width / 2 + 40, y + height / 2, steps=4)
    page.mouse.up()
    repainted(page, 1, before)
    story = opened(runs / "dragged").read_story()
    placed = next(one for one in story.panels[0].regions if one.id == "mina")
    assert placed.box is not None
    moved = _region(page, "mina")
    assert moved[0] - x == pytest.approx(40, abs=6) and moved[2] == pytest.approx(width, abs=4)


def test_a_part_is_painted_anew_by_the_brush(page: Page, address: str, runs: Path) -> None:
    show(page, address, "masked")
    before = picture_of(page, 1)
    open_panel(page, 1)
    page.locator("#pw-part button").first.click()
    canvas = page.locator("#pw-brush canvas")
    expect(canvas).not_to_have_attribute("width", "300")
    canvas.hover()  # once it lies still
    frame = canvas.bounding_box()
    assert frame is not None
    x, y = frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] / 2
    page.mouse.down()
    page.mouse.move(x + 40, y + 10, steps=4)
    page.mouse.up()
    page.locator("#pw-anew").click()
    repainted(page, 1, before)


def test_a_locked_panel_keeps_its_picture(page: Page, address: str) -> None:
    show(page, address, "locked")
    before = [picture_of(page, number) for number in (1, 2)]
    open_panel(page, 1)
    page.locator("#pw-near-title [data-deed=lock]").click()
    expect(page.locator("#pw-near-title [data-deed=unlock]")).to_be_visible()
    expect(page.locator(".panel.locked")).to_have_count(1)
    at_rest(page)
    say(page, "make it night")
    repainted(page, 2, before[1])
    assert picture_of(page, 1) == before[0]


def test_a_picture_of_ones_own_takes_a_panels_place(
    page: Page, address: str, runs: Path, tmp_path: Path
) -> None:
    show(page, address, "replaced")
    before = picture_of(page, 1)
    open_panel(page, 1)
    mine = tmp_path / "mine.png"
    Image.new("RGB", (120, 90), "magenta").save(mine)
    page.locator("#pw-near-title [data-deed=replace]").set_input_files(mine)
    repainted(page, 1, before)
    with Image.open(opened(runs / "replaced").panel_picture("p01")) as picture:
        red, green, blue = ImageStat.Stat(picture.convert("RGB")).mean
    assert red > 200 and green < 60 and blue > 200


def test_the_keyboard_is_enough(page: Page, address: str) -> None:
    show(page, address, "read")
    panel(page, 1).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator("#pw-near-title h2")).to_contain_text("Panel 2")
    page.keyboard.press("Tab")
    expect(page.locator(".panel.open .region").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#pw-near")).to_be_hidden()
    expect(panel(page, 2)).to_be_focused()
    page.keyboard.press("o")
    expect(page.locator("#pw-book .region").first).to_be_visible()
    page.locator("#pw-turn textarea").focus()
    page.keyboard.type("why was panel 1 accepted?")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#pw-talk .say.said").last).to_have_text("why was panel 1 accepted?")


def test_every_panel_and_picture_has_words(page: Page, address: str) -> None:
    show(page, address, "read")
    for number in (1, 2):
        name = str(panel(page, number).get_attribute("aria-label"))
        assert name.startswith(f"Panel {number}. ") and "Day" in name
    open_panel(page, 1)
    shown = "[...document.images].filter(one => one.offsetParent && !one.closest('button'))"
    assert page.evaluate(f"{shown}.length") > 1
    assert page.evaluate(f"{shown}.filter(one => !one.alt).map(one => one.outerHTML)") == []
    unnamed = "button:not([aria-label]):not([role])"
    for button in page.locator(unnamed).all():
        if button.is_visible():
            said = button.inner_text().strip() or button.get_attribute("title")
            assert said, button.evaluate("one => one.outerHTML")


@pytest.mark.parametrize("dark", [False, True])
def test_a_phone_shows_it_all_without_scrolling_sideways(
    running: Browser, address: str, dark: bool
) -> None:
    with quiet_window(running, address, 390, 844, phone=True, dark=dark) as page:
        show(page, address, "read")
        assert overhang(page) == 0
        open_panel(page, 1)
        assert overhang(page) == 0
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/g)")
        assert (sum(map(int, ground[:3])) < 200) == dark


def test_a_lost_connection_loses_nothing(running: Browser, tmp_path: Path, hold: Hold) -> None:
    hold.after(2)
    with (
        web_server(tmp_path / "held", "--painter", "held", "--jobs", "1") as address,
        window(running, 1280, 900) as page,  # a lost connection is an error to the browser
    ):
        show(page, address)
        say(page, STORY + "\n\nTomas laughs. They follow the map to the harbour.")
        expect(page.locator("#pw-book .hit[aria-busy=true]").first).to_be_visible()
        page.context.set_offline(True)
        expect(page.locator("#pw-watch .state")).to_contain_text("connection is lost")
        hold.let_go()
        page.context.set_offline(False)
        bound(page, 1)
        expect(page.locator("#pw-watch .state")).to_be_empty()
        assert page.locator("#pw-book .panel[data-status=accepted]").count() == panels(page).count()


def test_a_hostile_synopsis_is_shown_as_text(page: Page, address: str) -> None:
    markup = "<script>alert(1)</script><img src=//evil.example/x onerror=alert(2)>"
    signs = "\u202e" + markup + " ${alert(3)} {{constructor}} " + "\u2066"
    show(page, address)
    say(page, f'Mina {signs} finds a map. Mina says "{markup}".\n\n' + "Rain falls. " * 16_000)
    expect(page.locator("#pw-talk .say.said")).to_contain_text(markup, timeout=60_000)
    expect(panels(page).first).to_be_visible(timeout=120_000)
    panel(page, 1).click()
    expect(page.locator("#pw-near-title")).to_contain_text("Panel 1")
    expect(page.locator("#pw-talk .say.difference")).to_contain_text(markup)
    assert page.locator("img[src*=evil], #pw-talk script, #pw-book script").count() == 0
