"""The small networks of the plane, and the diffusion that they are trained on.

After the paper's 2D experiments (Yu and Gao, ICML 2025): perceptrons of four layers of 128, 50
steps with betas rising linearly. The paper's tell the noise as the gradient of an energy; these
tell it outright, at a third of the cost.
"""

import torch
from torch import Tensor, nn

STEPS = 50
FIRST_BETA, LAST_BETA = 1e-4, 0.02
"""As in the paper's code: at the last step the signal still has 0.78 of its size."""
WIDTH, LAYERS = 128, 4


def signal() -> Tensor:
    """`alpha_bar` after each step, (STEPS,)."""
    return torch.cumprod(1 - torch.linspace(FIRST_BETA, LAST_BETA, STEPS), dim=0)


def noised(points: Tensor, noise: Tensor, steps: Tensor) -> Tensor:
    """`sqrt(alpha_bar) x + sqrt(1 - alpha_bar) eps`, all (n, 2), at steps (n,)."""
    kept = signal()[steps][:, None]
    return kept.sqrt() * points + (1 - kept).sqrt() * noise


class NoiseNetwork(nn.Module):  # type: ignore[misc]
    """Tells the noise in points of the plane."""

    def __init__(self) -> None:
        super().__init__()
        self.enter = nn.Linear(2, WIDTH)
        self.times = nn.Embedding(STEPS, WIDTH * LAYERS)
        self.layers = nn.ModuleList(nn.Linear(WIDTH, WIDTH) for _ in range(LAYERS))
        self.leave = nn.Linear(WIDTH, 2)

    def forward(self, points: Tensor, steps: Tensor) -> Tensor:
        """The noise (n, 2) in points (n, 2) at steps (n,)."""
        hidden = self.enter(points)
        for layer, time in zip(self.layers, self.times(steps).chunk(LAYERS, dim=1), strict=True):
            hidden = hidden + nn.functional.silu(layer(hidden) + time)
        told: Tensor = self.leave(hidden)
        return told
