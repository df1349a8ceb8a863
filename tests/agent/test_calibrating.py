"""`agent calibrate`, for real on the miniature: few pairs, a lax level."""

import json
import shutil
from pathlib import Path

import pytest

pytest.importorskip("diffusers")

from panelwright.calibrating import Asked, Calibrated, calibrated
from panelwright.cli.app import run
from panelwright.run import Run
from panelwright.settings import Settings
from panelwright_tools.domain import Region
from panelwright_tools.lift.calibration.pairs import usual_words
from panelwright_tools.lift.margins import Margin
from small_runs import drawn, planned, small_story

PAIRS = 6
EACH = 4 * 32
"""Evaluations of a pair: two claims, each against the rest, as the miniature is scored."""
LAX = {"alpha": 0.3, "draws": 32, "batch": 32}
MINIATURE = Settings(painter="miniature").changed(
    scoring=LAX, painting={"device": "cpu", "steps": 2}
)


@pytest.fixture(scope="module")
def six(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Calibrated]:
    """Six pairs of the usual words, and the folder where they are kept."""
    folder = tmp_path_factory.mktemp("six") / "kept"
    into = MINIATURE.changed(scoring={"calibrations": str(folder)})
    return folder, calibrated(into, Asked(usual_words("miniature"), PAIRS), lambda *_: None)


@pytest.fixture(autouse=True)
def somewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    table = [f"{name} = {json.dumps(value)}" for name, value in LAX.items()]
    Path("agent.toml").write_text("\n".join(["[scoring]", *table]))


def calibrate(*flags: str) -> int:
    return run(["calibrate", "--painter", "miniature", "--device", "cpu", "--steps", "2", *flags])


def kept(folder: Path) -> Margin:
    [file] = folder.glob("*.json")
    return Margin.model_validate_json(file.read_bytes())


def test_a_margin_is_fitted_shown_and_used_by_the_next_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert calibrate("--pairs", str(PAIRS)) == 0
    said = capsys.readouterr()
    folder = tmp_path / "config" / "panelwright" / "calibrations"
    margin = kept(folder)
    assert (margin.pairs, margin.held_out, margin.alpha, margin.draws) == (3, 3, 0.3, 32)
    lines = said.out.splitlines()
    assert lines[0].startswith(f"margin {margin.margin:.3g} for miniature, eps")
    assert f"{margin.auc:.3f}" in lines[1]
    for name in ("false acceptance", "true acceptance", "false rejection"):
        assert any(name in line and line.count("%") == 2 for line in lines)
    assert lines[-1].endswith(f"{margin.to.file}") and Path(lines[-1]).parent == folder
    assert Path(lines[-2]).read_bytes().startswith(b"\x89PNG")
    assert "6 of 6 pairs" in said.err and "6 pairs are few" in said.err
    assert all(margin.said in reason for reason in reasons(MINIATURE))


def reasons(settings: Settings) -> list[str]:
    """Why the lifts of a panel passed or failed, in a run with these settings."""
    book = planned(Path("book"), small_story(1), settings.changed(quality="fast", attempts=1))
    drawn(book)
    attempts = book.read_attempts("p01")
    rulings = [one for one in attempts[0].verdict.rulings if one.condition.kind == "lift"]
    assert rulings
    return [one.reason for one in rulings]


def test_one_that_was_broken_off_goes_on_and_comes_to_the_same(
    tmp_path: Path, six: tuple[Path, Calibrated]
) -> None:
    told: list[int] = []

    def breaks(done: int, total: int) -> None:
        told.append(done)
        if done == 4:
            raise KeyboardInterrupt

    words = usual_words("miniature")
    into = MINIATURE.changed(scoring={"calibrations": str(tmp_path / "broken")})
    with pytest.raises(KeyboardInterrupt):
        calibrated(into, Asked(words, PAIRS), breaks)
    [pairs] = (tmp_path / "broken").glob("*.pairs.jsonl")
    pairs.write_text(pairs.read_text()[:-20])  # killed while it wrote
    told.clear()
    found = calibrated(into, Asked(words, PAIRS), lambda done, total: told.append(done))
    assert (found.kept, told) == (3, [3, 4, 5, 6])
    assert six[1].margin == found.margin


def test_more_pairs_add_to_those_that_are_there_and_another_seed_begins_anew(
    six: tuple[Path, Calibrated], capsys: pytest.CaptureFixture[str]
) -> None:
    flags = ("-o", "kept", "--json")
    shutil.copytree(six[0], "kept")
    first = six[1].margin
    assert calibrate("--pairs", "8", *flags) == 0
    said = capsys.readouterr()
    assert "6 of the pairs were kept" in said.err
    more = json.loads(said.out)
    assert (first.held_out, more["held_out"]) == (3, 4)
    assert more["evaluations"] == 8 * EACH
    assert calibrate("--pairs", "6", "--seed", "9", *flags) == 0
    assert "were kept" not in capsys.readouterr().err


def test_no_more_pictures_are_painted_than_the_evaluations_allow(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert calibrate("--pairs", "20", "--evaluations", str(6 * EACH - 1), "--json") == 0
    said = capsys.readouterr()
    assert json.loads(said.out)["evaluations"] == 6 * EACH
    assert "spent after 6 of 20 pairs" in said.err


def run_of_two_panels() -> Run:
    """One shows a girl and a bench, the other a girl and a lamp."""
    story = small_story(2)
    lamp = Region(id="bench", noun="lamp", phrase="a lamp")
    other = story.panels[1].model_copy(update={"regions": (story.panels[1].regions[0], lamp)})
    story = story.model_copy(update={"panels": (story.panels[0], other)})
    blocks = Settings(painter="blocks", critic="leave-one-out", quality="fast", attempts=1)
    return planned(Path("book"), story, blocks)


def test_the_panels_of_a_run_are_painted_instead_of_prompts(
    capsys: pytest.CaptureFixture[str],
) -> None:
    book = run_of_two_panels()
    assert calibrate("--pairs", "6", "--run", "book", "-o", "kept") == 2
    assert "no panel of book was painted" in capsys.readouterr().err
    drawn(book)
    assert calibrate("--pairs", "6", "--run", "book", "-o", "kept", "-q") == 0
    assert kept(Path("kept")).held_out == 3
    capsys.readouterr()
    assert calibrate("--pairs", "6", "--run", "book", "--words", "words.toml") == 2
    assert "either --run or --words" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (["--pairs", "5"], "give --pairs 6 or more"),
        (["--critic", "leave-one-out"], "leave-one-out has no margin to fit"),
        (["--words", "none.toml"], "none.toml can't be read"),
        (["--run", "none"], "there is no run folder none"),
    ],
)
def test_what_cannot_be_calibrated_is_said_before_anything_is_painted(
    flags: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert calibrate("-o", "kept", *flags) == 2
    assert said in capsys.readouterr().err
    assert not list(Path().glob("kept/*.json*"))
