"""What attention shared with portraits costs, and what it does to a character's region.

Seconds a step without it and with 1, 2 and 3 characters, tokens merged and not, for SDXL and
FLUX.1. With a CUDA device at full size with random weights in bf16; without, small models of the
same make in float32, timed by processor seconds, whose ratios are no forecast of a card's; the
arithmetic of the full sizes is counted as well, without running it. Plain and shared steps take
turns, and the fastest of each counts.

What it does is measured on the predictions of one step for panels of different noise and the same
words: how far apart the means of the first character's box lie (relative to their size) where
panels share nothing, share one portrait, and share two different ones; and how much of what sharing
changes lies outside the boxes. With random weights that shows where and how strongly a portrait
acts, not whether a face is kept: that takes real weights.

    python benchmarks/bench_consistency.py [--steps 5] [--models sdxl flux1] [--size small]
"""

import argparse
import gc
import tomllib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from bench_regions import MAKERS, Step, seconds, text_of
from torch.utils.flop_counter import FlopCounterMode

from panelwright_tools.domain import Box
from panelwright_tools.painting.diffusion.regional.attention import regional_attention
from panelwright_tools.painting.diffusion.regional.plan import PlannedRegion, RegionPlan
from panelwright_tools.painting.diffusion.sharing import joint
from panelwright_tools.painting.diffusion.sharing.beside import Anchor
from panelwright_tools.painting.diffusion.sharing.merging import middle
from panelwright_tools.painting.diffusion.sharing.unet import shared_attention
from panelwright_tools.painting.diffusion.tables import table

COUNTS = (1, 2, 3)
STRENGTH = 0.7
"""As `reference_strength` is by default."""
BOXES = [Box(0.02 + 0.33 * number, 0.15, 0.29, 0.8) for number in range(3)]
"""Three people side by side."""


def plan_of(size: dict[str, Any], count: int = 3) -> RegionPlan:
    regions = [PlannedRegion(str(i), box, 0.5, size["region"]) for i, box in enumerate(BOXES)]
    return RegionPlan(tuple(size["grid"]), size["base"], tuple(regions[:count]))


def portrait(shape: tuple[int, ...], seed: int) -> torch.Tensor:
    """Latents of a picture with large even parts, as pictures have, and some texture."""
    torch.manual_seed(seed)
    tone = torch.randn(1, shape[1], 1, 1) if len(shape) == 4 else torch.randn(1, 1, shape[2])
    return tone + 0.3 * torch.randn(shape)


def anchors_of(name: str, size: dict[str, Any], count: int) -> list[Anchor]:
    """Portraits of the shape 3 to 4 with as large an area as the table says."""
    facts = table("sharing")["unet" if name == "sdxl" else "joint"]
    rows, columns = (
        round(edge * facts["side"] * ratio) // 8 * 8
        for edge, ratio in zip(size["grid"], (1.1547, 0.866), strict=True)
    )
    shape = (1, 4, rows, columns) if name == "sdxl" else (1, rows * columns, 64)
    with torch.device("cpu"):
        subject = middle((rows, columns), table("sharing")["margin"]).float()
    return [
        Anchor(number, portrait(shape, number), subject, STRENGTH, (8 * columns, 8 * rows))
        for number in range(1, count + 1)
    ]


def half_noised(latents: torch.Tensor, time: Any) -> torch.Tensor:
    return 0.7 * latents + 0.7 * torch.randn_like(latents)


@contextmanager
def sharing(
    model: Any, name: str, size: dict[str, Any], anchors: list[Anchor], pool: int
) -> Iterator[None]:
    """The panel's regions, and the anchors of some of them, as a pipeline has them."""
    plan, guided = plan_of(size), size["batch"] > 1
    with ExitStack() as stack:
        if name == "sdxl":
            stack.enter_context(regional_attention(model, plan, guided=guided))
            if anchors:
                shared = shared_attention(model, plan, anchors, half_noised, pool=pool)
                stack.enter_context(shared)
        else:
            guests = joint.beside(model, plan, anchors, half_noised, pool=pool) if anchors else None
            if guests is not None:
                stack.enter_context(guests.running(model))
            stack.enter_context(regional_attention(model, plan, guests=guests))
        yield


def ways(name: str) -> list[tuple[str, int, int]]:
    """What is compared: how it is called, how many characters share, and the cells of tokens."""
    pool = table("sharing")["unet" if name == "sdxl" else "joint"]["pool"]
    merged = [(f"{count}, merged", count, pool) for count in COUNTS]
    return [("none", 0, pool), *merged, *((f"{count}, not merged", count, 1) for count in COUNTS)]


def arithmetic(name: str, sizes: dict[str, Any]) -> str:
    """Floating point operations of a step at full size, to those of one that shares nothing."""
    size = sizes[name]["full"]
    torch.set_default_device("meta")
    model, step = MAKERS[name](size, size["config"])
    text = text_of(plan_of(size), size)
    counts = {}
    for called, count, pool in ways(name):
        with (
            sharing(model, name, size, anchors_of(name, size, count), pool),
            FlopCounterMode(display=False) as counter,
        ):
            step(text)
        counts[called] = counter.get_total_flops()
    torch.set_default_device(None)
    plain = counts.pop("none")
    ratios = "; ".join(f"{count / plain:.3f} with {called}" for called, count in counts.items())
    return f"{name} at full size: {plain / 1e12:.1f} TFLOP without sharing; {ratios}"


def costs(model: Any, name: str, step: Step, size: dict[str, Any], steps: int) -> Iterator[str]:
    text = text_of(plan_of(size), size)
    best = {called: float("inf") for called, _, _ in ways(name)}
    for turn in range(steps + 1):
        for called, count, pool in ways(name):
            with sharing(model, name, size, anchors_of(name, size, count), pool):
                if turn == 0:
                    step(text)  # warms up kernels
                best[called] = min(best[called], seconds(step, text))
    for called, spent in best.items():
        yield f"| {called} | {spent:.3f} s | {spent / best['none']:.2f} |"


def effect(model: Any, name: str, step: Step, size: dict[str, Any], seeds: int = 4) -> str:
    """One row: three distances between panels, and the share of the change outside the boxes."""
    plan = plan_of(size)
    rows, columns = size["grid"]
    shape = (size["batch"], 4, rows, columns) if name == "sdxl" else (1, rows * columns, 64)
    text = text_of(plan, size)
    pool = ways(name)[0][2]
    one, other = (replace(anchors_of(name, size, 2)[n], region=1) for n in (0, 1))

    def predicted(seed: int, anchors: list[Anchor]) -> torch.Tensor:
        torch.manual_seed(100 + seed)
        latents = torch.randn(shape)
        with sharing(model, name, size, anchors, pool):
            return step(text, latents)[-1].float().cpu()

    alone, same, unlike = (
        [predicted(seed, anchors) for seed in range(seeds)] for anchors in ([], [one], [other])
    )
    owned = torch.from_numpy(plan.owners() == 1)
    pairs = [(a, b) for a in range(seeds) for b in range(seeds) if a != b]

    def apart(first: list[torch.Tensor], second: list[torch.Tensor]) -> float:
        means = [[panel[:, owned].mean(1) for panel in panels] for panels in (first, second)]
        norm = torch.stack([mean.norm() for panels in means for mean in panels]).mean()
        found = torch.stack([(means[0][a] - means[1][b]).norm() for a, b in pairs]).mean()
        return float(found / norm)

    changed = torch.stack([(a - b).abs().mean(0) for a, b in zip(alone, same, strict=True)]).mean(0)
    outside = float(changed[~owned].sum() / changed.sum())
    nothing, shared, different = apart(alone, alone), apart(same, same), apart(same, unlike)
    return f"| {name} | {nothing:.3f} | {shared:.3f} | {different:.3f} | {outside:.0%} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--steps", type=int, default=5)
    parser.add_argument("--models", nargs="+", choices=MAKERS, default=list(MAKERS))
    parser.add_argument("--size", choices=["full", "small"])
    asked = parser.parse_args()
    card = torch.cuda.is_available()
    size_name = asked.size or ("full" if card else "small")
    sizes = tomllib.loads(
        Path(__file__).with_name("bench_regions.toml").read_text(encoding="utf-8")
    )
    with torch.no_grad():
        print(*(arithmetic(name, sizes) for name in asked.models), sep="\n", flush=True)
    if card:
        torch.set_default_device("cuda")
        torch.set_default_dtype(torch.bfloat16)
        print(f"{torch.cuda.get_device_name()}, bf16, random weights, {size_name} models")
    else:
        print(f"No CUDA device: float32, {torch.get_num_threads()} threads, {size_name} models")
    for name in asked.models:
        size = sizes[name][size_name]
        torch.manual_seed(0)
        with torch.no_grad():
            model, step = MAKERS[name](size, size["config"])
            print(f"\n{name}, grid {size['grid']}, three regions\n")
            print("| characters that share | a step | to none |\n|---|---|---|")
            for row in costs(model, name, step, size, asked.steps):
                print(row, flush=True)
            print("\n| | nothing shared | one portrait | two portraits | change outside the box |")
            print("|---|---|---|---|---|")
            print(effect(model, name, step, size), flush=True)
        del model, step
        gc.collect()


if __name__ == "__main__":
    main()
