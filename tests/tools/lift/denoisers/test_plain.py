"""Networks of any prediction on one process give one lift: exact mixtures of Gaussians."""

import math
from collections.abc import Callable, Sequence

import numpy as np
import pytest

pytest.importorskip("torch")

import torch
from PIL import Image

from panelwright_tools.lift.complift.denoiser import Prediction
from panelwright_tools.lift.denoisers.plain import PlainDenoiser
from panelwright_tools.lift.denoisers.schedules import (
    Continuous,
    Flow,
    Levels,
    Schedule,
    Steps,
    clean_in,
)

MEANS = torch.tensor([[-1.5, 0.5], [1.0, -1.0], [0.5, 2.0]], dtype=torch.float64)
SPREAD = 0.4
SHARES = {
    "": [0.5, 0.3, 0.2],
    "left": [1.0, 0.0, 0.0],
    "right": [0.0, 0.6, 0.4],
}
"""Each text's mixture of three Gaussians; "" is that of all."""
BETAS = torch.linspace(1e-4, 0.02, 1000, dtype=torch.float64)


def cosine(times: torch.Tensor) -> Levels:
    angle = times * math.pi / 2
    return angle.cos(), angle.sin()


SCHEDULES: dict[str, Schedule] = {
    "flow": Flow(),
    "cosine": Continuous(cosine),
    "steps": Steps((1 - BETAS).cumprod(0)),
}


def log_density(points: torch.Tensor, text: str, levels: Levels) -> torch.Tensor:
    """Of points (n, 2) noised to levels (n,), exactly."""
    alpha, sigma = (level[:, None] for level in levels)
    variance = (alpha * SPREAD) ** 2 + sigma**2
    distance = ((points[:, None] - alpha[:, None] * MEANS) ** 2).sum(dim=2)
    kernel = -distance / (2 * variance) - torch.log(2 * math.pi * variance)
    shares = torch.tensor(SHARES[text], dtype=torch.float64)
    return torch.logsumexp(kernel + shares.log(), dim=1)


def exact_noise(noisy: torch.Tensor, text: str, levels: Levels) -> torch.Tensor:
    """E[eps | noisy] = -sigma times the score."""
    with torch.enable_grad():
        at = noisy.detach().requires_grad_()
        (score,) = torch.autograd.grad(log_density(at, text, levels).sum(), at)
    found: torch.Tensor = -levels[1][:, None] * score
    return found


def network(
    schedule: Schedule, prediction: Prediction
) -> Callable[[torch.Tensor, torch.Tensor, Sequence[str]], torch.Tensor]:
    """A network that predicts exactly, in its own terms, and is told what real ones are."""

    def predict(noisy: torch.Tensor, told: torch.Tensor, texts: Sequence[str]) -> torch.Tensor:
        times = schedule.middle(told).double() if isinstance(schedule, Steps) else told
        levels = schedule.levels(times)
        alpha, sigma = (level[:, None] for level in levels)
        eps = torch.empty_like(noisy)
        for text in set(texts):
            rows = torch.tensor([one == text for one in texts])
            eps[rows] = exact_noise(noisy[rows], text, (levels[0][rows], levels[1][rows]))
        clean = (noisy - sigma * eps) / alpha
        return {"eps": eps, "v": alpha * eps - sigma * clean, "flow": eps - clean}[prediction]

    return predict


def denoiser(schedule: Schedule, prediction: Prediction) -> PlainDenoiser:
    return PlainDenoiser(network(schedule, prediction), schedule, prediction)


def draws(count: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Stratified times (n,), and noise (n, 2)."""
    random = torch.Generator().manual_seed(1)
    offsets = torch.rand(count, generator=random, dtype=torch.float64)
    times = (torch.arange(count) + offsets) / count
    return times, torch.randn(count, 2, generator=random, dtype=torch.float64)


def gaps(
    model: PlainDenoiser, point: torch.Tensor, text: str, times: torch.Tensor, eps: torch.Tensor
) -> torch.Tensor:
    """The squared error without the text less that with it, of each draw (n,)."""
    alpha, sigma = (level[:, None] for level in model.levels(times))
    noisy = alpha * point + sigma * eps
    null, condition = model.encode(["", text])
    errors = [
        ((eps - model.noise(noisy, times, [one] * len(times))) ** 2).sum(dim=1)
        for one in (null, condition)
    ]
    return errors[0] - errors[1]


def integral(model: PlainDenoiser, point: torch.Tensor, text: str) -> float:
    """The mean of weighted gaps over all times and noises, by quadrature instead of draws."""
    nodes, shares = (torch.from_numpy(one) for one in np.polynomial.hermite_e.hermegauss(20))
    grid = torch.cartesian_prod(nodes, nodes)
    weight = torch.cartesian_prod(shares, shares).prod(dim=1) / (2 * math.pi)
    times = (torch.arange(1000, dtype=torch.float64) + 0.5) / 1000
    total = 0.0
    for part in times.split(100):
        each = part.repeat_interleave(len(grid))
        found = gaps(model, point, text, each, grid.repeat(len(part), 1)) * model.llr_weights(each)
        total += float((found.reshape(len(part), -1) @ weight).sum())
    return total / len(times)


@pytest.mark.parametrize("schedule", SCHEDULES.values(), ids=SCHEDULES)
@pytest.mark.parametrize("text", ["left", "right"])
def test_networks_of_every_prediction_give_the_same_lift(schedule: Schedule, text: str) -> None:
    point = torch.tensor([0.8, -0.7], dtype=torch.float64)
    times, eps = draws(64)
    lifts = [
        gaps(denoiser(schedule, prediction), point, text, times, eps)
        for prediction in ("eps", "v", "flow")
    ]
    assert lifts[0].abs().max() > 1e-3
    for lift in lifts[1:]:
        torch.testing.assert_close(lift, lifts[0], rtol=1e-6, atol=1e-8)


@pytest.mark.parametrize("prediction", ["eps", "v", "flow"])
def test_the_noise_is_the_exact_mean(prediction: Prediction) -> None:
    model = denoiser(Flow(), prediction)
    times, noisy = draws(16)
    told = model.noise(noisy, times, ["left"] * 16)
    torch.testing.assert_close(told, exact_noise(noisy, "left", model.levels(times)))


@pytest.mark.parametrize("schedule", SCHEDULES.values(), ids=SCHEDULES)
@pytest.mark.parametrize("text", ["left", "right"])
def test_weighted_errors_are_the_logarithm_of_the_ratio(schedule: Schedule, text: str) -> None:
    point = torch.tensor([-0.2, -0.1], dtype=torch.float64)
    clean = torch.ones(1, dtype=torch.float64), torch.zeros(1, dtype=torch.float64)
    exact = log_density(point[None], text, clean) - log_density(point[None], "", clean)
    assert abs(float(exact)) > 0.05
    assert integral(denoiser(schedule, "eps"), point, text) == pytest.approx(float(exact), abs=0.01)


def test_times_fall_into_steps_of_one_length() -> None:
    steps = Steps(torch.linspace(0.9, 0.1, 4))
    times = torch.tensor([0.0, 0.24, 0.25, 0.74, 0.99, 1.0])
    assert steps.told(times).tolist() == [0, 0, 1, 2, 3, 3]
    alpha, sigma = steps.levels(times)
    torch.testing.assert_close(alpha**2 + sigma**2, torch.ones(6))
    torch.testing.assert_close(alpha[2] ** 2, steps.signal[1])


def test_the_middle_of_a_step_falls_into_it() -> None:
    steps = Steps(torch.linspace(0.9, 0.1, 1000))
    every = torch.arange(1000)
    assert torch.equal(steps.told(steps.middle(every)), every)


def test_a_schedule_without_signal_at_its_end_has_finite_weights() -> None:
    signal = torch.linspace(0.999, 0.0, 50)
    weights = Steps(signal).weights(torch.linspace(0, 1, 101))
    assert torch.isfinite(weights).all()
    assert (weights > 0).all()


def test_weights_by_formula_are_those_of_the_flow() -> None:
    times = torch.linspace(0, 1, 11)
    by_formula = Continuous(lambda u: (1 - u, u)).weights(times)
    torch.testing.assert_close(by_formula, Flow().weights(times), rtol=1e-3, atol=0)


def test_what_is_left_without_the_noise_is_the_picture() -> None:
    times, eps = draws(8)
    clean = torch.randn(8, 2, dtype=torch.float64)
    levels = Flow().levels(times)
    noisy = levels[0][:, None] * clean + levels[1][:, None] * eps
    torch.testing.assert_close(clean_in(eps, noisy, levels), clean)


def test_pictures_are_pixels_from_minus_one_to_one() -> None:
    values = np.zeros((2, 3, 3), np.uint8)
    values[0, 1] = (255, 0, 255)
    seen = denoiser(Flow(), "eps").latents(Image.fromarray(values))
    assert seen.shape == (3, 2, 3)
    assert seen[:, 0, 1].tolist() == [1.0, -1.0, 1.0]
