"""A denoiser of any network that PyTorch can call: for research, small models and tests."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from PIL import Image

from panelwright_tools.lift.complift.denoiser import Condition, Prediction
from panelwright_tools.lift.denoisers.schedules import Schedule, noise_in

Predict = Callable[[torch.Tensor, torch.Tensor, Sequence[Condition]], torch.Tensor]
"""(noisy (n, …), times (n,) as the schedule tells them, n conditions) to predictions like noisy."""


def pixels(picture: Image.Image) -> torch.Tensor:
    """A picture as networks on pixels take it: (3, rows, columns), -1..1."""
    values = torch.from_numpy(np.asarray(picture.convert("RGB"), np.float32).copy())
    return values.permute(2, 0, 1) / 127.5 - 1


@dataclass(frozen=True)
class PlainDenoiser:
    """A network with the schedule that it was trained on, and what it was trained to predict.

    It works on points as well as on pictures: `noisy` may have any shape behind its first.
    """

    predict: Predict
    schedule: Schedule
    prediction: Prediction
    id: str = "plain"
    encoded: Callable[[str], Condition] = str
    """A text as `predict` takes it."""
    seen: Callable[[Image.Image], torch.Tensor] = pixels
    """A picture as `predict` takes it, without noise and without its first dimension; it raises
    UserError for a size that it can't take."""
    has_null: bool = True
    """Whether "" is an unconditional."""
    null_scale: float | None = None
    """As of the protocol."""
    distilled: bool = False

    def encode(self, texts: Sequence[str]) -> list[Condition]:
        """The conditions of texts, in their order."""
        return [self.encoded(text) for text in texts]

    def latents(self, picture: Image.Image) -> torch.Tensor:
        """The picture as the network takes it."""
        return self.seen(picture)

    def levels(self, times: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Signal alpha and noise sigma at times."""
        return self.schedule.levels(times)

    def llr_weights(self, times: torch.Tensor) -> torch.Tensor:
        """What makes squared errors of the noise a log-likelihood ratio."""
        return self.schedule.weights(times)

    def noise(
        self, noisy: torch.Tensor, times: torch.Tensor, conditions: Sequence[Condition]
    ) -> torch.Tensor:
        """The noise in each row."""
        with torch.no_grad():
            predicted = self.predict(noisy, self.schedule.told(times), conditions)
        alpha, sigma = (level.to(noisy) for level in self.schedule.levels(times))
        return noise_in(predicted, noisy, self.prediction, (alpha, sigma))
