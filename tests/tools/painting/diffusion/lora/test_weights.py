"""LoRAs are read as diffusers reads them, and what doesn't fit is told in one sentence."""

from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("peft")
pytest.importorskip("diffusers")

import torch
from safetensors.torch import load_file, save_file

from panelwright_tools.domain import ToolError, UserError
from panelwright_tools.painting.diffusion.lora.weights import Lora, lora_of
from panelwright_tools.painting.diffusion.lora_file import lora_digest
from tiny_models.folders import built
from tiny_models.loras import as_kohya, write_tiny_lora


@pytest.fixture(scope="module")
def pipeline() -> Any:
    return built("sd15")


@pytest.fixture(scope="module")
def saved(pipeline: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lora")
    return write_tiny_lora(folder, pipeline, encoder_layers=("q_proj", "fc1"), alpha=4)


def read(pipeline: Any, path: Path) -> Lora:
    return lora_of(pipeline, path, lora_digest(path))


def test_the_files_of_diffusers_and_of_kohya_are_the_same_change(
    pipeline: Any, saved: Path, tmp_path: Path
) -> None:
    ours = read(pipeline, saved)
    kohya = read(pipeline, as_kohya(tmp_path / "kohya.safetensors", saved, alpha=4.0))
    assert ours.parts.keys() == kohya.parts.keys() == {"unet", "text_encoder"}
    for component, layers in ours.parts.items():
        assert layers.keys() == kohya.parts[component].keys()
        for name, change in layers.items():
            other = kohya.parts[component][name]
            assert torch.equal(change.down, other.down) and torch.equal(change.up, other.up)
            assert change.scale == other.scale == 2.0  # alpha 4 over rank 2
    assert ours.digest != kohya.digest


def test_it_is_read_once(pipeline: Any, saved: Path) -> None:
    assert read(pipeline, saved) is read(pipeline, saved)


def test_a_file_that_is_no_lora_for_the_model_is_one_sentence(
    pipeline: Any, saved: Path, tmp_path: Path
) -> None:
    tensors = load_file(saved)
    cut = tmp_path / "cut.safetensors"
    cut.write_bytes(saved.read_bytes()[:-50])
    for name, change, says in (
        ("none", {"some.weight": torch.zeros(2, 2)}, "is no LoRA: none of its 1 tensors"),
        ("dora", {**tensors, "unet.x.lora_magnitude_vector": torch.zeros(2)}, "is a DoRA"),
        ("lokr", {"lora_unet_x.lokr_w1": torch.zeros(2, 2)}, "is a LoKr"),
        ("half", without(tensors, ".lora_B."), "lacks one of its halves"),
        ("narrow", narrowed(tensors), "was made for another model than this one"),
        ("strange", renamed(tensors, "mid_block", "middle"), "which this one has not"),
    ):
        save_file(change, tmp_path / f"{name}.safetensors")
        with pytest.raises(UserError, match=says):
            read(pipeline, tmp_path / f"{name}.safetensors")
    for path, says in (
        (cut, "is cut short"),
        (tmp_path / "nowhere.safetensors", "can.t be read"),
        (tmp_path, "name a .safetensors file"),
    ):
        with pytest.raises(UserError, match=says):
            lora_of(pipeline, path, "0" * 24)


def test_a_file_of_another_family_is_told(pipeline: Any, saved: Path, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="it changes a unet, which this one has not"):
        read(built("flux1-dev"), saved)
    flux = write_tiny_lora(tmp_path, built("flux1-dev"))
    with pytest.raises(UserError, match="it changes a transformer, which this one has not"):
        read(pipeline, flux)


def test_a_file_that_was_changed_is_told(pipeline: Any, saved: Path) -> None:
    with pytest.raises(ToolError, match="is damaged or was changed"):
        lora_of(pipeline, saved, "0" * 24)


def without(tensors: dict[str, Any], part: str) -> dict[str, Any]:
    return {name: tensor for name, tensor in tensors.items() if part not in name}


def renamed(tensors: dict[str, Any], old: str, new: str) -> dict[str, Any]:
    return {name.replace(old, new): tensor for name, tensor in tensors.items()}


def narrowed(tensors: dict[str, Any]) -> dict[str, Any]:
    return {
        name: tensor[:, :-1].contiguous() if "lora_A" in name else tensor
        for name, tensor in tensors.items()
    }
