"""How often sequential tests are wrong where nothing is there."""

from collections.abc import Callable

import pytest

pytest.importorskip("torch", reason="torch is not installed: it is in the extra local")

import torch

from panelwright_tools.lift.complift.confidence import (
    Asymptotic,
    Betting,
    ConfidenceSequence,
    Moments,
    Skewness,
)
from panelwright_tools.lift.complift.options import Options

RUNS, BLOCKS, BLOCK, ALPHA = 2000, 80, Options().block, 0.05
DRAW = (RUNS, BLOCKS, BLOCK)


def normal(*more: int) -> torch.Tensor:
    return torch.randn(*DRAW, *more, dtype=torch.float64)


def energies(numbers: int) -> torch.Tensor:
    """Chi-squared, as squared errors are, of so many numbers."""
    return (normal(numbers).pow(2) - 1).mean(-1)


def stratified_energies() -> torch.Tensor:
    """Over three decades of scale between the noise levels of a block."""
    levels = (torch.arange(BLOCK) + torch.rand(DRAW, dtype=torch.float64)) / BLOCK
    return energies(16) * 10 ** (3 * levels - 2)


def heavy() -> torch.Tensor:
    return torch.distributions.StudentT(torch.tensor(3.0, dtype=torch.float64)).sample(DRAW)


def lognormal() -> torch.Tensor:
    return torch.exp(0.5 * normal()) - torch.exp(torch.tensor(0.125))


NULLS: dict[str, Callable[[], torch.Tensor]] = {
    "normal": normal,
    "skewed, one number": lambda: energies(1),
    "skewed, four numbers": lambda: energies(4),
    "skewed by level": stratified_energies,
    "heavy tails": heavy,
    "lognormal": lognormal,
}


def wrong(sequence: ConfidenceSequence, values: torch.Tensor, mean: float = 0.0) -> float:
    """The larger share of runs in which the lower limit ever passes the mean, or the upper one."""
    everyone, level = torch.ones(RUNS, 1, dtype=torch.bool), torch.full((RUNS, 1), ALPHA)
    over, under = torch.zeros(2, RUNS, 1, dtype=torch.bool)
    for block in values.unbind(1):
        sequence.add(block.unsqueeze(-1), everyone)
        lower, upper = sequence.limits(level.double(), level.double())
        over |= lower > mean
        under |= upper < mean
    return float(torch.stack([over, under]).double().mean((1, 2)).max())


def asymptotic() -> Asymptotic:
    return Asymptotic(torch.Size((RUNS, 1)), Options().tightest, Options().least_blocks)


@pytest.mark.parametrize("name", NULLS)
def test_a_null_is_called_present_or_absent_at_most_at_the_level(name: str) -> None:
    torch.manual_seed(5)
    assert wrong(asymptotic(), NULLS[name]()) <= ALPHA


@pytest.mark.parametrize("rare", [0.02, 0.5])
def test_bets_on_bounded_values_hold_even_for_rare_events(rare: float) -> None:
    torch.manual_seed(6)
    values = -(torch.rand(DRAW) < rare).double()
    points = torch.full((RUNS, 1, 1), -rare, dtype=torch.float64)
    betting = Betting(torch.Size((RUNS, 1)), -1.0, 0.0, points)
    assert wrong(betting, values, -rare) <= ALPHA


@pytest.mark.parametrize("kind", ["asymptotic", "betting"])
def test_what_is_there_is_found(kind: str) -> None:
    torch.manual_seed(7)
    values = 0.4 + 0.3 * normal()
    points = torch.zeros(RUNS, 1, 1, dtype=torch.float64)
    sequence: ConfidenceSequence = asymptotic()
    if kind == "betting":
        sequence = Betting(torch.Size((RUNS, 1)), -1.0, 1.0, points)
        values = values.clamp(-1, 1)
    for block in values.unbind(1):
        sequence.add(block.unsqueeze(-1), torch.ones(RUNS, 1, dtype=torch.bool))
    level = torch.full((RUNS, 1), ALPHA, dtype=torch.float64)
    lower, upper = sequence.limits(level, level)
    assert (lower > 0).double().mean() > 0.99
    assert ((lower <= 0.4) & (upper >= 0.4)).double().mean() > 1 - 2 * ALPHA


def test_running_moments_are_those_of_all_values() -> None:
    torch.manual_seed(8)
    draws = torch.rand(3, 7, 5, 2, dtype=torch.float64) ** 3
    moments, skewness = Moments(torch.Size((3, 2))), Skewness(torch.Size((3, 2)))
    everyone = torch.ones(3, 2, dtype=torch.bool)
    for block in draws.unbind(1):
        moments.add(block.mean(1), everyone)
        skewness.add(block, everyone)
    blocks, flat = draws.mean(2), draws.flatten(1, 2)
    off = flat - flat.mean(1, keepdim=True)
    third = off.pow(3).mean(1) / off.pow(2).mean(1) ** 1.5
    torch.testing.assert_close(moments.deviation, blocks.std(1))
    torch.testing.assert_close(skewness.of_means(5), third / 5**0.5)


def test_values_where_nothing_was_asked_change_nothing() -> None:
    sequence = Asymptotic(torch.Size((1, 2)), 10.0, 2)
    for value in (1.0, 2.0, 3.0):
        sequence.add(torch.full((1, 2, 2), value), torch.tensor([[True, value == 1.0]]))
    assert sequence.moments.count.tolist() == [[3.0, 1.0]]
    assert sequence.moments.mean.tolist() == [[2.0, 1.0]]
