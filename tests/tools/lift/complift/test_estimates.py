"""Held against Gaussian mixtures, where everything is known in closed form."""

from dataclasses import replace

import pytest

pytest.importorskip("torch", reason="torch is not installed: it is in the extra local")

import torch

from mixtures import Mixture, exact_lift, two_things
from panelwright_tools.domain import UserError
from panelwright_tools.lift.complift.calibration import calibrate
from panelwright_tools.lift.complift.clauses import And, Clause
from panelwright_tools.lift.complift.covariates import FAR, features, legendre, terms, traits
from panelwright_tools.lift.complift.fitting import Fit, at_zero
from panelwright_tools.lift.complift.options import Options, Weighting
from panelwright_tools.lift.complift.scoring import score

LEFT = Clause("left")
FIXED = Options(alpha=0.001, max_draws=1024, block=16, batch=4096, least_blocks=10_000)
"""Never stops early."""


def places(count: int) -> torch.Tensor:
    draw = torch.Generator().manual_seed(4)
    return 1.2 * torch.randn(count, 2, 1, 1, generator=draw, dtype=torch.float64)


def estimates(network: Mixture, x: torch.Tensor, options: Options) -> torch.Tensor:
    """Lift and standard error of each (n, 2)."""
    found = [panel.clauses[0] for panel in score(network, x, LEFT, options).panels]
    return torch.tensor([(f.lift, f.standard_error) for f in found], dtype=torch.float64)


@pytest.mark.parametrize("weighting", ["eps", "llr"])
@pytest.mark.parametrize("control_variates", [False, True])
def test_lift_is_unbiased(weighting: Weighting, control_variates: bool) -> None:
    network, x = two_things(), places(4)
    truth = exact_lift(network, x, "left", weighting)
    options = replace(FIXED, weighting=weighting, control_variates=control_variates)
    told = estimates(network, x, options)
    assert ((told[:, 0] - truth).abs() < 3 * told[:, 1]).all()


@pytest.mark.parametrize("clause", [LEFT, Clause("anything", against="left")])
def test_a_lift_of_zero_is_called_present_or_absent_at_most_at_the_level(clause: Clause) -> None:
    """By the tool as it comes, over 2,000 runs, where the draws are skewed by 4 or -4."""
    network, runs = two_things(), 2000
    x = torch.full((1, 2, 1, 1), -0.678059, dtype=torch.float64)
    assert abs(exact_lift(network, x, "left").item()) < 1e-5
    options = Options(batch=20_000)
    scores = score(network, x.expand(runs, -1, -1, -1), clause, options)
    found = [panel.clauses[0].found for panel in scores.panels]
    assert found.count("present") <= options.alpha * runs
    assert found.count("absent") <= options.alpha * runs


def test_llr_is_the_log_likelihood_ratio_of_the_picture() -> None:
    """What the estimate is unbiased for, in nats: the mean of the two values, times two."""
    network, x = replace(two_things(), low=1e-3, high=1 - 1e-3), places(4) / 2
    in_nats = exact_lift(network, x, "left", "llr") * 2
    assert (in_nats - network.log_ratio(x, "left")).abs().max() < 1e-2


def test_the_ratio_between_levels_is_a_part_of_the_whole() -> None:
    network, x = two_things(), places(3)
    truth = exact_lift(network, x, "left", "llr")
    given = replace(FIXED, weighting="llr")
    parts = [
        estimates(network, x, replace(given, levels=ends)) for ends in ((0.0, 0.4), (0.4, 1.0))
    ]
    spread = (parts[0][:, 1] ** 2 + parts[1][:, 1] ** 2).sqrt()
    assert ((parts[0][:, 0] + parts[1][:, 0] - truth).abs() < 3 * spread).all()
    assert ((parts[0][:, 0] - truth).abs() > 3 * parts[0][:, 1]).any()


def test_levels_that_fall_are_refused() -> None:
    with pytest.raises(UserError, match="two that rise"):
        Options(levels=(0.9, 0.3))


def test_control_variates_lower_the_variance_and_keep_the_mean() -> None:
    network, x = two_things(), places(10)
    plain = estimates(network, x, replace(FIXED, max_draws=512, control_variates=False))
    less = estimates(network, x, replace(FIXED, max_draws=512))
    assert (less[:, 1] / plain[:, 1]).pow(2).mean() < 0.8
    gap = (less[:, 0] - plain[:, 0]) / torch.hypot(less[:, 1], plain[:, 1])
    assert gap.abs().mean() < 1.5


def test_spreading_times_over_strata_lowers_the_variance() -> None:
    network, x = two_things(), places(10)
    options = replace(FIXED, max_draws=512, control_variates=False)
    spread = estimates(network, x, options)
    free = estimates(network, x, replace(options, block=1))
    assert (spread[:, 1] / free[:, 1]).pow(2).mean() < 0.9


def test_a_calibration_run_saves_draws_and_keeps_the_mean() -> None:
    network, x = two_things(), places(10)
    options = replace(FIXED, max_draws=32, block=4)
    found = calibrate(network, 1.2 * torch.randn_like(places(30)), [LEFT] * 30, options, draws=64)
    assert found.evaluations == 30 * 64 * 2
    before, after = estimates(network, x, options), estimates(network, x, found.applied(options))
    assert (after[:, 1] / before[:, 1]).pow(2).mean() < 1
    truth = estimates(network, x, FIXED)
    gap = (after[:, 0] - truth[:, 0]) / torch.hypot(after[:, 1], truth[:, 1])
    assert gap.abs().mean() < 1.5


def test_bets_decide_within_calibrated_limits() -> None:
    network, options = two_things(), Options(batch=512, max_draws=512)
    x = torch.tensor([-1.5, 1.5], dtype=torch.float64).view(-1, 1, 1, 1).expand(-1, 2, 1, 1)
    clause = Clause("left", against="right")
    found = calibrate(network, x.repeat(8, 1, 1, 1), [clause] * 16, options)
    scores = score(network, x, clause, replace(found.applied(options), sequence="betting"))
    assert [panel.verdict for panel in scores.panels] == ["accepted", "rejected"]


@pytest.mark.parametrize("guided", [False, True])
def test_terms_have_mean_zero_and_unit_order(guided: bool) -> None:
    torch.manual_seed(0)
    noise = torch.randn(40_000, 3, 2, 4, dtype=torch.float64)
    coverage = torch.tensor([[1, 1, 0.5, 0], [1, 1, 0.5, 0]]).double().expand(40_000, -1, -1)
    guide = torch.randn(1, 3, 2, 4).double().expand_as(noise) if guided else None
    told = terms(noise, coverage, torch.rand(40_000, dtype=torch.float64), guide)
    assert told.shape == (40_000, (2 if guided else 3 + 6) * 5)
    assert (told.mean(0) / (told.std(0) / 200)).abs().max() < 4
    assert 0.15 < told.std(0).min() < told.std(0).max() < 2


def test_what_a_text_changed_before_guides_the_control_variates_of_pictures() -> None:
    torch.manual_seed(3)
    network, x = two_things((2, 4, 4), apart=0.3), 0.4 * torch.randn(6, 2, 4, 4).double()
    options = replace(FIXED, max_draws=256, block=4)
    plain = estimates(network, x, replace(options, control_variates=False))
    less = estimates(network, x, options)
    assert (less[:, 1] / plain[:, 1]).pow(2).mean() < 0.7
    gap = (less[:, 0] - plain[:, 0]) / torch.hypot(less[:, 1], plain[:, 1])
    assert gap.abs().max() < 3


def test_a_fit_finds_the_coefficients_of_its_own_past() -> None:
    torch.manual_seed(1)
    fit, one = Fit(at_zero(torch.Size((1, 1)), 3)), torch.tensor([0])
    known = torch.randn(1, 500, 1, 3, dtype=torch.float64)
    fit.add(one, 5 + known @ torch.tensor([2.0, -1.0, 0.0]).double(), known)
    torch.testing.assert_close(
        fit.coefficients(one)[0, 0], torch.tensor([2.0, -1.0, 0.0]).double(), atol=0.05, rtol=0.02
    )


def test_polynomials_of_time_are_orthogonal() -> None:
    at = (torch.arange(10_000, dtype=torch.float64) + 0.5) / 10_000
    table = legendre(at)
    squares = torch.tensor([1, 1 / 3, 1 / 5, 1 / 7, 1 / 9], dtype=torch.float64)
    torch.testing.assert_close(table.T @ table / len(at), squares.diag(), atol=1e-4, rtol=0)


def calibrated_both(texts: bool, places_too: bool) -> Options:
    """After a trial run on two clauses whose coefficients are opposite, without what is denied."""
    network, draw = two_things(), torch.Generator().manual_seed(9)
    x = 1.2 * torch.randn(40, 2, 1, 1, generator=draw, dtype=torch.float64)
    short = replace(FIXED, max_draws=32, block=4)
    found = calibrate(network, x, [And((LEFT, Clause("right")))] * 40, short).coefficients
    assert found is not None
    if not texts:
        found = replace(found, by_text=())
    if not places_too:
        plain = [(key, replace(one, weights=_constant(one.weights))) for key, one in found.by_text]
        found = replace(found, by_text=tuple(plain))
    return replace(short, coefficients=found)


def _constant(weights: tuple[tuple[float, ...], ...]) -> tuple[tuple[float, ...], ...]:
    return tuple((row[0], *[0.0] * (len(row) - 1)) for row in weights)


def test_coefficients_of_each_text_that_vary_with_the_picture_save_draws() -> None:
    network, x = two_things(), places(30)
    truth = exact_lift(network, x, "left")
    whole, constant, pooled = (
        estimates(network, x, calibrated_both(*which))
        for which in ((True, True), (True, False), (False, True))
    )
    for less in (constant, pooled):
        assert (whole[:, 1] / less[:, 1]).log().mean().exp() < 0.8
    assert ((whole[:, 0] - truth) / whole[:, 1]).pow(2).mean() < 2


def test_a_calibrated_panel_is_judged_alone_as_in_company() -> None:
    network, x, options = two_things(), places(5), calibrated_both(True, True)
    together = score(network, x, LEFT, replace(options, batch=7)).panels[3].clauses[0]
    alone = score(network, x[3:4], LEFT, options, keys=[3]).panels[0].clauses[0]
    assert (together.lift, together.standard_error) == (alone.lift, alone.standard_error)


def test_a_text_that_the_trial_run_did_not_know_begins_with_what_all_have_in_common() -> None:
    network, x, options = two_things(), places(10), calibrated_both(True, True)
    other = score(network, x, Clause("either"), options).panels
    pooled = score(network, x, Clause("either"), calibrated_both(False, True)).panels
    assert [p.clauses[0].lift for p in other] == [p.clauses[0].lift for p in pooled]


def test_traits_are_the_means_of_what_is_covered_and_of_few_numbers_only() -> None:
    latents = torch.arange(8.0).view(1, 2, 2, 2)
    assert traits(latents, torch.tensor([[[1.0, 0.0], [0.5, 0.0]]])).tolist() == [[2 / 3, 14 / 3]]
    assert traits(torch.zeros(3, 4, 8, 8), torch.ones(3, 8, 8)).shape == (3, 0)


def test_features_stop_where_nothing_was_learnt() -> None:
    centre, spread = torch.tensor([1.0]), torch.tensor([2.0])
    told = features(torch.tensor([[5.0], [1000.0]]), centre, spread)
    assert told.tolist() == [[1.0, 2.0, 4.0], [1.0, FAR, FAR**2]]


def test_pictures_of_many_numbers_are_calibrated_without_traits() -> None:
    x = 0.4 * torch.randn(4, 2, 4, 4).double()
    found = calibrate(two_things((2, 4, 4)), x, [LEFT] * 4, Options(batch=512), draws=16)
    assert found.coefficients is not None
    assert found.coefficients.pooled.centre == ()
    assert {len(row) for row in found.coefficients.pooled.weights} == {1}
