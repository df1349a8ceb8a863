"""Tiny SAM and SAM 2 models with random weights, in folders as the real ones are."""

from pathlib import Path

import torch
from transformers import (
    Sam2Config,
    Sam2HieraDetConfig,
    Sam2Model,
    Sam2VisionConfig,
    SamConfig,
    SamImageProcessorPil,
    SamMaskDecoderConfig,
    SamModel,
    SamProcessor,
    SamPromptEncoderConfig,
    SamVisionConfig,
)


def write_tiny_sam(folder: Path, seed: int = 0) -> Path:
    torch.manual_seed(seed)
    vision = SamVisionConfig(
        hidden_size=32, output_channels=32, num_hidden_layers=2, num_attention_heads=4,
        image_size=64, patch_size=16, mlp_dim=64, global_attn_indexes=[1], window_size=2,
        num_pos_feats=16,
    )  # fmt: skip
    prompt = SamPromptEncoderConfig(
        hidden_size=32, image_size=64, patch_size=16, mask_input_channels=4
    )
    decoder = SamMaskDecoderConfig(
        hidden_size=32, mlp_dim=32, num_attention_heads=4, iou_head_hidden_dim=32
    )
    config = SamConfig(
        vision_config=vision, prompt_encoder_config=prompt, mask_decoder_config=decoder
    )
    SamModel(config).eval().save_pretrained(folder)
    images = SamImageProcessorPil(
        size={"longest_edge": 64}, pad_size={"height": 64, "width": 64},
        mask_size={"longest_edge": 16}, mask_pad_size={"height": 16, "width": 16},
    )  # fmt: skip
    SamProcessor(images).save_pretrained(folder)
    return folder


def write_tiny_sam2(folder: Path, seed: int = 0) -> Path:
    torch.manual_seed(seed)
    backbone = Sam2HieraDetConfig(
        hidden_size=12, num_attention_heads=1, embed_dim_per_stage=[12, 24, 48, 96],
        num_attention_heads_per_stage=[1, 2, 4, 8], blocks_per_stage=[1, 1, 1, 1],
        image_size=[128, 128],
    )  # fmt: skip
    vision = Sam2VisionConfig(
        backbone_config=backbone, backbone_channel_list=[96, 48, 24, 12], fpn_hidden_size=32,
        backbone_feature_sizes=[[32, 32], [16, 16], [8, 8]], image_size=128,
    )  # fmt: skip
    config = Sam2Config(
        vision_config=vision,
        prompt_encoder_config={"hidden_size": 32, "image_size": 128},
        mask_decoder_config={
            "hidden_size": 32, "mlp_dim": 32, "num_attention_heads": 2, "iou_head_hidden_dim": 32,
        },
    )  # fmt: skip
    Sam2Model(config).eval().save_pretrained(folder)
    return folder
