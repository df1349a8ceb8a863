"""Composed diffusion: one sampler that follows the noise of two networks at once."""

from collections.abc import Sequence

import torch
from torch import Tensor

from lift_2d.network import STEPS, NoiseNetwork, signal
from lift_2d.shapes import Kind

NEGATED = 0.5
"""What the second network's noise counts for in a negation, as in the paper's code."""


def composed_samples(networks: Sequence[NoiseNetwork], kind: Kind, count: int, seed: int) -> Tensor:
    """Points (count, 2) by ancestral sampling (Ho et al., NeurIPS 2020, algorithm 2).

    It starts at a standard normal, as the paper's code does, though the last step of the schedule
    keeps much of the signal.
    """
    random = torch.Generator().manual_seed(seed)
    kept = signal()
    points = torch.randn(count, 2, generator=random)
    for step in reversed(range(STEPS)):
        steps = torch.full((count,), step)
        noise = composed_noise(networks, kind, points, steps)
        before = kept[step - 1] if step else torch.tensor(1.0)
        fresh = torch.randn(count, 2, generator=random) if step else torch.zeros(count, 2)
        points = _previous(points, noise, kept[step], before, fresh)
    return points


def _previous(points: Tensor, noise: Tensor, now: Tensor, before: Tensor, fresh: Tensor) -> Tensor:
    """A draw of q(x_before | x_now, x_0 as the noise tells it); `now`, `before`: alpha_bar."""
    clean = (points - (1 - now).sqrt() * noise) / now.sqrt()
    beta = 1 - now / before
    mean = (before.sqrt() * beta * clean + (now / before).sqrt() * (1 - before) * points) / (
        1 - now
    )
    return mean + (beta * (1 - before) / (1 - now)).sqrt() * fresh


def composed_noise(
    networks: Sequence[NoiseNetwork], kind: Kind, points: Tensor, steps: Tensor
) -> Tensor:
    """The noise (n, 2) of a composition (Du et al., ICML 2023).

    Of a product the sum, of a negation the first less a share of the second, of a mixture the mean
    weighed by densities. Without energies a density is taken to be exp(-|noise|^2 / 2), which is
    right for a single point, the place that the noise tells.
    """
    with torch.no_grad():
        first, second = (network(points, steps) for network in networks)
        if kind == "product":
            return first + second
        if kind == "negation":
            return first - NEGATED * second
        both = torch.stack([first, second])
        shares = torch.softmax(-both.square().sum(dim=2) / 2, dim=0)
        return (shares[..., None] * both).sum(dim=0)
