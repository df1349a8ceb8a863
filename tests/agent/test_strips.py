"""On the strip every panel is as wide as a phone, and its letters are set for that."""

from pathlib import Path

import pytest

from panelwright.binding import lettered_book
from panelwright.paging import kept_pages
from panelwright.strips import STRIP_TEXT, strip_book
from panelwright_tools.binding.webtoon import PANEL_WIDTH
from small_runs import SETTINGS, drawn, planned


def test_letters_of_the_strip_are_equally_large_on_panels_of_every_width(tmp_path: Path) -> None:
    run = planned(tmp_path / "run")
    drawn(run)
    story = run.read_story()
    book = lettered_book(run, story, kept_pages(run, story, SETTINGS))
    strip = strip_book(run, book)
    assert strip.panels.keys() == book.panels.keys()
    for panel in strip.panels.values():
        shown = panel.lettering.text_size * PANEL_WIDTH / panel.lettering.size[0]
        assert shown == pytest.approx(STRIP_TEXT, rel=0.25)
    said = [[b.text for b in panel.lettering.balloons] for panel in strip.panels.values()]
    assert said == [[b.text for b in panel.lettering.balloons] for panel in book.panels.values()]


def test_a_panel_that_the_store_lost_keeps_the_letters_of_its_page(tmp_path: Path) -> None:
    run = planned(tmp_path / "run")
    drawn(run)
    story = run.read_story()
    book = lettered_book(run, story, kept_pages(run, story, SETTINGS))
    for path in run.store.iterdir():
        path.unlink()
    assert strip_book(run, book).panels == book.panels
