"""Begins several seeds of a brief, and tells which to finish by cached lift: a triage, no verdict.

Guided trajectories bias the lift that their own states tell (see `complift.trajectory`), so that it
ranks seeds of one brief and says nothing of what a finished picture shows; the critic looks at that
as it does at any other.
"""

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from panelwright_tools.domain import Brief
from panelwright_tools.lift.claims import claims
from panelwright_tools.lift.options import ScoringOptions

if TYPE_CHECKING:  # these load PyTorch
    from panelwright_tools.lift.complift.clauses import Clause


def seeds_of(seed: int, count: int) -> tuple[int, ...]:
    """The brief's own seed, and others that follow from it, `count` in all."""
    texts = [f"{seed}/triage/{number}" for number in range(1, count)]
    others = (int.from_bytes(hashlib.sha256(text.encode()).digest()[:4]) >> 1 for text in texts)
    return (seed, *others)


def asked_of(brief: Brief, shape: tuple[int, int], given: ScoringOptions) -> "list[Clause]":
    """What the critic would ask of a picture of the brief, with latents of (rows, columns)."""
    told, _ = claims(brief, shape, given, 0.0)
    return [replace(one.clause, sign=1 if one.region is not None else -1) for one in told.values()]
