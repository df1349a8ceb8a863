"""What each switch of the lift critic is worth, on Gaussian mixtures that are known in closed form.

Two kinds of pictures: points of two numbers, and latents of 4 x 8 x 8 whose two things lie in the
left and in the right half. Variance ratios are at equal network evaluations, geometric means over
pictures; below 1 pays.

    python benchmarks/bench_lift_mixtures.py [--pictures 24] [--draws 512] [--plot FOLDER]
"""

import argparse
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "support"))

from mixtures_told import Ratio, Rows, Spent, plotted

from mixtures import Component, Mixture, exact_lift, two_things
from panelwright_tools.domain import Box
from panelwright_tools.lift.complift.calibration import calibrate
from panelwright_tools.lift.complift.clauses import And, Clause
from panelwright_tools.lift.complift.fitting import Coefficients
from panelwright_tools.lift.complift.noise import normals
from panelwright_tools.lift.complift.options import Options
from panelwright_tools.lift.complift.scoring import Scores, score
from panelwright_tools.lift.complift.times import Density, block_times

BATCH = 4096
STRENGTH = 0.12
"""Of a thing in the latents of pictures, against a spread of 0.5 a number."""
SHORT = 64
"""Draws after which the surrogate's bias is held against the variance that it saves."""


@dataclass(frozen=True)
class Setting:
    """Pictures, and what is asked of them."""

    name: str
    network: Mixture
    pictures: torch.Tensor
    trial: torch.Tensor
    """Others, for trial runs."""
    clause: Clause
    other: Clause
    full: str
    """The prompt of the whole."""
    shown: torch.Tensor
    """Which pictures show all that the full prompt says."""


def points(count: int) -> Setting:
    draw = torch.Generator().manual_seed(0)
    x, trial = 1.2 * torch.randn(2, count, 2, 1, 1, generator=draw, dtype=torch.float64)
    left, right = Clause("left"), Clause("right")
    shown = x.flatten(1).mean(1) < 0
    return Setting("points", two_things(), x, trial, left, right, "left", shown)


def pictures(count: int) -> Setting:
    """A thing on the left, one on the right, both, or none."""
    draw = torch.Generator().manual_seed(1)
    patterns = torch.randn(2, 4, 8, 8, generator=draw, dtype=torch.float64).sign() * STRENGTH
    patterns[0, :, :, 4:] = 0
    patterns[1, :, :, :4] = 0
    kinds = [torch.zeros(4, 8, 8).double(), patterns[0], patterns[1], patterns.sum(0)]
    none, a, b, both = (Component(0.25, mean, 0.5) for mean in kinds)
    half = [replace(part, weight=0.5) for part in (a, b, both)]
    texts = {
        "": (none, a, b, both),
        "a": (half[0], half[2]),
        "b": (half[1], half[2]),
        "a and b": (replace(both, weight=1.0),),
    }
    which = torch.arange(count) % 4
    noise = 0.5 * torch.randn(2, count, 4, 8, 8, generator=draw, dtype=torch.float64)
    x, trial = torch.stack(kinds)[which] + noise
    regions = Box(0, 0, 0.5, 1), Box(0.5, 0, 0.5, 1)
    first, second = (Clause(t, region=r) for t, r in zip("ab", regions, strict=True))
    return Setting("pictures", Mixture(texts), x, trial, first, second, "a and b", which == 3)


def fixed(draws: int) -> Options:
    """Never stops early."""
    return Options(
        max_draws=draws, batch=BATCH, least_blocks=10**9, one_by_one=False, control_variates=False
    )


def told(setting: Setting, options: Options) -> tuple[torch.Tensor, torch.Tensor]:
    """Lift and variance of its mean, of every picture."""
    scores = score(setting.network, setting.pictures, setting.clause, options)
    found = [panel.clauses[0] for panel in scores.panels]
    lift = torch.tensor([one.lift for one in found], dtype=torch.float64)
    return lift, torch.tensor([one.standard_error**2 for one in found], dtype=torch.float64)


@dataclass(frozen=True)
class Sides:
    """Errors of the noise a draw (pictures, draws): against it, and against the full prompt's."""

    null: torch.Tensor
    text: torch.Tensor
    surrogate: torch.Tensor
    """The difference, with the full prompt's prediction in the noise's place."""


def sides(setting: Setting, draws: int) -> Sides:
    network, shape = setting.network, setting.pictures.shape[1:]
    conditions = network.encode(["", setting.clause.text, setting.full])
    region = setting.clause.region or Box(0, 0, 1, 1)
    columns = slice(round(region.x * shape[2]), max(1, round(region.right * shape[2])))
    out = []
    for number, picture in enumerate(setting.pictures):
        keys, at = torch.full((draws,), number), torch.arange(draws)
        noise = normals(0, keys, at, shape)
        times = block_times(0, keys, at, 4, Density())
        alpha, sigma = (level.view(-1, 1, 1, 1) for level in network.levels(times))
        noisy = alpha * picture + sigma * noise
        null, text, full = (network.noise(noisy, times, [c] * draws) for c in conditions)
        parts = [(null, noise), (text, noise), (null, full), (text, full)]
        out.append([(a - b).pow(2)[..., columns].mean((1, 2, 3)) for a, b in parts])
    null, text, from_null, from_text = (torch.stack(one) for one in zip(*out, strict=True))
    return Sides(null, text, from_null - from_text)


def ratio(after: torch.Tensor, before: torch.Tensor) -> Ratio:
    logs = torch.log(after / before)
    low, high = torch.quantile(torch.exp(logs), torch.tensor([0.1, 0.9]).double()).tolist()
    return Ratio(float(torch.exp(logs.mean())), low, high)


def surrogate_rows(setting: Setting, found: Sides) -> Rows:
    """The surrogate with the coefficient that is best over all pictures after SHORT draws."""
    lift, gap = found.null - found.text, found.surrogate - (found.null - found.text)
    bias, mean = gap.mean(1), lift.mean(1)
    shares = torch.linspace(0, 1, 101).double()
    errors = torch.stack([(s * bias) ** 2 + (lift + s * gap).var(1) / SHORT for s in shares])
    best = int(errors.div(errors[0]).log().mean(1).argmin())
    missing = ~setting.shown
    flipped = (torch.sign(mean) != torch.sign(found.surrogate.mean(1))).double()
    return [
        ("surrogate alone: variance ratio", ratio(found.surrogate.var(1), lift.var(1))),
        ("surrogate alone: signs turned, all shown / something missing",
         f"{flipped[setting.shown].mean():.0%} / {flipped[missing].mean():.0%}"),
        (f"surrogate alone: squared error after {SHORT} draws", ratio(errors[-1], errors[0])),
        (f"surrogate, best coefficient {shares[best]:.2f}", ratio(errors[best], errors[0])),
    ]  # fmt: skip


def still(found: Coefficients | None) -> Coefficients | None:
    """Without what varies with the picture."""
    if found is None:
        return None
    alike = [(key, replace(one, weights=_first(one.weights))) for key, one in found.by_text]
    return replace(found, by_text=tuple(alike))


def _first(weights: tuple[tuple[float, ...], ...]) -> tuple[tuple[float, ...], ...]:
    return tuple((row[0], *[0.0] * (len(row) - 1)) for row in weights)


def switch_rows(setting: Setting, draws: int) -> Rows:
    plain = fixed(draws)
    _, base = told(setting, plain)
    _, free = told(setting, replace(plain, block=1))
    varied = replace(plain, control_variates=True)
    _, own = told(setting, varied)
    trial = calibrate(setting.network, setting.trial, [setting.clause] * len(base), varied)
    _, begun = told(setting, replace(varied, coefficients=trial.coefficients))
    _, spread = told(setting, replace(plain, density=trial.density))
    short = replace(plain, max_draws=32)
    _, few = told(setting, short)
    _, few_own = told(setting, replace(short, control_variates=True))
    quick = replace(short, control_variates=True, coefficients=trial.coefficients)
    _, few_begun = told(setting, quick)
    _, few_still = told(setting, replace(quick, coefficients=still(trial.coefficients)))
    _, few_free = told(setting, replace(quick, block=1))
    return [
        ("stratified times, blocks of 4", ratio(base, free)),
        (f"control variates, own fit, {draws} draws", ratio(own, base)),
        (f"the same begun by calibration, {draws} draws", ratio(begun, base)),
        ("control variates, own fit, 32 draws", ratio(few_own, few)),
        ("the same begun by calibration, 32 draws", ratio(few_begun, few)),
        ("begun by coefficients that are alike for all pictures", ratio(few_still, few)),
        ("stratified times beside that calibration", ratio(few_begun, few_free)),
        ("allocation over times by calibration", ratio(spread, base)),
    ]


def cost_rows(setting: Setting, draws: int) -> Rows:
    """Evaluations until both clauses are decided, or one is absent."""
    formula = And((setting.clause, setting.other))
    options = Options(max_draws=draws, batch=BATCH)
    trial = calibrate(setting.network, setting.trial, [formula] * len(setting.trial), options)
    ways = {
        "the paper's 200 trials of null and clauses, each its own null": None,
        "sequential, all clauses at once": replace(
            options, one_by_one=False, control_variates=False
        ),
        "sequential, one by one": replace(options, control_variates=False),
        "sequential, one by one, control variates": options,
        "the same, calibrated": trial.applied(options),
        "bets, calibrated": replace(trial.applied(options), sequence="betting"),
    }
    rows: Rows = []
    for name, way in ways.items():
        if way is None:
            rows.append((name, Spent(200 * 4, 0.0)))
            continue
        rows.append((name, _cost(score(setting.network, setting.pictures, formula, way))))
    return rows


def _cost(scores: Scores) -> Spent:
    open_ = np.mean([panel.verdict == "undecided" for panel in scores.panels])
    return Spent(scores.evaluations / len(scores.panels), float(open_))


def bias_rows(setting: Setting, draws: int) -> Rows:
    """Against quadrature, where there are two numbers only."""
    if setting.name != "points":
        return []
    rows: Rows = []
    for weighting in ("eps", "llr"):
        truth = exact_lift(setting.network, setting.pictures, setting.clause.text, weighting)
        options = replace(fixed(draws), weighting=weighting, control_variates=True)
        lift, variance = told(setting, options)
        z = (lift - truth) / variance.sqrt()
        rows.append(
            (f"bias of {weighting} in standard errors: mean, root mean square, largest",
             f"{z.mean():+.2f}, {z.pow(2).mean().sqrt():.2f}, {z.abs().max():.2f}")
        )  # fmt: skip
    wide = replace(setting.network, low=1e-3, high=1 - 1e-3)
    near = setting.pictures / 2
    in_nats = exact_lift(wide, near, setting.clause.text, "llr") * near[0].numel()
    worst = (in_nats - wide.log_ratio(near, setting.clause.text)).abs().max()
    return [*rows, ("llr against log p(x|c)/p(x), largest error in nats", f"{worst:.1e}")]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", type=int, default=24)
    parser.add_argument("--draws", type=int, default=512)
    parser.add_argument("--plot", type=Path, help="a folder for two pictures of the numbers")
    asked = parser.parse_args()
    torch.set_num_threads(1)
    rows: dict[str, Rows] = {}
    for setting in (points(asked.pictures), pictures(asked.pictures)):
        found = sides(setting, asked.draws)
        apart = found.null.var(1) + found.text.var(1)
        print(f"\n{setting.name}\n")
        rows[setting.name] = [
            *bias_rows(setting, asked.draws),
            ("common random numbers", ratio((found.null - found.text).var(1), apart)),
            *switch_rows(setting, asked.draws),
            *surrogate_rows(setting, found),
            *cost_rows(setting, asked.draws),
        ]
        for name, told_ in rows[setting.name]:
            print(f"| {name} | {told_} |", flush=True)
    if asked.plot is not None:
        plotted(rows, asked.plot)


if __name__ == "__main__":
    main()
