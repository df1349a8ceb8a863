"""Measures what step caching and compiling do to sampling: seconds a step, and how pictures change.

Usage: python benchmarks/bench_painting.py [--model NAME] [--steps 20] [--side 256] [--compiled]

Seconds are of the processor on a CPU, which others may share, and of the clock elsewhere; they
include encoding the words and decoding the picture.

Without --model it runs on tiny models with random weights, built here: their seconds say how much
work is skipped, not how long a real model takes, and their changes are not those of a real one.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "support"))

from panelwright_tools.painting.diffusion.catalogue import family_named
from panelwright_tools.painting.diffusion.demand import Demand
from panelwright_tools.painting.diffusion.device import device
from panelwright_tools.painting.diffusion.loading import loaded
from panelwright_tools.painting.diffusion.memory_plan import fitted
from panelwright_tools.painting.diffusion.sampling import Sampling
from panelwright_tools.painting.diffusion.speeding import compile_denoiser, use_step_cache
from panelwright_tools.painting.diffusion.weights import located
from tiny_models.folders import saved

_REPEATS = 3


def main() -> None:
    """Print one table a model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", help="a folder, file, hub id or set; none: tiny models")
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--side", type=int, default=256)
    parser.add_argument("--compiled", action="store_true", help="also compile, which takes minutes")
    given = parser.parse_args()
    torch.set_grad_enabled(False)
    with tempfile.TemporaryDirectory() as scratch:
        tiny = [] if given.model else [saved(n, Path(scratch)) for n in ("flux1-dev", "sd15")]
        for name in [given.model] if given.model else map(str, tiny):
            measure(name, given.steps, given.side, given.compiled)


def measure(name: str, steps: int, side: int, compiled: bool) -> None:
    """Print how each option samples the same picture."""
    weights = located(name)
    where = device()
    fit = fitted(weights, where, Demand(side**2))
    pipeline = loaded(weights, fit)
    family = family_named(weights.family)
    sampling = Sampling("a cat on a bench", "", (side, side), 1, steps, 3.5)

    def sample() -> Any:
        return np.asarray(family.sample(pipeline, sampling), float)

    clock = time.process_time if where.kind == "cpu" else time.perf_counter
    print(f"\n{Path(name).name} on {where.title}, {side}×{side}, {steps} steps, {fit.numbers}")
    print("| option | seconds a step | largest change, of 255 | mean change |\n|---|---|---|---|")
    plain = _row("plain", sample, steps, None, clock)
    if hasattr(getattr(pipeline, "transformer", None), "enable_cache"):
        for threshold in (0.05, 0.2, 1.0):
            use_step_cache(pipeline, "first-block", threshold)
            _row(f"first-block, threshold {threshold:g}", sample, steps, plain, clock)
        use_step_cache(pipeline, "taylorseer")
        _row("taylorseer", sample, steps, plain, clock)
        use_step_cache(pipeline, None)
    if compiled:
        compile_denoiser(pipeline)
        started = time.perf_counter()
        sample()
        first = time.perf_counter() - started
        _row(f"compiled (first picture {first:.0f} s)", sample, steps, plain, clock)


def _row(
    name: str, sample: Callable[[], Any], steps: int, plain: Any, clock: Callable[[], float]
) -> Any:
    """Print the best of a few; the picture."""
    seconds = []
    for _ in range(_REPEATS):
        started = clock()
        picture = sample()
        seconds.append((clock() - started) / steps)
    change = np.abs(picture - plain) if plain is not None else np.zeros(1)
    print(f"| {name} | {min(seconds):.4f} | {change.max():.0f} | {change.mean():.2f} |", flush=True)
    return picture


if __name__ == "__main__":
    main()
