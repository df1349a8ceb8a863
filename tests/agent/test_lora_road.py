"""Runs with LoRAs of characters, on tiny models."""

from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("peft")
pytest.importorskip("diffusers")

from panelwright.cli.app import run as agent
from panelwright.run import Run
from panelwright.settings import Settings
from small_runs import painted, planned, small_story
from tiny_models.folders import built
from tiny_models.loras import write_tiny_lora

Models = Callable[[str], Path]


@pytest.fixture(autouse=True)
def somewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def draw(tiny_models: Models, *flags: str) -> int:
    painter = f"diffusers:{tiny_models('sd15')}"
    return agent(["draw", "run", "--painter", painter, "--steps", "1", "-q", *flags])


def picture(run: Run) -> bytes:
    return run.panel_picture("p01").read_bytes()


def test_a_character_is_painted_with_its_lora_and_without_it_as_before(
    tiny_models: Models, tmp_path: Path
) -> None:
    run = planned(Path("run").absolute(), small_story(1), Settings(quality="fast", attempts=1))
    file = write_tiny_lora(tmp_path, built("sd15"))
    assert draw(tiny_models) == 0
    plain, count = picture(run), len(painted(run))
    assert draw(tiny_models, "--lora", f"Mina={file}:0.9:ohwx") == 0
    trained = picture(run)
    assert trained != plain and len(painted(run)) == 2 * count
    (brief,) = [run.read_brief(attempt) for attempt in run.read_attempts("p01")]
    (own,) = [one.character.loras for one in brief.regions if one.character is not None]
    assert own[0].strength == 0.9
    assert "LoRA of Mina" in Path("run/report.html").read_text("utf-8")
    assert draw(tiny_models) == 0
    assert len(painted(run)) == 2 * count  # nothing is painted again
    assert agent(["edit", "lora", "run", "Mina", "--none"]) == 0
    assert draw(tiny_models) == 0
    assert picture(run) == plain


def test_a_manifest_with_its_lora_draws_the_same_bytes_again(
    tiny_models: Models, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    planned(Path("run").absolute(), small_story(1), Settings(quality="fast", attempts=1))
    file = write_tiny_lora(tmp_path, built("sd15"))
    assert draw(tiny_models, "--lora", f"Mina={file}:0.9:ohwx") == 0
    assert agent(["export", "run", "--to", "manifest", "-o", "sent", "--with-files"]) == 0
    capsys.readouterr()
    assert agent(["draw", "sent/manifest.json", "-o", "again"]) == 0
    assert "files have the same bytes as the manifest says" in capsys.readouterr().err
    assert Path("again/panels/p01.png").read_bytes() == Path("run/panels/p01.png").read_bytes()


def test_one_that_was_made_for_another_model_stops_the_run_before_it_paints(
    tiny_models: Models, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = planned(Path("run").absolute(), small_story(1), Settings(quality="fast", attempts=1))
    file = write_tiny_lora(tmp_path, built("flux1-dev"))
    assert draw(tiny_models, "--lora", f"Mina={file}") == 2
    assert "was made for another model than this one" in capsys.readouterr().err
    assert painted(run) == []
