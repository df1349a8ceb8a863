import json
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from langgraph.checkpoint.serde.jsonplus import JsonPlusSerializer

from panelwright.checkpoints import plain_values
from panelwright.graph import panel_graph, story_graph
from panelwright.run import Run, opened
from panelwright.settings import Settings
from panelwright.work import Work, carry_out
from panelwright_tools.domain import Box, Brief, ToolError
from small_runs import SETTINGS, contents, drawn, painted, planned, small_story


def test_a_planned_story_becomes_a_book(tmp_path: Path) -> None:
    run = planned(tmp_path / "run")
    book = drawn(run)
    assert list(book.panels) == ["p01", "p02", "p03"]
    assert book.flagged == ()
    assert all(path.is_file() for path in (*book.pages, *book.files))
    assert run.panel_picture("p02").is_file()
    assert run.read_attempts("p02")[0].verdict.accepted


def test_the_same_story_gives_the_same_bytes(tmp_path: Path) -> None:
    one, two = planned(tmp_path / "one"), planned(tmp_path / "two")
    drawn(one)
    drawn(two)
    assert contents(one) == contents(two)


def test_two_processes_paint_the_same_bytes_as_one(tmp_path: Path) -> None:
    one, two = planned(tmp_path / "one"), planned(tmp_path / "two")
    drawn(one)
    carry_out(two, Work(jobs=2))
    assert contents(one) == contents(two)


def test_a_finished_run_drawn_again_paints_nothing(tmp_path: Path) -> None:
    run = planned(tmp_path / "run")
    drawn(run)
    before, bytes_before = painted(run), contents(run)
    drawn(run)
    drawn(run, go_on=True)
    assert painted(run) == before
    assert contents(run) == bytes_before


def test_after_an_edit_only_the_panel_that_changed_is_painted(tmp_path: Path) -> None:
    run = planned(tmp_path / "run")
    drawn(run)
    story = run.read_story()
    panels = list(story.panels)
    region = panels[1].regions[1].model_copy(update={"noun": "crate", "phrase": "a crate"})
    panels[1] = panels[1].model_copy(update={"regions": (panels[1].regions[0], region)})
    run.write_story(story.model_copy(update={"panels": tuple(panels)}))
    before = len(painted(run))
    drawn(run, go_on=True)
    assert len(painted(run)) == before + 1


def test_a_damaged_picture_is_painted_again(tmp_path: Path) -> None:
    run = planned(tmp_path / "run")
    key = drawn(run).panels["p02"]["picture"]
    wanted = contents(run)
    (run.store / f"{key}.png").write_bytes(b"not a picture")
    drawn(run)
    assert painted(run).count(key) == 2
    assert contents(run) == wanted


def test_damaged_letters_are_placed_again(tmp_path: Path) -> None:
    run = planned(tmp_path / "run")
    drawn(run)
    before, wanted = painted(run), contents(run)
    for letters in run.store.glob("*.letters.json"):
        letters.write_bytes(b"{")
    drawn(run)
    assert painted(run) == before
    assert contents(run) == wanted


@pytest.mark.parametrize("damage", [b"", b"garbage" * 900, b"SQLite format 3\x00" + b"\xff" * 9000])
def test_damaged_checkpoints_cost_nothing_but_time(tmp_path: Path, damage: bytes) -> None:
    run = planned(tmp_path / "run")
    drawn(run)
    before, wanted = painted(run), contents(run)
    run.checkpoints.write_bytes(damage)
    drawn(run, go_on=True)
    assert painted(run) == before
    assert contents(run) == wanted


def test_locked_checkpoints_are_left_as_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sqlite3.connect", partial(sqlite3.connect, timeout=0.05))
    run = planned(tmp_path / "run")
    drawn(run)
    with closing(sqlite3.connect(run.checkpoints)) as other:
        other.execute("PRAGMA locking_mode=EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        before = run.checkpoints.read_bytes()
        with pytest.raises(ToolError, match=r"run\.sqlite is locked by another program"):
            drawn(run)
        other.rollback()
    assert run.checkpoints.read_bytes() == before
    assert not list(run.folder.glob("*.damaged"))


def test_a_killed_run_goes_on_to_the_same_bytes(tmp_path: Path) -> None:
    undisturbed, run = planned(tmp_path / "one"), planned(tmp_path / "two")
    drawn(undisturbed)
    script = f"from panelwright.cli.app import run; run(['draw', {str(run.folder)!r}, '-q'])"
    process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.DEVNULL)
    while not painted(run):
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    process.wait()
    drawn(run, go_on=True)
    assert contents(run) == contents(undisturbed)
    assert len(painted(run)) == len(set(painted(run)))


def test_what_a_kill_left_half_written_is_removed_wherever_a_run_writes(tmp_path: Path) -> None:
    run = planned(tmp_path / "run")
    folders = (run.folder, run.answers, run.versions, run.storyboard, run.draft.storyboard)
    for folder in (*folders, run.draft.folder, run.store, run.reference("any").parent):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / ".p01.json.x1.tmp").write_text("half")
    drawn(run)
    assert not list(run.folder.rglob("*.tmp"))


def test_approval_is_awaited_before_anything_is_painted(tmp_path: Path) -> None:
    run = planned(tmp_path / "run")
    assert carry_out(run, Work(approve=True)) is None
    assert painted(run) == []
    assert (run.folder / "storyboard" / "page-01.png").is_file()
    assert drawn(run, go_on=True).flagged == ()


def test_a_crowded_panel_is_repaired_by_another_layout(tmp_path: Path) -> None:
    story = small_story(1)
    [panel] = story.panels
    mina, bench = panel.regions
    wall = bench.model_copy(update={"id": "wall", "noun": "wall", "phrase": "a wall", "depth": 0.1})
    boxes = {"mina": Box(0.3, 0.4, 0.2, 0.5), "bench": Box(0.6, 0.6, 0.3, 0.3),
             "wall": Box(0.2, 0.3, 0.5, 0.6)}  # fmt: skip
    fixed = tuple(r.model_copy(update={"box": boxes[r.id]}) for r in (mina, bench, wall))
    panel = panel.model_copy(update={"regions": fixed, "relations": ()})
    run = planned(tmp_path / "run", story.model_copy(update={"panels": (panel,)}))
    book = drawn(run)
    first, *others = run.read_attempts("p01")
    assert "missing" in {ruling.cause for ruling in first.verdict.failures}
    assert others[0].repair is not None and others[0].repair.kind == "relayout"
    assert book.panels["p01"]["status"] == "accepted"


def test_what_cannot_be_repaired_is_flagged_with_its_best_attempt(tmp_path: Path) -> None:
    story = small_story(1)
    [panel] = story.panels
    panel = panel.model_copy(update={"avoid": ("girls",)})
    settings = SETTINGS.changed(attempts=3)
    run = planned(tmp_path / "run", story.model_copy(update={"panels": (panel,)}), settings)
    book = drawn(run)
    assert book.flagged == ("p01",)
    assert book.panels["p01"]["attempts"] <= 3
    assert "wanted none" in book.panels["p01"]["reasons"][0]
    assert run.panel_picture("p01").is_file()


def test_a_panel_that_fails_names_itself_and_resume_mends_it(tmp_path: Path) -> None:
    run = planned(tmp_path / "run")
    store = run.store
    store.rmdir()
    store.write_text("a file where the store should be")
    with pytest.raises(ToolError, match="panel p01 and 2 more panels could not be drawn"):
        drawn(run)
    store.unlink()
    assert drawn(opened(run.folder), go_on=True).flagged == ()


def first_briefs(run: Run) -> list[Brief]:
    return [run.read_brief(run.read_attempts(panel.id)[0]) for panel in run.read_story().panels]


def test_the_largest_panels_are_painted_first(tmp_path: Path) -> None:
    story = small_story(6)
    panels = [panel.model_copy(update={"weight": 3.0 if panel.id == "p05" else 1.0})
              for panel in story.panels]  # fmt: skip
    run = planned(tmp_path / "run", story.model_copy(update={"panels": tuple(panels)}))
    drawn(run)
    areas = {brief.panel: brief.size[0] * brief.size[1] for brief in first_briefs(run)}
    largest = max(areas, key=lambda panel: areas[panel])
    events = [json.loads(line) for line in run.events.read_text().splitlines()]
    started = [event["panel"] for event in events if event["event"] == "painting"]
    assert largest not in ("p01", "p02")
    assert largest in started[:2]  # one is painted, one waits


def test_the_graphs_show_every_stage() -> None:
    outer = story_graph().compile().get_graph().draw_mermaid()
    inner = panel_graph().compile().get_graph().draw_mermaid()
    for stage in ("read", "plan", "check_plan", "approve", "cast", "draw_panel", "letter", "bind"):
        assert f"{stage}(" in outer
    for stage in ("lay_out", "brief", "paint", "look", "judge", "repair", "accept"):
        assert f"{stage}(" in inner


def test_a_checkpoint_makes_no_objects() -> None:
    kept = JsonPlusSerializer().dumps_typed({"panel": Box(0, 0, 1, 1), "number": 3})
    read = plain_values().loads_typed(kept)
    assert read["number"] == 3
    assert not isinstance(read["panel"], Box)


def test_checkpoints_stay_small(tmp_path: Path) -> None:
    run = planned(tmp_path / "run", small_story(12))
    drawn(run)
    assert run.checkpoints.stat().st_size < 12 * 16_384


def test_settings_survive_in_the_manifest(tmp_path: Path) -> None:
    settings = Settings(painter="blocks", style="noir", panels=7, seed=5)
    run = planned(tmp_path / "run", None, settings)
    assert opened(run.folder).settings() == settings


def test_no_node_is_tried_again_by_the_machine() -> None:
    # What is worth trying again is tried where the call is made; else three tries become nine.
    for graph in (story_graph(), panel_graph()):
        assert not any(node.retry_policy for node in graph.nodes.values())
