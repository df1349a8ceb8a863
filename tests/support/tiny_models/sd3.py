"""Tiny Stable Diffusion 3.5 pipelines with random weights."""

from typing import Any

import torch
from diffusers import (
    FlowMatchEulerDiscreteScheduler,
    SD3Transformer2DModel,
    StableDiffusion3Pipeline,
)

from tiny_models.parts import (
    WIDTH,
    autoencoder,
    clip_encoder,
    clip_tokenizer,
    t5_encoder,
    t5_tokenizer,
)

_LATENTS = 16
"""Channels of the autoencoder; the inpainting pipeline takes no other number."""


def sd3_medium() -> StableDiffusion3Pipeline:
    """Its first layer has a second attention, of pixels among themselves."""
    return _pipeline(dual_attention_layers=(0,))


def sd3_large() -> StableDiffusion3Pipeline:
    """Every layer has one attention."""
    return _pipeline()


def _pipeline(**changes: Any) -> StableDiffusion3Pipeline:
    tokenizers = clip_tokenizer(), clip_tokenizer()
    sentences = t5_tokenizer()
    return StableDiffusion3Pipeline(
        transformer=_transformer(**changes),
        scheduler=FlowMatchEulerDiscreteScheduler(shift=3.0),
        vae=autoencoder(
            _LATENTS,
            use_quant_conv=False,
            use_post_quant_conv=False,
            shift_factor=0.0609,
            scaling_factor=1.5305,
        ),
        text_encoder=clip_encoder(tokenizers[0], projected=True),
        tokenizer=tokenizers[0],
        text_encoder_2=clip_encoder(tokenizers[1], projected=True, seed=1),
        tokenizer_2=tokenizers[1],
        text_encoder_3=t5_encoder(sentences, width=2 * WIDTH),
        tokenizer_3=sentences,
    )


def _transformer(**changes: Any) -> SD3Transformer2DModel:
    torch.manual_seed(1)
    return SD3Transformer2DModel(
        sample_size=32,
        patch_size=2,
        in_channels=_LATENTS,
        out_channels=_LATENTS,
        num_layers=2,
        attention_head_dim=16,
        num_attention_heads=2,
        joint_attention_dim=2 * WIDTH,
        caption_projection_dim=WIDTH,
        pooled_projection_dim=2 * WIDTH,
        pos_embed_max_size=96,
        qk_norm="rms_norm",
        **changes,
    ).eval()
