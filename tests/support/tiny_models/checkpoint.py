"""A Stable Diffusion 1.5 pipeline as one file under its makers' names, as most fine-tunes are."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from safetensors.torch import save_file

_RESNET: Final = {
    "norm1": "in_layers.0",
    "conv1": "in_layers.2",
    "norm2": "out_layers.0",
    "conv2": "out_layers.3",
    "time_emb_proj": "emb_layers.1",
    "conv_shortcut": "skip_connection",
}
_UNET: Final = {
    "time_embedding.linear_1": "time_embed.0",
    "time_embedding.linear_2": "time_embed.2",
    "conv_in": "input_blocks.0.0",
    "conv_norm_out": "out.0",
    "conv_out": "out.2",
}
_AUTOENCODER: Final = (
    ("mid_block.attentions.0.group_norm", "mid.attn_1.norm"),
    ("mid_block.attentions.0.to_out.0", "mid.attn_1.proj_out"),
    ("mid_block.attentions.0.to_", "mid.attn_1."),
    ("mid_block.resnets.0", "mid.block_1"),
    ("mid_block.resnets.1", "mid.block_2"),
    ("conv_shortcut", "nin_shortcut"),
    ("conv_norm_out", "norm_out"),
)


def write_checkpoint(pipeline: Any, path: Path) -> Path:
    """Write UNet, autoencoder and text encoder of a pipeline as one safetensors file."""
    tensors: dict[str, Any] = {}
    layers, unet = pipeline.unet.config.layers_per_block, pipeline.unet.state_dict()
    for name, tensor in unet.items():
        tensors["model.diffusion_model." + _unet_name(name, layers, unet)] = tensor
    for name, tensor in _autoencoder(pipeline.vae):
        tensors[f"first_stage_model.{name}"] = tensor
    for name, tensor in pipeline.text_encoder.state_dict().items():
        whole = name if name.startswith("text_model.") else f"text_model.{name}"
        tensors[f"cond_stage_model.transformer.{whole}"] = tensor
    save_file({name: tensor.contiguous() for name, tensor in tensors.items()}, path)
    return path


def _unet_name(name: str, layers: int, unet: Mapping[str, Any]) -> str:
    for ours, theirs in _UNET.items():
        if name.startswith(f"{ours}."):
            return theirs + name[len(ours) :]
    found = re.match(r"(down|up|mid)_blocks?\.(?:(\d)\.)?(\w+)\.(\d)\.(.*)", name)
    assert found is not None, name
    where, what, number, rest = found[1], found[3], int(found[4]), found[5]
    block = int(found[2] or 0)
    if what == "resnets":
        part, dot, end = rest.partition(".")
        rest = _RESNET[part] + dot + end
    if where == "mid":
        return f"middle_block.{1 if what == 'attentions' else 2 * number}.{rest}"
    if what == "downsamplers":
        return f"input_blocks.{(layers + 1) * (block + 1)}.0.op.{rest.removeprefix('conv.')}"
    if what == "upsamplers":
        attends = any(key.startswith(f"up_blocks.{block}.attentions.") for key in unet)
        return f"output_blocks.{(layers + 1) * block + layers}.{1 + attends}.{rest}"
    column = 1 if what == "attentions" else 0
    if where == "down":
        return f"input_blocks.{(layers + 1) * block + number + 1}.{column}.{rest}"
    return f"output_blocks.{(layers + 1) * block + number}.{column}.{rest}"


def _autoencoder(network: Any) -> Iterator[tuple[str, Any]]:
    blocks = len(network.config.block_out_channels)
    for name, tensor in network.state_dict().items():
        for ours, theirs in _AUTOENCODER:
            name = name.replace(ours, theirs)
        name = re.sub(r"down_blocks\.(\d)\.resnets", r"down.\1.block", name)
        name = re.sub(r"down_blocks\.(\d)\.downsamplers\.0", r"down.\1.downsample", name)
        name = re.sub(
            r"up_blocks\.(\d)\.(resnets|upsamplers\.0)",
            lambda m: (
                f"up.{blocks - 1 - int(m[1])}." + ("block" if m[2] == "resnets" else "upsample")
            ),
            name,
        )
        if re.search(r"attn_1\.(q|k|v|proj_out)\.weight", name):
            tensor = tensor[..., None, None]
        yield name, tensor
