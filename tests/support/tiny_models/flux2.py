"""Tiny FLUX.2 pipelines with random weights."""

from typing import Any

import torch
from diffusers import (
    AutoencoderKLFlux2,
    FlowMatchEulerDiscreteScheduler,
    Flux2KleinPipeline,
    Flux2Pipeline,
    Flux2Transformer2DModel,
)
from transformers import Mistral3Config, Mistral3ForConditionalGeneration, Qwen3ForCausalLM

from tiny_models.parts import qwen3_config, qwen_tokenizer, sharpen

_LATENTS = 4
"""Channels of the autoencoder; two by two latents are one token."""
_WIDTH = 16
"""Of the text encoders' hidden states, three of which make one embedding."""
_TURNS = (
    "{% for m in messages %}[{{ m['role'] }}]{% for part in m['content'] %}{{ part['text'] }}"
    "{% endfor %}[/{{ m['role'] }}]{% endfor %}"
)
"""A chat template that takes the parts of a message, as Mistral's."""


def flux2_klein() -> Flux2KleinPipeline:
    """Distilled to a few steps without guidance."""
    return _klein(is_distilled=True)


def flux2_klein_base() -> Flux2KleinPipeline:
    """Guided by a negative prompt."""
    return _klein(is_distilled=False)


def flux2_dev() -> Flux2Pipeline:
    """Guidance is an input of the transformer; its text encoder is a Mistral.

    The published one comes with a processor for pictures, which needs torchvision and of which
    only the tokenizer is used.
    """
    tokenizer = qwen_tokenizer()
    tokenizer.chat_template = _TURNS
    torch.manual_seed(3)
    return Flux2Pipeline(
        scheduler=FlowMatchEulerDiscreteScheduler(use_dynamic_shifting=True),
        vae=_autoencoder(),
        text_encoder=Mistral3ForConditionalGeneration(_mistral(len(tokenizer))).eval(),
        tokenizer=tokenizer,
        transformer=_transformer(guidance_embeds=True),
    )


def _klein(is_distilled: bool) -> Flux2KleinPipeline:
    tokenizer = qwen_tokenizer()
    torch.manual_seed(2)
    config = qwen3_config(tokenizer, width=_WIDTH, layers=28)
    return Flux2KleinPipeline(
        scheduler=FlowMatchEulerDiscreteScheduler(use_dynamic_shifting=True),
        vae=_autoencoder(),
        text_encoder=Qwen3ForCausalLM(config).eval(),
        tokenizer=tokenizer,
        transformer=_transformer(guidance_embeds=False),
        is_distilled=is_distilled,
    )


def _mistral(words: int) -> Mistral3Config:
    text = {
        "model_type": "mistral",
        "vocab_size": words,
        "hidden_size": _WIDTH,
        "intermediate_size": 32,
        "num_hidden_layers": 31,
        "num_attention_heads": 2,
        "num_key_value_heads": 2,
        "head_dim": 8,
    }
    vision = {
        "model_type": "pixtral",
        "hidden_size": _WIDTH,
        "intermediate_size": 32,
        "num_hidden_layers": 1,
        "num_attention_heads": 2,
        "image_size": 32,
        "patch_size": 8,
    }
    return Mistral3Config(text_config=text, vision_config=vision, image_token_index=0)


def _transformer(**changes: Any) -> Flux2Transformer2DModel:
    torch.manual_seed(1)
    return Flux2Transformer2DModel(
        patch_size=1,
        in_channels=_LATENTS * 4,
        num_layers=1,
        num_single_layers=1,
        attention_head_dim=16,
        num_attention_heads=2,
        joint_attention_dim=_WIDTH * 3,
        timestep_guidance_channels=256,
        axes_dims_rope=(4, 4, 4, 4),
        **changes,
    ).eval()


def _autoencoder() -> AutoencoderKLFlux2:
    torch.manual_seed(0)
    blocks = (16, 32)
    made = AutoencoderKLFlux2(
        block_out_channels=blocks,
        down_block_types=("DownEncoderBlock2D",) * len(blocks),
        up_block_types=("UpDecoderBlock2D",) * len(blocks),
        latent_channels=_LATENTS,
        norm_num_groups=8,
        layers_per_block=1,
        use_quant_conv=False,
        use_post_quant_conv=False,
        sample_size=32,
    ).eval()
    sharpen(made.encoder.conv_out, _LATENTS)
    return made
