"""What lift costs on diffusion models: rows a second, its share of the painting time, peak memory.

With a CUDA device: SDXL and FLUX.1 at full size with random weights in bf16. Without: small models
of the same make in float32, timed by processor seconds, whose numbers are no forecast of a card's.
Text encoders are left out, since a text is encoded once: random embeddings of their size stand in.
Painting is the stock pipeline of diffusers at the preset's guidance; a step's time is that of a few
steps and the decoding, divided. A check is 3 clauses in their boxes, each draw shared with the
unconditional (FLUX.1: with the other side), its cost told for fixed numbers of evaluations.

    python benchmarks/bench_lift_models.py [--models sdxl flux1] [--size small] [--steps 8]
"""

import argparse
import gc
import sys
import time
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import diffusers
import torch

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "support"))

from panelwright_tools.domain import Box
from panelwright_tools.lift.complift.clauses import And, Clause
from panelwright_tools.lift.complift.fallback import chosen
from panelwright_tools.lift.complift.options import Options
from panelwright_tools.lift.complift.scoring import score
from panelwright_tools.lift.denoisers.form import Text
from panelwright_tools.lift.denoisers.picking import denoiser_of
from panelwright_tools.lift.denoisers.pipelines import PipelineDenoiser
from panelwright_tools.painting.diffusion.catalogue import family_named, kind_of
from tiny_models.folders import built
from tiny_models.parts import autoencoder

HERE = Path(__file__).parent
TINY = {"sdxl": "sdxl", "flux1": "flux1-dev"}
NETWORKS = {"sdxl": "UNet2DConditionModel", "flux1": "FluxTransformer2DModel"}
AUTOENCODERS = {"sdxl": "sd15-sdxl", "flux1": "sd3-flux1-z-image"}
CHECKS = (50, 100, 1000)
"""Network evaluations of a check: ours when it is quick or slow, and the paper's 200 draws of 5."""
PROMPT = "a girl with a red ball and a blue dog"
BATCHES = (1, 2, 4, 8)
DRAWS = 8


@dataclass(frozen=True)
class Measured:
    seconds: float
    memory: str


def measured(work: Callable[[], object]) -> Measured:
    """Of the clock on a card, of the processor without one, which others on it do not lengthen."""
    if not torch.cuda.is_available():
        start = time.process_time()
        work()
        return Measured(time.process_time() - start, "-")
    torch.cuda.synchronize()
    torch.cuda.reset_peak_memory_stats()
    start = time.perf_counter()
    work()
    torch.cuda.synchronize()
    took = time.perf_counter() - start
    return Measured(took, f"{torch.cuda.max_memory_allocated() / 2**30:.1f} GiB")


def pipeline_of(name: str, size: str, numbers: torch.dtype) -> tuple[Any, dict[str, Any]]:
    """A pipeline whose network and autoencoder have that size; its text encoders are tiny."""
    facts = _table(HERE / "bench_regions.toml")[name][size]
    published = _table(HERE.parent / "tests" / "support" / "published.toml")["autoencoders"]
    vae = published[AUTOENCODERS[name]]
    tiny = built(TINY[name])
    torch.manual_seed(0)
    with torch.device("cuda" if torch.cuda.is_available() else "cpu"):
        torch.set_default_dtype(numbers)
        network = getattr(diffusers, NETWORKS[name])(**facts["config"]).eval()
        if size == "full":
            coder = diffusers.AutoencoderKL(**vae["config"]).eval()
        else:
            plain = {k: v for k, v in vae["config"].items() if k.startswith("use_")}
            coder = autoencoder(vae["latents"], **plain)
        torch.set_default_dtype(torch.float32)
    if name == "flux1":
        coder.register_to_config(shift_factor=0.1159, scaling_factor=0.3611)
    part = "unet" if "unet" in tiny.components else "transformer"
    pipeline = type(tiny)(**{**tiny.components, part: network, "vae": coder})
    pipeline.set_progress_bar_config(disable=True)
    pipeline.to(
        "cuda" if torch.cuda.is_available() else "cpu", numbers, silence_dtype_warnings=True
    )
    if name == "sdxl":
        pipeline.text_encoder_2.config.projection_dim = summary_of(facts)
    return pipeline, facts


def summary_of(facts: dict[str, Any]) -> int:
    """How wide the text's summary is."""
    config = facts["config"]
    if "pooled_projection_dim" in config:
        return int(config["pooled_projection_dim"])
    sizes = 6 * config["addition_time_embed_dim"]
    return int(config["projection_class_embeddings_input_dim"] - sizes)


def text_of(facts: dict[str, Any], numbers: torch.dtype, text: str) -> Text:
    """Random embeddings of the size of real ones, the same for the same text."""
    random = torch.Generator().manual_seed(sum(text.encode()))
    where = "cuda" if torch.cuda.is_available() else "cpu"
    words = torch.randn(1, facts["base"], facts["text_width"], generator=random)
    pooled = torch.randn(1, summary_of(facts), generator=random)
    return Text(words.to(where, numbers), pooled.to(where, numbers))


def painting(denoiser: PipelineDenoiser, size: tuple[int, int], steps: int) -> Measured:
    """The stock pipeline, guided as the preset is, with the decoding."""
    words, nothing = denoiser.encode([PROMPT, ""])
    inputs = {"prompt_embeds": words.words, "pooled_prompt_embeds": words.summary}
    if denoiser.has_null:
        inputs["negative_prompt_embeds"] = nothing.words
        inputs["negative_pooled_prompt_embeds"] = nothing.summary

    def paint(count: int) -> None:
        with torch.no_grad():
            denoiser.pipeline(
                **inputs,
                height=size[0],
                width=size[1],
                num_inference_steps=count,
                guidance_scale=denoiser.guidance,
            )

    paint(1)  # warms up
    return measured(lambda: paint(steps))


def told(denoiser: PipelineDenoiser, latents: torch.Tensor, batch: int, rounds: int) -> Measured:
    """The noise of a batch, the fastest of some rounds."""
    condition = denoiser.encode([PROMPT])
    times = torch.linspace(0.1, 0.9, batch)
    noisy = torch.randn(batch, *latents.shape, device=latents.device)

    def ask() -> None:
        denoiser.noise(noisy, times, condition * batch)

    ask()  # warms up
    return min((measured(ask) for _ in range(rounds)), key=lambda one: one.seconds)


def checked(denoiser: PipelineDenoiser, latents: torch.Tensor) -> tuple[Measured, int, str]:
    """Three clauses, never decided, so that every draw is made: time, evaluations, and the way."""
    things = ("a girl", "a red ball", "a blue dog")
    boxes = [Box(number / 3, 0.1, 0.3, 0.8) for number in range(3)]
    formula = And(tuple(Clause(thing, box) for thing, box in zip(things, boxes, strict=True)))
    choice = chosen(denoiser, formula, prompt=PROMPT)
    never = Options(alpha=1e-12, max_draws=DRAWS, one_by_one=False)
    spent: list[int] = []
    took = measured(
        lambda: spent.append(
            score(choice.denoiser, latents[None], choice.formula, never).evaluations
        )
    )
    return took, spent[0], choice.way


def report(name: str, size: str, steps: int, rounds: int) -> None:
    numbers = torch.bfloat16 if torch.cuda.is_available() else torch.float32
    family = family_named(name)
    pipeline, facts = pipeline_of(name, size, numbers)
    plain = denoiser_of(pipeline, family, digest="random")
    form = replace(plain.form, encode=lambda _, text, tokens: text_of(facts, numbers, text))
    denoiser = replace(plain, form=form)
    preset = kind_of(family, pipeline).presets["balanced"]
    rows, columns = (side * (1 if name == "sdxl" else 2) for side in facts["grid"])
    scale = int(pipeline.vae_scale_factor)
    pixels = rows * scale, columns * scale
    network = getattr(pipeline, plain.form.network)
    weights = sum(one.numel() for one in network.parameters())
    print(
        f"\n{name}, {size}: {weights / 1e6:.0f} million weights, {pixels[1]} x {pixels[0]} pixels"
    )
    print("\n| | seconds | rows a second | peak memory |\n|---|---|---|---|", flush=True)
    painted = painting(denoiser, pixels, steps)
    picture = painted.seconds / steps * preset.steps
    each = 2 if denoiser.has_null else 1
    rate = steps * each / painted.seconds
    print(f"| painting, a step | {painted.seconds / steps:.3f} | {rate:.2f} | {painted.memory} |")
    channels = int(pipeline.vae.config.latent_channels)
    latents = torch.randn(channels, rows, columns, device=pipeline._execution_device)
    for batch in BATCHES:
        found = told(denoiser, latents, batch, rounds)
        rate = batch / found.seconds
        print(f"| noise, batch {batch} | {found.seconds:.3f} | {rate:.2f} | {found.memory} |")
    took, spent, way = checked(denoiser, latents)
    rate = spent / took.seconds
    print(f"| score, {way}, {spent} rows | {took.seconds:.3f} | {rate:.2f} | {took.memory} |")
    shares = [f"{number / rate / picture:.0%} at {number}" for number in CHECKS]
    print(
        f"\nShare of the painting time ({preset.steps} steps, {picture:.1f} s) of a check by its "
        f"evaluations: {', '.join(shares)}.",
        flush=True,
    )


def _table(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--models", nargs="+", choices=TINY, default=list(TINY))
    parser.add_argument("--size", choices=["full", "small"])
    parser.add_argument("--steps", type=int, help="steps that are painted to time one")
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    card = torch.cuda.is_available()
    size = asked.size or ("full" if card else "small")
    if card:
        print(f"{torch.cuda.get_device_name()}, bf16, random weights, {size} models")
    else:
        print(f"No CUDA device: float32, {torch.get_num_threads()} threads, {size} models")
    for name in asked.models:
        report(name, size, asked.steps or (20 if card else 3), asked.rounds)
        gc.collect()


if __name__ == "__main__":
    main()
