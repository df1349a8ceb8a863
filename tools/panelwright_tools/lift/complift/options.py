"""How a lift is measured: every switch, with what it means."""

from dataclasses import dataclass, field
from typing import Literal

from panelwright_tools.domain.errors import UserError
from panelwright_tools.lift.complift.fitting import Coefficients
from panelwright_tools.lift.complift.times import Density

Weighting = Literal["eps", "llr"]
SequenceKind = Literal["asymptotic", "betting"]


@dataclass(frozen=True)
class Options:
    """What decides a verdict, besides the picture, the clauses and the network."""

    weighting: Weighting = "eps"
    """`eps`: the paper's mean squared error of the noise, all noise levels alike. `llr`: weighed to
    a log-likelihood ratio. Both are means over the region's latent pixels and channels, so that
    one margin fits all boxes; an `llr` times their number is in nats."""
    alpha: float = 0.05
    """Probability of calling a panel's formula true, and of calling it false, where it isn't."""
    block: int = 4
    """Draws that make one value of the confidence sequence, spread over the noise levels."""
    max_draws: int = 256
    """Draws after which a clause is left undecided."""
    max_evaluations: int | None = None
    """Network evaluations of the whole call, padding included; None: no limit but `max_draws`."""
    sequence: SequenceKind = "asymptotic"
    """`betting` needs `limits` and guarantees the mean of the values winsorised to them."""
    limits: tuple[float, float] | None = None
    """Range of a block's value for `betting`, from a calibration run."""
    least_blocks: int = 8
    """Blocks before the asymptotic limits count. Fewer blocks, or smaller ones, save evaluations
    where draws are nearly normal; where they are as skewed as on a mixture of two numbers (skewness
    4), 6 blocks of 4 with `tightest` 32 were wrong in 0.07 of null runs at 0.05, 6 of 2 in 0.16."""
    tightest: float = 96.0
    """Count of blocks for which the asymptotic limits are made tightest; the larger, the wider the
    early limits, whose deviation is known least."""
    seed: int = 0
    batch: int = 8
    """Rows of one network call; verdicts don't depend on it."""
    pad: bool = False
    """Fills the last call of a round up to `batch` rows, for compiled networks."""
    control_variates: bool = True
    """Takes off what is known to be zero on average, fitted on the draws before."""
    coefficients: Coefficients | None = None
    """Where the fit begins, from a calibration run; None: at zero."""
    density: Density = field(default_factory=Density)
    """How draws are spread over the times."""
    levels: tuple[float, float] = (0.0, 1.0)
    """Times between which draws lie, 0 clean and 1 noise. Near both ends a text changes little:
    there the picture, or nothing, tells the network all. An `llr` is then the part of the
    log-likelihood ratio between these times; a density is one over these."""
    one_by_one: bool = True
    """Where one clause alone may decide, and asking it alone is cheaper, the others wait."""

    def __post_init__(self) -> None:
        """Raises UserError for what can't be measured."""
        if not 0 < self.alpha < 0.5:
            raise UserError(f"alpha is {self.alpha}: give a probability between 0 and 0.5")
        if min(self.block, self.max_draws, self.batch, self.least_blocks) < 1:
            raise UserError("block, max_draws, batch and least_blocks count from 1: give 1 or more")
        if self.block > self.max_draws:
            raise UserError(
                f"a block of {self.block} draws exceeds max_draws {self.max_draws}: give fewer"
            )
        low, high = self.levels
        if not 0 <= low < high <= 1:
            raise UserError(f"levels are {low} to {high}: give two that rise, between 0 and 1")
        if self.max_evaluations is not None and self.max_evaluations < 1:
            raise UserError("max_evaluations is below 1: give 1 or more, or none")
        if self.sequence == "betting" and (
            self.limits is None or not self.limits[0] < self.limits[1]
        ):
            raise UserError(
                "betting needs limits, lower and upper, of a block's value: calibrate, or use "
                "the asymptotic sequence"
            )
