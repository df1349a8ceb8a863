"""What differs between families of diffusion models for one who asks them for noise."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import torch

from panelwright_tools.painting.diffusion.sampling import NetworkCall


@dataclass(frozen=True)
class Text:
    """One text as a network sees it."""

    words: torch.Tensor
    """(1, tokens, width)"""
    summary: torch.Tensor | None = None
    """(1, width), for families that have one."""


@dataclass(frozen=True)
class Rows:
    """Rows that are evaluated together: their texts have one length."""

    noisy: torch.Tensor
    """(n, channels, rows, columns), in the network's numbers and on its device."""
    told: torch.Tensor
    """(n,) times as the schedule tells them: numbers of steps, or sigma."""
    words: torch.Tensor
    """(n, tokens, width)"""
    summary: torch.Tensor | None
    """(n, width)"""
    beside: torch.Tensor | None
    """(1, …) what the network sees beside the noisy picture, as `Form.beside` made it."""
    guidance: float
    """The guidance scale, for networks that read it as an input."""


@dataclass(frozen=True)
class Called:
    """What a pipeline of ours asked of its network in one call, at one time."""

    noisy: torch.Tensor
    """(1 or 2, channels, rows, columns); of a guided pair the prompt's row, then the other."""
    told: float
    """The time as the schedule tells it."""
    predicted: torch.Tensor
    """Like `noisy`."""


@dataclass(frozen=True)
class Form:
    """One family over its stock pipeline of diffusers, which is the first argument of all."""

    network: Literal["unet", "transformer"]
    """The pipeline's part that predicts."""
    encode: Callable[[Any, str, int], Text]
    """A text of at most so many tokens; "" as what stands for no words."""
    autoencode: Callable[[Any, torch.Tensor], torch.Tensor]
    """A picture (1, 3, height, width) in -1..1 to the mean of its latents, scaled as the network
    takes them, (1, channels, rows, columns)."""
    predict: Callable[[Any, Rows], torch.Tensor]
    """What the network predicts of rows, like `noisy`: one evaluation a row."""
    called: Callable[[NetworkCall], Called]
    """A call by the stock pipeline, in the terms of `predict`."""
    beside: Callable[[Any, Sequence[int]], torch.Tensor | None] = lambda pipeline, size: None
    """What inpainting checkpoints see of a picture of (rows, columns) latents that is missing
    throughout, as their painter paints a whole one."""


def each(value: torch.Tensor, rows: Rows) -> torch.Tensor:
    """The same for every row: (1, …) to (n, …), like the noisy pictures."""
    return value.to(rows.noisy).expand(len(rows.noisy), *value.shape[1:])


def autoencode(pipeline: Any, picture: torch.Tensor) -> torch.Tensor:
    """The mean of the latents, by an autoencoder that says how they are shifted and scaled.

    In float32 where half precision is said to overflow, as in SDXL's.
    """
    vae = pipeline.vae
    numbers = vae.dtype
    upcast = bool(vae.config.get("force_upcast")) and numbers == torch.float16
    if upcast:
        vae.to(dtype=torch.float32)
    latents = vae.encode(picture.to(vae.dtype)).latent_dist.mode()
    if upcast:
        vae.to(dtype=numbers)
    found: torch.Tensor = latents - (vae.config.get("shift_factor") or 0.0)
    return found * vae.config.scaling_factor
