"""Control variates: functions of a draw whose mean is zero whatever the picture and the network."""

from typing import Final

import torch

from panelwright_tools.lift.complift.sums import mean, total

FEW: Final = 16
"""Latents of at most so many numbers get polynomials of them, larger ones the guide."""
DEGREE: Final = 4
"""Of the polynomials of time."""
FAR: Final = 2.5
"""Deviations beyond which a picture is no longer like those of the trial run."""


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
    squares = mean(noise.pow(2).flatten(2), 1)
    energy = total(weights * (squares - 1))
    pull = (weights.unsqueeze(1) * guide.flatten(2)).flatten(1)
    size = torch.sqrt(total(pull**2))
    along = total(pull * noise.flatten(1)) / size.clamp(min=1e-30)
    return torch.stack([energy / torch.sqrt(total(weights**2)), along], dim=-1)


def legendre(times: torch.Tensor) -> torch.Tensor:
    """Shifted Legendre polynomials of times (n,) up to DEGREE, (n, DEGREE + 1)."""
    y = 2 * times - 1
    table = [torch.ones_like(y), y]
    for n in range(1, DEGREE):
        table.append(((2 * n + 1) * y * table[n] - n * table[n - 1]) / (n + 1))
    return torch.stack(table, dim=-1)


def traits(latents: torch.Tensor, coverage: torch.Tensor) -> torch.Tensor:
    """What coefficients may vary with, (n, traits), of latents (n, channels, rows, columns).

    Each channel's mean over the covered pixels (n, rows, columns), where there are few numbers;
    nothing else. A correction whose coefficients hang on the picture stays unbiased on each.
    """
    if latents[0].numel() > FEW:
        return torch.zeros(len(latents), 0, dtype=torch.float64)
    weights = coverage.flatten(1).double().cpu()
    flat = latents.flatten(2).double().cpu()
    return total(weights.unsqueeze(1) * flat) / total(weights).unsqueeze(-1)


def features(traits: torch.Tensor, centre: torch.Tensor, spread: torch.Tensor) -> torch.Tensor:
    """Polynomials of traits (n, traits) up to the second degree, (n, features), the first a one.

    In units of the trial's deviations, cut at FAR of them, where nothing was learnt.
    """
    z = ((traits - centre) / spread).clamp(-FAR, FAR)
    first, second = torch.triu_indices(z.shape[-1], z.shape[-1])
    ones = z.new_ones(*z.shape[:-1], 1)
    return torch.cat([ones, z, z[..., first] * z[..., second]], dim=-1)
