"""Runs every way of deciding on every environment."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from lift_2d.budgets import EVALUATIONS, Lifts, fixed_lifts
from lift_2d.compose import composed_samples
from lift_2d.decisions import clear, decided, formula_of
from lift_2d.metrics import disagreement, filtered
from lift_2d.network import NoiseNetwork
from lift_2d.ours import Answers, answers, plane_denoiser
from lift_2d.shapes import Composition, Mask, Points
from panelwright_tools.lift.complift.calibration import Calibration, calibrate
from panelwright_tools.lift.complift.clauses import Formula
from panelwright_tools.lift.complift.options import Options

TRUTH_SEED = 1_000_003
"""Far from the seeds of all that is held against the truth."""
ROWS = 8_192


@dataclass(frozen=True)
class Scene:
    """One environment: what was generated, and what is true of it."""

    composition: Composition
    networks: Mapping[str, NoiseNetwork]
    formula: Formula
    samples: Tensor
    member: Mask
    """Of the target, exactly."""
    target: Points
    truth: Mask
    """What very many draws decide."""
    clear: Mask


@dataclass(frozen=True)
class Row:
    """One way of deciding on one environment, mean over its seeds."""

    environment: str
    kind: str
    tuned: bool
    method: str
    evaluations: float
    """Network evaluations of the lift a sample."""
    accuracy: float
    accepted: float
    kept: float
    chamfer: float
    disagreement: float
    disagreement_clear: float
    undecided: float

    @property
    def plain(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)


def scene(
    composition: Composition,
    networks: Mapping[str, NoiseNetwork],
    run: Mapping[str, Any],
    cache: Path,
) -> Scene:
    """Generates the samples and decides them by `truth_draws`, once a cache."""
    pair = [networks[name] for name in composition.parts]
    formula = formula_of(composition.kind, composition.parts)
    samples = composed_samples(pair, composition.kind, run["samples"], seed=0)
    lifts = _true_lifts(pair, samples, run, cache / f"truth {composition.name}.pt")
    points = samples.double().numpy()
    return Scene(
        composition,
        {name: networks[name] for name in composition.parts},
        formula,
        samples,
        composition.holds(points),
        composition.sample(run["target"], np.random.default_rng(0)),
        decided(formula, lifts.mean),
        clear(formula, lifts.mean, lifts.error),
    )


def _true_lifts(
    pair: list[NoiseNetwork], samples: Tensor, run: Mapping[str, Any], path: Path
) -> Lifts:
    key = {"samples": samples, "draws": run["truth_draws"]}
    if path.exists():
        kept = torch.load(path, weights_only=True)
        if kept["draws"] == key["draws"] and torch.equal(kept["samples"], samples):
            return Lifts(kept["mean"], kept["error"])
    lifts = fixed_lifts(pair, samples, run["truth_draws"], TRUTH_SEED, even=True)
    torch.save({**key, "mean": lifts.mean, "error": lifts.error}, path)
    return lifts


def rows(scene: Scene, settings: Mapping[str, Any]) -> Iterator[Row]:
    """All ways of deciding: none, fixed budgets, ours."""
    everyone = np.ones(len(scene.samples), dtype=bool)
    yield _row(scene, "no filter", [Answers(everyone, ~everyone, 0.0)])
    for budget in settings["budgets"]:
        tried = [_fixed(scene, budget["draws"], seed) for seed in range(budget["seeds"])]
        yield _row(scene, f"fixed {budget['draws']}", tried)
    denoiser = plane_denoiser(scene.networks)
    trial = calibrated(scene, settings["calibration"])
    for ours in settings["ours"]:
        options = tuned_by(trial, ours)
        tried = answers(denoiser, scene.samples, scene.formula, options, ours["seeds"])
        yield _row(scene, ours["name"], tried)


def calibrated(scene: Scene, size: Mapping[str, int]) -> Calibration:
    """A trial run on points that were generated apart from those that are judged."""
    pair = [scene.networks[name] for name in scene.composition.parts]
    points = composed_samples(pair, scene.composition.kind, size["samples"], seed=1)
    formulas = [scene.formula] * len(points)
    denoiser, options = plane_denoiser(scene.networks), Options(batch=ROWS)
    return calibrate(denoiser, points[..., None, None], formulas, options, size["draws"])


def tuned_by(trial: Calibration, ours: Mapping[str, Any]) -> Options:
    return replace(
        Options(**ours["options"], batch=ROWS),
        coefficients=trial.coefficients,
        density=trial.density,
    )


def accepted_once(scene: Scene, settings: Mapping[str, Any], name: str) -> Mask:
    """What one run of a setting of ours lets through."""
    (ours,) = [each for each in settings["ours"] if each["name"] == name]
    options = tuned_by(calibrated(scene, settings["calibration"]), ours)
    denoiser = plane_denoiser(scene.networks)
    return answers(denoiser, scene.samples, scene.formula, options)[0].accepted


def _fixed(scene: Scene, draws: int, seed: int) -> Answers:
    pair = [scene.networks[name] for name in scene.composition.parts]
    lifts = fixed_lifts(pair, scene.samples, draws, seed)
    accepted = decided(scene.formula, lifts.mean)
    return Answers(accepted, np.zeros_like(accepted), float(EVALUATIONS * draws * len(pair)))


def _row(scene: Scene, method: str, tried: list[Answers]) -> Row:
    points = scene.samples.double().numpy()
    left = [filtered(points, scene.member, one.accepted, scene.target) for one in tried]
    wrong = [disagreement(one.accepted, scene.truth, scene.clear) for one in tried]
    return Row(
        environment=scene.composition.name,
        kind=scene.composition.kind,
        tuned=scene.composition.tuned,
        method=method,
        evaluations=float(np.mean([one.evaluations for one in tried])),
        accuracy=float(np.mean([one.accuracy for one in left])),
        accepted=float(np.mean([one.accepted for one in left])),
        kept=float(np.mean([one.kept for one in left])),
        chamfer=float(np.mean([one.chamfer for one in left])),
        disagreement=float(np.mean([one.everywhere for one in wrong])),
        disagreement_clear=float(np.mean([one.clear for one in wrong])),
        undecided=float(np.mean([one.undecided for one in tried])),
    )
