"""What a run's checks chose is exported as a set of preferences."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

pytest.importorskip("pyarrow")

import pyarrow.parquet as pq

from panelwright import preferences
from panelwright.cli.app import run as command
from panelwright.run import Run
from panelwright_tools.domain import Box, Story
from small_runs import SETTINGS, drawn, planned, small_story


def hidden_girl() -> Story:
    """A wall hides the girl at first; a repair moves them apart."""
    story = small_story(1)
    [panel] = story.panels
    mina, bench = panel.regions
    wall = bench.model_copy(update={"id": "wall", "noun": "wall", "phrase": "a wall", "depth": 0.1})
    boxes = {"mina": Box(0.3, 0.4, 0.2, 0.5), "bench": Box(0.6, 0.6, 0.3, 0.3),
             "wall": Box(0.2, 0.3, 0.5, 0.6)}  # fmt: skip
    fixed = tuple(r.model_copy(update={"box": boxes[r.id]}) for r in (mina, bench, wall))
    panel = panel.model_copy(update={"regions": fixed, "relations": ()})
    return story.model_copy(update={"panels": (panel,)})


@pytest.fixture(scope="module")
def repaired(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A run whose panel was rejected, and accepted after a repair."""
    run = planned(tmp_path_factory.mktemp("runs") / "a-secret-name", hidden_girl())
    drawn(run)
    verdicts = [one.verdict.accepted for one in run.read_attempts("p01")]
    assert set(verdicts) == {True, False}
    return run


def export(run: Run, folder: Path) -> int:
    return command(["export", str(run.folder), "--preferences", str(folder)])


def rows(folder: Path) -> list[dict[str, Any]]:
    tables = sorted((folder / "data").glob("*.parquet"))
    return [row for table in tables for row in pq.read_table(table).to_pylist()]


def test_every_accepted_attempt_is_paired_with_every_rejected_one(
    repaired: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export(repaired, tmp_path / "set") == 0
    told = capsys.readouterr()
    attempts = repaired.read_attempts("p01")
    good = [one for one in attempts if one.verdict.accepted]
    bad = [one for one in attempts if not one.verdict.accepted]
    found = rows(tmp_path / "set")
    assert len(found) == len(good) * len(bad) > 0
    assert "1 of 1 panels" in told.err and told.out.strip().endswith(".parquet")
    for row in found:
        assert row["label_0"] + row["label_1"] == 1
        chosen = 0 if row["label_0"] == 1 else 1
        assert row[f"attempt_{chosen}"] in [one.number for one in good]
        assert row[f"attempt_{1 - chosen}"] in [one.number for one in bad]
        assert row["best_image_uid"] == row[f"image_uid_{chosen}"]
        assert row[f"score_{chosen}"] == 1.0 > row[f"score_{1 - chosen}"]
        assert row[f"reasons_{chosen}"] == [] and row[f"reasons_{1 - chosen}"]
        assert row[f"repair_{chosen}"] and "wall" in row["caption"].lower()


def test_pictures_are_in_the_table_and_beside_it(repaired: Run, tmp_path: Path) -> None:
    assert export(repaired, tmp_path / "set") == 0
    for row in rows(tmp_path / "set"):
        for side in (0, 1):
            number = row[f"attempt_{side}"]
            own = repaired.attempt("p01", number).with_suffix(".png").read_bytes()
            assert (
                row[f"jpg_{side}"] == own == (tmp_path / "set" / row[f"image_{side}"]).read_bytes()
            )
            with Image.open(io.BytesIO(row[f"jpg_{side}"])) as image:
                assert image.size == (row[f"width_{side}"], row[f"height_{side}"])
            assert row[f"model_{side}"].startswith("blocks")


def test_each_region_has_its_own_verdict(repaired: Run, tmp_path: Path) -> None:
    assert export(repaired, tmp_path / "set") == 0
    [row, *_] = rows(tmp_path / "set")
    rejected = 0 if row["label_0"] == 0 else 1
    attempt = repaired.read_attempts("p01")[row[f"attempt_{rejected}"] - 1]
    failed = {one.condition.region for one in attempt.verdict.failures if one.condition.region}
    found = {one["region"] for one in row[f"regions_{rejected}"] if one["verdict"] == "fail"}
    assert failed and found == failed
    lifts = {one.region: one.value for one in attempt.evidence.lifts}
    assert {one["region"]: one["lift"] for one in row[f"regions_{rejected}"]} == lifts


def test_nothing_of_where_the_run_lies_is_exported(repaired: Run, tmp_path: Path) -> None:
    assert export(repaired, tmp_path / "set") == 0
    for path in (tmp_path / "set").rglob("*"):
        assert "a-secret-name" not in path.name
        if path.suffix in (".parquet", ".md"):
            assert b"a-secret-name" not in path.read_bytes()
            assert str(repaired.folder.parent).encode() not in path.read_bytes()


def test_runs_go_into_one_set_and_a_run_takes_the_place_of_its_own(
    repaired: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = planned(tmp_path / "other", hidden_girl(), SETTINGS.changed(seed=5))
    drawn(other)
    assert export(repaired, tmp_path / "set") == 0
    once = len(rows(tmp_path / "set"))
    assert export(other, tmp_path / "set") == 0
    assert "the set holds 2 runs" in capsys.readouterr().err
    both = len(rows(tmp_path / "set"))
    assert both > once
    assert export(repaired, tmp_path / "set") == 0
    assert len(rows(tmp_path / "set")) == both
    named = {row[f"image_{side}"] for row in rows(tmp_path / "set") for side in (0, 1)}
    assert {f"pictures/{one.name}" for one in (tmp_path / "set/pictures").iterdir()} == named


def test_a_run_without_pairs_says_so_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = planned(tmp_path / "run", small_story(1))
    drawn(run)
    assert export(run, tmp_path / "set") == 2
    said = capsys.readouterr().err
    assert "no pairs to learn from" in said and "1 panels, 1 attempts, 1 of them" in said
    assert not (tmp_path / "set").exists()


def test_nothing_half_written_stays(
    repaired: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(preferences, "write_preferences", interrupted)
    assert export(repaired, tmp_path / "set") == 130
    assert not list((tmp_path / "set").rglob("*.p*"))


def test_a_folder_that_holds_something_else_is_left_alone(
    repaired: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "mine.png").write_bytes(b"mine")
    assert export(repaired, tmp_path / "photos") == 2
    assert "holds something else" in capsys.readouterr().err
    assert [path.name for path in (tmp_path / "photos").iterdir()] == ["mine.png"]


def test_attempts_of_other_words_are_no_pair(repaired: Run, tmp_path: Path) -> None:
    """Such as those that a change of shot left behind."""
    for attempt in repaired.read_attempts("p01"):
        if attempt.verdict.accepted:
            path = repaired.attempt_brief(attempt)
            kept = path.read_text()
            path.write_text(json.dumps({**json.loads(kept), "prompt": "something else"}))
            try:
                assert export(repaired, tmp_path / "set") == 2
            finally:
                path.write_text(kept)
