"""Stable Diffusion 3 and 3.5."""

from collections.abc import Sequence
from typing import Any

from PIL import Image

from panelwright_tools.painting.diffusion.catalogue import kinds
from panelwright_tools.painting.diffusion.families import anchoring, running, texts
from panelwright_tools.painting.diffusion.family import Abilities
from panelwright_tools.painting.diffusion.sampling import RegionPrompt, Sampling
from panelwright_tools.prompting.counting import TokenCounter

_REPAINTS = "StableDiffusion3InpaintPipeline"
"""The class of pipeline that paints a part anew, and encodes pictures."""


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
        """Pictures by shared attention; the turbo is distilled to few steps without guidance."""
        turbo = self.kind(pipeline) == "turbo"
        return Abilities(
            regions=texts.region_way(pipeline.transformer),
            inpainting="latents",
            references="shared",
            shares=True,
            paints_text=True,
            unconditional=not turbo,
            distilled=turbo,
            grain=_grain(pipeline),
            pairs=True,
            longest=int(pipeline.transformer.config.pos_embed_max_size) * _grain(pipeline),
        )

    def counters(self, pipeline: Any) -> Sequence[TokenCounter]:
        """The two CLIP encoders, which read the beginning of a text, and T5, if it is there."""
        limit = kinds()[self.name, self.kind(pipeline)].sequence_length
        return texts.counters_of(self.name, pipeline, limit)

    def sample(self, pipeline: Any, sampling: Sampling) -> Image.Image:
        """Sample one picture."""
        kind = kinds()[self.name, self.kind(pipeline)]
        name = "StableDiffusion3Pipeline" if sampling.repaint is None else _REPAINTS
        width, height = sampling.size
        guided = sampling.guidance > 1
        with running.guarded(kind.title):
            sampling = texts.with_usable_regions(sampling)
            words, inputs = _encoded(pipeline, sampling, kind.sequence_length, guided)
            model, grain = pipeline.transformer, _grain(pipeline)
            with (
                anchoring.beside(pipeline, sampling, words, grain, _REPAINTS) as guests,
                texts.acting(model, sampling, words, grain, guided=guided, guests=guests),
                running.network_told(pipeline, pipeline.transformer, sampling),
                running.passes(pipeline.transformer, sampling, guided=guided),
            ):
                output = running.sibling(pipeline, name)(
                    **inputs,
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
    """Pixels along the side of one token."""
    return int(pipeline.vae_scale_factor) * int(pipeline.patch_size)


def _encoded(
    pipeline: Any, sampling: Sampling, sequence_length: int, guided: bool
) -> tuple[texts.Joined, dict[str, Any]]:
    """The texts, CLIP's tokens before T5's, and what the pipeline is given of them.

    The pipeline wants the negative text as long as the others together. Summaries, (1, width),
    are CLIP's, of the whole picture's words.
    """
    prompts = [*texts.prompts(sampling), sampling.negative_prompt]
    short = [sampling.short_prompt or sampling.prompt, *prompts[1:]]
    with texts.read_with(pipeline, [(), *(region.loras for region in sampling.regions), ()]):
        rows, _, summaries, _ = pipeline.encode_prompt(
            prompt=short,
            prompt_2=short,
            prompt_3=prompts,
            do_classifier_free_guidance=False,
            max_sequence_length=sampling.sequence_length or sequence_length,
        )
    counter = texts.counters_of("sd3", pipeline, sequence_length)[-1]
    parts = _parts(pipeline, rows[:-1], sampling, counter)
    gains = [
        _gains(pipeline, region, part.shape[1])
        for region, part in zip(sampling.regions, parts[1:], strict=True)
    ]
    words = texts.joined(parts, gains)
    inputs = {"prompt_embeds": words.embeds, "pooled_prompt_embeds": summaries[:1]}
    if guided:
        inputs["negative_prompt_embeds"] = texts.as_long(rows[-1:], words.embeds.shape[1])
        inputs["negative_pooled_prompt_embeds"] = summaries[-1:]
    return words, inputs


def _parts(pipeline: Any, rows: Any, sampling: Sampling, counter: TokenCounter) -> list[Any]:
    """Each text's tokens by CLIP and T5; of the regions' only those of T5's that have words."""
    import torch

    clip = int(pipeline.tokenizer_max_length)
    sentences = texts.padded_parts(rows[:, clip:], sampling, counter)
    return [
        torch.cat([rows[number : number + 1, :clip], sentence], dim=1)
        for number, sentence in enumerate(sentences)
    ]


def _gains(pipeline: Any, region: RegionPrompt, tokens: int) -> dict[int, float]:
    """The factors on a region's tokens, of which CLIP's come first."""
    clip = int(pipeline.tokenizer_max_length)
    found = dict(texts.gains(pipeline.tokenizer, region, clip))
    if pipeline.text_encoder_3 is not None:
        later = texts.gains(pipeline.tokenizer_3, region, tokens - clip)
        found |= {clip + place: factor for place, factor in later.items()}
    return found
