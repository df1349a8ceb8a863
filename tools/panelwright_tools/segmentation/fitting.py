"""A picture as a SAM-family model takes it, and its masks back on the picture.

Done here with Pillow and torch alone, for all of the family: the processors of SAM 2 and its kin in
transformers need torchvision, which not every machine has.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import numpy as np
from PIL import Image

from panelwright_tools.domain import Box
from panelwright_tools.painting.picture import Mask

if TYPE_CHECKING:
    import torch

Fit = Literal["pad", "stretch"]
"""SAM keeps the shape and pads at right and bottom; SAM 2 stretches to a square."""

_OUTSIDE: Final = 0.02
"""How far a mask may pass its box, fraction of the panel: boxes are rough, specks are noise."""


@dataclass(frozen=True)
class Canvas:
    """How a picture lies on the square that the model sees."""

    size: tuple[int, int]
    """Of the picture, pixels."""
    side: int
    """Of the square, pixels."""
    fit: Fit

    @property
    def inner(self) -> tuple[int, int]:
        """Width and height of the picture on the square, pixels."""
        if self.fit == "stretch":
            return self.side, self.side
        scale = self.side / max(self.size)
        width, height = (max(1, int(edge * scale + 0.5)) for edge in self.size)
        return width, height


def pixels(
    image: Image.Image, canvas: Canvas, mean: Sequence[float], spread: Sequence[float]
) -> "torch.Tensor":
    """(1, 3, side, side) normalised channels; zero where it is padded."""
    import torch

    small = image.convert("RGB").resize(canvas.inner, Image.Resampling.BILINEAR)
    shown = np.asarray(small, np.float32) / 255.0
    values = (shown - np.array(mean, np.float32)) / np.array(spread, np.float32)
    square = np.zeros((canvas.side, canvas.side, 3), np.float32)
    square[: values.shape[0], : values.shape[1]] = values
    return torch.from_numpy(square.transpose(2, 0, 1).copy())[None]


def corners(boxes: Sequence[Box], canvas: Canvas) -> "torch.Tensor":
    """(1, boxes, 4) left, top, right, bottom in pixels of the square."""
    import torch

    width, height = canvas.inner
    rows = [
        (box.x * width, box.y * height, box.right * width, box.bottom * height)
        for box in (box.clipped() for box in boxes)
    ]
    return torch.tensor([rows], dtype=torch.float32)


def mask_of(logits: "torch.Tensor", box: Box, canvas: Canvas) -> Mask | None:
    """The mask on the picture from (h, w) logits on the square, within the box; None if empty."""
    import torch.nn.functional as functional

    square = functional.interpolate(
        logits[None, None].float(), (canvas.side, canvas.side), mode="bilinear"
    )
    width, height = canvas.inner
    full = functional.interpolate(
        square[..., :height, :width], (canvas.size[1], canvas.size[0]), mode="bilinear"
    )
    mask: Mask = (full[0, 0] > 0).cpu().numpy() & _near(box, canvas.size)
    return mask if mask.any() else None


def _near(box: Box, size: tuple[int, int]) -> Mask:
    width, height = size
    grown = Box(box.x - _OUTSIDE, box.y - _OUTSIDE, box.w + 2 * _OUTSIDE, box.h + 2 * _OUTSIDE)
    near = grown.clipped()
    mask: Mask = np.zeros((height, width), dtype=bool)
    left, right = int(near.x * width), int(np.ceil(near.right * width))
    mask[int(near.y * height) : int(np.ceil(near.bottom * height)), left:right] = True
    return mask
