"""Tiny FLUX.1 pipelines with random weights."""

from typing import Any

import torch
from diffusers import (
    AutoencoderKL,
    FlowMatchEulerDiscreteScheduler,
    FluxFillPipeline,
    FluxKontextPipeline,
    FluxPipeline,
    FluxPriorReduxPipeline,
    FluxTransformer2DModel,
)
from diffusers.pipelines.flux.modeling_flux import ReduxImageEncoder
from transformers import SiglipImageProcessor, SiglipVisionConfig, SiglipVisionModel

from tiny_models.parts import (
    WIDTH,
    autoencoder,
    clip_encoder,
    clip_tokenizer,
    t5_encoder,
    t5_tokenizer,
)

LATENTS = 4
"""Channels of the autoencoder."""
_PACKED = LATENTS * 4
"""Two by two latents are one token."""
_MASK = 2 * 2 * 4
"""What the Fill model sees of the mask: the pixels of those latents."""


def flux1_dev() -> FluxPipeline:
    """Guidance is an input of the transformer."""
    return FluxPipeline(**_parts())


def flux1_schnell() -> FluxPipeline:
    """Knows no guidance."""
    return FluxPipeline(**_parts(guidance=False))


def flux1_fill() -> FluxFillPipeline:
    """The transformer also sees the masked picture and the mask."""
    parts = _parts(in_channels=2 * _PACKED + _MASK)
    return FluxFillPipeline(**_without(parts, "image_encoder", "feature_extractor"))


def flux1_kontext() -> FluxKontextPipeline:
    """As dev, but trained with a picture as context."""
    return FluxKontextPipeline(**_parts())


def flux1_redux() -> FluxPriorReduxPipeline:
    """Turns a picture into words for any of the others; without text encoders, as published."""
    torch.manual_seed(5)
    vision = SiglipVisionConfig(
        hidden_size=WIDTH,
        intermediate_size=37,
        num_hidden_layers=2,
        num_attention_heads=4,
        image_size=32,
        patch_size=8,
    )
    return FluxPriorReduxPipeline(
        image_encoder=SiglipVisionModel(vision).eval(),
        feature_extractor=SiglipImageProcessor(size={"height": 32, "width": 32}),
        image_embedder=ReduxImageEncoder(redux_dim=WIDTH, txt_in_features=WIDTH).eval(),
    )


def _parts(*, guidance: bool = True, in_channels: int = _PACKED) -> dict[str, Any]:
    words, sentences = clip_tokenizer(), t5_tokenizer()
    return {
        "transformer": _transformer(guidance, in_channels),
        "scheduler": FlowMatchEulerDiscreteScheduler(use_dynamic_shifting=True),
        "vae": _autoencoder(),
        "text_encoder": clip_encoder(words),
        "tokenizer": words,
        "text_encoder_2": t5_encoder(sentences),
        "tokenizer_2": sentences,
        "image_encoder": None,
        "feature_extractor": None,
    }


def _transformer(guidance: bool, in_channels: int) -> FluxTransformer2DModel:
    torch.manual_seed(1)
    return FluxTransformer2DModel(
        patch_size=1,
        in_channels=in_channels,
        out_channels=_PACKED,
        num_layers=1,
        num_single_layers=1,
        attention_head_dim=16,
        num_attention_heads=2,
        joint_attention_dim=WIDTH,
        pooled_projection_dim=WIDTH,
        guidance_embeds=guidance,
        axes_dims_rope=(4, 4, 8),
    ).eval()


def _autoencoder() -> AutoencoderKL:
    return autoencoder(
        LATENTS,
        use_quant_conv=False,
        use_post_quant_conv=False,
        shift_factor=0.0609,
        scaling_factor=1.5035,
    )


def _without(parts: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: part for name, part in parts.items() if name not in names}
