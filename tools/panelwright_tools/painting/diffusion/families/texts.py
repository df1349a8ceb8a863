"""The texts of one sampling, one behind the other, and what makes each act in its box."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from panelwright_tools.painting.diffusion.sampling import CharacterLora, RegionPrompt, Sampling
from panelwright_tools.painting.options import RegionWay
from panelwright_tools.prompting.counting import TokenCounter
from panelwright_tools.prompting.families import counters, text_side

if TYPE_CHECKING:
    from panelwright_tools.painting.diffusion.regional.guests import Guests
    from panelwright_tools.painting.diffusion.regional.looks import Looks
    from panelwright_tools.painting.diffusion.regional.plan import Look, RegionPlan

_STEP: Final = 16
"""A region's text is filled up to a multiple of so many tokens: padding beyond costs time."""


@dataclass(frozen=True)
class Joined:
    """Texts along their tokens: the whole picture's, then each region's."""

    embeds: Any
    """(1, tokens, width)"""
    tokens: tuple[int, ...]
    """How many tokens each text has."""
    gains: tuple[Mapping[int, float], ...] = ()
    """For each region, the place of a token in its text, and the factor on its attention."""


def with_usable_regions(sampling: Sampling) -> Sampling:
    """The sampling without regions that can't act, boxes cut at the edges.

    Where maps are asked for, a factor of 1, which changes nothing, marks a region's words.
    """
    if not sampling.regions:
        return sampling
    from panelwright_tools.painting.diffusion.regional.plan import usable

    regions = usable(sampling.regions)[0]
    if sampling.on_maps is not None:
        regions = [
            replace(region, emphasis={region.prompt: 1.0, **region.emphasis}) for region in regions
        ]
    return replace(sampling, regions=tuple(regions))


def prompts(sampling: Sampling) -> list[str]:
    """The whole picture's words, then each region's."""
    return [sampling.prompt, *(region.prompt for region in sampling.regions)]


def counters_of(family: str, pipeline: Any, limit: int) -> Sequence[TokenCounter]:
    """One for each text encoder; no text of this kind of checkpoint is longer than `limit`."""
    return limited(counters(text_side(family), pipeline), limit)


def limited(counters: Sequence[TokenCounter], limit: int | None) -> Sequence[TokenCounter]:
    """The same counters, of texts no longer than `limit`; None: as they are."""
    return [
        counter if limit is None or counter.limit <= limit else _Limited(counter, limit)
        for counter in counters
    ]


@dataclass(frozen=True)
class _Limited:
    """A counter of an encoder that is given less than it could read."""

    counter: TokenCounter
    limit: int

    def count(self, text: str) -> int:
        """How many tokens the text is."""
        return self.counter.count(text)


def filled_length(text: str, counter: TokenCounter, limit: int) -> int:
    """How many tokens of a padded text are worth giving to the model."""
    return min(limit, -(-counter.count(text) // _STEP) * _STEP)


def joined(parts: Iterable[Any], gains: Iterable[Mapping[int, float]]) -> Joined:
    """Texts of (1, tokens, width) one behind the other; the first is the whole picture's."""
    import torch

    rows = list(parts)
    return Joined(torch.cat(rows, dim=1), tuple(row.shape[1] for row in rows), tuple(gains))


def gains(
    tokenizer: Any, region: RegionPrompt, kept: int, framed: str | None = None, start: int = 0
) -> Mapping[int, float]:
    """The factors on a region's tokens, of which `kept` are given to the model.

    `framed` is the text as the tokenizer gets it, with all that the pipeline puts around it; None:
    the words alone. `start` is the place of its first token among those given: negative where
    the beginning is dropped.
    """
    if not region.emphasis:
        return {}
    from panelwright_tools.painting.diffusion.regional.emphasis import shifted, token_gains

    found = token_gains(tokenizer, framed or region.prompt, region.emphasis)
    return shifted(found, start, kept)


def padded_parts(
    rows: Any, sampling: Sampling, counter: TokenCounter, *, padded_left: bool = False
) -> list[Any]:
    """Padded texts, (texts, tokens, width): the first whole, of the others what has words.

    The whole picture's keeps its padding, which the models were trained with.
    """
    limit = rows.shape[1]
    parts = [rows[:1]]
    for number, region in enumerate(sampling.regions, start=1):
        length = filled_length(region.prompt, counter, limit)
        row = rows[number : number + 1]
        parts.append(row[:, -length:] if padded_left else row[:, :length])
    return parts


def within(rows: Sequence[Any], most: int) -> list[Any]:
    """Texts of (tokens, width), `most` tokens together.

    Where they are more, the ends of the regions' are cut, so that all are cut at one length.
    """
    whole, *regions = rows
    room = most - len(whole)
    if not regions or sum(len(row) for row in regions) <= room:
        return list(rows)
    length = max(len(row) for row in regions)
    while sum(min(len(row), length) for row in regions) > room and length > 1:
        length -= 1
    return [whole, *(row[:length] for row in regions)]


def as_long(embeds: Any, tokens: int) -> Any:
    """A text, (1, tokens, width), repeated until it is so long: a negative one as the joined texts.

    Repeated whole it acts as it does once, since cross-attention weighs all of its tokens alike,
    which padding with windows of no words would not. Within the regions' attention a negative one
    only sees as much of itself as the whole picture's text is.
    """
    import torch

    times = -(-tokens // embeds.shape[1])
    return torch.cat([embeds] * times, dim=1)[:, :tokens]


def plan_of(
    sampling: Sampling, words: Joined, grain: int, seen: Sequence["Look"] = ()
) -> "RegionPlan":
    """Who owns which pixels, words and pictures; `grain` and `seen` as `acting` has them."""
    from panelwright_tools.painting.diffusion.regional.plan import planned

    width, height = sampling.size
    grid = (height // grain, width // grain)
    return planned(
        sampling.regions,
        words.tokens,
        grid,
        base_ratio=sampling.base_ratio,
        gains=words.gains,
        looks=seen,
    )


@contextmanager
def read_with(pipeline: Any, rows: Sequence[Sequence[CharacterLora]]) -> Iterator[None]:
    """Within it, LoRAs act in the text encoders; `rows` are those of each text of a batch."""
    if not any(rows):
        yield
        return
    from panelwright_tools.painting.diffusion.lora.acting import told_in

    with told_in(pipeline, rows):
        yield


def region_way(model: Any) -> RegionWay:
    """How regions are kept apart in a model, unless the user says so."""
    from panelwright_tools.painting.diffusion.regional.attention import takes_regions

    return "attention" if takes_regions(model) else "latents"


@contextmanager
def acting(
    model: Any,
    sampling: Sampling,
    words: Joined,
    grain: int,
    *,
    guided: bool = False,
    looks: "Looks | None" = None,
    guests: "Guests | None" = None,
    seen: Sequence["Look"] = (),
) -> Iterator[None]:
    """Within it, the regions' texts act in their boxes; their maps are told when it ends.

    `grain` is the pixels along one token of the picture, and `guided` says that half of every
    batch is the negative prompt. `looks` attends to pictures, where there is an adapter, and
    `guests` are pictures that run beside, where attention is joint; `seen` are those whose tokens
    the pipeline appends to the picture's.
    """
    if not sampling.regions:
        yield
        return
    from panelwright_tools.painting.diffusion.regional.attention import (
        regional_attention,
        takes_regions,
    )
    from panelwright_tools.painting.diffusion.regional.latents import regional_latents
    from panelwright_tools.painting.diffusion.regional.maps import PhraseMaps

    plan = plan_of(sampling, words, grain, seen)
    if sampling.blended or not takes_regions(model):
        with regional_latents(model, plan, guided=guided):
            yield
        return
    maps = PhraseMaps(plan, plan.marked()) if sampling.on_maps is not None else None
    with regional_attention(
        model,
        plan,
        guided=guided,
        watcher=maps,
        looks=looks,
        guests=guests,
        loras=[region.loras for region in sampling.regions],
    ):
        yield
    if maps is not None and sampling.on_maps is not None:
        sampling.on_maps(maps.read())
