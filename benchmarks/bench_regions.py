"""What regions cost and what they hold together: seconds a step, memory, and leakage.

With a CUDA device: SDXL and FLUX.1 at full size with random weights in bf16. Without: small models
of the same make in float32, timed by processor seconds, whose ratios are no forecast of a card's;
the arithmetic of the full sizes is counted as well, without running it. Plain steps and steps with
regions take turns, and the fastest of each counts.

    python benchmarks/bench_regions.py [--steps 5] [--models sdxl flux1] [--size small]
"""

import argparse
import gc
import time
import tomllib
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import torch
from torch.utils.flop_counter import FlopCounterMode

from panelwright_tools.domain import Box
from panelwright_tools.painting.diffusion.regional.attention import regional_attention
from panelwright_tools.painting.diffusion.regional.leakage import attention_leakage, swap_leakage
from panelwright_tools.painting.diffusion.regional.maps import PhraseMaps
from panelwright_tools.painting.diffusion.regional.plan import PlannedRegion, RegionPlan

COUNTS = (2, 4, 8)
SHRUNK = 0.78
"""Side of a box to side of its cell: boxes cover about three fifths of the picture."""
Step = Callable[..., torch.Tensor]
"""The text, (batch, tokens, width), to the prediction, (batch, …, rows, columns); latents that take
the place of the usual ones may follow."""


def plan_of(count: int, size: dict[str, Any], base_ratio: float = 0.3) -> RegionPlan:
    columns = max(2, count // 2)
    rows = max(1, count // columns)
    margin = (1 - SHRUNK) / 2
    boxes = [
        Box(
            (column + margin) / columns,
            (row + margin) / rows,
            SHRUNK / columns,
            SHRUNK / rows,
        )
        for row in range(rows)
        for column in range(columns)
    ]
    regions = tuple(PlannedRegion(str(i), box, 0.5, size["region"]) for i, box in enumerate(boxes))
    return RegionPlan(tuple(size["grid"]), size["base"], regions, base_ratio)


def sdxl(size: dict[str, Any], config: dict[str, Any]) -> tuple[Any, Step]:
    from diffusers import UNet2DConditionModel

    model = UNet2DConditionModel(**config).eval()
    batch = size["batch"]
    latents = torch.randn(batch, 4, *size["grid"])
    summary = (
        config["projection_class_embeddings_input_dim"] - 6 * config["addition_time_embed_dim"]
    )
    added = {"text_embeds": torch.randn(batch, summary), "time_ids": torch.ones(batch, 6)}

    def step(text: torch.Tensor, latents: torch.Tensor = latents) -> torch.Tensor:
        out = model(latents, 500, encoder_hidden_states=text, added_cond_kwargs=added)
        found: torch.Tensor = out.sample
        return found

    return model, step


def flux1(size: dict[str, Any], config: dict[str, Any]) -> tuple[Any, Step]:
    from diffusers import FluxTransformer2DModel

    model = FluxTransformer2DModel(**config).eval()
    rows, columns = size["grid"]
    places = torch.meshgrid(torch.arange(rows), torch.arange(columns), indexing="ij")
    ids = torch.stack([torch.zeros(rows, columns), *places], dim=-1).reshape(-1, 3)
    latents = torch.randn(1, rows * columns, config["in_channels"])
    summary = torch.randn(1, config["pooled_projection_dim"])

    def step(text: torch.Tensor, latents: torch.Tensor = latents) -> torch.Tensor:
        out = model(
            hidden_states=latents,
            encoder_hidden_states=text,
            pooled_projections=summary,
            timestep=torch.tensor([0.5]),
            guidance=torch.tensor([3.5]),
            img_ids=ids,
            txt_ids=torch.zeros(text.shape[1], 3),
        )
        found: torch.Tensor = out.sample
        return found.transpose(1, 2).unflatten(2, (rows, columns))

    return model, step


MAKERS = {"sdxl": sdxl, "flux1": flux1}


def seconds(step: Step, text: torch.Tensor) -> float:
    """Of wall time on a card; of processor time without one, which others on it do not lengthen."""
    if not torch.cuda.is_available():
        start = time.process_time()
        step(text)
        return time.process_time() - start
    torch.cuda.synchronize()
    start = time.perf_counter()
    step(text)
    torch.cuda.synchronize()
    return time.perf_counter() - start


def peak(step: Step, text: torch.Tensor) -> str:
    if not torch.cuda.is_available():
        return "-"
    torch.cuda.reset_peak_memory_stats()
    step(text)
    return f"{torch.cuda.max_memory_allocated() / 2**30:.2f} GB"


def plans_of(size: dict[str, Any]) -> dict[int, RegionPlan]:
    plain = RegionPlan(tuple(size["grid"]), size["base"])
    return {0: plain} | {count: plan_of(count, size) for count in COUNTS}


def text_of(plan: RegionPlan, size: dict[str, Any]) -> torch.Tensor:
    return torch.randn(size["batch"], plan.tokens, size["text_width"])


def acting_in(model: Any, plan: RegionPlan, size: dict[str, Any]) -> Any:
    """Regions as a pipeline has them; nothing for a plain step."""
    guided = size["batch"] > 1
    return regional_attention(model, plan, guided=guided) if plan.regions else nullcontext()


def arithmetic(name: str, sizes: dict[str, Any]) -> str:
    """Floating point operations of a step at full size, to those of a plain one; none is run."""
    size = sizes[name]["full"]
    torch.set_default_device("meta")
    model, step = MAKERS[name](size, size["config"])
    counts = {}
    for count, plan in plans_of(size).items():
        with acting_in(model, plan, size), FlopCounterMode(display=False) as counter:
            step(text_of(plan, size))
        counts[count] = counter.get_total_flops()
    torch.set_default_device(None)
    ratios = [f"{counts[count] / counts[0]:.3f} with {count}" for count in COUNTS]
    return f"{name} at full size: {counts[0] / 1e12:.1f} TFLOP plain, {', '.join(ratios)} regions"


def costs(model: Any, step: Step, size: dict[str, Any], steps: int) -> list[str]:
    plans = plans_of(size)
    texts = {count: text_of(plan, size) for count, plan in plans.items()}

    def acting(count: int) -> Any:
        return acting_in(model, plans[count], size)

    best = dict.fromkeys(plans, float("inf"))
    for _ in range(steps):
        for count in plans:
            with acting(count):
                step(texts[count])  # warms up kernels, and finds the routes that later steps have
                best[count] = min(best[count], seconds(step, texts[count]))
    rows = []
    for count in plans:
        with acting(count):
            memory = peak(step, texts[count])
        ratio = best[count] / best[0]
        rows.append(f"| {count or 'plain'} | {best[count]:.3f} s | {ratio:.2f} | {memory} |")
    return rows


def leaks(model: Any, step: Step, size: dict[str, Any], count: int) -> list[str]:
    """Leakage of the first region's words, with regions and as one long prompt."""
    plan = plan_of(count, size)
    start, stop = plan.spans[1]
    text = text_of(plan, size)
    other = text.clone()
    other[:, start:stop] = torch.randn_like(other[:, start:stop])
    rows = []
    for name, used in (("one long prompt", RegionPlan(plan.grid, plan.tokens)), ("regions", plan)):
        maps = PhraseMaps(used, {"first": list(range(start, stop))})
        with regional_attention(model, used, watcher=maps):
            one, two = (step(words)[-1].float().cpu().numpy() for words in (text, other))
        found = maps.read()["first"]
        seen = attention_leakage(found, plan.owners(found.shape) == 1)
        swapped = swap_leakage(one, two, plan.owners() == 1)
        rows.append(f"| {count} | {name} | {seen:.0%} | {swapped:.0%} |")
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--steps", type=int, default=5)
    parser.add_argument("--models", nargs="+", choices=MAKERS, default=list(MAKERS))
    parser.add_argument("--size", choices=["full", "small"])
    asked = parser.parse_args()
    card = torch.cuda.is_available()
    size_name = asked.size or ("full" if card else "small")
    sizes = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
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
            count = sum(weight.numel() for weight in model.parameters())
            print(f"\n{name}: {count / 1e6:.0f} million weights, grid {size['grid']}\n")
            print("| regions | a step | to plain | peak memory |\n|---|---|---|---|")
            print(*costs(model, step, size, asked.steps), sep="\n", flush=True)
            print("\n| regions | words told by | attention outside | change outside |")
            print("|---|---|---|---|")
            print(*(row for n in COUNTS for row in leaks(model, step, size, n)), sep="\n")
        del model, step
        gc.collect()


if __name__ == "__main__":
    main()
