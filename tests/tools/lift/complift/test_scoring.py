import gc
from collections.abc import Sequence
from dataclasses import replace

import pytest

pytest.importorskip("torch", reason="torch is not installed: it is in the extra local")

import torch

from mixtures import Mixture, Parts, two_things
from panelwright_tools.domain import Box, UserError
from panelwright_tools.lift.complift.clauses import And, Clause, Formula, Not, Or
from panelwright_tools.lift.complift.options import Options
from panelwright_tools.lift.complift.scoring import PanelScore, Scores, score

LEFT, RIGHT = Clause("left"), Clause("right")
OPTIONS = Options(max_draws=128, batch=64)


def points(count: int, seed: int = 0, spread: float = 1.5) -> torch.Tensor:
    draw = torch.Generator().manual_seed(seed)
    return spread * torch.randn(count, 2, 1, 1, generator=draw, dtype=torch.float64)


def at(*places: float) -> torch.Tensor:
    return torch.tensor(places, dtype=torch.float64).view(-1, 1, 1, 1).expand(-1, 2, 1, 1)


def decided(scores: Scores) -> list[list[object]]:
    return [
        [panel.verdict, panel.evaluations]
        + [(c.found, c.lift, c.standard_error, c.lower, c.upper, c.draws) for c in panel.clauses]
        for panel in scores.panels
    ]


def test_a_thing_is_found_where_its_distribution_lies_and_not_elsewhere() -> None:
    scores = score(two_things(), at(-1.5, 1.5), LEFT, replace(OPTIONS, max_draws=512))
    assert [panel.verdict for panel in scores.panels] == ["accepted", "rejected"]
    assert scores.panels[0].clauses[0].lower > 0 > scores.panels[1].clauses[0].upper


def test_formulas_join_clauses() -> None:
    formulas: list[Formula] = [
        And((LEFT, RIGHT)),
        Or((LEFT, RIGHT)),
        And((LEFT, Not(RIGHT))),
        Not(LEFT),
    ]
    options = replace(OPTIONS, max_draws=1024)
    scores = score(two_things(), at(-1.5).expand(4, -1, -1, -1), formulas, options)
    assert [p.verdict for p in scores.panels] == ["rejected", "accepted", "accepted", "rejected"]


@pytest.mark.parametrize("batch", [1, 7, 10_000])
def test_verdicts_on_pictures_do_not_depend_on_the_batch(batch: int) -> None:
    region = Clause("left", region=Box(0, 0, 0.6, 0.9))
    x = points(2).expand(-1, -1, 3, 5)
    options = replace(OPTIONS, max_draws=16)
    network = two_things((2, 3, 5))
    ours = score(network, x, And((region, RIGHT)), replace(options, batch=batch))
    assert decided(ours) == decided(score(network, x, And((region, RIGHT)), options))


@pytest.mark.parametrize("batch", [1, 7, 64, 10_000])
def test_verdicts_do_not_depend_on_the_batch(batch: int) -> None:
    formula = And((LEFT, Or((RIGHT, Clause("either")))))
    options = replace(OPTIONS, max_draws=24)
    ours = score(two_things(), points(5), formula, replace(options, batch=batch))
    other = score(two_things(), points(5), formula, replace(options, batch=13))
    assert decided(ours) == decided(other)
    assert ours.evaluations == other.evaluations


def test_a_panel_scored_alone_under_its_key_is_judged_as_in_company() -> None:
    together = score(two_things(), points(5), And((LEFT, RIGHT)), OPTIONS)
    alone = score(two_things(), points(5)[3:4], And((LEFT, RIGHT)), OPTIONS, keys=[3])
    assert decided(together)[3] == decided(alone)[0]


def test_every_row_that_is_sent_is_counted_once() -> None:
    network = two_things()
    scores = score(network, points(9), And((LEFT, RIGHT)), replace(OPTIONS, batch=10))
    assert scores.evaluations == sum(network.sent) == sum(p.evaluations for p in scores.panels)


def test_padding_fills_calls_and_is_counted_apart() -> None:
    network = two_things()
    scores = score(network, points(9), LEFT, replace(OPTIONS, batch=10, pad=True))
    plain = score(two_things(), points(9), LEFT, replace(OPTIONS, batch=10))
    assert set(network.sent) == {10}
    assert scores.evaluations + scores.padding == sum(network.sent)
    assert decided(scores) == decided(plain)


def test_the_null_is_evaluated_once_for_all_clauses() -> None:
    options = replace(OPTIONS, max_draws=8, block=8, one_by_one=False)
    formula = And((LEFT, RIGHT, Clause("either")))
    assert score(two_things(), at(0.0), formula, options).evaluations == 8 * 4


def test_a_text_that_two_regions_ask_is_evaluated_once_a_draw() -> None:
    halves = [Clause("left", region=Box(x, 0, 0.5, 1)) for x in (0, 0.5)]
    options = replace(OPTIONS, max_draws=8, block=8, one_by_one=False)
    scores = score(
        two_things((1, 4, 4)), points(1)[:, :1].expand(-1, -1, 4, 4), And((*halves,)), options
    )
    assert scores.evaluations == 8 * 2


def test_clauses_of_all_panels_with_their_own_formulas_share_calls() -> None:
    network = two_things()
    formulas: list[Formula] = [And((LEFT, RIGHT)), Or((LEFT, Clause("either"))), RIGHT]
    options = replace(OPTIONS, max_draws=8, block=8, one_by_one=False, batch=10_000)
    score(network, points(3), formulas, options)
    assert network.sent == [8 * (3 + 3 + 2)]


class Watched(Mixture):
    """Counts the numbers that live in tensors while it is asked."""

    most = 0

    def noise(
        self, noisy: torch.Tensor, times: torch.Tensor, conditions: Sequence[Parts]
    ) -> torch.Tensor:
        held = [one for one in gc.get_objects() if type(one) is torch.Tensor]
        storages = {one.untyped_storage().data_ptr(): one.untyped_storage() for one in held}
        self.most = max(self.most, sum(one.nbytes() for one in storages.values()))
        return super().noise(noisy, times, conditions)


def held(draws: int) -> int:
    """The most bytes held, over four panels of two clauses."""
    network = Watched(two_things((2, 24, 24)).texts)
    options = replace(OPTIONS, max_draws=draws, least_blocks=10_000, batch=64)
    gc.collect()
    score(network, 0.1 * points(4).expand(-1, -1, 24, 24), And((LEFT, RIGHT)), options)
    return network.most


def test_memory_does_not_grow_with_the_draws() -> None:
    few, many = held(8), held(24)
    latent = 2 * 24 * 24 * 8
    assert many - few < latent


def test_texts_are_encoded_once() -> None:
    network = two_things()
    score(network, points(6), And((LEFT, RIGHT)), OPTIONS)
    assert sorted(network.encoded) == ["", "left", "right"]


def test_what_cannot_change_the_formula_is_asked_no_more() -> None:
    [panel] = score(two_things(), at(-1.5), And((RIGHT, LEFT)), OPTIONS).panels
    assert panel.clauses[0].found == "absent"
    assert (panel.clauses[1].found, panel.clauses[1].decided_by) == ("undecided", "short circuit")
    assert panel.clauses[1].draws < OPTIONS.max_draws


def test_the_budget_is_kept_and_what_it_leaves_is_undecided() -> None:
    network = two_things()
    scores = score(network, points(30), LEFT, replace(OPTIONS, max_evaluations=500))
    assert 400 < scores.evaluations <= 500
    left = [panel for panel in scores.panels if panel.verdict == "undecided"]
    assert left
    assert all(panel.clauses[0].decided_by == "budget" for panel in left)


def test_a_scaled_prediction_stands_for_the_null_at_no_cost() -> None:
    network = two_things()
    network.has_null, network.null_scale = False, 0.9
    scores = score(network, at(-1.5, 1.5), LEFT, OPTIONS)
    draws = sum(panel.clauses[0].draws for panel in scores.panels)
    assert scores.evaluations == draws
    assert [panel.clauses[0].found for panel in scores.panels][1] == "absent"


def test_a_network_without_an_unconditional_is_refused_but_not_a_contrast() -> None:
    network = two_things()
    network.has_null = False
    with pytest.raises(UserError, match="no unconditional"):
        score(network, at(-1.5), LEFT, OPTIONS)
    [panel] = score(network, at(-1.5), Clause("left", against="right"), OPTIONS).panels
    assert panel.verdict == "accepted"


class Broken(Mixture):
    """Answers one text with what is no number."""

    def noise(
        self, noisy: torch.Tensor, times: torch.Tensor, conditions: Sequence[Parts]
    ) -> torch.Tensor:
        told = super().noise(noisy, times, conditions)
        bad = [c is self.texts["right"] for c in conditions]
        told[torch.tensor(bad)] = float("nan")
        return told


def broken() -> Mixture:
    return Broken(two_things().texts)


def test_a_network_that_answers_nonsense_verifies_nothing() -> None:
    [panel] = score(broken(), at(1.5), RIGHT, OPTIONS).panels
    assert panel.verdict == "unverified"
    assert (panel.clauses[0].found, panel.clauses[0].decided_by) == ("undecided", "failure")
    assert panel.clauses[0].map is None


def test_nonsense_about_one_clause_leaves_what_the_others_decide() -> None:
    def verdict(x: float, formula: And | Or) -> PanelScore:
        return score(broken(), at(x), formula, replace(OPTIONS, max_draws=1024)).panels[0]

    assert verdict(-1.5, Or((LEFT, RIGHT))).verdict == "accepted"
    assert verdict(-1.5, And((LEFT, RIGHT))).verdict == "unverified"
    assert verdict(1.5, And((LEFT, RIGHT))).verdict == "rejected"


class Small(Mixture):
    """Runs out of memory above five rows."""

    def noise(
        self, noisy: torch.Tensor, times: torch.Tensor, conditions: Sequence[Parts]
    ) -> torch.Tensor:
        if len(noisy) > 5:
            raise RuntimeError("out of memory")
        return super().noise(noisy, times, conditions)


def test_running_out_of_memory_makes_calls_smaller_and_changes_no_verdict() -> None:
    network = Small(two_things().texts)
    scores = score(network, points(6), And((LEFT, RIGHT)), OPTIONS)
    assert scores.batch <= 5
    assert decided(scores) == decided(score(two_things(), points(6), And((LEFT, RIGHT)), OPTIONS))
    assert scores.evaluations == sum(network.sent)


def test_a_region_looks_only_at_its_own_latent_pixels() -> None:
    shape = (1, 4, 4)
    network = two_things(shape)
    x = torch.full((1, *shape), -1.5, dtype=torch.float64)
    x[..., 2:] = 1.5
    left = Clause("left", region=Box(0, 0, 0.5, 1))
    right = Clause("left", region=Box(0.5, 0, 0.5, 1))
    [panel] = score(network, x, Or((left, right)), replace(OPTIONS, one_by_one=False)).panels
    lifts = [clause.lift for clause in panel.clauses]
    assert lifts[0] > lifts[1]
    assert panel.clauses[0].values == 8


def test_the_map_averages_to_the_lift() -> None:
    x = points(1).expand(-1, -1, 3, 2)
    options = replace(OPTIONS, control_variates=False)
    [panel] = score(two_things((2, 3, 2)), x, LEFT, options).panels
    found = panel.clauses[0]
    assert found.map is not None
    assert found.map.mean() == pytest.approx(found.lift, rel=1e-5)


@pytest.mark.parametrize(
    ("pictures", "formulas", "words"),
    [
        (at(0.0, 1.0), [LEFT], "1 formulas for 2 pictures"),
        (torch.zeros(2, 1, 1), LEFT, "latents have the shape"),
        (at(0.0), Clause("left", region=Box(0, 0, 0.5, 0.5)), "0.25 latent pixels"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    pictures: torch.Tensor, formulas: object, words: str
) -> None:
    with pytest.raises(UserError, match=words):
        score(two_things(), pictures, formulas, OPTIONS)  # type: ignore[arg-type]


def test_latents_of_half_precision_are_noised_in_single() -> None:
    half = at(-1.5, 1.5).half()
    assert decided(score(two_things(), half, LEFT, OPTIONS)) == decided(
        score(two_things(), half.float(), LEFT, OPTIONS)
    )


def test_no_pictures_have_no_scores() -> None:
    assert score(two_things(), [], LEFT, OPTIONS).panels == ()
