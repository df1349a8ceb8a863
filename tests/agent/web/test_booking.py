"""The book that the page shows is what lies in the run folder."""

from pathlib import Path

from panelwright.web.booking import Going, book_model
from panelwright.web.view import BookModel
from small_runs import drawn, planned


def test_a_planned_run_shows_its_pages_with_panels_that_wait(tmp_path: Path) -> None:
    book = book_model(planned(tmp_path / "rain"), {})
    (page,) = book.pages
    assert page.image is None and page.alt == "Page 1, panels 1 to 3"
    assert [panel.id for panel in page.panels] == ["p01", "p02", "p03"]
    assert {panel.status for panel in page.panels} == {"waiting"}
    assert all(panel.image is None and panel.alt for panel in page.panels)


def test_a_drawn_run_shows_pictures_boxes_detections_and_verdicts(tmp_path: Path) -> None:
    run = planned(tmp_path / "rain")
    drawn(run)
    book = book_model(run, {}, "p02", overlay=True)
    assert book.selected == "p02" and book.overlay
    (page,) = book.pages
    assert page.image is not None and page.image.startswith("/files/rain/pages/page-01.png")
    panel = page.panels[0]
    assert panel.image is not None and panel.status in ("accepted", "flagged")
    assert {region.label for region in panel.regions} == {"a girl", "a wooden bench"}
    assert {found.label for found in panel.detections} == {"a girl", "a wooden bench"}
    assert all(0 <= n <= 1 for found in panel.detections for n in found.box)


def test_what_goes_on_with_a_panel_counts_more_than_what_was(tmp_path: Path) -> None:
    run = planned(tmp_path / "rain")
    drawn(run)
    book = book_model(run, {"p01": Going("repairing", "inpainting the bench")})
    panel = book.pages[0].panels[0]
    assert (panel.status, panel.message) == ("repairing", "inpainting the bench")


def test_a_run_without_a_plan_is_an_empty_book(tmp_path: Path) -> None:
    run = planned(tmp_path / "rain")
    run.story.unlink()
    assert book_model(run, {}) == BookModel()


def test_an_unknown_panel_is_not_selected(tmp_path: Path) -> None:
    assert book_model(planned(tmp_path / "rain"), {}, "p99").selected is None
