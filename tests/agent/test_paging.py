"""Pages after an edit: no panel gets another size than the edit asks for."""

from pathlib import Path

import pytest

from panelwright.changing import edited, undone
from panelwright.paging import kept_pages
from panelwright.proposing import proposed
from panelwright.repainting import repainted
from panelwright.run import Run
from small_runs import SETTINGS, drawn, painted, planned, small_story


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """A run of 14 panels, whose pages are laid out."""
    run = planned(tmp_path / "run", small_story(14))
    kept_pages(run, run.read_story(), SETTINGS)
    return run


def pages(run: Run) -> list[list[str]]:
    """The ids of the panels of each page."""
    layouts = kept_pages(run, run.read_story(), SETTINGS)
    assert [page.number for page in layouts] == list(range(1, len(layouts) + 1))
    return [[slot.panel for slot in page.slots] for page in layouts]


def change(run: Run, said: str) -> set[str]:
    """The ids of the panels that are painted for a request."""
    before = run.read_story()
    after = edited(run, proposed(run, said).edits, said)
    return set(repainted(run, SETTINGS, before, after))


def test_panels_that_are_swapped_take_each_other_s_slots(run: Run) -> None:
    before = pages(run)
    two = (before[0][0], before[1][1])
    numbers = [int(panel[1:]) for panel in two]
    assert change(run, f"swap panels {numbers[0]} and {numbers[1]}") <= set(two)
    assert [len(page) for page in pages(run)] == [len(page) for page in before]


def test_a_removed_panel_moves_those_of_its_page_alone(run: Run) -> None:
    first, *others = pages(run)
    assert change(run, f"remove panel {int(first[1][1:])}") <= set(first)
    assert pages(run)[1:] == others


def test_an_added_panel_moves_those_of_its_page_alone(run: Run) -> None:
    first, *others = pages(run)
    after = change(run, f"add a panel after panel {int(first[0][1:])}: Mina laughs")
    assert len(after - set(first)) == 1 and pages(run)[1:] == others


def test_what_is_added_behind_a_full_page_moves_nothing(run: Run) -> None:
    before = pages(run)
    assert len(before[-1]) >= 4
    added = change(run, "add a panel at the end: Mina laughs, add a panel at the end: Mina runs")
    assert len(added) == 2 and pages(run)[: len(before)] == before


def test_a_larger_panel_moves_those_of_its_page_alone(run: Run) -> None:
    first, *others = pages(run)
    assert change(run, f"panel {int(first[0][1:])} bigger") <= set(first)
    assert pages(run)[1:] == others


def test_going_back_brings_the_pages_back_and_paints_nothing(run: Run) -> None:
    before = kept_pages(run, run.read_story(), SETTINGS)
    drawn(run)
    change(run, "remove panel 2")
    drawn(run)
    done = painted(run)
    undone(run)
    assert kept_pages(run, run.read_story(), SETTINGS) == before
    drawn(run)
    assert painted(run) == done


def test_a_page_that_grows_is_parted_in_the_end(run: Run) -> None:
    for number in range(6):
        change(run, f"add a panel after panel 1: Mina laughs {number} times")
        assert max(map(len, pages(run))) <= 9


def test_what_is_wished_for_the_whole_book_lays_out_all_pages(run: Run) -> None:
    before = pages(run)
    change(run, "on 7 pages")
    assert len(pages(run)) == 7 != len(before)


def test_a_wished_number_of_pages_holds_and_edits_move_as_few_panels(tmp_path: Path) -> None:
    run = planned(tmp_path / "few", small_story(14), SETTINGS.changed(pages=3))
    settings = run.settings()
    before = run.read_story()
    old = kept_pages(run, before, settings)
    assert len(old) == 3
    after = edited(run, proposed(run, "remove panel 2").edits, "remove panel 2")
    moved = set(repainted(run, settings, before, after))
    assert moved < {slot.panel for slot in old[0].slots}
    assert len(kept_pages(run, after, settings)) == 3


def test_a_book_of_one_page_keeps_the_rows_that_an_edit_does_not_touch(tmp_path: Path) -> None:
    run = planned(tmp_path / "one", small_story(5))
    kept_pages(run, run.read_story(), SETTINGS)
    assert len(change(run, "remove panel 2")) < 4
    assert len(pages(run)) == 1
