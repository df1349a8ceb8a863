"""Plain samples of the miniature, in batches, and how often the judge finds all of them right.

Usage: PYTHONPATH=agent:tools:prompts:benchmarks python -m miniature.sampling
           [--model FOLDER] [--prompts 300] [--guidance 3 5 7] [--steps 25] [--sheet FILE.png]

Prints a table: of the pictures of one, two and three subjects, the share that shows all that was
asked for and nothing else, wherever it stands, as the judge sees it.
"""

import argparse
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from PIL import Image

from miniature.judge import Wanted, fits, judged_all
from miniature.prompts import Prompt, prompts
from panelwright_tools.painting.diffusion.fit import Fit
from panelwright_tools.painting.diffusion.loading import loaded
from panelwright_tools.painting.diffusion.weights import located

_BATCH = 50
_ENLARGED = 3
"""Pixels of a sheet that one pixel of a sample is wide."""


def main() -> None:
    """Print the table, and draw the sheet where one is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default="miniature")
    parser.add_argument("--prompts", type=int, default=300)
    parser.add_argument("--guidance", type=float, nargs="+", default=[3.0, 5.0, 7.0])
    parser.add_argument("--steps", type=int, default=25)
    parser.add_argument("--sheet", type=Path)
    given = parser.parse_args()
    torch.set_num_threads(1)
    pipeline = opened(given.model)
    wanted = prompts(given.prompts)
    print("| guidance | one | two | three | all | seconds a picture |\n|---|---|---|---|---|---|")
    for guidance in given.guidance:
        began = time.process_time()
        pictures = sampled(pipeline, [one.prompt for one in wanted], guidance, given.steps)
        spent = (time.process_time() - began) / len(wanted)
        shares = " | ".join(f"{share:.0%}" for share in rates(pictures, wanted))
        print(f"| {guidance:g} | {shares} | {spent:.2f} |", flush=True)
        if given.sheet is not None:
            sheet(pictures[:96]).save(given.sheet)


def opened(name: str) -> Any:
    """A model as the painter loads it, in 32 bits on the processor."""
    return loaded(located(name), Fit("cpu", "float32"))


def sampled(
    pipeline: Any, texts: Sequence[str], guidance: float, steps: int, seed: int = 1
) -> list[Image.Image]:
    """A picture of each text; each has noise of its own, whatever the others are."""
    found: list[Image.Image] = []
    for start in range(0, len(texts), _BATCH):
        part = list(texts[start : start + _BATCH])
        noise = [
            torch.Generator().manual_seed(seed * 100_003 + start + n) for n in range(len(part))
        ]
        found += pipeline(
            part,
            height=32,
            width=32,
            guidance_scale=guidance,
            num_inference_steps=steps,
            generator=noise,
        ).images
    return found


def rates(pictures: Sequence[Image.Image], wanted: Sequence[Prompt]) -> list[float]:
    """The share that is right of one, two and three subjects, and of all."""
    right = [
        fits(seen, [Wanted(want.kind, want.colour) for want in one.wanted])
        for seen, one in zip(judged_all(pictures), wanted, strict=True)
    ]
    groups = [[r for r, one in zip(right, wanted, strict=True) if len(one.wanted) == number]
              for number in (1, 2, 3)]  # fmt: skip
    return [sum(group) / max(1, len(group)) for group in (*groups, right)]


def sheet(pictures: Sequence[Image.Image], columns: int = 12) -> Image.Image:
    """The pictures side by side, enlarged with their pixels kept."""
    width, height = (edge * _ENLARGED for edge in pictures[0].size)
    rows = -(-len(pictures) // columns)
    whole = Image.new("RGB", (columns * (width + 2), rows * (height + 2)), "white")
    for number, picture in enumerate(pictures):
        at = (number % columns * (width + 2), number // columns * (height + 2))
        whole.paste(picture.resize((width, height), Image.Resampling.NEAREST), at)
    return whole


if __name__ == "__main__":
    main()
