"""Tiny LoRAs, made by PEFT and saved by diffusers, or written as kohya's trainer names them."""

from pathlib import Path
from typing import Any

import torch
from diffusers.training_utils import _collate_lora_metadata
from peft import LoraConfig
from peft.utils import get_peft_model_state_dict
from safetensors.torch import save_file

NAME = "pytorch_lora_weights.safetensors"
RANK = 2
_KOHYA = {"unet": "lora_unet", "text_encoder": "lora_te"}


def write_tiny_lora(
    folder: Path,
    pipeline: Any,
    seed: int = 0,
    layers: tuple[str, ...] = ("to_q", "to_k", "to_v", "to_out.0"),
    encoder_layers: tuple[str, ...] = (),
    alpha: int = 2,
) -> Path:
    """A file as diffusers saves it; the pipeline is as it was afterwards."""
    folder.mkdir(parents=True, exist_ok=True)
    name = "unet" if hasattr(pipeline, "unet") else "transformer"
    model = getattr(pipeline, name)
    torch.manual_seed(seed)
    model.add_adapter(LoraConfig(r=RANK, lora_alpha=alpha, target_modules=list(layers)))
    found = get_peft_model_state_dict(model)
    given = {f"{name}_lora_layers": _noise(found)}
    told = _collate_lora_metadata({name: model})
    if encoder_layers:
        given["text_encoder_lora_layers"] = _of_encoder(pipeline.text_encoder, encoder_layers)
        notes = told[f"{name}_lora_adapter_metadata"]
        told["text_encoder_lora_adapter_metadata"] = notes
    type(pipeline).save_lora_weights(folder, **given, **told)
    model.unload_lora()
    return folder / NAME


def as_kohya(path: Path, source: Path, alpha: float = 2.0) -> Path:
    """The same LoRA under the names that kohya's trainer gives it, with an alpha a layer."""
    from safetensors.torch import load_file

    found: dict[str, torch.Tensor] = {}
    for name, tensor in load_file(source).items():
        layer, _, end = name.partition(".lora_")
        component, _, rest = layer.partition(".")
        called = f"{_KOHYA[component]}_{rest.replace('.', '_')}"
        way = "down" if end.startswith("A") else "up"
        found[f"{called}.lora_{way}.weight"] = tensor.contiguous()
        found[f"{called}.alpha"] = torch.tensor(alpha)
    save_file(found, path)
    return path


def _noise(tensors: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    return {name: torch.randn(tensor.shape) * 0.5 for name, tensor in tensors.items()}


def _of_encoder(encoder: Any, layers: tuple[str, ...]) -> dict[str, torch.Tensor]:
    """For a CLIP, whose layers published files call by the names of transformers 4.

    PEFT itself is not asked: transformers 5 takes only its newest releases.
    """
    found: dict[str, torch.Tensor] = {}
    for name, layer in encoder.named_modules():
        if name.rpartition(".")[2] in layers:
            called = name if name.startswith("text_model.") else f"text_model.{name}"
            found[f"{called}.lora_A.weight"] = torch.zeros(RANK, layer.in_features)
            found[f"{called}.lora_B.weight"] = torch.zeros(layer.out_features, RANK)
    return _noise(found)
