"""Lift with a fixed budget of draws, as the paper's 2D code estimates it.

What ours is held against. The stand-in for the unconditional is the conditional prediction times
NULL_SCALE, and the code runs the network once for each of them, so that a draw costs two
evaluations a clause. Unlike there, each point has noise of its own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from lift_2d.network import STEPS, NoiseNetwork, noised

NULL_SCALE = 0.9
EVALUATIONS = 2
"""Of the network, each draw and clause."""
ROWS = 8_192


@dataclass(frozen=True)
class Lifts:
    """Estimates (n, clauses) and their standard errors."""

    mean: Tensor
    error: Tensor


def fixed_lifts(
    networks: Sequence[NoiseNetwork], points: Tensor, draws: int, seed: int, even: bool = False
) -> Lifts:
    """The lifts of points (n, 2) by so many draws each, of times at random or evenly spread.

    All clauses share their draws. `even` needs a multiple of STEPS.
    """
    random = torch.Generator().manual_seed(seed)
    size = max(1, ROWS // draws)
    parts = [
        torch.stack([_values(net, *batch) for net in networks], dim=2)
        for batch in _batches(points, draws, size, even, random)
    ]
    mean = torch.cat([part.mean(dim=1) for part in parts])
    error = torch.cat([part.std(dim=1) for part in parts]) / draws**0.5
    return Lifts(mean.double(), error.double())


def _batches(
    points: Tensor, draws: int, size: int, even: bool, random: torch.Generator
) -> Iterator[tuple[Tensor, Tensor, Tensor]]:
    """Points, with steps and noise for each of their draws."""
    for chunk in points.split(size):
        shape = (len(chunk), draws)
        if even:
            steps = torch.arange(STEPS).repeat(draws // STEPS).expand(shape)
        else:
            steps = torch.randint(STEPS, shape, generator=random)
        yield chunk, steps, torch.randn(*shape, 2, generator=random)


def _values(network: NoiseNetwork, points: Tensor, steps: Tensor, noise: Tensor) -> Tensor:
    """`mean((noise - null)^2 - (noise - told)^2)` of each draw, (n, draws)."""
    clean = points[:, None].expand_as(noise)
    flat_steps, flat_noise = steps.flatten(), noise.flatten(0, 1)
    noisy = noised(clean.flatten(0, 1), flat_noise, flat_steps)
    with torch.no_grad():
        told = network(noisy, flat_steps)
    gained = (flat_noise - NULL_SCALE * told).square() - (flat_noise - told).square()
    return gained.mean(dim=1).view(steps.shape)
