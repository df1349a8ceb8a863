"""Tiny Qwen-Image pipelines with random weights."""

from typing import Any

import torch
from diffusers import (
    AutoencoderKLQwenImage,
    FlowMatchEulerDiscreteScheduler,
    QwenImageEditPipeline,
    QwenImageEditPlusPipeline,
    QwenImagePipeline,
    QwenImageTransformer2DModel,
)
from transformers import (
    Qwen2_5_VLConfig,
    Qwen2_5_VLForConditionalGeneration,
    Qwen2Tokenizer,
    Qwen2VLImageProcessor,
    Qwen2VLProcessor,
)

from tiny_models.parts import qwen_tokenizer, sharpen

_LATENTS = 4
"""Channels of the autoencoder; two by two latents are one token."""
_WIDTH = 16
"""Of the language model's hidden states."""
_MARKS = ("vision_start", "vision_end", "image_pad", "video_pad")


def qwen_image() -> QwenImagePipeline:
    """Words alone."""
    return QwenImagePipeline(**_parts())


def qwen_image_edit() -> QwenImageEditPipeline:
    """Looks at one picture."""
    return QwenImageEditPipeline(**_with_processor(_parts()))


def qwen_image_edit_plus() -> QwenImageEditPlusPipeline:
    """Looks at several pictures."""
    return QwenImageEditPlusPipeline(**_with_processor(_parts()))


def _parts() -> dict[str, Any]:
    tokenizer = qwen_tokenizer(*(f"<|{mark}|>" for mark in _MARKS))
    torch.manual_seed(1)
    return {
        "scheduler": FlowMatchEulerDiscreteScheduler(use_dynamic_shifting=True),
        "vae": _autoencoder(),
        "text_encoder": Qwen2_5_VLForConditionalGeneration(_config(tokenizer)).eval(),
        "tokenizer": tokenizer,
        "transformer": _transformer(),
    }


def _with_processor(parts: dict[str, Any]) -> dict[str, Any]:
    """The processor as it is without its part for videos, which needs torchvision.

    transformers makes and loads none without it, so that this model can't be saved and loaded.
    """
    processor = Qwen2VLProcessor.__new__(Qwen2VLProcessor)
    processor.image_processor = Qwen2VLImageProcessor(min_pixels=28 * 28, max_pixels=56 * 56)
    processor.tokenizer = parts["tokenizer"]
    processor.video_processor = processor.chat_template = None
    for kind in ("image", "video"):
        token = f"<|{kind}_pad|>"
        setattr(processor, f"{kind}_token", token)
        setattr(processor, f"{kind}_token_id", parts["tokenizer"].convert_tokens_to_ids(token))
    return {**parts, "processor": processor}


def _config(tokenizer: Qwen2Tokenizer) -> Qwen2_5_VLConfig:
    text = {
        "vocab_size": len(tokenizer),
        "hidden_size": _WIDTH,
        "intermediate_size": 16,
        "num_hidden_layers": 2,
        "num_attention_heads": 2,
        "num_key_value_heads": 2,
        "rope_scaling": {"mrope_section": [1, 1, 2], "rope_type": "default", "type": "default"},
        "rope_theta": 1e6,
    }
    vision = {
        "depth": 2,
        "hidden_size": 16,
        "intermediate_size": 16,
        "num_heads": 2,
        "out_hidden_size": _WIDTH,
    }
    ids = dict(zip(_MARKS, (f"<|{mark}|>" for mark in _MARKS), strict=True))
    return Qwen2_5_VLConfig(
        text_config=text,
        vision_config=vision,
        vision_start_token_id=tokenizer.convert_tokens_to_ids(ids["vision_start"]),
        vision_end_token_id=tokenizer.convert_tokens_to_ids(ids["vision_end"]),
        image_token_id=tokenizer.convert_tokens_to_ids(ids["image_pad"]),
        video_token_id=tokenizer.convert_tokens_to_ids(ids["video_pad"]),
    )


def _transformer() -> QwenImageTransformer2DModel:
    torch.manual_seed(2)
    return QwenImageTransformer2DModel(
        patch_size=2,
        in_channels=_LATENTS * 4,
        out_channels=_LATENTS,
        num_layers=2,
        attention_head_dim=16,
        num_attention_heads=2,
        joint_attention_dim=_WIDTH,
        guidance_embeds=False,
        axes_dims_rope=(8, 4, 4),
    ).eval()


def _autoencoder() -> AutoencoderKLQwenImage:
    torch.manual_seed(0)
    made = AutoencoderKLQwenImage(
        base_dim=16,
        z_dim=_LATENTS,
        dim_mult=[1, 2, 2],
        num_res_blocks=1,
        temperal_downsample=[False, True],
        latents_mean=[0.0] * _LATENTS,
        latents_std=[1.0] * _LATENTS,
    ).eval()
    sharpen(made.quant_conv, _LATENTS)
    return made
