"""Make the README's pictures anew: pages of the examples, and the page in a browser.

Usage: `python scripts/build_pictures.py docs/images`. Chromium and the extra `web` are needed.
Look at every picture before you keep it.
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

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
PAGES = (
    ("the-map-in-the-rain.txt", "colour", 2),
    ("the-bell-under-the-mountain.txt", "colour", 1),
    ("the-missing-trombone.txt", "noir", 1),
    ("the-fox-who-borrowed-the-moon.txt", "colour", 1),
    ("the-last-bus.fountain", "colour", 1),
)
"""Stories, their styles, and how many pages of each are shown."""
PAGE_SIZE = 700, 1015
CHANGED = ((EXAMPLES / "the-map-in-the-rain.txt").read_text("utf-8"), "panel 2 at dusk")
DECIDED = (
    "Nora walks through the snowy forest with her dog Rex. They find an old lantern. The lantern "
    "glows and a robot appears. Rex barks at the robot. The robot waves. Nora laughs. They walk "
    "home at night.",
    "keep panel 3 as it is",
    "redraw panel 2",
)
"""What is said in the conversations that are shown."""


def book_pages(folder: Path) -> None:
    """Draw the examples and keep the pages that are shown, smaller."""
    for file, style, count in PAGES:
        story = EXAMPLES / file
        with tempfile.TemporaryDirectory() as run:
            command = [sys.executable, "-m", "panelwright", "plan-and-draw", str(story), "-q"]
            subprocess.run([*command, "--style", style, "-o", f"{run}/run"], check=True)
            for number in range(1, count + 1):
                page = Image.open(f"{run}/run/pages/page-{number:02d}.png").convert("RGB")
                name = f"{story.stem}-{number}" if count > 1 else story.stem
                in_few_colours(
                    page.resize(PAGE_SIZE, Image.Resampling.LANCZOS), folder / f"{name}.png"
                )


def in_few_colours(image: Image.Image, path: Path) -> None:
    """Keep a picture in so few colours that a manual can carry it."""
    image.quantize(256, Image.Quantize.MEDIANCUT).save(path, "PNG", optimize=True)
    print(f"{path}: {path.stat().st_size // 1000} KB")


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
    """What the window shows, once all pictures in sight are there."""
    page.wait_for_function(
        """[...document.images].every(one => one.complete || !one.checkVisibility()
        || one.getBoundingClientRect().top > innerHeight)"""
    )
    page.evaluate(
        """Promise.all([...document.images]
        .filter(one => one.complete && one.currentSrc && one.checkVisibility()
        && one.getBoundingClientRect().top < innerHeight)
        .map(one => one.decode()))"""
    )
    shot = Image.open(BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
    in_few_colours(shot, path)


def drawn(page: Page, address: str, turns: tuple[str, ...]) -> str:
    """Tell the story, change something, and wait; the comic's address."""
    page.goto(address)
    for turn, text in enumerate(turns, 1):
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


def book(page: Page, address: str) -> None:
    """Show the comic."""
    page.goto(address)
    page.locator("#pw-book .whole").first.wait_for()


def windows(browser: Browser, address: str, folder: Path) -> None:
    """The page with a comic that is made there: in light, in the dark, on a phone, and at work."""
    with window(browser, 1280, 860, dark=False, phone=False) as page:
        comic = drawn(page, address, CHANGED)
        book(page, comic)
        kept(page, folder / "page-light.png")
    with window(browser, 1280, 860, dark=True, phone=False) as page:
        opened(page, comic, 4)
        kept(page, folder / "page-dark.png")
    with window(browser, 390, 640, dark=False, phone=True) as page:
        book(page, comic)
        page.locator("#pw-book .bar").evaluate("bar => bar.scrollIntoView()")
        kept(page, folder / "page-phone.png")
    with window(browser, 1280, 900, dark=False, phone=False) as page:
        opened(page, drawn(page, address, DECIDED), 2)
        kept(page, folder / "web-page.png")


def main(folder: Path) -> None:
    """Make all of them."""
    book_pages(folder)
    program = shutil.which("chromium") or shutil.which("google-chrome")
    with (
        tempfile.TemporaryDirectory() as runs,
        serving(Path(runs)) as address,
        sync_playwright() as playwright,
    ):
        flags = ["--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
        browser = playwright.chromium.launch(executable_path=program, args=flags)
        windows(browser, address, folder)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
