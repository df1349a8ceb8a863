"""Which seeds of one prompt are worth finishing, by lift from their first steps.

It ranks, and decides nothing about what a picture shows: see `trajectory` for how cached lift is
biased.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from panelwright_tools.domain import UserError
from panelwright_tools.lift.complift.clauses import Clause
from panelwright_tools.lift.complift.denoiser import Denoiser
from panelwright_tools.lift.complift.trajectory import (
    BATCH,
    CachedLift,
    Trajectory,
    clause_lifts,
    predicted_clean,
    whole_lift,
)


def before_last(trajectory: Trajectory) -> Trajectory:
    """Without the last state: a clean picture predicted there leaves no other noise in it than
    the one that was told, with which any prompt would look present."""
    if len(trajectory.states) < 2:
        raise UserError("a single state tells nothing of its seed; keep two states or more.")
    return replace(trajectory, states=trajectory.states[:-1])


@dataclass(frozen=True)
class Look:
    """What cached lift tells of one seed."""

    whole: CachedLift | None
    """None: not guided."""
    clauses: tuple[tuple[Clause, CachedLift], ...] = ()

    @property
    def score(self) -> float:
        """The smallest lift of the clauses, the sign of those that must not be shown turned; that
        of the whole prompt where there is no clause."""
        if self.clauses:
            return min(clause.sign * found.lift for clause, found in self.clauses)
        return self.whole.lift if self.whole is not None else 0.0

    @property
    def evaluations(self) -> int:
        """Beyond those of sampling."""
        return sum(found.evaluations for _, found in self.clauses)


def looked(
    denoiser: Denoiser,
    trajectory: Trajectory,
    clauses: Sequence[Clause] = (),
    *,
    batch: int = BATCH,
) -> Look:
    """What a trajectory that isn't finished tells, held against the picture that it makes for."""
    clean = predicted_clean(denoiser, trajectory)
    earlier = before_last(trajectory)
    guided = all(state.other is not None for state in earlier.states)
    whole = whole_lift(denoiser, earlier, clean) if guided else None
    found = clause_lifts(denoiser, earlier, clean, clauses, batch=batch)
    return Look(whole, tuple(zip(clauses, found, strict=True)))


@dataclass(frozen=True)
class Triage:
    """Which seeds are worth finishing."""

    order: tuple[int, ...]
    """All seeds, the best first."""
    kept: tuple[int, ...]
    dropped: tuple[int, ...]
    said: str
    """In words, for the evidence."""
    evaluations: int = 0
    """Of the network, beyond those of sampling."""


def triage(looks: Mapping[int, Look], keep: int = 1) -> Triage:
    """The `keep` best seeds of one prompt by cached lift, and those that are dropped.

    Seeds with equal lifts stay in their order; one whose lift is no number comes last. Raises
    UserError for `keep` below 1.
    """
    if keep < 1:
        raise UserError(f"{keep} seeds can't be kept; keep 1 or more.")
    order = tuple(sorted(looks, key=lambda seed: _rank(looks[seed].score)))
    kept, dropped = order[:keep], order[keep:]
    extra = sum(look.evaluations for look in looks.values())
    said = (
        f"triage on the trajectory kept {_listed(kept)} of {len(order)} seeds and dropped "
        f"{_listed(dropped)}, by cached lift, which guidance biases; {extra} evaluations beyond "
        "sampling"
    )
    return Triage(order, kept, dropped, said, extra)


def _rank(score: float) -> float:
    return -score if math.isfinite(score) else math.inf


def _listed(seeds: Sequence[int]) -> str:
    return ", ".join(str(seed) for seed in seeds) or "none"
