"""Pictures that go into a pipeline: masks on its cells, references at a size that it can take."""

import math
from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageOps

from panelwright_tools.painting.diffusion.sampling import Reference, RegionPrompt
from panelwright_tools.painting.picture import Mask


def mask_image(mask: Mask, cell: int) -> Image.Image:
    """The mask as a picture, white where it is painted anew: every cell that it touches, whole.

    Pipelines look at one pixel of each cell of `cell` by `cell` pixels, one latent, and would
    miss what lies beside it. Height and width are multiples of `cell`.
    """
    height, width = mask.shape
    touched = mask.reshape(height // cell, cell, width // cell, cell).any(axis=(1, 3))
    return Image.fromarray(np.kron(touched, np.ones((cell, cell), bool)).astype(np.uint8) * 255)


def fitted_area(picture: Image.Image, area: int, grain: int, least: int = 1) -> Image.Image:
    """The picture in its own proportions at no more than about `area` pixels, on the grain.

    Sides shorter than `least` are made as long, as models that look at pictures want them.
    """
    scale = min(1.0, (area / (picture.width * picture.height)) ** 0.5)
    scale = max(scale, least / min(picture.size))
    width, height = (max(grain, round(side * scale / grain) * grain) for side in picture.size)
    return picture.convert("RGB").resize((width, height), Image.Resampling.LANCZOS)


def widened(picture: Image.Image, ratio: float) -> Image.Image:
    """The picture between grey bars where one side is more than `ratio` times the other."""
    short = math.ceil(max(picture.size) / ratio)
    size = max(picture.width, short), max(picture.height, short)
    if size == picture.size:
        return picture
    return ImageOps.pad(picture.convert("RGB"), size, color="gray")


def stitched(pictures: Sequence[Image.Image]) -> Image.Image:
    """The pictures side by side at one height, for a model that looks at a single picture."""
    height = max(picture.height for picture in pictures)
    parts = [
        picture.convert("RGB").resize(
            (max(1, round(picture.width * height / picture.height)), height),
            Image.Resampling.LANCZOS,
        )
        for picture in pictures
    ]
    joined = Image.new("RGB", (sum(part.width for part in parts), height))
    left = 0
    for part in parts:
        joined.paste(part, (left, 0))
        left += part.width
    return joined


def references(regions: Sequence[RegionPrompt]) -> list[Reference]:
    """What the regions refer to, in their order, each picture once; strength 0 is left out."""
    seen: dict[int, Reference] = {}
    for region in regions:
        for reference in region.references:
            if reference.strength > 0:
                seen.setdefault(id(reference.picture), reference)
    return list(seen.values())
