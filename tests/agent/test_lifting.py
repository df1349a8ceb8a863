"""`agent lift`: what a model says of any picture; by the miniature."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

pytest.importorskip("diffusers")

import torch
from safetensors.torch import load_file, save_file

from panelwright.cli.app import run
from panelwright.lifting import Clause, read_clause
from panelwright_tools.domain import Box, Brief, BriefRegion, Region, UserError
from panelwright_tools.painting.diffusion.painter import miniature_painter

Models = Callable[[str], Path]


@pytest.fixture(scope="module")
def ball(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A picture of a red ball, as the miniature paints it."""
    region = Region(id="ball", noun="ball", phrase="a red ball", depth=0.5)
    brief = Brief(
        panel="p01",
        prompt="a red ball",
        regions=(BriefRegion(region=region, box=Box(0, 0, 1, 1)),),
        size=(32, 32),
    )
    path = tmp_path_factory.mktemp("pictures") / "ball.png"
    miniature_painter().paint(brief).image.save(path)
    return path


@pytest.fixture(autouse=True)
def somewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("PANELWRIGHT_SCORING__BATCH", "32")
    monkeypatch.setenv("PANELWRIGHT_PAINTING__SIDE", "32")


def lift(picture: Path, *flags: str) -> int:
    return run(["lift", str(picture), "--painter", "miniature", "--device", "cpu", *flags])


def told(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_clauses_are_found_present_or_absent_with_their_lift_and_cost(
    ball: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    flags = ("-c", "a red ball", "-c", "a blue fish@0,0,1,1", "--avoid", "a green car", "--json")
    assert lift(ball, *flags, "--maps", "maps") == 0
    answer = told(capsys)
    shown, missing, avoided = answer["clauses"]
    assert shown["found"] == "present" != missing["found"]
    assert shown["lift"] > 0 > missing["lift"] and shown["standard_error"] > 0
    assert avoided["avoid"] and avoided["found"] != "present"
    assert missing["box"] == [0, 0, 1, 1] and shown["box"] is None
    assert 0 < shown["evaluations"] <= answer["evaluations"]
    with Image.open(shown["map"]) as drawn:
        assert drawn.size == (32, 32)
        pixels = np.asarray(drawn.convert("RGB")).astype(int)
    assert (pixels[..., 1] - pixels[..., 0]).max() > 30  # green somewhere: it speaks for the ball


def test_people_read_a_line_a_clause(ball: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert lift(ball, "-c", "a red ball", "--avoid", "a blue car", "--draws", "32") == 0
    said = capsys.readouterr()
    [line, avoided] = said.out.splitlines()
    assert "a red ball: lift 0.0" in line and "calibrated" in line and "evaluations" in line
    assert " a blue car, to be avoided: lift -" in avoided
    assert "network evaluations" in said.err


def test_no_more_evaluations_are_spent_than_allowed(
    ball: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert lift(ball, "-c", "a red ball", "--evaluations", "16", "--json") == 0
    answer = told(capsys)
    assert answer["evaluations"] <= 16 and answer["clauses"][0]["found"] == "undecided"


def test_what_can_not_be_measured_is_unverified_with_its_reason(
    ball: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert lift(ball, "-c", "a red ball@0.5,0.5,0.01,0.01", "--json") == 0
    [row] = told(capsys)["clauses"]
    assert row["found"] == "unverified" and "smaller than one" in row["reason"]
    assert row["lift"] is None


def asked(picture: Path, model: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """What another model than the miniature says."""
    flags = ("-c", "a red ball", "--device", "cpu", "--draws", "32", "--json")
    assert run(["lift", str(picture), "--painter", f"diffusers:{model}", *flags]) == 0
    return told(capsys)


def test_a_network_that_answers_with_no_number_verifies_nothing(
    ball: Path, tmp_path: Path, tiny_models: Models, capsys: pytest.CaptureFixture[str]
) -> None:
    model = tmp_path / "broken"
    shutil.copytree(tiny_models("sd15"), model)
    [weights] = (model / "unet").glob("*.safetensors")
    tensors = load_file(weights)
    tensors["conv_out.bias"] = torch.full_like(tensors["conv_out.bias"], float("nan"))
    save_file(tensors, weights, metadata={"format": "pt"})
    [row] = asked(ball, model, capsys)["clauses"]
    assert (row["found"], row["lift"]) == ("unverified", None)
    assert row["reason"] == "the network's answer was no number"


def test_a_model_without_an_unconditional_says_what_was_done_instead(
    ball: Path, tiny_models: Models, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = asked(ball, tiny_models("flux1-schnell"), capsys)
    assert "is distilled and no undistilled critic is configured" in answer["notes"][0]


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        ([], 'say what the picture should show: --clause "a red ball"'),
        (["-c", " "], "a clause has no text"),
        (["-c", "a ball@0.5,0,0.6,1"], "is not on the picture"),
        (["-c", "a ball@0.5,0,0,1"], "is not on the picture"),
        (["-c", "a ball", "--draws", "8"], "--draws 8 won't do"),
        (["-c", "a ball", "--critic", "leave-one-out"], "asks no network about a picture"),
    ],
)
def test_what_can_not_be_asked_is_said_in_a_sentence(
    ball: Path, flags: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert lift(ball, *flags) == 2
    assert said in capsys.readouterr().err


def test_a_file_that_is_no_picture_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "no.png").write_text("no picture")
    assert lift(tmp_path / "no.png", "-c", "a red ball") == 2
    assert "no.png is no picture" in capsys.readouterr().err
    assert lift(tmp_path / "none.png", "-c", "a red ball") == 2
    assert "can't read the picture" in capsys.readouterr().err


def test_a_clause_is_read_with_its_box() -> None:
    assert read_clause("a dog @ 0.5, 0, .5, 1") == Clause("a dog", Box(0.5, 0, 0.5, 1))
    assert read_clause("me@home") == Clause("me@home", None)
    with pytest.raises(UserError, match="not on the picture"):
        read_clause("a dog@-0.1,0,1,1")
    with pytest.raises(UserError, match="not on the picture"):
        read_clause("a dog@0.1.2,0,1,1")
