"""Z-Image and Z-Image Turbo."""

from collections.abc import Sequence
from typing import Any, Final

from PIL import Image

from panelwright_tools.painting.diffusion.catalogue import kinds
from panelwright_tools.painting.diffusion.families import counting, running
from panelwright_tools.painting.diffusion.family import Abilities, TokenCounter
from panelwright_tools.painting.diffusion.sampling import Sampling

_TURBO_SHIFT: Final = 4.5
"""Between the shift of the turbo's scheduler, 3, and the other's, 6."""


class ZImage:
    """One language model reads the text, in its chat template; the turbo knows no guidance."""

    name = "z_image"

    def kind(self, pipeline: Any) -> str:
        """`turbo` by its name or its scheduler; the weights look alike."""
        turbo = running.named(pipeline, "turbo") or pipeline.scheduler.config.shift < _TURBO_SHIFT
        return "turbo" if turbo else "base"

    def abilities(self, pipeline: Any) -> Abilities:
        """Words alone, letters among them."""
        turbo = self.kind(pipeline) == "turbo"
        return Abilities(
            regions="attention",
            inpainting="latents",
            paints_text=True,
            unconditional=not turbo,
            distilled=turbo,
            grain=_grain(pipeline),
        )

    def counters(self, pipeline: Any) -> Sequence[TokenCounter]:
        """The language model's, with its chat template around the text."""
        limit = kinds()[self.name, self.kind(pipeline)].sequence_length
        return (counting.chat_counter(pipeline.tokenizer, limit, thinking=True),)

    def sample(self, pipeline: Any, sampling: Sampling) -> Image.Image:
        """Sample one picture; guidance above 0 acts, with the negative prompt."""
        kind = kinds()[self.name, self.kind(pipeline)]
        name = "ZImagePipeline" if sampling.repaint is None else "ZImageInpaintPipeline"
        width, height = sampling.size
        with running.guarded(kind.title):
            embeds, negative = pipeline.encode_prompt(
                prompt=sampling.prompt,
                negative_prompt=sampling.negative_prompt,
                do_classifier_free_guidance=sampling.guidance > 0,
                max_sequence_length=sampling.sequence_length or kind.sequence_length,
            )
            output = running.sibling(pipeline, name)(
                prompt_embeds=embeds,
                negative_prompt_embeds=negative,
                width=width,
                height=height,
                num_inference_steps=sampling.steps,
                guidance_scale=sampling.guidance,
                generator=running.generator(sampling.seed),
                **running.repaint_inputs(pipeline, sampling),
            )
            return running.first_picture(output)


def _grain(pipeline: Any) -> int:
    """Pixels along the side of one token: two by two latents."""
    return int(pipeline.vae_scale_factor) * 2
