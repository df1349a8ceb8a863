"""A tiny FLUX.1 whose rows are long enough for K-quants, and GGUF files of its transformer."""

import ctypes
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import gguf
import numpy as np
import torch
from diffusers import FlowMatchEulerDiscreteScheduler, FluxPipeline, FluxTransformer2DModel

from tiny_models.parts import (
    WIDTH,
    autoencoder,
    clip_encoder,
    clip_tokenizer,
    t5_encoder,
    t5_tokenizer,
)

_LATENTS: Final = 4
_ROW: Final = 256
"""Numbers in a block of a K-quant; every quantised row is a multiple of it."""


def wide_flux() -> FluxPipeline:
    """Rows of 256 numbers in all layers of its blocks."""
    words, sentences = clip_tokenizer(), t5_tokenizer()
    return FluxPipeline(
        transformer=_transformer(),
        scheduler=FlowMatchEulerDiscreteScheduler(use_dynamic_shifting=True),
        vae=autoencoder(
            _LATENTS,
            use_quant_conv=False,
            use_post_quant_conv=False,
            shift_factor=0.0609,
            scaling_factor=1.5035,
        ),
        text_encoder=clip_encoder(words),
        tokenizer=words,
        text_encoder_2=t5_encoder(sentences, width=_ROW),
        tokenizer_2=sentences,
    )


def write_gguf(
    tensors: Mapping[str, Any], path: Path, quantisation: str, architecture: str = "flux"
) -> Path:
    """Write tensors of a transformer; what K-quants can't hold stays in 32 bits."""
    kind = gguf.GGMLQuantizationType[quantisation]
    writer = gguf.GGUFWriter(path, architecture)
    writer.add_quantization_version(gguf.GGML_QUANT_VERSION)
    for name, tensor in tensors.items():
        numbers = tensor.float().contiguous().numpy()
        if "blocks." in name and numbers.ndim == 2 and numbers.shape[1] % _ROW == 0:
            writer.add_tensor(name, quantised(numbers, kind), raw_dtype=kind)
        else:
            writer.add_tensor(name, numbers)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def quantised(numbers: "np.ndarray[Any, Any]", kind: Any) -> "np.ndarray[Any, Any]":
    """(rows, n) float32 as (rows, bytes) uint8, by ggml where the gguf package can't write it."""
    try:
        return np.asarray(gguf.quants.quantize(numbers, kind))
    except NotImplementedError:
        return _by_ggml(numbers, kind)


def _by_ggml(numbers: "np.ndarray[Any, Any]", kind: Any) -> "np.ndarray[Any, Any]":
    rows, length = numbers.shape
    block, size = gguf.GGML_QUANT_SIZES[kind]
    out = np.zeros((rows, length // block * size), np.uint8)
    quantize = _ggml().ggml_quantize_chunk
    quantize.restype = ctypes.c_size_t
    pointers = [array.ctypes.data_as(ctypes.c_void_p) for array in (numbers, out)]
    whole = [ctypes.c_int64(number) for number in (0, rows, length)]
    quantize(ctypes.c_int(int(kind)), *pointers, *whole, None)
    return out


def _ggml() -> ctypes.CDLL:
    """The library that llama-cpp-python brings."""
    import llama_cpp

    folder = Path(llama_cpp.__file__).parent / "lib"
    return ctypes.CDLL(str(next(folder.glob("*ggml-base*"))))


def _transformer() -> FluxTransformer2DModel:
    torch.manual_seed(1)
    return FluxTransformer2DModel(
        patch_size=1,
        in_channels=_LATENTS * 4,
        num_layers=1,
        num_single_layers=1,
        attention_head_dim=64,
        num_attention_heads=4,
        joint_attention_dim=_ROW,
        pooled_projection_dim=WIDTH,
        guidance_embeds=True,
        axes_dims_rope=(16, 24, 24),
    ).eval()
