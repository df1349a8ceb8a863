"""A panel's picture is locked, approved and replaced from the command line."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from panelwright.cli.app import run as agent
from panelwright.deciding import decided, replaced, unlocked
from panelwright.run import Run
from small_runs import SETTINGS, drawn, painted, planned


def pixels(run: Run, panel: str) -> np.ndarray:
    return np.asarray(Image.open(run.panel_picture(panel)))


@pytest.fixture
def run(tmp_path: Path) -> Run:
    made = planned(tmp_path / "rain")
    drawn(made)
    return made


def test_a_locked_panel_is_not_painted_until_it_is_unlocked(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, before, count = str(run.folder), pixels(run, "p01"), len(painted(run))
    assert agent(["edit", "lock", folder, "1"]) == 0
    assert "panel 1 keeps its picture; the book follows with: agent draw" in capsys.readouterr().out
    assert agent(["edit", "say", folder, "panel 1 at night", "--yes"]) == 0
    assert agent(["draw", folder, "-q"]) == 0
    assert (pixels(run, "p01") == before).all() and len(painted(run)) == count
    assert agent(["edit", "lock", folder, "p01"]) == 0
    assert "as the plan says already" in capsys.readouterr().out
    assert agent(["edit", "lock", folder, "1", "--none"]) == 0
    assert agent(["draw", folder, "-q"]) == 0
    assert not np.array_equal(pixels(run, "p01"), before)


def test_a_locked_panel_is_drawn_differently_only_once_it_is_unlocked(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(run.folder)
    assert agent(["edit", "lock", folder, "2"]) == 0
    for wish in ([], ["--say", "closer"]):
        assert agent(["redraw", folder, "--panel", "2", *wish, "-q"]) == 2
        assert f"`agent edit lock {folder} 2 --none`" in capsys.readouterr().err
    assert run.redrawn() == {}


def test_an_approved_panel_is_flagged_no_more(run: Run) -> None:
    strict = SETTINGS.changed(thresholds={"size": 1.0, "visible": 1.0, "overlap": 1.0}, attempts=1)
    run.write_manifest(strict, {}, {})
    folder = str(run.folder)
    assert agent(["draw", folder, "--strict", "-q"]) == 3
    for number in "123":
        assert agent(["edit", "approve", folder, number]) == 0
    assert agent(["draw", folder, "--strict", "-q"]) == 0
    assert agent(["edit", "approve", folder, "1", "--none"]) == 0
    assert agent(["draw", folder, "--strict", "-q"]) == 3


def test_a_picture_of_the_user_s_own_stands_on_its_panel_until_it_is_taken_back(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, file, before = str(run.folder), tmp_path / "mine.png", pixels(run, "p02")
    Image.new("RGB", (300, 200), "red").save(file)
    assert agent(["edit", "picture", folder, "2", str(file)]) == 0
    assert "panel 2 shows mine.png" in capsys.readouterr().out
    assert agent(["draw", folder, "-q"]) == 0
    assert (pixels(run, "p02").reshape(-1, 3) == (255, 0, 0)).all()
    assert agent(["edit", "undo", folder]) == 0
    assert agent(["draw", folder, "-q"]) == 0
    assert (pixels(run, "p02") == before).all()


def test_what_can_t_be_decided_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    unpainted = planned(tmp_path / "new")
    folder, text = str(unpainted.folder), tmp_path / "text.png"
    text.write_text("no picture")
    for typed, said in (
        (["lock", folder, "1"], "panel 1 has no picture yet; paint it first."),
        (["approve", folder, "p02"], "panel 2 has no picture yet"),
        (["lock", folder, "9"], "there is no panel 9"),
        (["picture", folder, "1", str(text)], "is no picture that can be read"),
        (["picture", folder, "1", str(tmp_path / "none.png")], "no such file"),
    ):
        assert agent(["edit", *typed]) == 2
        assert said in capsys.readouterr().err
    assert not unpainted.versions.is_dir()


def test_decisions_are_edits_that_change_nothing_twice(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "mine.png"
    Image.new("RGB", (30, 20), "blue").save(file)
    first = decided(run, replaced(run, "3", file.read_bytes()))
    assert first.panel("p03").picture is not None
    assert decided(run, unlocked(run, "3")).panel("p03").picture is None
