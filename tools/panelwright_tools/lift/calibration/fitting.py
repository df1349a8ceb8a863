"""From what was measured of pairs to a margin, and what it is worth on pairs held out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from panelwright_tools.domain import UserError
from panelwright_tools.lift.calibration.conformal import area, least, threshold
from panelwright_tools.lift.margins import Fitted, Margin


@dataclass(frozen=True)
class Seen:
    """What was measured of one region and one claim, to the last draw."""

    lift: float
    highest: float
    """The largest lower limit at any time; minus infinity without any."""
    lowest: float
    """The least upper limit at any time."""


@dataclass(frozen=True)
class SeenPair:
    """A picture's own claim, and one that it doesn't fulfil, of the same region."""

    matched: Seen
    mismatched: Seen


@dataclass(frozen=True)
class Rates:
    """How often a test with a margin is right and wrong."""

    margin: float
    false_acceptance: float
    """Share of mismatched claims that it calls present."""
    true_acceptance: float
    """Share of matched claims that it calls present. Painters miss some, so it needn't be 1."""
    false_rejection: float
    """Share of matched claims that it calls absent."""


def rates(pairs: Sequence[SeenPair], margin: float) -> Rates:
    """What a margin does to pairs that it wasn't fitted on."""

    def share(holds: Callable[[SeenPair], bool]) -> float:
        return sum(map(holds, pairs)) / len(pairs)

    return Rates(
        margin,
        share(lambda pair: pair.mismatched.highest > margin),
        share(lambda pair: pair.matched.highest > margin),
        share(lambda pair: pair.matched.lowest < -margin),
    )


def halves(pairs: Sequence[SeenPair]) -> tuple[Sequence[SeenPair], Sequence[SeenPair]]:
    """Those that a margin is fitted on, and those held out."""
    return pairs[::2], pairs[1::2]


def fitted(
    pairs: Sequence[SeenPair], to: Fitted, alpha: float, draws: int, model: str, made: date
) -> Margin:
    """The margin that a mismatched claim passes with probability at most alpha.

    What is ranked is the largest lower limit that the sequential test reached on a mismatched
    claim. The test says *present* where that passes the margin, whenever it stops; so the promise
    is one about its verdicts, noise, early stopping and all, for claims, pictures and regions like
    these. Half of the pairs are held out. Raises UserError where too few are left.
    """
    first, second = halves(pairs)
    if not second or len(first) < least(alpha):
        raise UserError(
            f"{len(pairs)} pairs are too few for alpha {alpha:g}: half of them fit the margin, and "
            f"that takes {least(alpha)}; give --pairs {2 * least(alpha)} or more."
        )
    margin = max(0.0, threshold([pair.mismatched.highest for pair in first], alpha))
    found = rates(second, margin)
    return Margin(
        made=made,
        model=model,
        to=to,
        alpha=alpha,
        draws=draws,
        margin=margin,
        pairs=len(first),
        held_out=len(second),
        false_acceptance=found.false_acceptance,
        true_acceptance=found.true_acceptance,
        false_rejection=found.false_rejection,
        auc=area([pair.matched.lift for pair in pairs], [pair.mismatched.lift for pair in pairs]),
    )
