"""Tiny IP-Adapters with random weights for a tiny UNet, plain and Plus, as published ones lie."""

from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file

from tiny_models.encoders import image_encoder

_SEES = 32
"""Width of the tiny image encoder's outcome, and of its layers."""
_TOKENS = 4
_HEAD, _DEPTH = 64, 4
"""Diffusers takes heads of Plus adapters to be so wide, and their layers to be so many."""


def write_tiny_adapter(folder: Path, unet: Any, kind: str = "plain") -> Path:
    """The adapter's file, with its image encoder in the folder beside it."""
    torch.manual_seed(5)
    width = unet.config.cross_attention_dim
    looks = _plain(width) if kind == "plain" else _plus(width)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"ip-adapter-{kind}.safetensors"
    save_file({**looks, **_attention(unet)}, path)
    image_encoder().save_pretrained(folder / "image_encoder")
    return path


def write_tiny_adapter_repository(folder: Path, unet: Any) -> Path:
    """A repository laid out as h94/IP-Adapter, as far as its adapters of SDXL go."""
    written = write_tiny_adapter(folder / "aside", unet, "plus")
    plain = write_tiny_adapter(folder / "aside", unet, "plain")
    for source, target in (
        (plain, folder / "sdxl_models" / "ip-adapter_sdxl_vit-h.safetensors"),
        (written, folder / "sdxl_models" / "ip-adapter-plus_sdxl_vit-h.safetensors"),
        (written.parent / "image_encoder", folder / "models" / "image_encoder"),
    ):
        target.parent.mkdir(parents=True, exist_ok=True)
        source.rename(target)
    return folder


def _attention(unet: Any) -> dict[str, torch.Tensor]:
    """Keys and values of pictures for each layer that attends to words, numbered as published."""
    found: dict[str, torch.Tensor] = {}
    layers = [name for name in unet.attn_processors if name.endswith("attn2.processor")]
    for number, name in enumerate(layers):
        words = unet.get_submodule(name.removesuffix(".processor")).to_k
        for part in ("to_k_ip", "to_v_ip"):
            shape = words.out_features, words.in_features
            found[f"ip_adapter.{2 * number + 1}.{part}.weight"] = torch.randn(shape)
    return found


def _plain(width: int) -> dict[str, torch.Tensor]:
    return {
        "image_proj.proj.weight": torch.randn(_TOKENS * width, _SEES),
        "image_proj.proj.bias": torch.zeros(_TOKENS * width),
        "image_proj.norm.weight": torch.ones(width),
        "image_proj.norm.bias": torch.zeros(width),
    }


def _plus(width: int) -> dict[str, torch.Tensor]:
    found = {
        "latents": torch.randn(1, _TOKENS, _HEAD),
        "proj_in.weight": torch.randn(_HEAD, _SEES),
        "proj_in.bias": torch.zeros(_HEAD),
        "proj_out.weight": torch.randn(width, _HEAD),
        "proj_out.bias": torch.zeros(width),
        "norm_out.weight": torch.ones(width),
        "norm_out.bias": torch.zeros(width),
    }
    for layer in range(_DEPTH):
        found |= {f"layers.{layer}.{name}": tensor for name, tensor in _layer().items()}
    return {f"image_proj.{name}": tensor for name, tensor in found.items()}


def _layer() -> dict[str, torch.Tensor]:
    norms = {f"0.norm{number}.weight": torch.ones(_HEAD) for number in (1, 2)}
    return {
        **norms,
        **{f"0.norm{number}.bias": torch.zeros(_HEAD) for number in (1, 2)},
        "0.to_q.weight": torch.randn(_HEAD, _HEAD) / 8,
        "0.to_kv.weight": torch.randn(2 * _HEAD, _HEAD) / 8,
        "0.to_out.weight": torch.randn(_HEAD, _HEAD) / 8,
        "1.0.weight": torch.ones(_HEAD),
        "1.0.bias": torch.zeros(_HEAD),
        "1.1.weight": torch.randn(4 * _HEAD, _HEAD) / 8,
        "1.3.weight": torch.randn(_HEAD, 4 * _HEAD) / 16,
    }
