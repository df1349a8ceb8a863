"""Fewer tokens of a picture: the middle of it, cell by cell merged to one.

Tokens that lie beside each other say much the same, so that their mean stands for them: the idea
of token merging (Bolya et al., Token Merging, ICLR 2023; for diffusion Bolya and Hoffman, 2023),
here by place instead of by likeness, which costs no matching at each layer and step.
"""

import torch
from torch import Tensor

from panelwright_tools.painting.diffusion.regional.plan import Grid


def middle(tokens: Tensor, grid: Grid, margin: float) -> tuple[Tensor, Grid]:
    """The tokens (batch, heads, rows * columns, width) without an edge of `margin`, and their grid.

    `margin` is a fraction of rows and of columns, below 0.5; at least one token is kept.
    """
    rows, columns = (_kept(count, margin) for count in grid)
    laid = tokens.unflatten(2, grid)[:, :, rows, columns]
    return laid.flatten(2, 3), (laid.shape[2], laid.shape[3])


def merged(tokens: Tensor, grid: Grid, cell: int) -> Tensor:
    """The means of cells of `cell` x `cell` tokens, smaller ones at the end of rows and columns.

    `tokens` is (batch, heads, rows * columns, width), the outcome has
    ceil(rows / cell) * ceil(columns / cell) tokens.
    """
    laid = tokens.unflatten(2, grid).permute(0, 1, 4, 2, 3).flatten(1, 2)
    pooled = torch.nn.functional.avg_pool2d(laid, cell, ceil_mode=True, count_include_pad=False)
    back = pooled.unflatten(1, (tokens.shape[1], tokens.shape[3])).permute(0, 1, 3, 4, 2)
    return back.flatten(2, 3)


def _kept(count: int, margin: float) -> slice:
    edge = min(round(count * margin), (count - 1) // 2)
    return slice(edge, count - edge)
