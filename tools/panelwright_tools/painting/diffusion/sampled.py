"""Samples a picture with the memory that there is: lighter, and said, when it runs out."""

from collections.abc import Callable
from dataclasses import replace
from math import ceil
from typing import Final

import numpy as np
from PIL import Image

from panelwright_tools.painting.diffusion.demand import Demand, demanded
from panelwright_tools.painting.diffusion.fit import is_lighter
from panelwright_tools.painting.diffusion.holding import COMPANY, Held, worth_a_note
from panelwright_tools.painting.diffusion.loading import placed
from panelwright_tools.painting.diffusion.releasing import release
from panelwright_tools.painting.diffusion.sampling import Repaint, Sampling
from panelwright_tools.painting.diffusion.stepping_down import Load, within_memory
from panelwright_tools.painting.listening import tell_news

Made = tuple[Image.Image, tuple[str, ...]]
"""A picture, and what its reader should know."""
_REFINING: Final = 0.35
"""How far a picture is noised for its second pass: enough for new detail in the same forms."""


def sampled(held: Held, sampling: Sampling) -> Made:
    """The picture; what it repaints may have any size and is brought to the sampling's.

    A model that had to be laid into memory more lightly stays so for the pictures after this one;
    a smaller size holds for this picture alone. Raises ToolError when nothing is light enough.
    """

    def given(size: tuple[int, int]) -> Sampling:
        if sampling.repaint is None:
            return replace(sampling, size=size)
        return replace(sampling, size=size, repaint=_brought_to(sampling.repaint, size))

    news, held.news = held.news, ()
    image, notes = _lightly(held, sampling, sampling.size, given)
    return image, (*news, *notes)


def refined(
    held: Held, sampling: Sampling, image: Image.Image, wanted: tuple[int, int], steps: int
) -> Made:
    """A second pass of so many steps over a whole picture, at the size that is wanted of it."""

    def given(size: tuple[int, int]) -> Sampling:
        whole = Repaint(
            picture=image.resize(size, Image.Resampling.LANCZOS),
            mask=np.ones((size[1], size[0]), bool),
            strength=_REFINING,
        )
        return replace(sampling, size=size, repaint=whole, steps=ceil(steps / _REFINING))

    grain = held.abilities.grain
    width, height = (max(grain, edge // grain * grain) for edge in wanted)
    return _lightly(held, sampling, (width, height), given)


def _brought_to(repaint: Repaint, size: tuple[int, int]) -> Repaint:
    """Picture and mask in that size; every pixel counts that the mask touches."""
    marked = Image.fromarray(repaint.mask.astype(np.float32))
    return replace(
        repaint,
        picture=repaint.picture.resize(size, Image.Resampling.LANCZOS),
        mask=np.asarray(marked.resize(size, Image.Resampling.BOX)) > 0,
    )


def _lightly(
    held: Held,
    sampling: Sampling,
    size: tuple[int, int],
    given: Callable[[tuple[int, int]], Sampling],
) -> Made:
    """`given` is what is sampled at a size."""

    def tried(load: Load) -> Image.Image:
        if load.fit != held.fit:
            placed(held.pipeline, load.fit)
            held.fit = load.fit
        held.apart = held.apart or (asked.paired and not load.paired)
        asked_for = replace(given(load.size), apart=held.apart)
        return COMPANY.with_room(held, lambda: held.family.sample(held.pipeline, asked_for))

    more = _made_room(held, demanded(given(size), size, held.abilities))
    paired = held.abilities.pairs and sampling.guidance > 1 and not held.apart
    asked = Load(held.fit, size, paired)
    image, _, notes = within_memory(tried, asked, held.abilities.grain, release)
    return image, (*more, *notes)


def _made_room(held: Held, demand: Demand) -> tuple[str, ...]:
    """Lay the model more lightly for pictures that take more than it was laid for, and say so."""
    wanted = held.demand.with_more(demand)
    if held.plan is None or wanted == held.demand:
        return ()
    COMPANY.make_room(held, wanted)
    held.demand, fit = wanted, held.plan.fit(wanted)
    if not is_lighter(fit, held.fit):
        return ()
    placed(held.pipeline, fit)
    held.fit = fit
    tell_news(fit.said)
    return worth_a_note(fit)
