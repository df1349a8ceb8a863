"""What a filter is worth: how pure and how complete its samples are, and how often it errs."""

from dataclasses import dataclass

import numpy as np

from lift_2d.shapes import Mask, Points

ROWS = 256
"""Points whose distances are held in memory at once."""


@dataclass(frozen=True)
class Filtered:
    """What a filter leaves of generated samples."""

    accepted: float
    """Share of the samples that it lets through."""
    accuracy: float
    """Share of those that belong to the target; 0 where nothing is let through."""
    kept: float
    """Share of the samples of the target that it lets through; 0 where there was none."""
    chamfer: float
    """Of those let through to points of the target; infinite where nothing is let through."""


def filtered(samples: Points, member: Mask, accepted: Mask, target: Points) -> Filtered:
    """Rejecting everything is the worst by each number, not the best."""
    through = member[accepted]
    return Filtered(
        accepted=float(accepted.mean()),
        accuracy=float(through.mean()) if through.size else 0.0,
        kept=float(through.sum() / member.sum()) if member.any() else 0.0,
        chamfer=chamfer(samples[accepted], target) if through.size else float("inf"),
    )


def chamfer(first: Points, second: Points) -> float:
    """Mean distance to the nearest point of the other set, both ways added; neither is empty."""
    return _mean_nearest(first, second) + _mean_nearest(second, first)


def _mean_nearest(points: Points, others: Points) -> float:
    nearest = [
        np.hypot(*(part[:, None] - others).transpose(2, 0, 1)).min(axis=1)
        for part in np.array_split(points, -(-len(points) // ROWS))
    ]
    return float(np.concatenate(nearest).mean())


@dataclass(frozen=True)
class Disagreement:
    """How often decisions differ from those that are taken for true."""

    everywhere: float
    clear: float
    """Among samples whose true decision is clear; 0 where none is."""


def disagreement(decided: Mask, truth: Mask, clear: Mask) -> Disagreement:
    wrong = decided != truth
    return Disagreement(float(wrong.mean()), float(wrong[clear].mean()) if clear.any() else 0.0)
