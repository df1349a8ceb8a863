"""A part of a picture painted anew, and everything else left as it is, bit for bit."""

from collections.abc import Sequence
from dataclasses import replace

from PIL import Image

from panelwright_tools.domain import Box
from panelwright_tools.painting.compositing import composed, mask_of
from panelwright_tools.painting.diffusion.holding import Held
from panelwright_tools.painting.diffusion.sampling import Repaint, Sampling


def repainted(
    held: Held, sampling: Sampling, parent: Image.Image, boxes: Sequence[Box]
) -> Image.Image:
    """The parent with what lies in the boxes painted anew, in the parent's size."""
    repaint = Repaint(
        picture=parent.resize(sampling.size, Image.Resampling.LANCZOS),
        mask=mask_of(boxes, sampling.size),
    )
    image = held.family.sample(held.pipeline, replace(sampling, repaint=repaint))
    return composed(parent, image, mask_of(boxes, parent.size))
