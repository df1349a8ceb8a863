"""Control variates: functions of a draw whose mean is zero whatever the picture and the network."""

from dataclasses import dataclass
from typing import Final

import torch

from panelwright_tools.lift.complift.sums import total

FEW: Final = 16
"""Latents of at most so many numbers get polynomials of them, larger ones the guide."""
RIDGE: Final = 8.0
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


def terms(
    noise: torch.Tensor, coverage: torch.Tensor, times: torch.Tensor, guide: torch.Tensor | None
) -> torch.Tensor:
    """The control variates (n, terms) of noise (n, channels, rows, columns) at times (n,).

    `coverage` (n, rows, columns). Of few numbers: each channel's mean noise z over the covered
    pixels, and the products z z' less their means. Of many: the noise's energy less its own
    (|eps|^2 - d), and its product with the `guide` (like `noise`), which is the mean of what the
    text changed in the network's answers before; given those, it is a constant. All are of unit
    order, and each comes times Legendre polynomials of time, since a coefficient may vary with the
    noise level.
    """
    weights = coverage.flatten(1)
    still = _few(noise, weights) if guide is None else _many(noise, weights, guide)
    return (still.unsqueeze(-1) * legendre(times).unsqueeze(1)).flatten(1)


def _few(noise: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    spread = torch.sqrt(total(weights**2)).unsqueeze(-1)
    z = total(weights.unsqueeze(1) * noise.flatten(2)) / spread
    first, second = torch.triu_indices(z.shape[-1], z.shape[-1])
    products = z[..., first] * z[..., second] - (first == second).to(z)
    return torch.cat([z, products], dim=-1)


def _many(noise: torch.Tensor, weights: torch.Tensor, guide: torch.Tensor) -> torch.Tensor:
    squares = total(noise.pow(2).flatten(2).movedim(1, -1)) / noise.shape[1]
    energy = total(weights * (squares - 1))
    pull = (weights.unsqueeze(1) * guide.flatten(2)).flatten(1)
    size = torch.sqrt(total(pull**2))
    along = total(pull * noise.flatten(1)) / size.clamp(min=1e-30)
    return torch.stack([energy / torch.sqrt(total(weights**2)), along], dim=-1)


def legendre(times: torch.Tensor) -> torch.Tensor:
    """Shifted Legendre polynomials of times (n,) up to the second degree, (n, 3)."""
    y = 2 * times - 1
    return torch.stack([torch.ones_like(y), y, (3 * y**2 - 1) / 2], dim=-1)


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
