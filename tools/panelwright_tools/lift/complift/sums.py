"""Sums whose rounding depends on nothing but the numbers summed."""

import torch


def total(values: torch.Tensor, dim: int = -1) -> torch.Tensor:
    """The sum over a dimension, in halves.

    A library's sum groups its numbers by the shape of the whole tensor, so that a row's sum changes
    in the last bits with the rows beside it; elementwise additions do not.
    """
    values = values.movedim(dim, -1)
    while (size := values.shape[-1]) > 1:
        half = size // 2
        rest = values[..., 2 * half :]
        values = torch.cat([values[..., :half] + values[..., half : 2 * half], rest], dim=-1)
    return values[..., 0]


def mean(values: torch.Tensor, dim: int = -1) -> torch.Tensor:
    """The mean over a dimension."""
    return total(values, dim) / values.shape[dim]
