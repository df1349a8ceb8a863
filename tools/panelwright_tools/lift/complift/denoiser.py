"""What lift needs of a diffusion model: one convention for noise, whatever the model predicts."""

from collections.abc import Sequence
from typing import Any, Literal, Protocol

import torch
from PIL import Image

Prediction = Literal["eps", "v", "flow"]
"""What the network itself predicts: the noise, the velocity of a diffusion, or that of a flow."""
Condition = Any
"""One text as the network takes it; only the denoiser that encoded it looks inside."""


class Denoiser(Protocol):
    """A network that tells the noise in `x_u = alpha(u) x + sigma(u) eps`.

    `u` runs from 0 (clean) to 1 (noise), uniformly over the times that the network was trained on;
    a network of T discrete steps takes the step `min(T - 1, floor(u T))`.
    """

    @property
    def id(self) -> str:
        """Name, version and digest of the weights, part of the key of the evidence."""
        ...

    @property
    def prediction(self) -> Prediction:
        """What the network predicts."""
        ...

    @property
    def has_null(self) -> bool:
        """Whether it was trained on empty conditions too, so that an unconditional exists."""
        ...

    @property
    def null_scale(self) -> float | None:
        """The stand-in for a missing unconditional: this times the noise told under each condition.

        It costs no evaluation (Yu and Gao's networks of the plane: 0.9). None: there is none.
        """
        ...

    @property
    def distilled(self) -> bool:
        """Whether guidance or steps are distilled into it, so that it predicts no mean."""
        ...

    def encode(self, texts: Sequence[str]) -> list[Condition]:
        """The conditions of texts, in their order; "" is the unconditional where there is one."""
        ...

    def latents(self, picture: Image.Image) -> torch.Tensor:
        """The picture as the network takes it, (channels, rows, columns), on the network's device.

        Raises UserError for a picture of a size that it can't take.
        """
        ...

    def levels(self, times: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Signal alpha and noise sigma, each (n,), at times (n,) in 0..1."""
        ...

    def llr_weights(self, times: torch.Tensor) -> torch.Tensor:
        """`-1/2 d log(alpha^2 / sigma^2) / du` at times (n,): makes squared errors of the noise a
        log-likelihood ratio, in nats (Kong et al., ICLR 2024)."""
        ...

    def noise(
        self, noisy: torch.Tensor, times: torch.Tensor, conditions: Sequence[Condition]
    ) -> torch.Tensor:
        """The noise in each row, like `noisy` (n, channels, rows, columns), at times (n,).

        One network evaluation for each row. Each row's answer depends on that row alone.
        """
        ...
