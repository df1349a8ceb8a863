"""Samples the first steps of several seeds, and tells which of them are worth finishing."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Final

from panelwright_tools.lift.complift.clauses import Clause
from panelwright_tools.lift.complift.triage import Look, Triage, looked, triage
from panelwright_tools.lift.denoisers.pipelines import PipelineDenoiser
from panelwright_tools.lift.denoisers.recording import Recorder, SamplingEnded, kept_steps

UNTIL: Final = 0.3
"""Share of the steps after which seeds are compared: 0.2 to 0.4 is what pays."""

Sample = Callable[[int, Recorder], object]
"""Samples the picture of a seed, and tells the recorder of each call of the network."""


def first_steps(steps: int, until: float = UNTIL) -> int:
    """How many of the steps are sampled before seeds are compared."""
    return max(kept_steps(steps, until, 2)) + 1


def best_seeds(
    denoiser: PipelineDenoiser,
    sample: Sample,
    seeds: Sequence[int],
    clauses: Sequence[Clause] = (),
    *,
    guidance: float,
    negative: str = "",
    keep: int = 1,
    until: float = UNTIL,
) -> Triage:
    """Which `keep` of the seeds to finish, after the first steps of each; `sample` is ended there.

    `guidance` and `negative` are those of sampling. Those that are kept are to be sampled again
    from the start, which gives the same picture: n seeds cost n `until` samplings before. Raises
    what sampling raises, and UserError for clauses that this model can't be asked.
    """
    looks: dict[int, Look] = {}
    for seed in seeds:
        recorder = Recorder(
            denoiser, guidance=guidance, negative=negative, until=until, ending=True
        )
        with suppress(SamplingEnded):
            sample(seed, recorder)
        looks[seed] = looked(denoiser, recorder.trajectory, clauses)
    return triage(looks, keep)
