"""Fewer tokens of a picture: those of its subject, cell by cell merged to one.

Tokens that lie beside each other say much the same, so that their mean stands for them: the idea
of token merging (Bolya et al., Token Merging, ICLR 2023; for diffusion Bolya and Hoffman, 2023),
here by place instead of by likeness, which costs no matching at each layer and step.
"""

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from panelwright_tools.painting.diffusion.regional.plan import Grid


def middle(grid: Grid, margin: float) -> Tensor:
    """(rows, columns) 1, and 0 along an edge of `margin`, a fraction of rows and of columns.

    At least one token is kept; `margin` lies below 0.5.
    """
    shares = torch.zeros(grid)
    rows, columns = (_kept(count, margin) for count in grid)
    shares[rows, columns] = 1
    return shares


@dataclass(frozen=True)
class Merging:
    """Which tokens of a grid stand for its subject, and which of them are merged."""

    weights: Tensor
    """(rows, columns) 1 where a token shows the subject, else 0."""
    cells: Tensor
    """(merged,) the places, row by row, of cells that show any of it."""
    cell: int
    """A cell is so many rows by so many columns, smaller at the ends of both."""

    def __call__(self, tokens: Tensor) -> Tensor:
        """The mean of the subject's tokens in each cell that has any.

        `tokens` is (batch, heads, rows * columns, width), the outcome (…, merged, width).
        """
        laid = tokens.unflatten(2, self.weights.shape).permute(0, 1, 4, 2, 3).flatten(1, 2)
        pooled = _pooled(laid * self.weights.to(laid), self.cell)
        means = pooled.flatten(2)[:, :, self.cells] / self._shares(laid)
        return means.unflatten(1, (tokens.shape[1], tokens.shape[3])).transpose(2, 3)

    def _shares(self, like: Tensor) -> Tensor:
        """(merged,) how much of each cell is the subject."""
        return _pooled(self.weights[None, None], self.cell).flatten()[self.cells].to(like)


def merging(subject: Tensor, grid: Grid, cell: int, device: torch.device) -> Merging:
    """How tokens of a grid are merged of whose picture `subject`, (rows, columns) 0..1, shows one.

    `grid` may be coarser than the subject's: a token is the subject's if at least half of it is,
    and a subject too small for that keeps the token that shows most of it.
    """
    shares = functional.adaptive_avg_pool2d(subject[None], grid)[0]
    weights = (shares >= min(0.5, float(shares.max()))).float()
    cells = _pooled(weights[None, None], cell).flatten().nonzero().flatten()
    return Merging(weights.to(device), cells.to(device), cell)


def _pooled(laid: Tensor, cell: int) -> Tensor:
    return functional.avg_pool2d(laid, cell, ceil_mode=True, count_include_pad=False)


def _kept(count: int, margin: float) -> slice:
    edge = min(round(count * margin), (count - 1) // 2)
    return slice(edge, count - edge)
