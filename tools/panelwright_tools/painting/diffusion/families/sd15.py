"""Stable Diffusion 1.5 and what has its form, Stable Diffusion 2 among them."""

from collections.abc import Sequence
from typing import Any, Final

from PIL import Image

from panelwright_tools.painting.diffusion.families import unet
from panelwright_tools.painting.diffusion.family import Abilities
from panelwright_tools.painting.diffusion.sampling import Sampling
from panelwright_tools.prompting.counting import TokenCounter


class StableDiffusion15:
    """One CLIP encoder, and a UNet that attends to its words."""

    name = "sd15"

    def kind(self, pipeline: Any) -> str:
        """`inpaint` by its input channels, else `base`."""
        return unet.kind(pipeline)

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
