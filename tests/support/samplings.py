"""Small samplings, and what pictures differ by."""

from typing import Any

import numpy as np
from PIL import Image

from panelwright_tools.domain import Box
from panelwright_tools.painting.diffusion.sampling import Reference, RegionPrompt, Repaint, Sampling

SIZE = (64, 48)
WHOLE = Box(x=0, y=0, w=1, h=1)


def sampling(prompt: str = "a red ball", **changes: Any) -> Sampling:
    """Two steps of a picture of `SIZE`, with short texts."""
    facts: dict[str, Any] = {
        "negative_prompt": "",
        "size": SIZE,
        "seed": 1,
        "steps": 2,
        "guidance": 3.5,
        "sequence_length": 64,
    }
    return Sampling(prompt=prompt, **{**facts, **changes})


def noise_picture(seed: int = 0, size: tuple[int, int] = SIZE) -> Image.Image:
    """A picture of which no two pixels are alike."""
    pixels = np.random.default_rng(seed).integers(0, 256, (size[1], size[0], 3), np.uint8)
    return Image.fromarray(pixels)


def repaint_right(picture: Image.Image) -> Repaint:
    """Paint the right half of a picture anew."""
    mask = np.zeros((picture.height, picture.width), bool)
    mask[:, picture.width // 2 :] = True
    return Repaint(picture, mask)


def whole_region(prompt: str, *pictures: Image.Image, strength: float = 0.7) -> RegionPrompt:
    """A region that is the whole picture, which looks at pictures."""
    looks = tuple(Reference(picture, strength) for picture in pictures)
    return RegionPrompt("all", prompt, WHOLE, references=looks)


def difference(first: Image.Image, second: Image.Image) -> Any:
    """(height, width) int, the largest difference of a channel, 0..255."""
    left, right = np.asarray(first, np.int16), np.asarray(second, np.int16)
    return np.abs(left - right).max(axis=2)
