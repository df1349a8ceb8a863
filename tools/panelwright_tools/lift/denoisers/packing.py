"""Latents as tokens of two by two, as FLUX.1 and Qwen-Image take them."""

from collections.abc import Sequence

import torch


def packed(latents: torch.Tensor) -> torch.Tensor:
    """(n, channels, rows, columns) to (n, tokens, 4 channels)."""
    number, channels, rows, columns = latents.shape
    cells = latents.reshape(number, channels, rows // 2, 2, columns // 2, 2)
    return cells.permute(0, 2, 4, 1, 3, 5).reshape(number, -1, channels * 4)


def unpacked(tokens: torch.Tensor, size: Sequence[int]) -> torch.Tensor:
    """The other way round; `size` is rows and columns of the latents."""
    rows, columns = size
    number, _, channels = tokens.shape
    cells = tokens.reshape(number, rows // 2, columns // 2, channels // 4, 2, 2)
    return cells.permute(0, 3, 1, 4, 2, 5).reshape(number, channels // 4, rows, columns)
