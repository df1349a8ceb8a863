"""Tiny SD 1.5 and SDXL pipelines with random weights, with and without inpainting channels."""

from typing import Any

import torch
from diffusers import (
    DDIMScheduler,
    EulerDiscreteScheduler,
    StableDiffusionInpaintPipeline,
    StableDiffusionPipeline,
    StableDiffusionXLInpaintPipeline,
    StableDiffusionXLPipeline,
    UNet2DConditionModel,
)

from tiny_models.parts import WIDTH, autoencoder, clip_encoder, clip_tokenizer

_NOISE: dict[str, Any] = {
    "beta_start": 0.00085,
    "beta_end": 0.012,
    "beta_schedule": "scaled_linear",
    "steps_offset": 1,
}
_LATENTS, _WITH_MASK = 4, 9
"""Channels of a UNet's input."""


def sd15() -> StableDiffusionPipeline:
    """Paints whole pictures."""
    return StableDiffusionPipeline(**_sd15_parts(_LATENTS), requires_safety_checker=False)


def sd15_inpaint() -> StableDiffusionInpaintPipeline:
    """Its UNet also sees the masked picture and the mask."""
    return StableDiffusionInpaintPipeline(**_sd15_parts(_WITH_MASK), requires_safety_checker=False)


def sdxl() -> StableDiffusionXLPipeline:
    """Paints whole pictures; the negative of no words is zero, as in the published model."""
    return StableDiffusionXLPipeline(**_sdxl_parts(_LATENTS))


def sdxl_inpaint() -> StableDiffusionXLInpaintPipeline:
    """Its UNet also sees the masked picture and the mask."""
    return StableDiffusionXLInpaintPipeline(**_sdxl_parts(_WITH_MASK))


def _sd15_parts(channels: int) -> dict[str, Any]:
    words = clip_tokenizer()
    torch.manual_seed(1)
    unet = UNet2DConditionModel(
        block_out_channels=(32, 64),
        layers_per_block=1,
        sample_size=32,
        in_channels=channels,
        out_channels=_LATENTS,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
        cross_attention_dim=WIDTH,
        norm_num_groups=16,
    ).eval()
    return {
        "unet": unet,
        "scheduler": DDIMScheduler(**_NOISE, clip_sample=False, set_alpha_to_one=False),
        "vae": autoencoder(),
        "text_encoder": clip_encoder(words),
        "tokenizer": words,
        "safety_checker": None,
        "feature_extractor": None,
        "image_encoder": None,
    }


def _sdxl_parts(channels: int) -> dict[str, Any]:
    words, more_words = clip_tokenizer(), clip_tokenizer()
    torch.manual_seed(2)
    unet = UNet2DConditionModel(
        block_out_channels=(32, 64),
        layers_per_block=2,
        sample_size=32,
        in_channels=channels,
        out_channels=_LATENTS,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
        attention_head_dim=(2, 4),
        use_linear_projection=True,
        addition_embed_type="text_time",
        addition_time_embed_dim=8,
        transformer_layers_per_block=(1, 2),
        projection_class_embeddings_input_dim=6 * 8 + WIDTH,
        cross_attention_dim=2 * WIDTH,
        norm_num_groups=16,
    ).eval()
    return {
        "unet": unet,
        "scheduler": EulerDiscreteScheduler(**_NOISE, timestep_spacing="leading"),
        "vae": autoencoder(sample_size=64),
        "text_encoder": clip_encoder(words),
        "tokenizer": words,
        "text_encoder_2": clip_encoder(more_words, projected=True, seed=3),
        "tokenizer_2": more_words,
        "image_encoder": None,
        "feature_extractor": None,
    }
