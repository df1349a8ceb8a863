"""Tools that are made with options, such as the name of a model, wherever they are made."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from optioned import needing, on_offer
from panelwright import backends
from panelwright.cli.app import run
from panelwright.looking import Job, Letters, paint_and_look
from panelwright.run import opened
from panelwright.settings import Settings
from panelwright.store import Store
from panelwright.tooling import tool_paths, tools
from panelwright.workshop import Workshop
from panelwright_tools.domain import Brief
from small_runs import panel, planned


@pytest.fixture(autouse=True)
def on_offer_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    with on_offer():
        yield


@pytest.mark.parametrize("workers", [1, 2])
def test_a_painting_process_makes_its_painter_with_the_options(
    workers: int, tmp_path: Path
) -> None:
    paths = tool_paths(Settings(painter="optioned:tiny").changed(painting={"steps": 3}))
    job = Job(paths, tmp_path, Brief(panel="p01", prompt=""), panel(1), Letters())
    with Workshop(paths, workers) as workshop:
        receipt = workshop.do(paint_and_look, job)
    picture = Store(tmp_path).get(receipt.picture)
    assert picture is not None and picture.painter == "optioned/tiny"
    process, told = picture.notes[0].split(" ", 1)
    assert told.startswith("tiny ") and "('steps', 3)" in told
    assert (int(process) == os.getpid()) == (workers == 1)


def test_a_tool_is_made_once_for_the_same_options() -> None:
    one = tool_paths(Settings(painter="optioned:tiny"))
    same = tool_paths(
        Settings.model_validate({"painter": "optioned", "painting": {"model": "tiny"}})
    )
    other = tool_paths(Settings(painter="optioned:large"))
    assert tools(one) is tools(same)
    assert tools(other).painter.id == "optioned/large"


def test_a_painter_that_fills_a_device_paints_in_one_process(tmp_path: Path) -> None:
    run_folder = planned(tmp_path / "run", None, Settings(painter="blocks", quality="fast"))
    arguments = ["draw", str(run_folder.folder), "--painter", "optioned:tiny", "--jobs", "4", "-q"]
    assert run(arguments) == 0
    notes = [run_folder.read_attempts(f"p0{n}")[0].evidence.notes[0] for n in (1, 2, 3)]
    assert {note.split()[0] for note in notes} == {str(os.getpid())}


def test_flags_and_file_say_how_a_model_paints_and_the_run_keeps_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("story.txt").write_text("Mina finds a map in the rain.")
    Path("tiny").mkdir()
    Path("agent.toml").write_text(
        'painter = "optioned:tiny"\n[painting]\nguidance = 4.5\nsteps = 9\n[grounding]\n'
        'model = "dino"\n'
    )
    assert run(["plan-and-draw", "story.txt", "--panels", "1", "--steps", "7", "--json"]) == 0
    folder = Path(json.loads(capsys.readouterr().out)["run"])
    settings = opened(folder).settings()
    assert settings.painter == "optioned"
    assert settings.painting.model == str(Path("tiny").absolute())
    assert (settings.painting.steps, settings.painting.guidance) == (7, 4.5)
    assert settings.grounding.model == "dino"
    assert run(["draw", str(folder), "--guidance", "6", "-q"]) == 0
    assert opened(folder).settings().painting == settings.painting.model_copy(
        update={"guidance": 6.0}
    )


def test_a_run_is_drawn_by_another_painter_and_back_without_painting_twice(
    tmp_path: Path,
) -> None:
    run_folder = planned(tmp_path / "run", None, Settings(painter="blocks", quality="fast"))
    log = run_folder.store / "painted.log"
    counts = []
    for painter in ("blocks", "optioned:tiny", "blocks", "optioned:tiny"):
        assert run(["draw", str(run_folder.folder), "--painter", painter, "-q"]) == 0
        counts.append(len(log.read_text().split()))
    assert counts[1] == 2 * counts[0] and counts[1:] == [counts[1]] * 3


@pytest.mark.parametrize(
    ("painter", "needs", "sentence"),
    [("optioned", "json", "the painter 'optioned' needs a model"),
     ("optioned:./missing", "json", "there is no model /"),
     ("optioned:x", "not_a_package",
      "needs not_a_package, which isn't installed; run: pip install \"panelwright[local]\"")],
)  # fmt: skip
def test_a_painter_that_cannot_be_used_is_told_before_anything_is_made(
    painter: str, needs: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("story.txt").write_text("Mina finds a map in the rain.")
    with needing(needs):
        assert run(["plan-and-draw", "story.txt", "--painter", painter]) == 2
        assert sentence in capsys.readouterr().err
    assert not Path("comics").exists()


def test_the_doctor_notes_a_tool_whose_packages_are_missing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with needing("not_a_package"):
        assert run(["doctor", "--json"]) == 0
    found = {row["what"]: row for row in json.loads(capsys.readouterr().out)}
    assert found["painter optioned"]["state"] == "note"
    assert 'pip install "panelwright[local]"' in found["painter optioned"]["detail"]


def test_what_no_table_lists_takes_no_options() -> None:
    assert backends.back_end(Settings(), "painter").options == "{}"
    assert backends.takes(Settings(), "painter") is None
