"""Keeps what a pipeline's network was asked and told while a picture was sampled."""

import math
from typing import Final

import torch

from panelwright_tools.domain import PanelwrightError, UserError
from panelwright_tools.lift.complift.trajectory import State, Trajectory
from panelwright_tools.lift.denoisers.form import Called
from panelwright_tools.lift.denoisers.pipelines import PipelineDenoiser
from panelwright_tools.lift.denoisers.schedules import Steps, noise_in
from panelwright_tools.painting.diffusion.sampling import NetworkCall

_MOST: Final = 8
"""States that are kept, where nothing else is said; three latents each."""


class SamplingEnded(PanelwrightError):
    """Sampling was ended on purpose, when all that was wanted of it had been seen."""


class Recorder:
    """Told of each call of the network (`Sampling.on_network`), it keeps some of the states.

    They lie in float32 on the network's device, at most `most` of them, evenly over the steps up to
    `until` of all (0..1). With `ending`, sampling is ended by SamplingEnded once they are whole: at
    the next call where it isn't told whether the step has another half. States of a picture that
    was begun anew, in another size or after the first was done, take the place of those before.
    """

    def __init__(
        self,
        denoiser: PipelineDenoiser,
        *,
        guidance: float,
        negative: str = "",
        until: float = 1.0,
        most: int = _MOST,
        ending: bool = False,
    ) -> None:
        if not (0 < until <= 1 and most >= 2):
            raise UserError(
                f"can't keep {most} states of {until:.0%} of the steps; keep 2 or more, of a share "
                "above 0 and up to 100 %."
            )
        self.denoiser, self.guidance, self.negative = denoiser, guidance, negative
        self.until, self.most, self.ending = until, most, ending
        self.calls = 0
        """Calls of the network that were seen."""
        self._states: list[State] = []
        self._step, self._time = -1, math.inf
        self._kept: frozenset[int] = frozenset()

    @property
    def trajectory(self) -> Trajectory:
        """What was kept so far. Raises UserError when there is nothing."""
        if not self._states:
            raise UserError("no step was seen; sample a picture with this recorder first.")
        return Trajectory(tuple(self._states), self.guidance, self.negative)

    def __call__(self, call: NetworkCall) -> None:
        """Keep what the call says, if its step is one of those that are kept.

        Raises SamplingEnded at the end, UserError when several pictures are sampled at once.
        """
        self.calls += 1
        called = self.denoiser.form.called(call)
        if len(called.noisy) > 2:
            raise UserError("several pictures are sampled at once; record one at a time.")
        time = self._time_of(called)
        if time != self._time:
            self._begin(time, called)
        if self.ending and self._step > max(self._kept):
            raise SamplingEnded(f"ended after {self._step} steps, as was asked.")
        if self._step in self._kept:
            self._keep(time, called)
        if self.ending and self._step == max(self._kept) and self._states[-1].other is not None:
            raise SamplingEnded(f"ended after {self._step + 1} steps, as was asked.")

    def _begin(self, time: float, called: Called) -> None:
        """A new step, or the first one of a new picture."""
        shape = self._states[-1].noisy.shape if self._states else None
        if time > self._time or (shape is not None and shape != called.noisy.shape[1:]):
            self._states, self._step = [], -1
        self._step, self._time = self._step + 1, time
        if self._step == 0:
            steps = len(self.denoiser.pipeline.scheduler.timesteps)
            self._kept = kept_steps(steps, self.until, self.most)

    def _keep(self, time: float, called: Called) -> None:
        """The first row of a step is the prompt's, the second the other half's."""
        noisy = called.noisy.detach().float()
        at = torch.full((len(noisy),), time, device=noisy.device)
        alpha, sigma = (level.to(noisy) for level in self.denoiser.levels(at))
        predicted = called.predicted.detach().float()
        told = noise_in(predicted, noisy, self.denoiser.prediction, (alpha, sigma))
        last = self._states[-1] if self._states else None
        if last is None or last.time != time:
            other = told[1].clone() if len(told) > 1 else None
            self._states.append(State(time, noisy[0].clone(), told[0].clone(), other))
        elif last.other is None:
            self._states[-1] = State(time, last.noisy, last.told, told[0].clone())

    def _time_of(self, called: Called) -> float:
        """u; of a flow as the scheduler has it: networks in half precision are told it rounded."""
        schedule = self.denoiser.schedule
        if isinstance(schedule, Steps):
            return float(schedule.middle(torch.tensor(called.told).round()))
        sigmas = self.denoiser.pipeline.scheduler.sigmas.float()
        return float(sigmas[(sigmas - called.told).abs().argmin()])


def kept_steps(steps: int, until: float, most: int) -> frozenset[int]:
    """At most `most` of the steps, numbered from 0, evenly over the first `until` of them.

    The last of those is always one.
    """
    within = max(2, math.ceil(steps * until)) if steps > 1 else 1
    count = min(most, within)
    if count == 1:
        return frozenset({within - 1})
    return frozenset(round(number * (within - 1) / (count - 1)) for number in range(count))
