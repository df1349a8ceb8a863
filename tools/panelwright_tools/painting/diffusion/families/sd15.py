"""Stable Diffusion 1.5 and what has its form, Stable Diffusion 2 among them."""

from collections.abc import Sequence
from typing import Any, Final

from PIL import Image

from panelwright_tools.painting.diffusion.families import unet
from panelwright_tools.painting.diffusion.family import Abilities
from panelwright_tools.painting.diffusion.sampling import Sampling
from panelwright_tools.prompting.counting import TokenCounter

_SMALL: Final = 64
"""Pixels along the side of the pictures that a UNet was trained on, below which it is a toy."""


class StableDiffusion15:
    """One CLIP encoder, and a UNet that attends to its words."""

    name = "sd15"

    def kind(self, pipeline: Any) -> str:
        """`inpaint` by its channels, `miniature` by how small its pictures were, else `base`."""
        kind = unet.kind(pipeline)
        small = unet.trained_side(pipeline) < _SMALL
        return "miniature" if kind == "base" and small else kind

    def abilities(self, pipeline: Any) -> Abilities:
        """Regions by attention; parts by its own inpainting checkpoint, or by latents."""
        return unet.abilities(pipeline)

    def counters(self, pipeline: Any) -> Sequence[TokenCounter]:
        """CLIP, in several windows."""
        return unet.token_counters(self.name, pipeline)

    def sample(self, pipeline: Any, sampling: Sampling) -> Image.Image:
        """Sample one picture."""
        return unet.sample(pipeline, sampling, WAY)


def _encoded(pipeline: Any, text: str | None) -> unet.Encoded:
    words, _ = pipeline.encode_prompt(text or "", pipeline._execution_device, 1, False)
    return unet.Encoded(words)


WAY: Final = unet.Way(
    family="sd15",
    encode=_encoded,
    paints="StableDiffusionPipeline",
    repaints="StableDiffusionInpaintPipeline",
)
