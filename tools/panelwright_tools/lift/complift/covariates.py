"""Control variates: functions of a draw whose mean is zero whatever the picture and the network."""

from dataclasses import dataclass
from typing import Final

import torch

from panelwright_tools.lift.complift.sums import total

PRODUCTS: Final = 4
"""Latents with more channels than this get no products of two channels: too many to fit."""
RIDGE: Final = 4.0
"""Draws' worth of zeros that a fit without calibration begins with."""


@dataclass(frozen=True)
class Coefficients:
    """Where a fit begins: the mean products of a calibration run."""

    gram: tuple[tuple[float, ...], ...]
    """Of each two terms."""
    product: tuple[float, ...]
    """Of each term and the values."""
    draws: float = 16.0
    """How many draws they count for, against a clause's own."""


def terms(noise: torch.Tensor, coverage: torch.Tensor, times: torch.Tensor) -> torch.Tensor:
    """The control variates (n, terms) of noise (n, channels, rows, columns) at times (n,).

    `coverage` (n, rows, columns). Over its pixels: each channel's mean noise z, the products z z'
    less their means, and the noise's energy less its own (|eps|^2 - d), all of unit order; each
    times Legendre polynomials of time, so that a coefficient may vary with the noise level.
    """
    weights = coverage.flatten(1)
    spread = torch.sqrt(total(weights**2)).unsqueeze(-1)
    z = total(weights.unsqueeze(1) * noise.flatten(2)) / spread
    still = [z]
    if noise.shape[1] <= PRODUCTS:
        still.append(_products(z))
    if weights.shape[1] > 1:
        energy = noise.pow(2).mean(1).flatten(1) - 1
        still.append(total(weights * energy).unsqueeze(-1) / spread)
    moving = torch.cat(still, dim=-1).unsqueeze(-1) * legendre(times).unsqueeze(1)
    return moving.flatten(1)


def legendre(times: torch.Tensor) -> torch.Tensor:
    """Shifted Legendre polynomials of times (n,) up to the second degree, (n, 3)."""
    y = 2 * times - 1
    return torch.stack([torch.ones_like(y), y, (3 * y**2 - 1) / 2], dim=-1)


def _products(z: torch.Tensor) -> torch.Tensor:
    first, second = torch.triu_indices(z.shape[-1], z.shape[-1])
    return z[..., first] * z[..., second] - (first == second).to(z)


class Fit:
    """Coefficients of each clause, from its own draws so far and a calibration run.

    A block is corrected with coefficients fitted before it was drawn: given the past, the terms
    still have mean zero, so every value stays unbiased and the values form martingale differences.
    """

    def __init__(self, shape: torch.Size, start: Coefficients | None, count: int) -> None:
        self.gram = torch.zeros(*shape, count, count, dtype=torch.float64)
        self.product = torch.zeros(*shape, count, dtype=torch.float64)
        self.sum = torch.zeros(*shape, count, dtype=torch.float64)
        self.values = torch.zeros(shape, dtype=torch.float64)
        self.draws = torch.zeros(shape, dtype=torch.float64)
        self.start_gram = RIDGE * torch.eye(count, dtype=torch.float64)
        self.start_product = torch.zeros(count, dtype=torch.float64)
        if start is not None:
            self.start_gram = (
                self.start_gram / 100 + start.draws * torch.tensor(start.gram).double()
            )
            self.start_product = start.draws * torch.tensor(start.product).double()

    def coefficients(self, panels: torch.Tensor) -> torch.Tensor:
        """Ridge regression of values on terms, for some panels (panels, clauses, terms)."""
        mean = self.values[panels] / self.draws[panels].clamp(min=1)
        product = self.product[panels] - self.sum[panels] * mean.unsqueeze(-1)
        left = self.gram[panels] + self.start_gram
        return torch.linalg.solve(left, (product + self.start_product).unsqueeze(-1)).squeeze(-1)

    def add(self, panels: torch.Tensor, values: torch.Tensor, terms: torch.Tensor) -> None:
        """Takes in draws: values (panels, draws, clauses), terms (panels, draws, clauses, terms);
        zeros where a clause was not asked."""
        self.gram[panels] += torch.einsum("abkf,abkg->akfg", terms, terms)
        self.product[panels] += torch.einsum("abkf,abk->akf", terms, values)
        self.sum[panels] += terms.sum(1)
        self.values[panels] += values.sum(1)
        self.draws[panels] += (terms != 0).any(-1).sum(1)
