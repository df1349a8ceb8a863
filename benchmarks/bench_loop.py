"""The loop on the miniature: no check, best of n, resampling and repairs at equal evaluations.

A clause is a subject's phrase ("a red fox") over the whole picture, by the log-likelihood ratio's
mean; a picture is as good as its worst clause. The judge tells only what is reported, and, on
prompts of another seed, the threshold.

    OMP_NUM_THREADS=1 PYTHONPATH=agent:tools:prompts:benchmarks python benchmarks/bench_loop.py
        [--prompts 24]
"""

import argparse
import time
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from loop.deciding import Map, auc, first_accepted, precision_recall, repaintable, threshold
from miniature.judge import Wanted, fits, judged_all
from miniature.prompts import Prompt, prompts
from miniature.sampling import opened, sampled
from PIL import Image

from panelwright_tools.lift.complift.clauses import And, Clause
from panelwright_tools.lift.complift.options import Options
from panelwright_tools.lift.complift.scoring import score
from panelwright_tools.lift.denoisers.picking import denoiser_of
from panelwright_tools.lift.denoisers.pipelines import PipelineDenoiser
from panelwright_tools.painting.compositing import composed
from panelwright_tools.painting.diffusion.catalogue import family_named
from panelwright_tools.painting.diffusion.sampling import Repaint, Sampling

SETTINGS = tomllib.loads((Path(__file__).parent / "loop" / "settings.toml").read_text())
FAMILY = family_named("sd15")
SCALE = 2
"""Pixels of a latent of the miniature."""


@dataclass(frozen=True)
class Checked:
    """A picture, and what lift says of it."""

    picture: Image.Image
    lifts: tuple[float, ...]
    maps: tuple[Map, ...]
    evaluations: int

    @property
    def worst(self) -> float:
        """The least lift of a clause."""
        return min(self.lifts)


@dataclass(frozen=True)
class Ended:
    """What a way of painting ended with, for one prompt."""

    picture: Image.Image
    accepted: bool
    painting: int
    checking: int
    seconds: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--prompts", type=int, default=300, help="the first so many of the 300")
    given = parser.parse_args()
    torch.set_num_threads(1)
    pipeline = opened("miniature")
    denoiser = denoiser_of(pipeline, FAMILY)
    at = fitted(pipeline, denoiser)
    asked = prompts(given.prompts)
    began = time.process_time()
    texts = [one.prompt for one in asked]
    pools = [drawn(pipeline, texts, seed) for seed in range(1, SETTINGS["pictures"] + 1)]
    painting = (time.process_time() - began) / len(asked) / len(pools)
    began = time.process_time()
    checks = [checked(denoiser, pool, asked) for pool in pools]
    checking = (time.process_time() - began) / len(asked) / len(pools)
    told_roc("reported prompts, first pictures", checks[0], asked)
    print("\n" + HEADER, flush=True)
    attempts = list(zip(*checks, strict=True))
    once = [Ended(one[0].picture, True, SETTINGS["painting"], 0, painting) for one in attempts]
    row("no check", once, asked)
    each = painting + checking
    row("best of 4", [best(list(one), at, len(one), each) for one in attempts], asked)
    until = [first_accepted([a.worst for a in one], at) for one in attempts]
    again = [best(list(one)[:n], at, n, each) for one, n in zip(attempts, until, strict=True)]
    row("resample until accepted", again, asked)
    loop = [
        repaired(pipeline, denoiser, one, [a.picture for a in pool], at, painting)
        for one, pool in zip(asked, attempts, strict=True)
    ]
    row("the loop", loop, asked)


HEADER = (
    "| | all right: one, two, three | all | NFE painting | checking | seconds | "
    "precision, recall of accepting |\n|---|---|---|---|---|---|---|"
)


def drawn(pipeline: Any, texts: Sequence[str], seed: int) -> list[Image.Image]:
    return sampled(pipeline, texts, SETTINGS["guidance"], SETTINGS["steps"], seed)


def fitted(pipeline: Any, denoiser: PipelineDenoiser) -> float:
    """The threshold of a picture's worst lift, from other prompts and what the judge sees there."""
    others = prompts(SETTINGS["fitted_prompts"], seed=SETTINGS["fitted_on"])
    checks = checked(denoiser, drawn(pipeline, [one.prompt for one in others], 1), others)
    at = threshold([one.worst for one in checks], rights([c.picture for c in checks], others))
    told_roc("prompts fitted on", checks, others)
    print(f"threshold {at:.4f}", flush=True)
    return at


def checked(
    denoiser: PipelineDenoiser, pictures: Sequence[Image.Image], asked: Sequence[Prompt]
) -> list[Checked]:
    """Every clause of every picture, all draws."""
    formulas = [And(tuple(Clause(phrase) for phrase in one.phrases)) for one in asked]
    draws = SETTINGS["draws"]
    whole = Options(
        weighting="llr", max_draws=draws, batch=32, least_blocks=draws, one_by_one=False
    )
    scores = score(denoiser, pictures, formulas, whole)
    return [
        Checked(
            picture,
            tuple(clause.lift for clause in panel.clauses),
            tuple(clause.map for clause in panel.clauses if clause.map is not None),
            panel.evaluations,
        )
        for picture, panel in zip(pictures, scores.panels, strict=True)
    ]


def best(attempts: Sequence[Checked], at: float, pictures: int, seconds: float) -> Ended:
    found = max(attempts, key=lambda one: one.worst)
    checking = sum(one.evaluations for one in attempts)
    painting = SETTINGS["painting"] * pictures
    return Ended(found.picture, found.worst > at, painting, checking, seconds * pictures)


def repaired(
    pipeline: Any,
    denoiser: PipelineDenoiser,
    asked: Prompt,
    pool: Sequence[Image.Image],
    at: float,
    seconds: float,
) -> Ended:
    """Repairs what fails, resamples after failed repairs, within the evaluations of best of n."""
    one_check = SETTINGS["draws"] * (len(asked.wanted) + 1)
    most = SETTINGS["pictures"] * (SETTINGS["painting"] + one_check)
    began, samples, repairs = time.process_time(), 1, 0
    tried = checked(denoiser, pool[:1], [asked])
    now = tried[0]
    while now.worst <= at and (len(tried) + 1) * (SETTINGS["painting"] + one_check) <= most:
        passed = [m for m, lift in zip(now.maps, now.lifts, strict=True) if lift > at]
        if passed and repairs < SETTINGS["repairs"]:
            picture = inpainted(pipeline, asked, now.picture, passed, len(tried))
            repairs += 1
        else:
            picture, samples, repairs = pool[samples], samples + 1, 0
        before, now = now, checked(denoiser, [picture], [asked])[0]
        tried.append(now)
        if repairs and now.worst < before.worst:
            now = before
    spent = time.process_time() - began + samples * seconds
    found = best(tried, at, len(tried), 0)
    checking = one_check * len(tried)
    return Ended(found.picture, found.accepted, found.painting, checking, spent)


def inpainted(
    pipeline: Any, asked: Prompt, picture: Image.Image, passed: Sequence[Map], seed: int
) -> Image.Image:
    """The picture, painted anew by the whole prompt but for what shows the clauses that passed."""
    mask = repaintable(passed, SETTINGS["kept"], SCALE)
    sampling = Sampling(
        prompt=asked.prompt,
        negative_prompt="",
        size=asked.size,
        seed=seed,
        steps=SETTINGS["steps"],
        guidance=SETTINGS["guidance"],
        repaint=Repaint(picture, mask),
    )
    return composed(picture, FAMILY.sample(pipeline, sampling), mask)


def rights(pictures: Sequence[Image.Image], asked: Sequence[Prompt]) -> list[bool]:
    """Whether the judge sees all that is wanted and nothing else, wherever it stands."""
    return [
        fits(seen, [Wanted(want.kind, want.colour) for want in one.wanted])
        for seen, one in zip(judged_all(pictures), asked, strict=True)
    ]


def told_roc(name: str, checks: Sequence[Checked], asked: Sequence[Prompt]) -> None:
    """Prints how well lift tells clauses, and pictures, as the judge does."""
    seen = judged_all([one.picture for one in checks])
    shown = [
        any((thing.kind, thing.colour) == (want.kind, want.colour) for thing in found)
        for found, one in zip(seen, asked, strict=True)
        for want in one.wanted
    ]
    lifts = [lift for one in checks for lift in one.lifts]
    pictures = auc([one.worst for one in checks], rights([one.picture for one in checks], asked))
    print(f"{name}: area under ROC, clauses {auc(lifts, shown):.3f}, pictures {pictures:.3f}")


def row(name: str, ended: Sequence[Ended], asked: Sequence[Prompt]) -> None:
    """Prints a line of the table."""
    right = rights([one.picture for one in ended], asked)
    shares = []
    for number in (1, 2, 3):
        group = [r for r, one in zip(right, asked, strict=True) if len(one.wanted) == number]
        shares.append(f"{sum(group) / max(1, len(group)):.0%}")
    precise, recalled = precision_recall([one.accepted for one in ended], right)
    means = [
        sum(values) / len(ended)
        for values in zip(*((e.painting, e.checking, e.seconds) for e in ended), strict=True)
    ]
    print(
        f"| {name} | {', '.join(shares)} | {sum(right) / len(right):.1%} | {means[0]:.0f} | "
        f"{means[1]:.0f} | {means[2]:.2f} | {precise:.0%}, {recalled:.0%} |",
        flush=True,
    )


if __name__ == "__main__":
    main()
