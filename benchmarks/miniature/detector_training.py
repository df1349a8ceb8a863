"""Trains the detector on scenes of its own, on one core; may be killed and started anew.

Usage: PYTHONPATH=agent:tools:prompts:benchmarks python -m miniature.detector_training
           [--folder out/detector] [--steps 600] [--measure] [--scenes 2000]

With --measure it only measures, on scenes that it never saw.
"""

import argparse
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from PIL import Image, ImageFilter
from safetensors.torch import save_file
from torch import nn

from miniature import checkpoints
from miniature.autoencoding import as_tensor, decoded, encoded, rate_at
from miniature.detector import WEIGHTS, Detector, edges, middles, the_detector
from miniature.detector_measuring import measured
from miniature.detector_scenes import Shown, shown
from miniature.tables import table
from miniature.train import tell

MODEL = Path(__file__).parents[2] / "tools/panelwright_tools/painting/diffusion/miniature"
_OFTEN_S = 60


def main() -> None:
    """Train, unless only measuring is wanted, and print how good it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path("out/detector"))
    parser.add_argument("--steps", type=int, default=600, help=f"of {table('detector')['batch']}")
    parser.add_argument("--measure", action="store_true")
    parser.add_argument("--scenes", type=int, default=2000)
    given = parser.parse_args()
    torch.set_num_threads(1)
    if not given.measure:
        training = Training(given.steps, vae_of(MODEL))
        training.resume(given.folder / "training.pt")
        training.run(given.folder / "training.pt")
        training.write(WEIGHTS)
        the_detector.cache_clear()
    print(measured(the_detector(), given.scenes))


def vae_of(folder: Path) -> Any:
    """The miniature's autoencoder, in single precision."""
    from diffusers import AutoencoderKL

    return AutoencoderKL.from_pretrained(folder / "vae").float().eval()


class Training:
    """Trains a step at a time. The same seed gives the same weights, with breaks or without."""

    def __init__(self, steps: int, vae: Any) -> None:
        """Nothing is trained yet."""
        self.facts, self.steps, self.vae = table("detector"), steps, vae
        torch.manual_seed(self.facts["seed"])
        self.detector, self.done, self.seconds = Detector(), 0, 0.0
        self.optimizer = torch.optim.AdamW(
            self.detector.parameters(), lr=self.facts["rate"], weight_decay=1e-3
        )

    def run(self, path: Path) -> None:
        """All steps that are left, kept every minute."""
        began = time.monotonic()
        while self.done < self.steps:
            loss = self.step()
            if self.done % 100 == 0:
                tell(f"detector {self.done}/{self.steps} loss {loss:.4f}, {self.seconds:.0f} s")
            if time.monotonic() - began > _OFTEN_S or self.done == self.steps:
                began = time.monotonic()
                self.save(path)

    def step(self) -> float:
        """One batch; its loss."""
        began = time.process_time()
        chance = np.random.default_rng((self.facts["seed"], self.done))
        for group in self.optimizer.param_groups:
            group["lr"] = self.facts["rate"] * rate_at(self.done, self.steps)
        batch = [shown(chance) for _ in range(self.facts["batch"])]
        loss = loss_of(self.detector, worn([one.picture for one in batch], self.vae, chance), batch)
        loss.backward()
        nn.utils.clip_grad_norm_(self.detector.parameters(), self.facts["clip"])
        self.optimizer.step()
        self.optimizer.zero_grad()
        self.done += 1
        self.seconds += time.process_time() - began
        return float(loss.item())

    def save(self, path: Path) -> None:
        """Keep all that is needed to go on."""
        told = {"detector": self.detector.state_dict(), "optimizer": self.optimizer.state_dict()}
        checkpoints.save(path, {**told, "done": self.done, "seconds": self.seconds})

    def resume(self, path: Path) -> None:
        """Go on from what was kept, if there is any."""
        if (state := checkpoints.load(path)) is not None:
            self.detector.load_state_dict(state["detector"])
            self.optimizer.load_state_dict(state["optimizer"])
            self.done, self.seconds = state["done"], state["seconds"]

    def write(self, path: Path) -> None:
        """The weights in half precision."""
        weights = self.detector.state_dict().items()
        save_file({name: value.half().contiguous() for name, value in weights}, path)


def loss_of(detector: Detector, pictures: torch.Tensor, batch: Sequence[Shown]) -> torch.Tensor:
    """How far the detector is from the truth on pictures (n, 3, height, width)."""
    sure, far, kinds, colours = detector(pictures)
    wanted = [_wanted(one, sure.shape[2:]) for one in batch]
    whose = torch.stack([one[0] for one in wanted])
    asked, there = whose != _UNASKED, whose >= 0
    seen = nn.functional.binary_cross_entropy_with_logits(
        sure[:, 0][asked], there[asked].float(), reduction="sum"
    )
    at, row, column = there.nonzero(as_tuple=True)
    truths = torch.cat([one[1][one[0][one[0] >= 0]] for one in wanted])
    told = [part[at, :, row, column] for part in (edges(far), kinds, colours)]
    names = nn.functional.cross_entropy(told[1], truths[:, 4].long())
    names = names + nn.functional.cross_entropy(told[2], truths[:, 5].long())
    boxes = nn.functional.smooth_l1_loss(told[0], truths[:, :4])
    return torch.as_tensor(2 * seen / max(1, len(at)) + names + 0.5 * boxes)


_NOBODY, _UNASKED = -1, -2


def _wanted(one: Shown, cells: Sequence[int]) -> tuple[torch.Tensor, torch.Tensor]:
    """Whose each cell is, (rows, columns); and of each subject its edges, kind and colour."""
    facts, scenes = table("detector"), table("scenes")
    rows, columns = torch.meshgrid(*(middles(n) for n in cells), indexing="ij")
    whose = torch.full(rows.shape, _NOBODY)
    truths = torch.zeros(len(one.things), 6)
    for number, thing in enumerate(one.things):
        (x, y, width, height), (across, down) = thing.box, thing.centre
        off = torch.maximum((columns - across).abs() / width, (rows - down).abs() / height)
        whose[(off < 0.5) & (whose == _NOBODY)] = _UNASKED
        nearest = torch.zeros(whose.shape, dtype=torch.bool)
        nearest.view(-1)[((columns - across) ** 2 + (rows - down) ** 2).argmin()] = True
        whose[(off < facts["core"]) | nearest] = number
        truths[number] = torch.tensor(
            [x, y, x + width, y + height,
             scenes["kinds"].index(thing.kind), scenes["colours"].index(thing.colour)]
        )  # fmt: skip
    return whose, truths


def worn(pictures: Sequence[Image.Image], vae: Any, chance: np.random.Generator) -> torch.Tensor:
    """(n, 3, height, width) in -1..1: blurred, noisy and tinted a little, each by itself; some as
    the painter's autoencoder gives them back."""
    facts = table("detector")["wear"]
    widths = chance.uniform(0, facts["blur"], len(pictures))
    blurred = [
        one.filter(ImageFilter.GaussianBlur(w))
        for one, w in zip(pictures, widths.tolist(), strict=True)
    ]
    pixels = np.stack([np.asarray(one) for one in blurred])
    coded = np.flatnonzero(chance.random(len(pixels)) < facts["coded"])
    if coded.size:
        latents = torch.from_numpy(encoded(vae, pixels[coded])).float()
        strength = chance.uniform(0, facts["latent"], (len(coded), 1, 1, 1))
        noise = torch.from_numpy(chance.normal(0, 1, latents.shape) * strength).float()
        with torch.no_grad():
            pixels[coded] = decoded(vae, latents + noise)
    tint = chance.normal(1, facts["colour"], (len(pixels), 1, 1, 3))
    grain = chance.normal(0, 1, pixels.shape) * chance.uniform(
        0, facts["noise"], (len(pixels), 1, 1, 1)
    )
    return as_tensor((pixels * tint + grain).clip(0, 255).astype(np.uint8))


if __name__ == "__main__":
    main()
