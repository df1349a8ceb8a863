"""Sums whose rounding depends on nothing but the numbers summed."""

from collections import Counter

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


def add(values: torch.Tensor, places: torch.Tensor, into: torch.Tensor) -> None:
    """Adds each of `values` (n, …) at its place, (n,) on the CPU, to `into` (m, …), in their order.

    A graphics card adds what one call brings to the same place in any order, so that the last bits
    would differ from run to run: what comes to a place again has a call of its own.
    """
    turns: list[list[int]] = []
    seen: Counter[int] = Counter()
    for row, place in enumerate(places.tolist()):
        if seen[place] == len(turns):
            turns.append([])
        turns[seen[place]].append(row)
        seen[place] += 1
    for rows in turns:
        which = torch.tensor(rows)
        into.index_add_(0, places[which].to(into.device), values[which.to(values.device)])
