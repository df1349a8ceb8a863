"""Which noise levels a block of draws looks at."""

from dataclasses import dataclass

import torch

from panelwright_tools.lift.complift.noise import uniforms


@dataclass(frozen=True)
class Density:
    """A density of times over equal parts of 0..1; draws weigh its inverse, so means stay."""

    heights: tuple[float, ...] = (1.0,)
    """Of each part, all above 0, with mean 1."""

    def at(self, times: torch.Tensor) -> torch.Tensor:
        """The density at times (n,)."""
        heights = torch.tensor(self.heights, dtype=times.dtype, device=times.device)
        parts = (times * len(heights)).long().clamp(0, len(heights) - 1)
        return heights[parts]

    def quantile(self, shares: torch.Tensor) -> torch.Tensor:
        """The times (n,) below which shares (n,) of the draws lie."""
        heights = torch.tensor(self.heights, dtype=shares.dtype, device=shares.device)
        ends = torch.cumsum(heights, 0) / heights.sum()
        parts = torch.searchsorted(ends, shares, right=True).clamp(max=len(heights) - 1)
        starts = ends - heights / heights.sum()
        within = (shares - starts[parts]) / (heights[parts] / heights.sum())
        return (parts + within.clamp(0, 1)) / len(heights)


def block_times(
    seed: int, panels: torch.Tensor, draws: torch.Tensor, block: int, density: Density
) -> torch.Tensor:
    """The times (n,) of draws (n,): each draw of a block in its own stratum of equal probability.

    Stratified sampling: the mean over a block is unbiased, and what the lift varies between noise
    levels drops out of its variance (Owen, Monte Carlo theory, methods and examples, 2013, 8.4).
    With a block of one draw the times are independent.
    """
    shares = (draws % block + uniforms(seed, panels, draws)) / block
    return density.quantile(shares)
