"""Draws the miniature's data and trains it, on one core; may be killed and started anew.

Usage: PYTHONPATH=agent:tools:prompts:benchmarks python -m miniature.train [--folder out/miniature]
           [--steps 6000] [--minutes 90] [--vae-steps 900] [--scale 1.0] [--export FOLDER]

The folder keeps pictures, latents and checkpoints; the same command goes on from them. In the end,
or after so many minutes, the pipeline lies in FOLDER/model, in half precision.
"""

import argparse
import json
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch

from miniature import autoencoding, denoising
from miniature.captions import caption, filler_lines
from miniature.dataset import latents, parts, pictures, scene_of
from miniature.networks import Networks, pipeline, untrained

SEED = 5
"""Of the data. Training and the first weights have the next ones; judges never see this seed."""


def main() -> None:
    """Train as the flags say."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path("out/miniature"))
    parser.add_argument("--steps", type=int, default=6000)
    parser.add_argument("--minutes", type=float, default=90)
    parser.add_argument("--vae-steps", type=int, default=900)
    parser.add_argument("--export", type=Path, help="write the last checkpoint there, and no more")
    parser.add_argument("--scale", type=float, default=1.0, help="share of the data that is drawn")
    given = parser.parse_args()
    torch.set_num_threads(1)
    training = prepared(given.folder, given.steps, given.vae_steps, given.scale)
    training.resume(given.folder / "training.pt")
    if given.export is not None:
        write(training, given.export)
        return tell(f"written: {denoising.state_of(training.progress)}")
    denoising.run(training, given.folder / "training.pt", given.minutes, tell)
    write(training, given.folder / "model")
    denoising.write_curve(training.progress.losses, given.folder / "loss.csv")
    facts = denoising.state_of(training.progress)
    (given.folder / "training.json").write_text(json.dumps(facts, indent=1) + "\n", "utf-8")
    tell(f"done: {facts}")


def prepared(folder: Path, steps: int, vae_steps: int, scale: float) -> denoising.Training:
    """Data drawn, autoencoder trained, latents made: what can be had from the folder is."""
    wanted = parts(scale)
    shown = [pictures(part, SEED, folder) for part in wanted]
    tell(f"pictures: {[len(one) for one in shown]}")
    networks = untrained(texts(), SEED + 1)
    autoencoding.trained(networks.vae, shown[0], vae_steps, folder / "vae.pt", tell)
    tell(f"scaling factor {networks.vae.config.scaling_factor:.4f}")

    def encode(seen: npt.NDArray[np.uint8]) -> npt.NDArray[np.float16]:
        return autoencoding.encoded(networks.vae, seen)

    kept = [(part, latents(part, SEED, folder, encode)) for part in wanted]
    return denoising.Training(networks, denoising.Lesson(kept, SEED, SEED + 2), steps)


def texts() -> list[str]:
    """What the tokenizer learns its pieces from."""
    chance = np.random.default_rng(SEED)
    part = parts()[0]
    return [*(caption(scene_of(part, SEED, n), chance) for n in range(4000)), *filler_lines()]


def write(training: denoising.Training, folder: Path) -> Networks:
    """The pipeline with the averaged weights, in half precision."""
    training.use_average()
    with torch.no_grad():
        made = pipeline(training.networks)
        made.to(dtype=torch.float16)
        made.save_pretrained(folder, safe_serialization=True)
    return training.networks


def tell(line: str) -> None:
    """Say it with the time, at once."""
    print(f"{datetime.now(UTC):%H:%M:%S} {line}", flush=True)


if __name__ == "__main__":
    main()
