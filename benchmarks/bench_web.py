"""How fast the page loads and answers with a long book, by Chromium's own measures.

    python benchmarks/bench_web.py --panels 200

A story of so many panels is drawn by the block painter, `agent web` serves it in a process of its
own, and a fresh headless Chromium opens it again and again; the median is printed. *Shown* is the
moment when the first panel of the book can be clicked. Bytes are what went over the wire, the
pictures of the pages in sight among them. A *long task* keeps the page from answering for more than
50 ms. Panels are opened one after another: *marked* is the time to the frame around one, *told* to
its evidence.
"""

import argparse
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from stories import walking_story

from panelwright.making import created
from panelwright.settings import Settings
from panelwright.work import Work, carry_out, versions

_WATCH = """window.tasks = [];
new PerformanceObserver(list => window.tasks.push(...list.getEntries().map(one => one.duration)))
  .observe({type: "longtask", buffered: true});"""
_READ = """() => {
  const paint = Object.fromEntries(performance.getEntriesByType("paint").map(
    one => [one.name, one.startTime]));
  const files = [...performance.getEntriesByType("resource"),
    ...performance.getEntriesByType("navigation")];
  return [paint["first-paint"], paint["first-contentful-paint"],
    files.reduce((sum, one) => sum + one.transferSize, 0), files.length, window.tasks.length,
    Math.max(0, ...window.tasks), document.querySelectorAll("*").length];
}"""


@dataclass(frozen=True)
class Load:
    """What one opening of the page took: milliseconds, bytes and counts."""

    first_paint: float
    first_contentful_paint: float
    shown: float
    bytes: float
    requests: float
    long_tasks: float
    longest_task: float
    elements: float
    marked: float
    told: float
    long_tasks_after: float


def draw(runs: Path, panels: int) -> None:
    """A comic to open."""
    settings = Settings(painter="blocks", quality="fast", attempts=1)
    run = created(runs / "long")
    run.write_story(walking_story(panels))
    run.write_manifest(settings, versions(settings), {})
    carry_out(run, Work(go_on=False))


@contextmanager
def serving(runs: Path) -> Iterator[str]:
    """The address of the page."""
    command = [sys.executable, "-m", "panelwright", "web", "--port", "0", "--runs", str(runs)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.send_signal(signal.SIGINT)


def opened(browser: Browser, address: str, panels: int) -> Load:
    """Open the book in a fresh window, and some of its panels."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.add_init_script(_WATCH)
    page.goto(f"{address}?run=long", wait_until="commit")
    page.locator("#pw-book .hit").first.wait_for()
    shown = float(page.evaluate("performance.now()"))
    page.wait_for_load_state("networkidle")
    first, contentful, size, requests, tasks, longest, elements = page.evaluate(_READ)
    numbers = [1, panels // 3, panels // 2, panels - 1]
    selections = [selected(page, number) for number in numbers]
    after = int(page.evaluate("window.tasks.length")) - tasks
    context.close()
    return Load(
        first, contentful, shown, size, requests, tasks, longest, elements,
        statistics.median(one[0] for one in selections),
        statistics.median(one[1] for one in selections), after,
    )  # fmt: skip


def selected(page: Page, number: int) -> tuple[float, float]:
    """Milliseconds from the click on a panel to its frame, and to what is known of it."""
    hit = page.locator("#pw-book .hit").nth(number - 1)
    hit.scroll_into_view_if_needed()
    began = time.perf_counter()
    hit.evaluate("hit => hit.click()")
    page.locator("#pw-book .panel.open").wait_for()
    marked = time.perf_counter()
    page.locator(f"#pw-near-title h2:has-text('Panel {number}')").wait_for()
    return 1000 * (marked - began), 1000 * (time.perf_counter() - began)


def main() -> None:
    """Print the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--panels", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        parser.exit(2, "Chromium is not installed.\n")
    with tempfile.TemporaryDirectory() as folder:
        draw(Path(folder), given.panels)
        with serving(Path(folder)) as address, sync_playwright() as playwright:
            flags = ["--no-sandbox", "--disable-gpu"]
            browser = playwright.chromium.launch(executable_path=program, args=flags)
            loads = [opened(browser, address, given.panels) for _ in range(given.rounds)]
            browser.close()
    for name in Load.__dataclass_fields__:
        values = [float(getattr(load, name)) for load in loads]
        middle, low, high = statistics.median(values), min(values), max(values)
        print(f"{name:24} {middle:12.1f}   ({low:.1f} to {high:.1f})")


if __name__ == "__main__":
    main()
