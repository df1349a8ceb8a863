"""Tiny image encoders with random weights, in folders as the real ones are."""

from pathlib import Path

import torch
from transformers import (
    CLIPImageProcessorPil,
    CLIPVisionConfig,
    CLIPVisionModelWithProjection,
    Dinov2Config,
    Dinov2Model,
    SiglipVisionConfig,
    SiglipVisionModel,
)

SIDE = 32
_SIZES = {
    "hidden_size": 32,
    "num_hidden_layers": 3,
    "num_attention_heads": 4,
    "image_size": SIDE,
    "patch_size": 8,
}


def image_encoder(seed: int = 0, projection: int = 32) -> CLIPVisionModelWithProjection:
    """A CLIP image encoder."""
    torch.manual_seed(seed)
    config = CLIPVisionConfig(**_SIZES, intermediate_size=37, projection_dim=projection)
    return CLIPVisionModelWithProjection(config).eval()


def write_tiny_clip(folder: Path, seed: int = 0) -> Path:
    image_encoder(seed).save_pretrained(folder)
    CLIPImageProcessorPil(
        size={"shortest_edge": SIDE}, crop_size={"height": SIDE, "width": SIDE}
    ).save_pretrained(folder)
    return folder


def write_tiny_siglip(folder: Path) -> Path:
    torch.manual_seed(0)
    SiglipVisionModel(SiglipVisionConfig(**_SIZES, intermediate_size=37)).save_pretrained(folder)
    return folder


def write_tiny_dinov2(folder: Path) -> Path:
    torch.manual_seed(0)
    Dinov2Model(Dinov2Config(**_SIZES, mlp_ratio=2)).save_pretrained(folder)
    return folder
