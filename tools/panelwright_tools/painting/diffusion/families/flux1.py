"""FLUX.1: dev, schnell, Fill and Kontext, with Redux beside them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image

from panelwright_tools.painting.diffusion.catalogue import kinds
from panelwright_tools.painting.diffusion.families import (
    anchoring,
    contexts,
    pictures,
    running,
    texts,
)
from panelwright_tools.painting.diffusion.family import Abilities, ReferenceWay
from panelwright_tools.painting.diffusion.sampling import RegionPrompt, Sampling
from panelwright_tools.prompting.counting import TokenCounter

if TYPE_CHECKING:
    from panelwright_tools.painting.diffusion.regional.plan import Look

_REDUX = "panelwright_redux"
"""The attribute of a pipeline that holds the Redux pipeline beside it."""
_REPAINTS = "FluxInpaintPipeline"
"""The class of pipeline that paints a part anew, and encodes pictures."""


def add_redux(pipeline: Any, prior: Any) -> None:
    """Let a FLUX.1 pipeline look at references through a FluxPriorReduxPipeline.

    The prior's own text encoders are not used and may be left out.
    """
    setattr(pipeline, _REDUX, prior)


class Flux1:
    """FLUX.1: guidance (dev) or steps (schnell) distilled, so that no negative prompt acts."""

    name = "flux1"

    def kind(self, pipeline: Any) -> str:
        """`fill` by its input channels, `kontext` by its class, else by its guidance."""
        config = pipeline.transformer.config
        if config.out_channels and config.in_channels != config.out_channels:
            return "fill"
        if type(pipeline).__name__.startswith("FluxKontext"):
            return "kontext"
        return "dev" if config.guidance_embeds else "schnell"

    def abilities(self, pipeline: Any) -> Abilities:
        """Kontext takes references as it is, the others with Redux, else by shared attention."""
        kind = self.kind(pipeline)
        references: ReferenceWay = "context" if kind == "kontext" else "shared"
        if references == "shared" and hasattr(pipeline, _REDUX):
            references = "redux"
        return Abilities(
            regions=texts.region_way(pipeline.transformer),
            inpainting="checkpoint" if kind == "fill" else "latents",
            references=references,
            shares=kind != "kontext",
            paints_text=True,
            unconditional=False,
            distilled=True,
            grain=_grain(pipeline),
        )

    def counters(self, pipeline: Any) -> Sequence[TokenCounter]:
        """CLIP, of which only the pooled summary is used, and T5, which carries the words."""
        limit = kinds()[self.name, self.kind(pipeline)].sequence_length
        return texts.counters_of(self.name, pipeline, limit)

    def sample(self, pipeline: Any, sampling: Sampling) -> Image.Image:
        """Sample one picture; a reference to Kontext has no dial for strength."""
        kind = kinds()[self.name, self.kind(pipeline)]
        with running.guarded(kind.title), running.one_cache(pipeline.transformer):
            sampling = texts.with_usable_regions(sampling)
            words, summary = _encoded(pipeline, sampling, kind.sequence_length)
            name, inputs, seen = _inputs(pipeline, kind.name, sampling)
            width, height = sampling.size
            grain = _grain(pipeline)
            with (
                anchoring.beside(pipeline, sampling, words, grain, _REPAINTS) as guests,
                texts.acting(
                    pipeline.transformer, sampling, words, grain, guests=guests, seen=seen
                ),
                running.network_told(pipeline, pipeline.transformer, sampling),
            ):
                output = running.sibling(pipeline, name)(
                    prompt_embeds=words.embeds,
                    pooled_prompt_embeds=summary,
                    width=width,
                    height=height,
                    num_inference_steps=sampling.steps,
                    guidance_scale=sampling.guidance,
                    generator=running.generator(sampling.seed),
                    **inputs,
                    **running.steps_told(sampling),
                )
            return running.first_picture(output)


def _grain(pipeline: Any) -> int:
    """Pixels along the side of one token: two by two latents."""
    return int(pipeline.vae_scale_factor) * 2


def _encoded(pipeline: Any, sampling: Sampling, sequence_length: int) -> tuple[texts.Joined, Any]:
    """The texts by T5, and the whole picture's summary by CLIP, (1, width).

    What Redux makes of a region's references stands behind the region's words and acts with them.
    """
    prompts = texts.prompts(sampling)
    rows, summaries, _ = pipeline.encode_prompt(
        prompt=[sampling.short_prompt or sampling.prompt] * len(prompts),
        prompt_2=prompts,
        max_sequence_length=sampling.sequence_length or sequence_length,
    )
    counter = texts.counters_of("flux1", pipeline, sequence_length)[-1]
    parts = texts.padded_parts(rows, sampling, counter)
    gains = [
        texts.gains(pipeline.tokenizer_2, region, part.shape[1])
        for region, part in zip(sampling.regions, parts[1:], strict=True)
    ]
    if hasattr(pipeline, _REDUX):
        for number, region in enumerate(sampling.regions, start=1):
            parts[number] = _with_looks(pipeline, parts[number], region)
    return texts.joined(parts, gains), summaries[:1]


def _with_looks(pipeline: Any, words: Any, region: RegionPrompt) -> Any:
    """A region's words, (1, tokens, width), and behind them its references as Redux sees them.

    As the prior's own call does it, save that the words keep their strength beside the pictures.
    """
    import torch

    prior = getattr(pipeline, _REDUX)
    parts = [words]
    for reference in pictures.references([region]):
        picture = prior.encode_image(reference.picture, prior._execution_device, 1)
        looks = prior.image_embedder(picture).image_embeds.to(words)
        parts.append(reference.strength * looks)
    return torch.cat(parts, dim=1)


def _inputs(
    pipeline: Any, kind: str, sampling: Sampling
) -> tuple[str, dict[str, Any], list["Look"]]:
    """The class of pipeline that samples this, the pictures that it is given, and whose each is
    that it looks at."""
    if kind == "fill":
        return "FluxFillPipeline", _fill_inputs(pipeline, sampling), []
    if kind == "kontext":
        return _kontext_inputs(pipeline, sampling)
    if sampling.repaint is None:
        return "FluxPipeline", {}, []
    return _REPAINTS, running.repaint_inputs(pipeline, sampling), []


def _fill_inputs(pipeline: Any, sampling: Sampling) -> dict[str, Any]:
    """Fill paints a whole picture as one whose every pixel is missing."""
    if sampling.repaint is not None:
        return running.repaint_inputs(pipeline, sampling)
    width, height = sampling.size
    everything = pictures.mask_image(np.ones((height, width), bool), 1)
    return {"image": Image.new("RGB", sampling.size, "gray"), "mask_image": everything}


def _kontext_inputs(pipeline: Any, sampling: Sampling) -> tuple[str, dict[str, Any], list["Look"]]:
    """Kontext looks at one picture: its references side by side, at the picture's area.

    Told to keep our size: it would otherwise scale everything to one megapixel.
    """
    area = sampling.size[0] * sampling.size[1]
    inputs: dict[str, Any] = {"max_area": area, "_auto_resize": False}
    context, seen, grain = None, list["Look"](), _grain(pipeline)
    if found := contexts.shown(sampling):
        joined = pictures.stitched([one.picture for one in found])
        context = pictures.fitted_area(joined, area, grain)
        seen = contexts.beside(found, (context.height // grain, context.width // grain))
    if sampling.repaint is None:
        return "FluxKontextPipeline", {**inputs, "image": context}, seen
    inputs |= running.repaint_inputs(pipeline, sampling)
    return "FluxKontextInpaintPipeline", {**inputs, "image_reference": context}, seen
