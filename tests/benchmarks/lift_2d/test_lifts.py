"""Generating, deciding by fixed budgets and by the tool, on networks that are exact by make."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from lift_2d.budgets import fixed_lifts  # noqa: E402
from lift_2d.compose import composed_noise, composed_samples  # noqa: E402
from lift_2d.decisions import clear, decided, formula_of  # noqa: E402
from lift_2d.network import NoiseNetwork, signal  # noqa: E402
from lift_2d.ours import answers, plane_denoiser  # noqa: E402
from lift_2d.shapes import read_shapes  # noqa: E402
from lift_2d.train import trained  # noqa: E402

from panelwright_tools.lift.complift.options import Options  # noqa: E402

SPREAD = 0.1


def exact(x: float, y: float) -> Any:
    """The best prediction for a round normal of SPREAD about a point."""

    def told(points: Any, steps: Any) -> Any:
        kept = signal()[steps][:, None]
        variance = kept * SPREAD**2 + 1 - kept
        return (1 - kept).sqrt() * (points - kept.sqrt() * torch.tensor([x, y])) / variance

    return told


LEFT, RIGHT = exact(-0.5, 0.0), exact(0.5, 0.0)
POINTS = torch.tensor([[-0.5, 0.0], [0.5, 0.0], [0.0, 0.9]])


def test_composed_samples_lie_where_the_composition_says() -> None:
    middle = composed_samples([LEFT, RIGHT], "product", 200, seed=0)
    assert middle.mean(dim=0).abs().max() < 0.05
    either = composed_samples([LEFT, RIGHT], "mixture", 200, seed=0)
    assert either[:, 0].abs().median() > 0.3
    assert torch.equal(either, composed_samples([LEFT, RIGHT], "mixture", 200, seed=0))


def test_a_mixture_follows_the_nearer_part_and_a_negation_leaves_the_second() -> None:
    steps = torch.full((3,), 10)
    mixed = composed_noise([LEFT, RIGHT], "mixture", POINTS, steps)
    assert torch.allclose(mixed[0], LEFT(POINTS, steps)[0], atol=1e-3)
    assert torch.allclose(mixed[1], RIGHT(POINTS, steps)[1], atol=1e-3)
    without = composed_noise([LEFT, RIGHT], "negation", POINTS, steps)
    assert torch.allclose(without, LEFT(POINTS, steps) - RIGHT(POINTS, steps) / 2)


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        ("product", [False, False, False]),
        ("mixture", [True, True, False]),
        ("negation", [True, False, False]),
    ],
)
def test_fixed_budgets_and_the_tool_decide_by_the_rule_of_each_kind(
    kind: Any, wanted: list[bool]
) -> None:
    formula = formula_of(kind, ("left", "right"))
    lifts = fixed_lifts([LEFT, RIGHT], POINTS, draws=2_000, seed=0, even=True)
    assert decided(formula, lifts.mean).tolist() == wanted
    assert clear(formula, lifts.mean, lifts.error).all()
    denoiser = plane_denoiser({"left": LEFT, "right": RIGHT})
    options = Options(max_draws=2_000, batch=64)
    found = answers(denoiser, POINTS, formula, options, runs=2)
    assert len(found) == 2
    for one in found:
        assert one.accepted.tolist() == wanted
        assert not one.undecided.any()
        assert 1 < one.evaluations < 2_000


def test_lifts_don_t_hang_on_how_points_are_batched_and_errors_shrink_with_draws() -> None:
    few = fixed_lifts([LEFT], POINTS, draws=100, seed=0)
    many = fixed_lifts([LEFT], POINTS, draws=10_000, seed=1)
    assert ((few.mean - many.mean).abs() < 4 * few.error + 4 * many.error).all()
    assert (many.error < few.error / 5).all()


def test_a_sample_is_clear_if_one_clear_lift_decides_it() -> None:
    formula = formula_of("product", ("left", "right"))
    lifts, errors = torch.tensor([[-1.0, 0.1], [1.0, 0.1]]), torch.full((2, 2), 0.2)
    assert clear(formula, lifts, errors).tolist() == [True, False]


def test_training_goes_on_where_it_was_broken_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lift_2d.train.SAVED_EVERY", 3)
    shape = read_shapes()["bar"]
    whole = trained("bar", shape, tmp_path / "whole", 6)
    following = "lift_2d.train._follow"

    class Broken(Exception):
        pass

    def breaking(mean: NoiseNetwork, network: NoiseNetwork, seen: list[int] = []) -> None:  # noqa: B006
        seen.append(1)
        if len(seen) == 5:
            raise Broken
        original(mean, network)

    from lift_2d.train import _follow as original

    with monkeypatch.context() as broken, pytest.raises(Broken):
        broken.setattr(following, breaking)
        trained("bar", shape, tmp_path / "parts", 6)
    again = trained("bar", shape, tmp_path / "parts", 6)
    steps = torch.zeros(3, dtype=torch.long)
    assert torch.equal(whole(POINTS, steps), again(POINTS, steps))
    assert np.isfinite(whole(POINTS, steps).numpy()).all()
