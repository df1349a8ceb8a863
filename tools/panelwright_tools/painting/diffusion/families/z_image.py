"""Z-Image and Z-Image Turbo."""

from collections.abc import Sequence
from typing import Any, Final

from PIL import Image

from panelwright_tools.painting.diffusion.catalogue import kinds
from panelwright_tools.painting.diffusion.families import running, texts
from panelwright_tools.painting.diffusion.family import Abilities
from panelwright_tools.painting.diffusion.sampling import Sampling
from panelwright_tools.prompting.counting import TokenCounter

_TURBO_SHIFT: Final = 4.5
"""Between the shift of the turbo's scheduler, 3, and the other's, 6."""
_FILLED: Final = 32
"""Texts are filled up to a multiple of so many tokens."""


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
            regions=texts.region_way(pipeline.transformer),
            inpainting="latents",
            paints_text=True,
            unconditional=not turbo,
            distilled=turbo,
            grain=_grain(pipeline),
            pairs=True,
            together=_most_tokens(pipeline),
            longest=min(pipeline.transformer.config.axes_lens[1:]) * _grain(pipeline),
        )

    def counters(self, pipeline: Any) -> Sequence[TokenCounter]:
        """The language model's, with its chat template around the text."""
        limit = kinds()[self.name, self.kind(pipeline)].sequence_length
        return texts.counters_of(self.name, pipeline, limit)

    def sample(self, pipeline: Any, sampling: Sampling) -> Image.Image:
        """Sample one picture; guidance above 0 acts, with the negative prompt."""
        kind = kinds()[self.name, self.kind(pipeline)]
        name = "ZImagePipeline" if sampling.repaint is None else "ZImageInpaintPipeline"
        width, height = sampling.size
        guided = sampling.guidance > 0
        with running.guarded(kind.title):
            sampling = texts.with_usable_regions(sampling)
            words, negative = _encoded(pipeline, sampling, kind.sequence_length)
            with (
                texts.acting(
                    pipeline.transformer, sampling, words, _grain(pipeline), guided=guided
                ),
                running.network_told(pipeline, pipeline.transformer, sampling),
                running.passes(pipeline.transformer, sampling, guided=guided),
            ):
                output = running.sibling(pipeline, name)(
                    prompt_embeds=[words.embeds[0]],
                    negative_prompt_embeds=negative if guided else [],
                    width=width,
                    height=height,
                    num_inference_steps=sampling.steps,
                    guidance_scale=sampling.guidance,
                    generator=running.generator(sampling.seed),
                    **running.repaint_inputs(pipeline, sampling),
                    **running.steps_told(sampling),
                )
            return running.first_picture(output)


def _grain(pipeline: Any) -> int:
    """Pixels along the side of one token: two by two latents."""
    return int(pipeline.vae_scale_factor) * 2


def _encoded(
    pipeline: Any, sampling: Sampling, sequence_length: int
) -> tuple[texts.Joined, list[Any]]:
    """The texts, each as long as it is, and the negative one, a list of (tokens, width)."""
    *words, negative = pipeline.encode_prompt(
        prompt=[*texts.prompts(sampling), sampling.negative_prompt],
        do_classifier_free_guidance=False,
        max_sequence_length=sampling.sequence_length or sequence_length,
    )[0]
    words = texts.within(words, _most_tokens(pipeline))
    gains = [
        texts.gains(
            pipeline.tokenizer, region, len(text), _framed(pipeline.tokenizer, region.prompt)
        )
        for region, text in zip(sampling.regions, words[1:], strict=True)
    ]
    return texts.joined((text[None] for text in words), gains), [negative]


def _most_tokens(pipeline: Any) -> int:
    """Of all texts together: the model has no places for more, and fills texts up by 32."""
    places = int(pipeline.transformer.config.axes_lens[0])
    return (places - 2) // _FILLED * _FILLED


def _framed(tokenizer: Any, text: str) -> str:
    """The text as the pipeline gives it to the tokenizer."""
    said = [{"role": "user", "content": text}]
    framed = tokenizer.apply_chat_template(
        said, tokenize=False, add_generation_prompt=True, enable_thinking=True
    )
    return str(framed)
