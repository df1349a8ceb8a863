"""How much signal and noise there is at each time, and the noise in what a network predicts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol, assert_never

import torch

from panelwright_tools.lift.complift.denoiser import Prediction

Levels = tuple[torch.Tensor, torch.Tensor]
"""Signal alpha and noise sigma of `x_u = alpha x + sigma eps`, of one shape."""
_LEAST: Final = 2.0**-24
"""Of signal or noise, squared: schedules that end without any signal have no ratio there."""
_EDGE: Final = 1e-4
"""Times as near to an end weigh as much as this one: the weights grow without limit there."""


class Schedule(Protocol):
    """Signal and noise at times u in 0..1, of any shape."""

    def levels(self, times: torch.Tensor) -> Levels:
        """Signal alpha and noise sigma."""
        ...

    def weights(self, times: torch.Tensor) -> torch.Tensor:
        """`-1/2 d log(alpha^2 / sigma^2) / du`."""
        ...

    def told(self, times: torch.Tensor) -> torch.Tensor:
        """The times as the network is told them."""
        ...


@dataclass(frozen=True)
class Flow:
    """A straight line from the picture to the noise: u is sigma itself, and is told."""

    def levels(self, times: torch.Tensor) -> Levels:
        """`1 - u` and `u`."""
        return 1 - times, times

    def weights(self, times: torch.Tensor) -> torch.Tensor:
        """`1 / (u (1 - u))`."""
        inner = times.clamp(_EDGE, 1 - _EDGE)
        return 1 / (inner * (1 - inner))

    def told(self, times: torch.Tensor) -> torch.Tensor:
        """As they are."""
        return times


@dataclass(frozen=True)
class Continuous:
    """Levels by formula, of a network that is told u."""

    formula: Callable[[torch.Tensor], Levels]
    """Alpha and sigma at times, made of operations that PyTorch can differentiate."""

    def levels(self, times: torch.Tensor) -> Levels:
        """By the formula."""
        return self.formula(times)

    def weights(self, times: torch.Tensor) -> torch.Tensor:
        """By differentiating the formula."""
        with torch.enable_grad():
            inner = times.detach().clamp(_EDGE, 1 - _EDGE).requires_grad_()
            alpha, sigma = self.formula(inner)
            (slope,) = torch.autograd.grad((alpha.log() - sigma.log()).sum(), inner)
        return -slope

    def told(self, times: torch.Tensor) -> torch.Tensor:
        """As they are."""
        return times


@dataclass(frozen=True)
class Steps:
    """T discrete steps, each as long, of a network that is told the number of the step."""

    signal: torch.Tensor
    """(T,) alpha^2 at each step, falling (`alphas_cumprod` of diffusers); sigma^2 is the rest."""

    def levels(self, times: torch.Tensor) -> Levels:
        """Of the step that each time falls into."""
        signal = self.signal.to(times)[self.told(times)]
        return signal.sqrt(), (1 - signal).sqrt()

    def weights(self, times: torch.Tensor) -> torch.Tensor:
        """Half the change of the logarithm from the step before to the one after, times T.

        The trapezoidal rule over the logarithm: at the first and the last step half of that.
        """
        signal = self.signal.double().clamp(_LEAST, 1 - _LEAST)
        ratio = (signal / (1 - signal)).log()
        change = torch.gradient(ratio)[0]
        change[0], change[-1] = change[0] / 2, change[-1] / 2
        return (-change * len(ratio) / 2).to(times)[self.told(times)]

    def told(self, times: torch.Tensor) -> torch.Tensor:
        """`min(T - 1, floor(u T))`, integers."""
        return (times * len(self.signal)).long().clamp(0, len(self.signal) - 1)

    def middle(self, steps: torch.Tensor) -> torch.Tensor:
        """The time in the middle of each step: the other way round."""
        return (steps.float() + 0.5) / len(self.signal)


def noise_in(
    predicted: torch.Tensor, noisy: torch.Tensor, prediction: Prediction, levels: Levels
) -> torch.Tensor:
    """The noise that a prediction tells in `noisy`, both (n, …); `levels` are each (n,).

    With `x_u = alpha x + sigma eps`: v is `alpha eps - sigma x` (Salimans and Ho, ICLR 2022,
    appendix D), the velocity of a flow `eps - x` (Lipman et al., ICLR 2023).
    """
    shape = (-1, *[1] * (noisy.dim() - 1))
    alpha, sigma = (level.reshape(shape) for level in levels)
    match prediction:
        case "eps":
            return predicted
        case "v":
            return (alpha * predicted + sigma * noisy) / (alpha**2 + sigma**2)
        case "flow":
            return (noisy + alpha * predicted) / (alpha + sigma)
    assert_never(prediction)


def clean_in(noise: torch.Tensor, noisy: torch.Tensor, levels: Levels) -> torch.Tensor:
    """The picture that is left of `noisy`, (n, …), without the noise; `levels` are each (n,)."""
    shape = (-1, *[1] * (noisy.dim() - 1))
    alpha, sigma = (level.reshape(shape) for level in levels)
    return (noisy - sigma * noise) / alpha.clamp(min=_LEAST**0.5)
