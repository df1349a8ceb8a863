"""`--painter miniature` is known to settings, the doctor and the list of models."""

import json
from importlib import util

import pytest

from panelwright import backends
from panelwright.cli.app import run
from panelwright.looking import tool_paths, tools
from panelwright.models import listed
from panelwright.settings import Settings
from panelwright_tools.domain import UserError
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
