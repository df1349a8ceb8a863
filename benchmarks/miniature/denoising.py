"""The second stage: UNet and text encoder, trained together to predict the noise."""

import csv
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from miniature import checkpoints
from miniature.autoencoding import Tell
from miniature.captions import caption
from miniature.dataset import Part, scene_of
from miniature.networks import Networks, scheduler
from miniature.tables import table


@dataclass(frozen=True)
class Lesson:
    """What is learned from: the latents of every part, and the seed of everything by chance."""

    parts: Sequence[tuple[Part, npt.NDArray[np.float16]]]
    data_seed: int
    seed: int


@dataclass
class Progress:
    """How far training is. All of it lies in a checkpoint."""

    steps: int = 0
    pictures: int = 0
    seconds: float = 0.0
    losses: list[float] = field(default_factory=list)


class Training:
    """Trains a step at a time. The same seed gives the same weights, with breaks or without."""

    def __init__(self, networks: Networks, lesson: Lesson, steps: int) -> None:
        """Nothing is trained yet."""
        self.networks, self.lesson, self.steps = networks, lesson, steps
        self.facts = table("model")["training"]
        self.trained = torch.nn.ModuleDict({"unet": networks.unet, "text": networks.text})
        self.average = {k: v.detach().clone() for k, v in self.trained.state_dict().items()}
        self.optimizer = torch.optim.AdamW(
            self.trained.parameters(), lr=self.facts["rate"], weight_decay=1e-4
        )
        self.noise = scheduler()
        self.progress = Progress()

    def step(self) -> float:
        """One batch; its loss."""
        began = time.monotonic()
        number = self.progress.steps
        for group in self.optimizer.param_groups:
            group["lr"] = self.facts["rate"] * self._rate(number)
        loss = self._loss(number)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.trained.parameters(), self.facts["clip"])
        self.optimizer.step()
        self.optimizer.zero_grad()
        self._follow(number)
        self.progress.steps += 1
        self.progress.pictures += self.facts["batch"]
        self.progress.seconds += time.monotonic() - began
        self.progress.losses.append(loss.item())
        return float(loss.item())

    def _rate(self, step: int) -> float:
        """Up, level, and down to the last step."""
        steady = self.facts["steady"] * self.steps
        left = (self.steps - step) / max(1.0, self.steps - steady)
        return float(min(1.0, (step + 1) / self.facts["warm_up"], max(self.facts["last"], left)))

    def _loss(self, number: int) -> torch.Tensor:
        latents, texts = self._batch(number)
        chance = torch.Generator().manual_seed(self.lesson.seed * 1_000_003 + number)
        noise = torch.randn(latents.shape, generator=chance)
        # one time in each of as many equal spans: less noise in the loss than free draws
        spans = torch.arange(len(latents)) + torch.rand(len(latents), generator=chance)
        times = (spans * self.noise.config.num_train_timesteps / len(latents)).long()
        noised = self.noise.add_noise(latents, noise, times)
        words = self.networks.text(self._tokens(texts))[0]
        told = self.networks.unet(noised, times, words)[0]
        errors = (told - noise).square().mean((1, 2, 3))
        return torch.as_tensor((errors * self._weights(times)).mean())

    def _weights(self, times: torch.Tensor) -> torch.Tensor:
        """min(SNR, γ) / SNR, as in "Efficient Diffusion Training via Min-SNR Weighting" (2023).

        Where there is little noise errors are large and teach only texture.
        """
        kept = self.noise.alphas_cumprod[times]
        ratio = kept / (1 - kept)
        return torch.as_tensor(ratio.clamp(max=self.facts["most_ratio"]) / ratio)

    def _batch(self, number: int) -> tuple[torch.Tensor, list[str]]:
        chance = np.random.default_rng((self.lesson.seed, number))
        shares = np.array([part.share for part, _ in self.lesson.parts])
        part, kept = self.lesson.parts[chance.choice(len(shares), p=shares / shares.sum())]
        chosen = np.sort(chance.integers(part.scenes, size=self.facts["batch"]))
        scenes = [scene_of(part, self.lesson.data_seed, int(n)) for n in chosen]
        return torch.from_numpy(kept[chosen]).float(), [caption(s, chance) for s in scenes]

    def _tokens(self, texts: list[str]) -> torch.Tensor:
        told = self.networks.tokenizer(
            texts, padding="max_length", truncation=True, return_tensors="pt"
        )
        return torch.as_tensor(told.input_ids)

    def _follow(self, step: int) -> None:
        decay = min(self.facts["average"], (1 + step) / (10 + step))
        with torch.no_grad():
            for name, value in self.trained.state_dict().items():
                if value.is_floating_point():
                    self.average[name].lerp_(value, 1 - decay)

    def save(self, path: Path) -> None:
        """Everything to go on from."""
        parts = {"weights": self.trained.state_dict(), "average": self.average}
        checkpoints.save(
            path,
            {**parts, "optimizer": self.optimizer.state_dict(), "progress": vars(self.progress)},
        )

    def resume(self, path: Path) -> bool:
        """Go on from a checkpoint; False where there is none."""
        state = checkpoints.load(path)
        if state is None:
            return False
        self.trained.load_state_dict(state["weights"])
        self.average = state["average"]
        self.optimizer.load_state_dict(state["optimizer"])
        self.progress = Progress(**state["progress"])
        return True

    def use_average(self) -> None:
        """Put the averaged weights into the networks; training does not go on after this."""
        self.trained.load_state_dict(self.average)


def run(training: Training, path: Path, minutes: float, tell: Tell) -> None:
    """Train to the last step or for so many minutes; a checkpoint every three minutes."""
    began = saved = time.monotonic()
    while training.progress.steps < training.steps:
        training.step()
        now, done = time.monotonic(), training.progress
        if done.steps % 50 == 0:
            recent = sum(done.losses[-50:]) / 50
            rate = done.pictures / done.seconds
            tell(f"step {done.steps}/{training.steps} loss {recent:.4f}, {rate:.0f} pictures/s")
        if now - saved > 180:
            training.save(path)
            saved = now
        if now - began > 60 * minutes:
            break
    training.save(path)


def write_curve(losses: Sequence[float], path: Path, every: int = 50) -> None:
    """The mean loss of every so many steps, as a table."""
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["step", "loss"])
        for start in range(0, len(losses) - every + 1, every):
            rows.writerow([start + every, f"{sum(losses[start : start + every]) / every:.5f}"])


def state_of(progress: Progress) -> dict[str, Any]:
    """What a model card says of it."""
    return {
        "steps": progress.steps,
        "pictures": progress.pictures,
        "hours": round(progress.seconds / 3600, 3),
    }
