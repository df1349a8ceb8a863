"""Samples a picture with the memory that there is: lighter, and said, when it runs out."""

from collections.abc import Sequence
from dataclasses import replace

from PIL import Image

from panelwright_tools.domain import Box
from panelwright_tools.painting.diffusion.holding import Held
from panelwright_tools.painting.diffusion.loading import placed
from panelwright_tools.painting.diffusion.releasing import release
from panelwright_tools.painting.diffusion.repainting import repainted
from panelwright_tools.painting.diffusion.sampling import Sampling
from panelwright_tools.painting.diffusion.stepping_down import Load, within_memory
from panelwright_tools.painting.picture import Picture


def sampled(
    held: Held, sampling: Sampling, parent: Picture | None, boxes: Sequence[Box]
) -> tuple[Image.Image, tuple[str, ...]]:
    """The picture, or the parent with its boxes painted anew; and what its reader should know.

    A model that had to be laid into memory more lightly stays so for the pictures after this one;
    a smaller size holds for this picture alone. Raises ToolError when nothing is light enough.
    """

    def paint(load: Load) -> Image.Image:
        if load.fit != held.fit:
            placed(held.pipeline, load.fit)
            held.fit = load.fit
        given = replace(sampling, size=load.size)
        if parent is not None:
            return repainted(held, given, parent.image, boxes)
        return held.family.sample(held.pipeline, given)

    news, held.news = held.news, ()
    asked = Load(held.fit, sampling.size)
    image, _, notes = within_memory(paint, asked, held.abilities.grain, release)
    return image, (*news, *notes)
