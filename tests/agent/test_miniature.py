"""`--painter miniature` is known to settings, the doctor and the list of models."""

import json
from importlib import util
from pathlib import Path
from typing import Any

import pytest

from panelwright import backends
from panelwright.cli.app import run
from panelwright.configuration import configured
from panelwright.models import listed
from panelwright.run import Run
from panelwright.settings import Settings
from panelwright.tooling import tool_paths, tools
from panelwright_tools.domain import UserError
from panelwright_tools.lift.options import ScoringOptions
from panelwright_tools.painting.diffusion.painter import DiffusionPainter


def test_it_needs_the_local_extra_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    found = util.find_spec
    monkeypatch.setattr(util, "find_spec", lambda n: None if n == "torch" else found(n))
    with pytest.raises(UserError, match=r'miniature.*torch.*pip install "panelwright\[local\]"'):
        backends.back_end(Settings(painter="miniature"), "painter")


def test_it_takes_the_options_of_painting() -> None:
    pytest.importorskip("diffusers")
    settings = Settings(painter="miniature").changed(painting={"steps": 7})
    tool = backends.back_end(settings, "painter")
    assert json.loads(tool.options) == {"steps": 7}
    assert backends.made(tool).options.model == "miniature"


def test_the_list_of_models_says_that_it_comes_along(capsys: pytest.CaptureFixture[str]) -> None:
    row = next(row for row in listed() if row.name == "miniature")
    assert row.shipped and row.licence == "Apache-2.0"
    assert run(["models", "list"]) == 0
    said = capsys.readouterr().out
    assert "--painter miniature" in said
    assert "miniature: the miniature" in said and "miniature ()" not in said
    assert "--painter diffusers:miniature" not in said


def test_pulling_it_says_that_it_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("huggingface_hub")
    assert run(["models", "pull", "miniature"]) == 0
    told = capsys.readouterr()
    assert "came with the package" in told.out + told.err
    assert told.out.strip().splitlines()[-1].endswith("miniature")


def test_painter_and_critic_share_one_model_in_memory() -> None:
    """Else it would be loaded anew for every picture."""
    pytest.importorskip("diffusers")
    from panelwright_tools.lift.by_denoiser import DenoisingCritic
    from panelwright_tools.painting.diffusion.holding import held

    own = tools(tool_paths(Settings(painter="miniature").changed(painting={"device": "cpu"})))
    assert isinstance(own.painter, DiffusionPainter) and isinstance(own.critic, DenoisingCritic)
    assert held(own.painter.options) is held(own.critic.asked)


def test_a_measure_that_is_set_counts_though_it_is_the_usual_one_of_other_painters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("diffusers")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    own = Settings(painter="miniature")
    assert scored(own)["against"] == "rest" and scored(own)["levels"] == [0.3, 0.9]

    Path("agent.toml").write_text('[scoring]\nagainst = "nothing"\nlevels = [0.0, 1.0]\n')
    asked = configured({"painter": "miniature"}).changed(scoring={"draws": 40})
    kept = Run(tmp_path)
    kept.write_manifest(asked, {}, {})

    for settings in (asked, kept.settings()):
        told = scored(settings)
        assert (told["against"], told["levels"], told["draws"]) == ("nothing", [0.0, 1.0], 40)
        assert (told["area"], told["apart"]) == ("picture", 0.2), "those that nobody set"


def test_places_apart_can_be_left_uncounted_by_file_and_by_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("diffusers")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    Path("agent.toml").write_text("[scoring]\napart = false\n")
    asked = configured({"painter": "miniature"})
    Run(tmp_path).write_manifest(asked, {}, {})
    for settings in (asked, Run(tmp_path).settings()):
        assert scored(settings)["apart"] is False and scored(settings)["against"] == "rest"

    Path("agent.toml").unlink()
    monkeypatch.setenv("PANELWRIGHT_SCORING__APART", "false")
    assert scored(configured({"painter": "miniature"}))["apart"] is False


def test_a_run_of_an_earlier_release_which_told_all_of_the_critic_keeps_its_painters_measure(
    tmp_path: Path,
) -> None:
    pytest.importorskip("diffusers")
    everything = {name: value for name, value in ScoringOptions(draws=40).model_dump().items()
                  if value is not None}  # fmt: skip
    before = Settings(painter="miniature").changed(scoring=everything)
    Run(tmp_path).write_manifest(before, {}, {})
    assert "against" in Run(tmp_path).manifest.read_text("utf-8")
    told = scored(Run(tmp_path).settings())
    assert (told["against"], told["area"], told["draws"]) == ("rest", "picture", 40)


def test_a_run_keeps_the_measure_of_its_painter(tmp_path: Path) -> None:
    pytest.importorskip("diffusers")
    settings = Settings(painter="miniature").changed(painting={"steps": 7})
    Run(tmp_path).write_manifest(settings, {}, {})
    assert Run(tmp_path).settings() == settings
    assert scored(Run(tmp_path).settings()) == scored(settings)


def scored(settings: Settings) -> dict[str, Any]:
    """What the critic is told."""
    told: dict[str, Any] = json.loads(backends.back_end(settings, "critic").options)
    return told
