"""Samples a picture with the memory that there is: lighter, and said, when it runs out."""

from collections.abc import Callable
from dataclasses import replace
from math import ceil
from typing import Final

import numpy as np
from PIL import Image

from panelwright_tools.painting.diffusion.holding import Held
from panelwright_tools.painting.diffusion.loading import placed
from panelwright_tools.painting.diffusion.releasing import release
from panelwright_tools.painting.diffusion.sampling import Repaint, Sampling
from panelwright_tools.painting.diffusion.stepping_down import Load, within_memory

Made = tuple[Image.Image, tuple[str, ...]]
"""A picture, and what its reader should know."""
_REFINING: Final = 0.35
"""How far a picture is noised for its second pass: enough for new detail in the same forms."""


def sampled(held: Held, sampling: Sampling) -> Made:
    """The picture; what it repaints may have any size and is brought to the sampling's.

    A model that had to be laid into memory more lightly stays so for the pictures after this one;
    a smaller size holds for this picture alone. Raises ToolError when nothing is light enough.
    """

    def paint(size: tuple[int, int]) -> Image.Image:
        given = replace(sampling, size=size)
        if sampling.repaint is not None:
            given = replace(given, repaint=_brought_to(sampling.repaint, size))
        return held.family.sample(held.pipeline, given)

    news, held.news = held.news, ()
    image, notes = _lightly(held, sampling.size, paint)
    return image, (*news, *notes)


def refined(
    held: Held, sampling: Sampling, image: Image.Image, wanted: tuple[int, int], steps: int
) -> Made:
    """A second pass of so many steps over a whole picture, at the size that is wanted of it."""

    def paint(size: tuple[int, int]) -> Image.Image:
        whole = Repaint(
            picture=image.resize(size, Image.Resampling.LANCZOS),
            mask=np.ones((size[1], size[0]), bool),
            strength=_REFINING,
        )
        again = replace(sampling, size=size, repaint=whole, steps=ceil(steps / _REFINING))
        return held.family.sample(held.pipeline, again)

    grain = held.abilities.grain
    width, height = (max(grain, edge // grain * grain) for edge in wanted)
    return _lightly(held, (width, height), paint)


def _brought_to(repaint: Repaint, size: tuple[int, int]) -> Repaint:
    """Picture and mask in that size; every pixel counts that the mask touches."""
    marked = Image.fromarray(repaint.mask.astype(np.float32))
    return replace(
        repaint,
        picture=repaint.picture.resize(size, Image.Resampling.LANCZOS),
        mask=np.asarray(marked.resize(size, Image.Resampling.BOX)) > 0,
    )


def _lightly(
    held: Held, size: tuple[int, int], paint: Callable[[tuple[int, int]], Image.Image]
) -> Made:
    def tried(load: Load) -> Image.Image:
        if load.fit != held.fit:
            placed(held.pipeline, load.fit)
            held.fit = load.fit
        return paint(load.size)

    asked = Load(held.fit, size)
    image, _, notes = within_memory(tried, asked, held.abilities.grain, release)
    return image, notes
