"""What a critic can't measure is unverified with its reason, in a whole run: never a pass."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("diffusers")

import torch
from safetensors.torch import load_file, save_file

from panelwright.settings import Settings
from panelwright_tools.domain import Box, Ruling, Story
from small_runs import drawn, planned, small_story

Models = Callable[[str], Path]


def rulings(folder: Path, story: Story, model: Path) -> dict[str, Ruling]:
    """What was ruled of the lift of each region, scored by a model on block pictures."""
    settings = Settings(painter="blocks", critic="complift", quality="fast", attempts=1, jobs=1)
    scoring = {"model": str(model), "draws": 32, "batch": 32}
    run = planned(folder, story, settings.changed(scoring=scoring, painting={"device": "cpu"}))
    drawn(run)
    [attempt] = run.read_attempts("p01")
    found = [one for one in attempt.verdict.rulings if one.condition.kind == "lift"]
    return {one.condition.region or "": one for one in found}


def small(model: Path, folder: Path) -> Path:
    """A copy of a model that sees pictures at 64 pixels."""
    shutil.copytree(model, folder)
    config = folder / "unet" / "config.json"
    config.write_text(json.dumps({**json.loads(config.read_text()), "sample_size": 8}))
    return folder


def one_panel(**changed: object) -> Story:
    """A panel whose bench differs."""
    story = small_story(1)
    [panel] = story.panels
    mina, bench = panel.regions
    told = panel.model_copy(
        update={"regions": (mina, bench.model_copy(update=changed)), "relations": ()}
    )
    return story.model_copy(update={"panels": (told,)})


def test_a_region_smaller_than_a_latent_pixel_is_unverified(
    tiny_models: Models, tmp_path: Path
) -> None:
    story = one_panel(box=Box(0.7, 0.7, 0.001, 0.001))
    model = small(tiny_models("sd15"), tmp_path / "model")
    found = rulings(tmp_path / "run", story, model)["bench"]
    assert found.outcome == "unverified"
    assert found.reason == "it is smaller than one of the latent pixels"


def test_a_network_that_answers_with_no_number_verifies_nothing(
    tiny_models: Models, tmp_path: Path
) -> None:
    model = small(tiny_models("sd15"), tmp_path / "broken")
    [weights] = (model / "unet").glob("*.safetensors")
    tensors = load_file(weights)
    tensors["conv_out.bias"] = torch.full_like(tensors["conv_out.bias"], float("nan"))
    save_file(tensors, weights, metadata={"format": "pt"})
    found = rulings(tmp_path / "run", small_story(1), model)
    assert {(one.outcome, one.reason) for one in found.values()} == {
        ("unverified", "the network's answer was no number")
    }
