"""A real browser for tests: headless Chromium or Chrome, driven by Playwright."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage",
)  # fmt: skip


_PATIENCE_MS = 30_000  # on a machine that has other work
expect.set_options(timeout=_PATIENCE_MS)
_running: list[Browser] = []  # Playwright runs once in a thread: who asks again gets the same


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running browser without windows; the test is skipped where none is installed.

    While it runs, this thread can't start an event loop of its own: draw runs before.
    """
    if _running:
        yield _running[0]
        return
    program = next((found for name in _BROWSERS if (found := shutil.which(name))), None)
    if program is None:
        pytest.skip("neither Chromium nor Chrome is installed on this machine")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=list(_FLAGS))
        _running.append(running)
        try:
            yield running
        finally:
            _running.clear()
            running.close()


@contextmanager
def window(
    running: Browser, width: int, height: int, *, phone: bool = False, dark: bool = False
) -> Iterator[Page]:
    """A window of so many CSS pixels that shares nothing with the browser's others."""
    context = running.new_context(
        viewport={"width": width, "height": height},
        is_mobile=phone,
        has_touch=phone,
        color_scheme="dark" if dark else "light",
    )
    context.set_default_timeout(_PATIENCE_MS)
    try:
        yield context.new_page()
    finally:
        context.close()


@contextmanager
def browser(width: int, height: int, *, phone: bool = False, dark: bool = False) -> Iterator[Page]:
    """A fresh browser with one window of so many CSS pixels."""
    with chromium() as running, window(running, width, height, phone=phone, dark=dark) as page:
        yield page


def opened(page: Page, path: Path) -> None:
    """Open a file."""
    page.goto(path.resolve().as_uri())


def overhang(page: Page) -> int:
    """How many pixels of the page don't fit beside one another into the window."""
    wide = "document.documentElement.scrollWidth - window.innerWidth"
    return max(0, int(page.evaluate(wide)))
