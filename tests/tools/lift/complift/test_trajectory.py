"""Cached lift is naive lift on the states that a sampler kept."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("torch")

import torch

from panelwright_tools.domain import Box, UserError
from panelwright_tools.lift.complift.clauses import Clause
from panelwright_tools.lift.complift.trajectory import (
    State,
    Trajectory,
    clause_lifts,
    predicted_clean,
    solved_noise,
    whole_lift,
)
from panelwright_tools.lift.complift.triage import Look, before_last, looked, triage
from panelwright_tools.lift.denoisers.plain import PlainDenoiser
from panelwright_tools.lift.denoisers.schedules import Flow

PALETTE = {"": 0.0, "red": 0.5, "blue": -0.5, "red, at night": 0.4}
"""Each text's grey: pictures under it are that grey with a little noise."""
SPREAD = 0.3
SHAPE = 2, 4, 6


class Counting:
    """The exact network of pictures of one grey, that counts its rows."""

    def __init__(self) -> None:
        self.rows = 0
        self.batches: list[int] = []

    def __call__(
        self, noisy: torch.Tensor, told: torch.Tensor, texts: Sequence[str]
    ) -> torch.Tensor:
        self.rows += len(noisy)
        self.batches.append(len(noisy))
        alpha, sigma = (level[:, None, None, None] for level in Flow().levels(told))
        grey = torch.tensor([PALETTE[text] for text in texts]).reshape(-1, 1, 1, 1)
        return sigma * (noisy - alpha * grey) / ((alpha * SPREAD) ** 2 + sigma**2)


def denoiser(network: Counting, **changes: object) -> PlainDenoiser:
    return replace(PlainDenoiser(network, Flow(), "eps"), **changes)  # type: ignore[arg-type]


def red() -> torch.Tensor:
    """A clean picture, red on its left half, blue on its right."""
    random = torch.Generator().manual_seed(5)
    grey = torch.full(SHAPE, PALETTE["red"])
    grey[:, :, 3:] = PALETTE["blue"]
    return grey + SPREAD * torch.randn(SHAPE, generator=random)


def fresh(model: PlainDenoiser, clean: torch.Tensor, **facts: object) -> Trajectory:
    """States of fresh noise, as naive lift draws them, in the place of a sampler's."""
    random = torch.Generator().manual_seed(1)
    states = []
    for time in (0.9, 0.7, 0.5, 0.3, 0.2):
        noisy = (1 - time) * clean + time * torch.randn(SHAPE, generator=random)
        told, other = (
            model.noise(noisy[None], torch.tensor([time]), [text])[0] for text in ("red", "")
        )
        states.append(State(time, noisy, told, other))
    return Trajectory(tuple(states), **facts)  # type: ignore[arg-type]


def naive(model: PlainDenoiser, clean: torch.Tensor, text: str, against: str = "") -> torch.Tensor:
    """(rows, columns) lift from the same draws, by its definition."""
    total = torch.zeros(SHAPE[1:])
    states = fresh(model, clean).states
    for state in states:
        noise = (state.noisy - (1 - state.time) * clean) / state.time
        time = torch.tensor([state.time])
        errors = [
            ((noise - model.noise(state.noisy[None], time, [one])[0]) ** 2).mean(dim=0)
            for one in (against, text)
        ]
        total += errors[0] - errors[1]
    return total / len(states)


def test_cached_lift_of_fresh_noise_is_naive_lift() -> None:
    network = Counting()
    model, clean = denoiser(network), red()
    trajectory = fresh(model, clean)
    clauses = [Clause("red"), Clause("blue"), Clause("red", against="blue")]
    found = clause_lifts(model, trajectory, clean, clauses)
    for clause, lift in zip(clauses, found, strict=True):
        wanted = naive(model, clean, clause.text, clause.against)
        np.testing.assert_allclose(lift.map, wanted.numpy(), rtol=1e-3, atol=1e-5)
        assert lift.lift == pytest.approx(float(wanted.mean()), abs=1e-5)


def test_the_whole_prompts_lift_costs_no_evaluation() -> None:
    network = Counting()
    model, clean = denoiser(network), red()
    trajectory = fresh(model, clean)
    wanted = naive(model, clean, "red")
    network.rows = 0
    found = whole_lift(model, trajectory, clean)
    assert network.rows == found.evaluations == 0
    assert found.lift == pytest.approx(float(wanted.mean()), abs=1e-5)


def test_a_clause_costs_one_evaluation_a_kept_state() -> None:
    network = Counting()
    model, clean = denoiser(network), red()
    trajectory = fresh(model, clean)
    network.rows, network.batches = 0, []
    clauses = [Clause("red"), Clause("blue"), Clause("red", against="blue")]
    found = clause_lifts(model, trajectory, clean, clauses, batch=3)
    assert [lift.evaluations for lift in found] == [5, 5, 0]
    assert network.rows == 10
    assert max(network.batches) == 3


def test_with_a_negative_prompt_the_unconditional_is_evaluated_once() -> None:
    network = Counting()
    model, clean = denoiser(network), red()
    plain, negative = fresh(model, clean), fresh(model, clean, negative="blurry")
    network.rows = 0
    clauses = [Clause("red"), Clause("blue")]
    found = clause_lifts(model, negative, clean, clauses)
    assert network.rows == 15
    assert [one.lift for one in found] == pytest.approx(
        [one.lift for one in clause_lifts(model, plain, clean, clauses)]
    )


def test_a_clause_looks_in_its_region_alone() -> None:
    model, clean = denoiser(Counting()), red()
    trajectory = fresh(model, clean)
    left, right = Box(0, 0, 0.5, 1), Box(0.5, 0, 0.5, 1)
    clauses = [Clause("red", region=side) for side in (left, right)]
    found = clause_lifts(model, trajectory, clean, clauses)
    assert found[0].lift > 0 > found[1].lift
    assert found[0].lift == pytest.approx(float(found[0].map[:, :3].mean()), abs=1e-5)


def test_the_noise_is_solved_for() -> None:
    model, clean = denoiser(Counting()), red()
    random = torch.Generator().manual_seed(1)
    drawn = torch.stack([torch.randn(SHAPE, generator=random) for _ in range(5)])
    states = fresh(model, clean).states
    torch.testing.assert_close(solved_noise(model, states, clean), drawn, rtol=1e-3, atol=1e-4)


def test_the_picture_that_guidance_makes_for_is_predicted() -> None:
    model = denoiser(Counting())
    trajectory = fresh(model, red(), guidance=3.0)
    last = trajectory.states[-1]
    assert last.other is not None
    noise = last.other + 3.0 * (last.told - last.other)
    clean = predicted_clean(model, trajectory)
    torch.testing.assert_close(0.8 * clean + 0.2 * noise, last.noisy)


def test_nothing_is_predicted_from_noise_alone() -> None:
    model = denoiser(Counting())
    noise = State(1.0, torch.ones(SHAPE), torch.ones(SHAPE))
    with pytest.raises(UserError, match="nothing but noise"):
        predicted_clean(model, Trajectory((noise,)))


def test_a_model_without_unconditional_needs_something_to_hold_against() -> None:
    model = denoiser(Counting(), has_null=False)
    clean = red()
    trajectory = fresh(model, clean)
    unguided = replace(
        trajectory, states=tuple(replace(state, other=None) for state in trajectory.states)
    )
    with pytest.raises(UserError, match="no unconditional"):
        clause_lifts(model, unguided, clean, [Clause("red")])
    with pytest.raises(UserError, match="not guided"):
        whole_lift(model, unguided, clean)
    look = looked(model, unguided, [Clause("red", against="blue")])
    assert look.whole is None
    assert look.evaluations == 8


def test_the_state_that_the_picture_is_predicted_from_does_not_count() -> None:
    model = denoiser(Counting())
    trajectory = fresh(model, red())
    look = looked(model, trajectory, [Clause("blue")])
    clean = predicted_clean(model, trajectory)
    earlier = before_last(trajectory)
    assert len(earlier.states) == 4
    assert look.score == clause_lifts(model, earlier, clean, [Clause("blue")])[0].lift
    with pytest.raises(UserError, match="a single state"):
        before_last(replace(trajectory, states=trajectory.states[:1]))


def look(model: PlainDenoiser, clean: torch.Tensor, *clauses: Clause) -> Look:
    trajectory = fresh(model, clean)
    found = clause_lifts(model, trajectory, clean, clauses)
    return Look(whole_lift(model, trajectory, clean), tuple(zip(clauses, found, strict=True)))


def test_seeds_are_ordered_by_their_weakest_clause() -> None:
    model = denoiser(Counting())
    left = Box(0, 0, 0.5, 1)
    asked = Clause("red", region=left), Clause("blue", region=left, sign=-1)
    looks = {
        seed: look(model, red() * factor, *asked) for seed, factor in ((7, 0.2), (8, 1.0), (9, -1))
    }
    found = triage(looks, keep=2)
    assert found.order == (8, 7, 9)
    assert found.kept == (8, 7)
    assert found.dropped == (9,)
    assert "kept 8, 7 of 3 seeds and dropped 9" in found.said
    assert "biases" in found.said


def test_without_clauses_the_whole_prompt_orders_them() -> None:
    model = denoiser(Counting())
    reds = torch.full(SHAPE, 0.5)
    found = triage({1: look(model, -reds), 2: look(model, reds)})
    assert found.order == (2, 1)
    with pytest.raises(UserError, match="keep 1 or more"):
        triage({}, keep=0)
