"""Stable Diffusion 3 and 3.5."""

from collections.abc import Sequence
from typing import Any

from PIL import Image

from panelwright_tools.painting.diffusion.catalogue import kinds
from panelwright_tools.painting.diffusion.families import counting, running
from panelwright_tools.painting.diffusion.family import Abilities, TokenCounter
from panelwright_tools.painting.diffusion.sampling import Sampling


class StableDiffusion3:
    """Two CLIP encoders and T5, of which T5 may be missing; guided by a negative prompt."""

    name = "sd3"

    def kind(self, pipeline: Any) -> str:
        """`medium` has layers with a second attention, or is of version 3; `turbo` is named so."""
        if running.named(pipeline, "turbo"):
            return "turbo"
        config = pipeline.transformer.config
        return "medium" if config.dual_attention_layers or not config.qk_norm else "large"

    def abilities(self, pipeline: Any) -> Abilities:
        """Words alone; the turbo is distilled to few steps without guidance."""
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
        """The two CLIP encoders, which read the beginning of a text, and T5, if it is there."""
        clip = pipeline.tokenizer_max_length
        found = [
            counting.plain_counter(pipeline.tokenizer, clip),
            counting.plain_counter(pipeline.tokenizer_2, clip),
        ]
        if pipeline.text_encoder_3 is not None:
            limit = kinds()[self.name, self.kind(pipeline)].sequence_length
            found.append(counting.plain_counter(pipeline.tokenizer_3, limit))
        return found

    def sample(self, pipeline: Any, sampling: Sampling) -> Image.Image:
        """Sample one picture."""
        kind = kinds()[self.name, self.kind(pipeline)]
        name = "StableDiffusion3Pipeline"
        if sampling.repaint is not None:
            name = "StableDiffusion3InpaintPipeline"
        width, height = sampling.size
        with running.guarded(kind.title):
            output = running.sibling(pipeline, name)(
                **_encoded(pipeline, sampling, kind.sequence_length),
                width=width,
                height=height,
                num_inference_steps=sampling.steps,
                guidance_scale=sampling.guidance,
                generator=running.generator(sampling.seed),
                **running.repaint_inputs(pipeline, sampling),
            )
            return running.first_picture(output)


def _grain(pipeline: Any) -> int:
    """Pixels along the side of one token."""
    return int(pipeline.vae_scale_factor) * int(pipeline.patch_size)


def _encoded(pipeline: Any, sampling: Sampling, sequence_length: int) -> dict[str, Any]:
    """The words: (1, tokens, width), CLIP's before T5's, and their summaries by CLIP."""
    short = sampling.short_prompt or sampling.prompt
    embeds, negative, pooled, negative_pooled = pipeline.encode_prompt(
        prompt=short,
        prompt_2=short,
        prompt_3=sampling.prompt,
        negative_prompt=sampling.negative_prompt,
        do_classifier_free_guidance=sampling.guidance > 1,
        max_sequence_length=sampling.sequence_length or sequence_length,
    )
    return {
        "prompt_embeds": embeds,
        "negative_prompt_embeds": negative,
        "pooled_prompt_embeds": pooled,
        "negative_pooled_prompt_embeds": negative_pooled,
    }
