"""Stable Diffusion XL."""

from collections.abc import Sequence
from typing import Any, Final

from PIL import Image

from panelwright_tools.painting.diffusion.families import unet
from panelwright_tools.painting.diffusion.family import Abilities
from panelwright_tools.painting.diffusion.sampling import Sampling
from panelwright_tools.prompting.counting import TokenCounter


class StableDiffusionXL:
    """Two CLIP encoders side by side, and a summary by the second of them."""

    name = "sdxl"

    def kind(self, pipeline: Any) -> str:
        """`inpaint` by its input channels, else `base`."""
        return unet.kind(pipeline)

    def abilities(self, pipeline: Any) -> Abilities:
        """Regions by attention; parts by its own inpainting checkpoint, or by latents."""
        return unet.abilities(pipeline)

    def counters(self, pipeline: Any) -> Sequence[TokenCounter]:
        """Both CLIPs, in several windows."""
        return unet.token_counters(self.name, pipeline)

    def sample(self, pipeline: Any, sampling: Sampling) -> Image.Image:
        """Sample one picture."""
        return unet.sample(pipeline, sampling, WAY)


def _encoded(pipeline: Any, text: str | None) -> unet.Encoded:
    """A text, or what the pipeline itself takes where there is no negative prompt.

    The base model was trained with zeros for it, which its configuration says.
    """
    words, nothing, summary, no_summary = pipeline.encode_prompt(
        text or "", do_classifier_free_guidance=text is None
    )
    return unet.Encoded(words, summary) if text is not None else unet.Encoded(nothing, no_summary)


WAY: Final = unet.Way(
    family="sdxl",
    encode=_encoded,
    paints="StableDiffusionXLPipeline",
    repaints="StableDiffusionXLInpaintPipeline",
)
