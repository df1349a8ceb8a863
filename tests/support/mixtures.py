"""Gaussian mixtures whose noise, and whose likelihoods, are known in closed form."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from PIL import Image

from panelwright_tools.lift.complift.denoiser import Prediction
from panelwright_tools.lift.complift.options import Weighting


@dataclass(frozen=True)
class Component:
    """An isotropic Gaussian over latents of the mixture's shape."""

    weight: float
    mean: torch.Tensor
    deviation: float


Parts = tuple[Component, ...]


@dataclass
class Mixture:
    """A denoiser that knows each text's distribution, and so tells the best noise exactly.

    The process preserves variance: alpha = cos(a), sigma = sin(a), with a running from `low` to
    `high` of a right angle, so that nothing diverges.
    """

    texts: dict[str, Parts]
    low: float = 0.02
    high: float = 0.98
    has_null: bool = True
    null_scale: float | None = None
    distilled: bool = False
    sent: list[int] = field(default_factory=list)
    """Rows of each call."""
    encoded: list[str] = field(default_factory=list)
    prediction: Prediction = "eps"
    id: str = "mixture"

    def encode(self, texts: Sequence[str]) -> list[Parts]:
        self.encoded += texts
        return [self.texts[text] for text in texts]

    def latents(self, picture: Image.Image) -> torch.Tensor:
        pixels = torch.tensor(list(picture.convert("RGB").tobytes()), dtype=torch.float64)
        return pixels.view(picture.height, picture.width, 3).permute(2, 0, 1) / 127.5 - 1

    def angle(self, times: torch.Tensor) -> torch.Tensor:
        return math.pi / 2 * (self.low + (self.high - self.low) * times)

    def levels(self, times: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        return torch.cos(self.angle(times)), torch.sin(self.angle(times))

    def llr_weights(self, times: torch.Tensor) -> torch.Tensor:
        """-1/2 d log(cos^2 / sin^2) / du = angle' / (sin cos)."""
        slope = math.pi / 2 * (self.high - self.low)
        return slope / (torch.sin(self.angle(times)) * torch.cos(self.angle(times)))

    def noise(
        self,
        noisy: torch.Tensor,
        times: torch.Tensor,
        conditions: Sequence[Parts],
    ) -> torch.Tensor:
        self.sent.append(len(noisy))
        alpha, sigma = self.levels(times)
        out = torch.empty_like(noisy)
        for condition in {id(c): c for c in conditions}.values():
            rows = torch.tensor([c is condition for c in conditions])
            out[rows] = _told(noisy[rows], alpha[rows], sigma[rows], condition)
        return out

    def log_ratio(self, x: torch.Tensor, text: str) -> torch.Tensor:
        """log p(x | text) / p(x) in nats, of clean latents (n, channels, rows, columns)."""
        clean = torch.ones(len(x), dtype=x.dtype), torch.zeros(len(x), dtype=x.dtype)
        with_it, without = (
            torch.logsumexp(_responsibilities(x, *clean, self.texts[name])[0], 0)
            for name in (text, "")
        )
        return with_it - without


def _responsibilities(
    noisy: torch.Tensor, alpha: torch.Tensor, sigma: torch.Tensor, parts: Parts
) -> tuple[torch.Tensor, list[torch.Tensor]]:
    flat = noisy.flatten(1)
    logs, towards = [], []
    for part in parts:
        variance = alpha**2 * part.deviation**2 + sigma**2
        gap = flat - alpha.unsqueeze(1) * part.mean.to(flat).flatten()
        size = flat.shape[1]
        squares = gap.pow(2).cumsum(1)[:, -1]
        logs.append(
            math.log(part.weight)
            - 0.5 * squares / variance
            - 0.5 * size * torch.log(2 * math.pi * variance)
        )
        towards.append(gap * (sigma / variance).unsqueeze(1))
    return torch.stack(logs), towards


def _told(
    noisy: torch.Tensor, alpha: torch.Tensor, sigma: torch.Tensor, parts: Parts
) -> torch.Tensor:
    """`E[eps | x_u] = -sigma grad log p(x_u)`, for a Gaussian sigma (x_u - alpha m) / v."""
    logs, towards = _responsibilities(noisy, alpha, sigma, parts)
    # not softmax: its last bits change with the rows beside
    shares = torch.exp(logs - logs.amax(0))
    told, whole = torch.zeros_like(towards[0]), torch.zeros_like(shares[0])
    for share, each in zip(shares, towards, strict=True):
        told, whole = told + share.unsqueeze(1) * each, whole + share
    return (told / whole.unsqueeze(1)).view_as(noisy)


def two_things(shape: tuple[int, int, int] = (2, 1, 1), apart: float = 1.5) -> Mixture:
    """A left and a right thing; the unconditional has both, and a little of everything."""
    place = torch.full(shape, apart, dtype=torch.float64)
    left, right = Component(0.5, -place, 0.4), Component(0.5, place, 0.4)
    wide = Component(0.2, torch.zeros(shape, dtype=torch.float64), 1.5)
    rest = (Component(0.4, -place, 0.4), Component(0.4, place, 0.4), wide)
    return Mixture(
        {
            "": rest,
            "anything": rest,
            "left": (Component(1.0, left.mean, 0.4),),
            "right": (Component(1.0, right.mean, 0.4),),
            "either": (left, right),
        }
    )


def exact_lift(
    network: Mixture, x: torch.Tensor, text: str, weighting: Weighting = "eps"
) -> torch.Tensor:
    """The lift of points (n, 2, 1, 1) by quadrature: Gauss-Hermite noise, Gauss-Legendre times."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(40)
    at, share = np.polynomial.legendre.leggauss(60)
    pairs = torch.cartesian_prod(torch.tensor(nodes), torch.tensor(nodes))
    mass = torch.outer(torch.tensor(weights), torch.tensor(weights)).flatten() / (2 * np.pi)
    with_it, null = (network.texts[name] for name in (text, ""))
    total = torch.zeros(len(x), dtype=torch.float64)
    for time, part in zip((at + 1) / 2, share / 2, strict=True):
        times = torch.full((len(pairs),), time, dtype=torch.float64)
        alpha, sigma = network.levels(times[:1])
        weight = part * (network.llr_weights(times[:1]) if weighting == "llr" else 1)
        for row, point in enumerate(x):
            noise = pairs.view(-1, 2, 1, 1)
            noisy = alpha * point + sigma * noise
            told = [network.noise(noisy, times, [c] * len(noisy)) for c in (null, with_it)]
            error = [(t - noise).pow(2).mean((1, 2, 3)) for t in told]
            total[row] += float(weight * (mass * (error[0] - error[1])).sum())
    return total
