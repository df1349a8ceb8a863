"""The networks of the plane as lift's own tool takes them, and its verdicts on points."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from lift_2d.budgets import NULL_SCALE
from lift_2d.network import NoiseNetwork, signal
from lift_2d.shapes import Mask
from panelwright_tools.lift.complift.clauses import Formula
from panelwright_tools.lift.complift.options import Options
from panelwright_tools.lift.complift.scoring import PanelScore, score
from panelwright_tools.lift.denoisers.plain import PlainDenoiser
from panelwright_tools.lift.denoisers.schedules import Steps


@dataclass(frozen=True)
class Answers:
    """What the tool says of points, and what it cost."""

    accepted: Mask
    """Undecided ones by the sign of their lift."""
    undecided: Mask
    evaluations: float
    """Network evaluations a point, on average."""


def plane_denoiser(networks: Mapping[str, NoiseNetwork]) -> PlainDenoiser:
    """Networks by the names of their shapes, which are the texts of clauses."""

    def predict(noisy: Tensor, steps: Tensor, conditions: Sequence[str]) -> Tensor:
        told = torch.empty_like(noisy)
        for name in set(conditions):
            rows = torch.tensor([condition == name for condition in conditions])
            told[rows] = networks[name](noisy[rows].flatten(1), steps[rows])[..., None, None]
        return told

    return PlainDenoiser(
        predict, Steps(signal()), "eps", id="plane", has_null=False, null_scale=NULL_SCALE
    )


def answers(
    denoiser: PlainDenoiser, points: Tensor, formula: Formula, options: Options, runs: int = 1
) -> list[Answers]:
    """The verdicts on points (n, 2), each a picture of one pixel with two channels.

    As many runs as asked for, each with noise of its own: a verdict hangs on its picture's key and
    on nothing else, so that all runs can share the calls.
    """
    pictures = points[..., None, None].repeat(runs, 1, 1, 1)
    panels = score(denoiser, pictures, formula, options).panels
    parts = [panels[start : start + len(points)] for start in range(0, len(panels), len(points))]
    return [_answers(part) for part in parts]


def _answers(panels: Sequence[PanelScore]) -> Answers:
    return Answers(
        accepted=np.array([_leaning(panel) for panel in panels]),
        undecided=np.array([panel.verdict == "undecided" for panel in panels]),
        evaluations=float(np.mean([panel.evaluations for panel in panels])),
    )


def _leaning(panel: PanelScore) -> bool:
    return panel.verdict == "accepted" if panel.leaning is None else panel.leaning
