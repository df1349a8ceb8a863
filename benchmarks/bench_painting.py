"""Measures what step caching and compiling do to sampling: seconds a step, and how pictures change.

Usage: python benchmarks/bench_painting.py [--model NAME | --full] [--steps 20] [--side 256]
       [--compiled]

Seconds are of the processor on a CPU, which others may share, and of the clock elsewhere; they
include encoding the words and decoding the picture.

Without --model it runs on tiny models with random weights, built here: their seconds say how much
work is skipped, not how long a real model takes, and their changes are not those of a real one.
With --full the networks that sample and decode are as large as FLUX.1's and SDXL's, in 16 bits with
random weights, and the text encoders one layer deep.
"""

import argparse
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import diffusers
import numpy as np
import torch
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTextModelWithProjection

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "support"))

from panelwright_tools.painting.diffusion.catalogue import family_named
from panelwright_tools.painting.diffusion.demand import Demand
from panelwright_tools.painting.diffusion.device import device
from panelwright_tools.painting.diffusion.loading import loaded
from panelwright_tools.painting.diffusion.memory_plan import fitted
from panelwright_tools.painting.diffusion.sampling import Sampling
from panelwright_tools.painting.diffusion.speeding import compile_denoiser, denoiser, use_step_cache
from panelwright_tools.painting.diffusion.weights import located
from tiny_models.folders import built, saved
from tiny_models.parts import t5_encoder

HERE = Path(__file__).parent
_REPEATS = 3


def main() -> None:
    """Print one table a model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", help="a folder, file, hub id or set; none: tiny models")
    parser.add_argument("--full", action="store_true", help="networks of full size, on a card")
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--side", type=int, default=256)
    parser.add_argument("--compiled", action="store_true", help="also compile, which takes minutes")
    given = parser.parse_args()
    torch.set_grad_enabled(False)
    if given.full:
        for name in ("flux1", "sdxl"):
            measure_pipeline(name, full(name), given.steps, given.side, given.compiled)
        return
    with tempfile.TemporaryDirectory() as scratch:
        tiny = [] if given.model else [saved(n, Path(scratch)) for n in ("flux1-dev", "sd15")]
        for name in [given.model] if given.model else map(str, tiny):
            measure(name, given.steps, given.side, given.compiled)


def measure(name: str, steps: int, side: int, compiled: bool) -> None:
    """Print how each option samples the same picture with a model that is loaded."""
    weights = located(name)
    pipeline = loaded(weights, fitted(weights, device(), Demand(side**2)))
    measure_pipeline(weights.family, pipeline, steps, side, compiled)


def full(name: str) -> Any:
    """A pipeline with networks of full size on the best device."""
    facts = tomllib.loads((HERE / "bench_regions.toml").read_text("utf-8"))[name]["full"]["config"]
    coders = tomllib.loads((HERE.parent / "tests/support/published.toml").read_text("utf-8"))
    coder = "sd15-sdxl" if name == "sdxl" else "sd3-flux1-z-image"
    part = "unet" if name == "sdxl" else "transformer"
    tiny = built("sdxl" if name == "sdxl" else "flux1-dev")
    torch.set_default_dtype(torch.bfloat16)
    with torch.device(device().name):
        network = type(getattr(tiny, part))(**facts).eval()
        scale = {} if name == "sdxl" else {"scaling_factor": 0.3611, "shift_factor": 0.1159}
        config = coders["autoencoders"][coder]["config"] | scale
        vae = diffusers.AutoencoderKL(**config).eval()
        encoders = {
            "text_encoder": _clip(tiny.tokenizer, facts.get("pooled_projection_dim", 768)),
            "text_encoder_2": _clip(tiny.tokenizer_2, 1280)
            if name == "sdxl"
            else t5_encoder(tiny.tokenizer_2, width=facts["joint_attention_dim"]),
        }
    torch.set_default_dtype(torch.float32)
    pipeline = type(tiny)(**{**tiny.components, part: network, "vae": vae, **encoders})
    pipeline.set_progress_bar_config(disable=True)
    return pipeline.to(device().name, torch.bfloat16)


def _clip(tokenizer: Any, width: int) -> Any:
    """A CLIP text encoder one layer deep."""
    config = CLIPTextConfig(
        vocab_size=len(tokenizer),
        hidden_size=width,
        intermediate_size=width,
        num_hidden_layers=1,
        num_attention_heads=4,
        projection_dim=width,
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=1,
    )
    return (CLIPTextModelWithProjection if width == 1280 else CLIPTextModel)(config).eval()


def measure_pipeline(name: str, pipeline: Any, steps: int, side: int, compiled: bool) -> None:
    """Print how each option samples the same picture."""
    family, where, numbers = family_named(name), device(), denoiser(pipeline).dtype
    sampling = Sampling("a cat on a bench", "", (side, side), 1, steps, 3.5)

    def sample() -> Any:
        return np.asarray(family.sample(pipeline, sampling), float)

    clock = time.process_time if where.kind == "cpu" else time.perf_counter
    print(f"\n{name} on {where.title}, {side}×{side}, {steps} steps, {numbers}")
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
