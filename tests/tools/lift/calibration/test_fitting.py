"""A fitted margin keeps its promise for a sequential test, by simulation."""

import math
from datetime import date

import pytest

pytest.importorskip("torch")

import torch

from panelwright_tools.domain import UserError
from panelwright_tools.lift.calibration.fitting import Seen, SeenPair, fitted, rates
from panelwright_tools.lift.complift.confidence import Asymptotic
from panelwright_tools.lift.margins import Fitted

ALPHA, BLOCKS, TODAY = 0.1, 16, date(2026, 11, 27)
TO = Fitted(digest="0123abcd", painter="0123abcd")


def sequences(means: torch.Tensor, seed: int) -> list[Seen]:
    """What a sequential test that never stops sees of lifts with these means, noise of 1."""
    chance = torch.Generator().manual_seed(seed)
    shape = torch.Size([len(means), 1])
    sequence = Asymptotic(shape, tightest=96.0, least=8)
    level = torch.full(shape, ALPHA, dtype=torch.float64)
    highest = torch.full(shape, -math.inf, dtype=torch.float64)
    lowest = torch.full(shape, math.inf, dtype=torch.float64)
    everyone = torch.ones(shape, dtype=torch.bool)
    for _ in range(BLOCKS):
        noise = torch.randn(len(means), 4, 1, generator=chance, dtype=torch.float64)
        sequence.add(means[:, None, None] + noise, everyone)
        lower, upper = sequence.limits(level, level)
        highest, lowest = torch.maximum(highest, lower), torch.minimum(lowest, upper)
    mean = sequence.moments.mean
    return [Seen(*row) for row in torch.cat([mean, highest, lowest], 1).tolist()]


def pairs(number: int, seed: int) -> list[SeenPair]:
    """Mismatches whose true lift is often above zero, so that a margin of 0 would not do."""
    chance = torch.Generator().manual_seed(seed)
    apart = torch.randn(2, number, generator=chance, dtype=torch.float64)
    matched, mismatched = 2.0 + apart[0], 0.5 + 0.5 * apart[1]
    return [
        SeenPair(one, other)
        for one, other in zip(
            sequences(matched, 2 * seed), sequences(mismatched, 2 * seed + 1), strict=True
        )
    ]


def test_mismatches_that_no_margin_saw_are_accepted_with_at_most_alpha() -> None:
    """On average over 200 calibrations of 40 pairs; half of each is held out."""
    everything = pairs(200 * 40, seed=3)
    wrong, plain = [], []
    for start in range(0, len(everything), 40):
        found = fitted(everything[start : start + 40], TO, ALPHA, 64, "any", TODAY)
        assert found.false_acceptance is not None and found.margin > 0
        wrong.append(found.false_acceptance)
        plain.append(rates(everything[start + 1 : start + 40 : 2], 0.0).false_acceptance)
    error = (ALPHA * (1 - ALPHA) / (200 * 20)) ** 0.5 * 2  # margins are shared by 20 each
    assert sum(wrong) / len(wrong) <= ALPHA + 3 * error
    assert sum(plain) / len(plain) > 2 * ALPHA  # without it, the promise would not be kept


def test_a_margin_is_never_negative() -> None:
    low = [SeenPair(Seen(1, 0.5, 2), Seen(-1, -2 - n / 100, -0.5)) for n in range(40)]
    assert fitted(low, TO, ALPHA, 64, "any", TODAY).margin == 0


def test_figures_are_of_the_pairs_that_were_held_out() -> None:
    """Even ones fit: their mismatches reach 0.1; odd ones reach 0.3, so that all pass."""
    odd = [SeenPair(Seen(1, 0.5, 2), Seen(0.2, 0.1 if n % 2 == 0 else 0.3, 0.4)) for n in range(40)]
    found = fitted(odd, TO, ALPHA, 64, "any", TODAY)
    assert (found.margin, found.pairs, found.held_out) == (0.1, 20, 20)
    assert (found.false_acceptance, found.true_acceptance, found.false_rejection) == (1, 1, 0)
    assert found.auc == 1.0


def test_too_few_pairs_are_refused_with_the_number_that_is_needed() -> None:
    few = [SeenPair(Seen(1, 0.5, 2), Seen(0, -1, 1))] * 16
    with pytest.raises(UserError, match="--pairs 18 or more"):
        fitted(few, TO, ALPHA, 64, "any", TODAY)
