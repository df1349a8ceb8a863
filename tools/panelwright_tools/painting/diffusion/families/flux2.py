"""FLUX.2: klein, its undistilled base, and dev."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from PIL import Image

from panelwright_tools.painting.diffusion.catalogue import kinds
from panelwright_tools.painting.diffusion.families import contexts, pictures, running, texts
from panelwright_tools.painting.diffusion.families.keeping import keeping
from panelwright_tools.painting.diffusion.family import Abilities
from panelwright_tools.painting.diffusion.sampling import Sampling
from panelwright_tools.prompting.counting import TokenCounter

if TYPE_CHECKING:
    from panelwright_tools.painting.diffusion.regional.plan import Look

_SHORTEST: Final = 64
_RATIO: Final = 7.5
_LARGEST: Final = 1_000_000
"""Pixels along the shortest side, and how often it goes into the longest, that the pipelines take
of a picture to look at; they say 8, of which rounding may not take more. And pixels of the largest,
somewhat below the megapixel at which they make it smaller themselves."""


class Flux2:
    """Looks at several pictures beside the words, and at the one that it repaints.

    The inpainting pipeline of diffusers takes one reference, scales its picture down to a
    megapixel and knows klein alone, so that a part is painted anew by keeping the latents around
    it in the plain pipeline, with the picture as its first reference.
    """

    name = "flux2"

    def kind(self, pipeline: Any) -> str:
        """By its class; klein says whether it is distilled."""
        if type(pipeline).__name__ == "Flux2Pipeline":
            return "dev"
        return "klein" if pipeline.config.is_distilled else "klein-base"

    def abilities(self, pipeline: Any) -> Abilities:
        """Only the undistilled base knows a negative prompt."""
        base = self.kind(pipeline) == "klein-base"
        return Abilities(
            regions=texts.region_way(pipeline.transformer),
            inpainting="latents",
            references="context",
            paints_text=True,
            unconditional=base,
            distilled=not base,
            grain=_grain(pipeline),
        )

    def counters(self, pipeline: Any) -> Sequence[TokenCounter]:
        """The language model's, with its chat template around the text."""
        limit = kinds()[self.name, self.kind(pipeline)].sequence_length
        return texts.counters_of(self.name, pipeline, limit)

    def sample(self, pipeline: Any, sampling: Sampling) -> Image.Image:
        """Sample one picture; a reference has no dial for strength."""
        kind = kinds()[self.name, self.kind(pipeline)]
        with running.guarded(kind.title), running.one_cache(pipeline.transformer):
            sampling = texts.with_usable_regions(sampling)
            words, negative = _encoded(pipeline, sampling, kind.sequence_length)
            inputs = {"prompt_embeds": words.embeds}
            if kind.name == "klein-base" and sampling.guidance > 1:
                inputs["negative_prompt_embeds"] = negative
            noise = running.generator(sampling.seed)
            width, height = sampling.size
            context, seen = _context(pipeline, sampling)
            with (
                texts.acting(pipeline.transformer, sampling, words, _grain(pipeline), seen=seen),
                running.network_told(pipeline, pipeline.transformer, sampling),
            ):
                output = running.drawn_exactly(pipeline)(
                    **inputs,
                    image=context or None,
                    width=width,
                    height=height,
                    num_inference_steps=sampling.steps,
                    guidance_scale=sampling.guidance,
                    generator=noise,
                    **_kept(pipeline, sampling, noise),
                )
            return running.first_picture(output)


def _grain(pipeline: Any) -> int:
    """Pixels along the side of one token: two by two latents."""
    return int(pipeline.vae_scale_factor) * 2


def _encoded(pipeline: Any, sampling: Sampling, sequence_length: int) -> tuple[texts.Joined, Any]:
    """The texts, and the negative one, (1, tokens, width)."""
    rows, _ = pipeline.encode_prompt(
        prompt=[*texts.prompts(sampling), sampling.negative_prompt],
        max_sequence_length=sampling.sequence_length or sequence_length,
    )
    (counter,) = texts.counters_of("flux2", pipeline, sequence_length)
    tokenizer = getattr(pipeline.tokenizer, "tokenizer", pipeline.tokenizer)  # a processor's own
    left = tokenizer.padding_side == "left"
    parts = texts.padded_parts(rows[:-1], sampling, counter, padded_left=left)
    gains = [
        texts.gains(
            tokenizer,
            region,
            part.shape[1],
            _framed(pipeline, region.prompt),
            max(0, part.shape[1] - counter.count(region.prompt)) if left else 0,
        )
        for region, part in zip(sampling.regions, parts[1:], strict=True)
    ]
    return texts.joined(parts, gains), rows[-1:]


def _framed(pipeline: Any, text: str) -> str:
    """The text as the pipeline gives it to the tokenizer."""
    from diffusers.pipelines.flux2.pipeline_flux2 import format_input

    system = getattr(pipeline, "system_message", None)
    if system is None:
        said: Any = [{"role": "user", "content": text}]
    else:
        (said,) = format_input(prompts=[text], system_message=system)
    framed = pipeline.tokenizer.apply_chat_template(
        said, tokenize=False, add_generation_prompt=system is None, enable_thinking=False
    )
    return str(framed)


def _context(pipeline: Any, sampling: Sampling) -> tuple[list[Image.Image], list["Look"]]:
    """The pictures to look at, the one that is repainted before the references, and whose each is.

    None is larger than the pipelines take without making it smaller.
    """
    found = [*contexts.repainted(sampling), *contexts.shown(sampling)]
    area, grain = min(sampling.size[0] * sampling.size[1], _LARGEST), _grain(pipeline)
    fitted = [
        pictures.fitted_area(pictures.widened(one.picture, _RATIO), area, grain, _SHORTEST)
        for one in found
    ]
    cells = [(one.height // grain, one.width // grain) for one in fitted]
    return fitted, contexts.behind(found, cells)


def _kept(pipeline: Any, sampling: Sampling, generator: Any) -> dict[str, Any]:
    """What keeps the picture outside the mask; nothing for a whole picture."""
    if sampling.repaint is None:
        return running.steps_told(sampling)
    import torch

    picture = pipeline.image_processor.preprocess(sampling.repaint.picture)
    packed, _ = pipeline.prepare_image_latents(
        [picture], 1, generator, pipeline._execution_device, pipeline.vae.dtype
    )
    width, height = (side // _grain(pipeline) for side in sampling.size)
    noise = torch.randn((1, packed.shape[-1], height, width), generator=generator)
    keeper = keeping(
        sampling.repaint,
        packed,
        noise.flatten(2).transpose(1, 2),
        grain=_grain(pipeline),
        steps=sampling.steps,
    )
    return {"latents": noise, **running.steps_told(sampling, keeper)}
