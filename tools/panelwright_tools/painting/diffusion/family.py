"""What a family of diffusion models is: what it can do, and how it samples one picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from PIL import Image

from panelwright_tools.painting.diffusion.sampling import Sampling
from panelwright_tools.painting.options import RegionWay
from panelwright_tools.prompting.counting import TokenCounter

ReferenceWay = Literal["adapter", "redux", "context", "shared"]
"""How pictures of characters are looked at: by an IP-Adapter, by Redux, as input pictures, or by
self-attention that is shared with them, which needs no training."""
InpaintWay = Literal["checkpoint", "latents"]
"""How a part is painted anew: by a model trained for it, or by keeping the latents around it."""


@dataclass(frozen=True)
class Abilities:
    """What a loaded model of a family can do."""

    regions: RegionWay
    inpainting: InpaintWay
    references: ReferenceWay | None = None
    """None: words alone."""
    shares: bool = False
    """Whether its attention can be shared with pictures of characters, beside that or instead."""
    paints_text: bool = False
    """Whether quoted words come out as letters that can be read."""
    unconditional: bool = True
    """Whether it was trained on empty prompts as well, so that lift has its null condition."""
    distilled: bool = False
    """Whether guidance or steps are distilled into the weights, so that no negative acts."""
    grain: int = 8
    """Width and height must be multiples of this many pixels."""
    pairs: bool = False
    """Whether the negative prompt runs in one batch with the words, and can be taken apart."""
    together: int | None = None
    """Most tokens of the picture's text and all regions' in one; None: each has its own limit."""
    longest: int | None = None
    """Most pixels along a side, a multiple of the grain; None: as many as memory takes."""


class Family(Protocol):
    """One family over diffusers. It keeps no model; the pipeline is handed in."""

    @property
    def name(self) -> str:
        """As in families.toml: sdxl, flux1, …."""
        ...

    def kind(self, pipeline: Any) -> str:
        """Which kind of checkpoint of families.toml this pipeline is: schnell, fill, …."""
        ...

    def abilities(self, pipeline: Any) -> Abilities:
        """What this pipeline can do: inpainting checkpoints and adapters make a difference."""
        ...

    def counters(self, pipeline: Any) -> Sequence[TokenCounter]:
        """One counter for each text encoder of the pipeline."""
        ...

    def sample(self, pipeline: Any, sampling: Sampling) -> Image.Image:
        """Sample one picture.

        With `repaint`, pixels far from the mask may differ by what the autoencoder loses; the
        painter puts the kept pixels back. Raises ToolError when the pipeline fails.
        """
        ...
