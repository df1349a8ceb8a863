"""Take the README's pictures of the page, of a comic that is made there.

Usage: `python scripts/build_screenshots.py docs/images`. Chromium and the extra `web` are needed.
Writes page-light.png, page-dark.png and page-phone.png.
"""

import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

SYNOPSIS = Path(__file__).resolve().parent.parent / "examples" / "the-map-in-the-rain.txt"


@contextmanager
def serving(runs: Path) -> Iterator[str]:
    """The address of the page on an empty folder."""
    command = [sys.executable, "-m", "panelwright", "web", "--port", "0", "--runs", str(runs)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.send_signal(signal.SIGINT)


@contextmanager
def window(browser: Browser, width: int, height: int, dark: bool, phone: bool) -> Iterator[Page]:
    """A window in which everything may take its time."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if dark else "light",
        is_mobile=phone,
        has_touch=phone,
        device_scale_factor=1.5 if phone else 1,
    )
    context.set_default_timeout(120_000)
    yield context.new_page()
    context.close()


def kept(page: Page, path: Path) -> None:
    """What the window shows, in so few colours that a manual can carry it."""
    page.locator("#pw-book .whole").first.evaluate("image => image.decode()")
    page.wait_for_function(
        """[...document.images].every(one => one.complete || !one.checkVisibility()
        || one.getBoundingClientRect().top > innerHeight)"""
    )
    shot = Image.open(BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
    shot.quantize(256, Image.Quantize.MEDIANCUT).save(path, "PNG", optimize=True)
    print(f"{path}: {path.stat().st_size // 1000} KB")


def drawn(page: Page, address: str) -> str:
    """Tell the story, change something, and wait; the comic's address."""
    page.goto(address)
    for turn, text in enumerate((SYNOPSIS.read_text("utf-8"), "panel 2 at dusk"), 1):
        page.locator("#pw-turn textarea").fill(text)
        page.locator("#pw-send").click()
        expect(page.locator("#pw-talk .say.bound")).to_have_count(turn, timeout=300_000)
    return page.url


def opened(page: Page, address: str, number: int) -> None:
    """Show the comic with one panel open."""
    page.goto(address)
    page.locator("#pw-book .hit").nth(number - 1).click()
    page.locator("#pw-evidence .attempt").first.wait_for()
    page.mouse.move(0, 0)


def main(folder: Path) -> None:
    """Take the three."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    with (
        tempfile.TemporaryDirectory() as runs,
        serving(Path(runs)) as address,
        sync_playwright() as playwright,
    ):
        flags = ["--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
        browser = playwright.chromium.launch(executable_path=program, args=flags)
        with window(browser, 1280, 860, dark=False, phone=False) as page:
            comic = drawn(page, address)
            page.goto(comic)
            page.locator("#pw-book .whole").first.wait_for()
            kept(page, folder / "page-light.png")
        with window(browser, 1280, 860, dark=True, phone=False) as page:
            opened(page, comic, 4)
            kept(page, folder / "page-dark.png")
        with window(browser, 390, 640, dark=False, phone=True) as page:
            page.goto(comic)
            page.locator("#pw-book .whole").first.wait_for()
            page.locator("#pw-book .bar").evaluate("bar => bar.scrollIntoView()")
            kept(page, folder / "page-phone.png")
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
