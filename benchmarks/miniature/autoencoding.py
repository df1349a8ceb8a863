"""The first stage: the autoencoder, trained on the pictures alone."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from miniature import checkpoints
from miniature.tables import table

Tell = Callable[[str], None]


def as_tensor(pictures: npt.NDArray[np.uint8]) -> torch.Tensor:
    """(n, height, width, 3) bytes as (n, 3, height, width) in -1..1."""
    return torch.from_numpy(np.array(pictures)).permute(0, 3, 1, 2).float() / 127.5 - 1


def trained(vae: Any, pictures: npt.NDArray[np.uint8], steps: int, path: Path, tell: Tell) -> None:
    """Train in place, going on from a checkpoint; sets the factor that gives latents variance 1."""
    facts = table("model")["autoencoder_training"]
    optimizer = torch.optim.AdamW(vae.parameters(), lr=facts["rate"], weight_decay=0.0)
    done, began = 0, time.monotonic()
    if (state := checkpoints.load(path)) is not None:
        vae.load_state_dict(state["vae"])
        optimizer.load_state_dict(state["optimizer"])
        done = state["steps"]
    for step in range(done, steps):
        for group in optimizer.param_groups:
            group["lr"] = facts["rate"] * rate_at(step, steps)
        loss = _loss(vae, _batch(pictures, step, facts["batch"]), step, facts)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        if step % 100 == 0:
            tell(f"autoencoder {step}/{steps} loss {loss.item():.5f}")
        if time.monotonic() - began > 60 or step + 1 == steps:
            began = time.monotonic()
            parts = {"vae": vae.state_dict(), "optimizer": optimizer.state_dict()}
            checkpoints.save(path, {**parts, "steps": step + 1})
    vae.register_to_config(scaling_factor=_factor(vae, pictures))


def rate_at(step: int, steps: int) -> float:
    """Factor on the learning rate: up over the first twentieth, down over the last 40 %."""
    return float(min(1.0, (step + 1) / (0.05 * steps), max(0.02, (steps - step) / (0.4 * steps))))


def _batch(pictures: npt.NDArray[np.uint8], step: int, number: int) -> torch.Tensor:
    chosen = np.random.default_rng((11, step)).integers(len(pictures), size=number)
    return as_tensor(pictures[np.sort(chosen)])


def _loss(vae: Any, shown: torch.Tensor, step: int, facts: dict[str, Any]) -> torch.Tensor:
    chance = torch.Generator().manual_seed(step)
    latent = vae.encode(shown).latent_dist
    error = vae.decode(latent.sample(chance)).sample - shown
    absolute = facts["absolute"] * error.abs().mean()
    likeness = facts["likeness"] * latent.kl().mean() / shown.shape[-1] ** 2
    return torch.as_tensor(10 * error.square().mean() + absolute + likeness)


def _factor(vae: Any, pictures: npt.NDArray[np.uint8]) -> float:
    with torch.no_grad():
        mean = vae.encode(as_tensor(pictures[:512])).latent_dist.mean
    return float(1 / mean.std())


def encoded(vae: Any, pictures: npt.NDArray[np.uint8]) -> npt.NDArray[np.float16]:
    """(n, channels, height, width) latents of variance 1 of (n, height, width, 3) pictures."""
    with torch.no_grad():
        mean = vae.encode(as_tensor(pictures)).latent_dist.mean
    return np.asarray((mean * vae.config.scaling_factor).half().numpy())


def decoded(vae: Any, latents: torch.Tensor) -> npt.NDArray[np.uint8]:
    """The pictures of latents of variance 1."""
    with torch.no_grad():
        shown = vae.decode(latents / vae.config.scaling_factor).sample
    scaled = ((shown + 1) * 127.5).round().clamp(0, 255).byte()
    return np.asarray(scaled.permute(0, 2, 3, 1).numpy())
