"""Lays a part that was painted anew into a picture whose other pixels stay, bit for bit."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from panelwright_tools.domain import Box
from panelwright_tools.painting.picture import Mask

_FEATHER: Final = 0.012
"""Over how much of the picture's shorter side the new part fades in, inside the mask."""


def mask_of(boxes: Sequence[Box], size: tuple[int, int]) -> Mask:
    """(height, width) True in the boxes, which are fractions of a picture of that size.

    Every pixel counts that a box touches.
    """
    width, height = size
    mask = np.zeros((height, width), bool)
    for box in boxes:
        top, bottom = _pixels(box.y, box.bottom, height)
        left, right = _pixels(box.x, box.right, width)
        mask[top:bottom, left:right] = True
    return mask


def composed(parent: Image.Image, painted: Image.Image, mask: Mask) -> Image.Image:
    """The painted picture inside the mask, fading in from its edge; the parent's bits outside."""
    old = np.asarray(parent.convert("RGB"))
    new = np.asarray(painted.convert("RGB").resize(parent.size, Image.Resampling.LANCZOS))
    share = faded(mask)[..., None]
    mixed = np.rint(old * (1 - share) + new * share).astype(np.uint8)
    return Image.fromarray(np.where(mask[..., None], mixed, old))


def faded(mask: Mask) -> NDArray[np.float32]:
    """(height, width) 0..1, how much of the new there is: 0 outside, 1 well inside the mask.

    The edge of the picture is no edge of the mask.
    """
    radius = max(1, round(min(mask.shape) * _FEATHER))
    image = Image.fromarray(mask.astype(np.uint8) * 255)
    inner = image.filter(ImageFilter.MinFilter(2 * radius + 1))
    soft = np.asarray(inner.filter(ImageFilter.BoxBlur(radius)), np.float32) / 255
    return np.where(mask, soft, np.float32(0))


def _pixels(start: float, stop: float, count: int) -> tuple[int, int]:
    first = min(max(int(np.floor(start * count)), 0), count)
    return first, min(max(int(np.ceil(stop * count)), first), count)
