"""Trains the networks of the plane: resumable, one file of weights a shape."""

import copy
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from lift_2d.network import STEPS, NoiseNetwork, noised
from lift_2d.shapes import Shape

BATCH = 128
RATE = 3e-3
"""Of Adam at the start; it falls to zero along a cosine."""
KEPT = 0.999
"""What the running mean of the weights keeps a step."""
SAVED_EVERY = 1_000


def trained(name: str, shape: Shape, folder: Path, steps: int) -> NoiseNetwork:
    """The network of a shape, from its file in the folder where it stands there, trained else."""
    torch.manual_seed(0)
    network = NoiseNetwork()
    path = folder / f"{name}-{steps}.pt"
    if not path.exists():
        _train(network, shape, path, steps)
    network.load_state_dict(torch.load(path, weights_only=True))
    network.eval().requires_grad_(False)
    return network


def _train(network: NoiseNetwork, shape: Shape, path: Path, steps: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    mean = copy.deepcopy(network)
    optimizer = torch.optim.Adam(network.parameters(), lr=RATE)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, steps)
    parts = {"network": network, "mean": mean, "optimizer": optimizer, "schedule": schedule}
    half = path.with_suffix(".part")
    losses = 0.0
    for step in range(_resumed(parts, half), steps):
        loss = _loss(network, shape, step)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        _follow(mean, network)
        losses += loss.item()
        if (step + 1) % SAVED_EVERY == 0:
            print(f"{path.stem}: step {step + 1}, loss {losses / SAVED_EVERY:.4f}", flush=True)
            states = {key: part.state_dict() for key, part in parts.items()}
            torch.save({"done": step + 1, **states}, half)
            losses = 0.0
    torch.save(mean.state_dict(), path)
    half.unlink(missing_ok=True)


def _resumed(parts: Mapping[str, object], half: Path) -> int:
    """The steps that were done when the last state was kept, which is taken up."""
    if not half.exists():
        return 0
    state = torch.load(half, weights_only=True)
    for key, part in parts.items():
        part.load_state_dict(state[key])  # type: ignore[attr-defined]
    return int(state["done"])


def _loss(network: NoiseNetwork, shape: Shape, step: int) -> Tensor:
    """The mean squared error of the noise in the batch of a step, the same however it's reached."""
    random = np.random.default_rng((1, step))
    drawn = torch.from_numpy(shape.sample(BATCH, random)).float()
    noise = torch.from_numpy(random.standard_normal((BATCH, 2), np.float32))
    times = torch.from_numpy(random.integers(STEPS, size=BATCH))
    return (network(noised(drawn, noise, times), times) - noise).square().mean()


def _follow(mean: NoiseNetwork, network: NoiseNetwork) -> None:
    with torch.no_grad():
        torch._foreach_lerp_(list(mean.parameters()), list(network.parameters()), 1 - KEPT)
