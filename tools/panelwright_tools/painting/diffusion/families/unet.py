"""Families over a UNet: texts in windows of CLIP, regions by masked cross-attention, two inputs."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from PIL import Image

from panelwright_tools.painting.diffusion.catalogue import kinds
from panelwright_tools.painting.diffusion.families import (
    anchoring,
    looking,
    pictures,
    running,
    texts,
)
from panelwright_tools.painting.diffusion.family import Abilities
from panelwright_tools.painting.diffusion.sampling import (
    CharacterLora,
    RegionPrompt,
    Sampling,
)
from panelwright_tools.prompting.counting import TokenCounter
from panelwright_tools.prompting.families import counters, text_side
from panelwright_tools.prompting.windows import window_texts

WINDOWS: Final = 3
"""Windows of 77 tokens that the whole picture's words may take; a region's words take one."""
_PIXELS: Final = 8
"""Pipelines of UNets refuse sizes that are no multiples of this, whatever their latents."""
_INPAINTING_CHANNELS: Final = 9
"""Latents, the masked picture's latents, and the mask."""


@dataclass(frozen=True)
class Encoded:
    """One text as the UNet sees it."""

    words: Any
    """(1, tokens, width)"""
    summary: Any = None
    """(1, width), for families that have one."""


@dataclass(frozen=True)
class Texts:
    """All texts of a sampling, joined along their tokens."""

    positive: Encoded
    negative: Encoded | None
    """Of the same length; None without guidance."""
    tokens: tuple[int, ...]
    """Of the whole picture's text, then of each region's."""
    gains: tuple[Mapping[int, float], ...] = ()
    """For each region, the place of a token in its text, and the factor on its attention."""


Encode = Callable[[Any, str | None], Encoded]
"""(pipeline, one window of text; None: what stands for no negative prompt)."""


@dataclass(frozen=True)
class Way:
    """What differs between the families."""

    family: str
    """As in families.toml."""
    encode: Encode
    paints: str
    """The class of pipeline that paints a whole picture."""
    repaints: str
    """The class of pipeline that paints a part anew."""


def kind(pipeline: Any) -> str:
    """`inpaint` for a checkpoint whose UNet also sees the mask, else `base`."""
    return "inpaint" if pipeline.unet.config.in_channels == _INPAINTING_CHANNELS else "base"


def trained_side(pipeline: Any) -> int:
    """Pixels along the side of the square that its UNet says it was trained on."""
    latents = pipeline.unet.config.sample_size
    shorter = latents if isinstance(latents, int) else min(latents)
    return int(shorter) * int(pipeline.vae_scale_factor)


def abilities(pipeline: Any) -> Abilities:
    """All of them take regions, and look at pictures with an IP-Adapter.

    A consistency-distilled one reads guidance as an input.
    """
    distilled = pipeline.unet.config.time_cond_proj_dim is not None
    shares = anchoring.can_share(pipeline)
    return Abilities(
        regions=texts.region_way(pipeline.unet),
        inpainting="checkpoint" if kind(pipeline) == "inpaint" else "latents",
        references=looking.way(pipeline) or ("shared" if shares else None),
        shares=shares,
        unconditional=not distilled,
        distilled=distilled,
        grain=math.lcm(_PIXELS, int(pipeline.vae_scale_factor)),
        pairs=True,
    )


def token_counters(family: str, pipeline: Any) -> Sequence[TokenCounter]:
    """One for each CLIP encoder; a text may take several windows."""
    return counters(text_side(family), pipeline, WINDOWS)


def sample(pipeline: Any, sampling: Sampling, way: Way) -> Image.Image:
    """Sample one picture. Raises ToolError when the pipeline fails."""
    with running.guarded(kinds()[way.family, kind(pipeline)].title):
        name, inputs = _inputs(pipeline, sampling, way)
        sampling = texts.with_usable_regions(sampling)
        told = encoded(pipeline, sampling, way)
        seen, looks = looking.looked(pipeline, sampling.regions, told.negative is not None)
        width, height = sampling.size
        words = texts.Joined(told.positive.words, told.tokens, told.gains)
        grain, guided = int(pipeline.vae_scale_factor), told.negative is not None
        with (
            texts.acting(pipeline.unet, sampling, words, grain, guided=guided, looks=looks),
            anchoring.sharing(pipeline, sampling, words, way.repaints),
            running.network_told(pipeline, pipeline.unet, sampling),
            running.passes(pipeline.unet, sampling, guided=guided),
        ):
            output = running.sibling(pipeline, name)(
                **_embeddings(told),
                width=width,
                height=height,
                num_inference_steps=sampling.steps,
                guidance_scale=sampling.guidance,
                generator=running.generator(sampling.seed),
                **seen,
                **inputs,
                **running.steps_told(sampling),
            )
        return running.first_picture(output)


def encoded(pipeline: Any, sampling: Sampling, way: Way) -> Texts:
    """The picture's text and the regions', one behind the other, and the negative beside them."""
    base = text(pipeline, sampling.prompt, way)
    regions = [text(pipeline, one.prompt, way, one.loras) for one in sampling.regions]
    negative = None
    if _guided(pipeline, sampling):
        negative = text(pipeline, sampling.negative_prompt or None, way)
    if negative is not None:  # which sees no more places than the whole picture's text has
        base = _as_long(base, math.lcm(base.words.shape[1], negative.words.shape[1]))
    tokens = tuple(part.words.shape[1] for part in (base, *regions))
    positive = _joined([base, *regions])
    gains = tuple(_gains(pipeline, region, way) for region in sampling.regions)
    if negative is not None:
        negative = _as_long(negative, sum(tokens))
    return Texts(positive, negative, tokens, gains)


def text(
    pipeline: Any, words: str | None, way: Way, loras: Sequence[CharacterLora] = ()
) -> Encoded:
    """A text by itself, window by window; None: what stands for no negative prompt."""
    with texts.read_with(pipeline, [loras]):
        return _joined([way.encode(pipeline, part) for part in _windows(pipeline, words, way)])


def _windows(pipeline: Any, text: str | None, way: Way) -> list[str | None]:
    """The parts of a text that are encoded by themselves."""
    if text is None:
        return [None]
    return list(window_texts(text, counters(text_side(way.family), pipeline)))


def _gains(pipeline: Any, region: RegionPrompt, way: Way) -> Mapping[int, float]:
    """The factors on the tokens of a region's phrases, window by window."""
    if not region.emphasis:
        return {}
    from panelwright_tools.painting.diffusion.regional.emphasis import shifted, token_gains

    found: dict[int, float] = {}
    window = int(pipeline.tokenizer.model_max_length)
    for number, part in enumerate(_windows(pipeline, region.prompt, way)):
        gains = shifted(token_gains(pipeline.tokenizer, part or "", region.emphasis), 0, window)
        found |= {number * window + place: factor for place, factor in gains.items()}
    return found


def _joined(parts: Sequence[Encoded]) -> Encoded:
    """Texts one behind the other; the first one's summary stands for all."""
    import torch

    return Encoded(torch.cat([part.words for part in parts], dim=1), parts[0].summary)


def _as_long(text: Encoded, tokens: int) -> Encoded:
    return replace(text, words=texts.as_long(text.words, tokens))


def _guided(pipeline: Any, sampling: Sampling) -> bool:
    """As diffusers decides it."""
    return sampling.guidance > 1 and pipeline.unet.config.time_cond_proj_dim is None


def _embeddings(told: Texts) -> dict[str, Any]:
    given = {"prompt_embeds": told.positive.words}
    if told.positive.summary is not None:
        given["pooled_prompt_embeds"] = told.positive.summary
    if told.negative is not None:
        given["negative_prompt_embeds"] = told.negative.words
        if told.negative.summary is not None:
            given["negative_pooled_prompt_embeds"] = told.negative.summary
    return given


def _inputs(pipeline: Any, sampling: Sampling, way: Way) -> tuple[str, dict[str, Any]]:
    """The class of pipeline that samples this, and the pictures that it is given.

    An inpainting checkpoint paints a whole picture as one whose every pixel is missing.
    """
    if sampling.repaint is not None:
        return way.repaints, running.repaint_inputs(pipeline, sampling)
    if kind(pipeline) == "base":
        return way.paints, {}
    width, height = sampling.size
    everything = pictures.mask_image(np.ones((height, width), bool), 1)
    blank = Image.new("RGB", sampling.size, "gray")
    return way.repaints, {"image": blank, "mask_image": everything, "strength": 1.0}
