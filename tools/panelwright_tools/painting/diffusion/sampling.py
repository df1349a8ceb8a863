"""What one run of a diffusion sampler is given, in words and pixels, whatever the family."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from panelwright_tools.domain import Box
from panelwright_tools.painting.picture import Mask

OnStep = Callable[[int, int], None]
"""Told after each step how many are done and how many there are; it may raise to end them."""

OnMaps = Callable[[Mapping[str, npt.NDArray[np.float64]]], None]
"""Told after the last step where each region's words acted: its id, and a map (rows, columns) of
the share of attention, 0..1, that each place gave them. Costs some time."""


@dataclass(frozen=True)
class NetworkCall:
    """One call of the denoising network, whose form is the family's."""

    args: tuple[Any, ...]
    kwargs: Mapping[str, Any]
    predicted: Any
    """Its output's first part: what it predicts."""


OnNetwork = Callable[[NetworkCall], None]
"""Told of each call of the denoising network during sampling; it may raise to end it."""


@dataclass(frozen=True)
class Reference:
    """A picture that a character is to look like."""

    picture: Image.Image
    """RGB, upright, of any size."""
    strength: float = 0.7
    """How much the picture counts beside the words, 0..1."""
    mask: Mask | None = None
    """(height, width) of the picture: where it shows the character; None: nobody has looked."""


@dataclass(frozen=True, eq=False)
class CharacterLora:
    """A LoRA of a character."""

    weights: Any
    """A `Lora` that was read for the pipeline."""
    strength: float
    """Factor on its change; 1 as it was trained."""


@dataclass(frozen=True)
class RegionPrompt:
    """The words of one region, which act inside its box and nowhere else."""

    id: str
    prompt: str
    box: Box
    """Fractions of the picture, within 0..1."""
    depth: float = 0.5
    """0 near, 1 far: where boxes overlap, the words of the nearer one hold."""
    emphasis: Mapping[str, float] = field(default_factory=dict)
    """A phrase of the prompt, and the factor on the attention that its tokens get in the box."""
    references: tuple[Reference, ...] = ()
    anchor: Reference | None = None
    """A picture of the character whose self-attention the box's pixels share, where the family can;
    None: words alone, or an adapter that looks at `references`."""
    loras: tuple[CharacterLora, ...] = ()
    """They act on the region's words and on the pixels of its box."""
    character: str | None = None
    """The id of whom it shows: panels of a run share what keeps a character the same."""


@dataclass(frozen=True)
class Repaint:
    """A picture of which only a part is painted anew."""

    picture: Image.Image
    """RGB, of the sampling's size."""
    mask: Mask
    """(height, width) bool, True where it is painted anew."""
    strength: float = 1.0
    """How far the part is noised before it is painted anew: 1 forgets it, towards 0 keeps it."""


@dataclass(frozen=True)
class Sampling:
    """One picture to sample."""

    prompt: str
    """The whole picture's words."""
    negative_prompt: str
    size: tuple[int, int]
    """Width and height in pixels, multiples of what the family can take."""
    seed: int
    steps: int
    guidance: float
    regions: tuple[RegionPrompt, ...] = ()
    base_ratio: float = 0.3
    """Share of the whole picture's words inside the boxes, 0..1; 0: only the region's own."""
    repaint: Repaint | None = None
    short_prompt: str = ""
    """The prompt for encoders that read only the beginning of it; empty: the prompt itself."""
    blended: bool = False
    """Whether regions are kept apart by blending latents; else by masking attention, if it can."""
    apart: bool = False
    """Whether the negative prompt has a pass of its own where the family would run both in one:
    half the memory of what the network calculates, and a little more time."""
    sequence_length: int | None = None
    """Most tokens of a text, for families that let one choose; None: as the family does."""
    on_step: OnStep | None = field(default=None, compare=False)
    on_maps: OnMaps | None = field(default=None, compare=False)
    on_network: OnNetwork | None = field(default=None, compare=False)
