"""The page in a browser: what a reader does there, and what must never happen."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Locator, Page, expect

from browser import window
from panelwright.settings import Settings
from small_runs import drawn, planned, small_story

_IS_AT_REST = """async () => {
    const told = await fetch(`/watch?run=${pw.run()}&tab=${pw.tab()}`);
    return !(await told.json()).busy;
}"""
QUICK = Settings(quality="fast", jobs=1, attempts=1)


@contextmanager
def quiet_window(
    running: Browser, address: str, width: int = 1280, height: int = 900, *, phone: bool = False,
    dark: bool = False,
) -> Iterator[Page]:  # fmt: skip
    """A window in which every request must go to the page's own server, and nothing go wrong."""
    own = urlsplit(address).netloc
    troubles: list[str] = []
    with window(running, width, height, phone=phone, dark=dark) as page:
        page.on("console", lambda one: troubles.extend([one.text] * (one.type == "error")))
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("dialog", lambda dialog: troubles.append(f"a dialog: {dialog.message}"))
        page.on("request", lambda one: troubles.extend([one.url] * (not _is_own(one.url, own))))
        yield page
        assert troubles == []


def _is_own(url: str, own: str) -> bool:
    where = urlsplit(url)
    return where.netloc == own or where.scheme in ("data", "blob")


def comic(runs: Path, name: str, painter: str) -> None:
    """A comic of two panels that is drawn already. Call it before a browser runs."""
    drawn(planned(runs / name, small_story(2), QUICK.changed(painter=painter)))


def show(page: Page, address: str, run: str = "") -> None:
    """Open the page, at a run, and wait until it answers."""
    page.goto(f"{address}?run={run}" if run else address)
    expect(page.locator("#pw-turn textarea")).to_be_visible()
    if run:
        expect(panels(page).first).to_be_visible()


def say(page: Page, text: str) -> None:
    """Tell or ask something."""
    page.locator("#pw-turn textarea").fill(text)
    page.locator("#pw-send").click()


def panels(page: Page) -> Locator:
    """The panels of the book, in reading order."""
    return page.locator("#pw-book .hit")


def panel(page: Page, number: int) -> Locator:
    """One panel."""
    return panels(page).nth(number - 1)


def open_panel(page: Page, number: int) -> None:
    """Open a panel and wait for what is known of it."""
    panel(page, number).click()
    expect(page.locator("#pw-near-title h2")).to_contain_text(f"Panel {number}")
    expect(page.locator("#pw-evidence .attempt").first).to_be_visible()


def bound(page: Page, times: int) -> None:
    """Wait until the comic was bound so many times since the conversation began, and at rest."""
    told = page.locator("#pw-talk .say.bound")
    expect(told).to_have_count(times, timeout=60_000)
    at_rest(page)


def picture_of(page: Page, number: int) -> str:
    """The address of a panel's picture."""
    return str(panel(page, number).locator("img").first.get_attribute("src"))


def repainted(page: Page, number: int, before: str) -> None:
    """Wait until a panel has another picture and is at rest."""
    image = panel(page, number).locator("img").first
    expect(image).not_to_have_attribute("src", before, timeout=60_000)
    at_rest(page)


def at_rest(page: Page) -> None:
    """Wait until nothing is worked on and the page says so, which it hears a little later."""
    page.wait_for_function(_IS_AT_REST, timeout=60_000)
    expect(page.locator("#pw-main")).to_have_attribute("data-work", "idle", timeout=60_000)
