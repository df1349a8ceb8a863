"""Tiny Z-Image pipelines with random weights."""

import torch
from diffusers import FlowMatchEulerDiscreteScheduler, ZImagePipeline, ZImageTransformer2DModel
from transformers import Qwen3Model

from tiny_models.parts import WIDTH, autoencoder, qwen3_config, qwen_tokenizer

_LATENTS = 16
"""Channels of the autoencoder."""


def z_image_turbo() -> ZImagePipeline:
    """Its scheduler shifts by 3, as the published turbo's."""
    return _pipeline(shift=3.0)


def z_image_base() -> ZImagePipeline:
    """Its scheduler shifts by 6."""
    return _pipeline(shift=6.0)


def _pipeline(shift: float) -> ZImagePipeline:
    tokenizer = qwen_tokenizer()
    torch.manual_seed(1)
    return ZImagePipeline(
        scheduler=FlowMatchEulerDiscreteScheduler(shift=shift),
        vae=autoencoder(
            _LATENTS,
            use_quant_conv=False,
            use_post_quant_conv=False,
            scaling_factor=0.3611,
            shift_factor=0.1159,
        ),
        text_encoder=Qwen3Model(qwen3_config(tokenizer, width=WIDTH, layers=2)).eval(),
        tokenizer=tokenizer,
        transformer=_transformer(),
    )


def _transformer() -> ZImageTransformer2DModel:
    torch.manual_seed(2)
    return ZImageTransformer2DModel(
        all_patch_size=(2,),
        all_f_patch_size=(1,),
        in_channels=_LATENTS,
        dim=WIDTH,
        n_layers=2,
        n_refiner_layers=1,
        n_heads=2,
        n_kv_heads=2,
        cap_feat_dim=WIDTH,
        axes_dims=[8, 4, 4],
        axes_lens=[1024, 64, 64],
    ).eval()
