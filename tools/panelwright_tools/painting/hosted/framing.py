"""A panel inside a picture of a size that the model paints: bands outside the panel are cut off."""

from dataclasses import dataclass
from math import sqrt

import numpy as np
from PIL import Image

from panelwright_tools.painting.hosted.catalogue import Known
from panelwright_tools.painting.picture import Mask


@dataclass(frozen=True)
class Frame:
    """Where the panel lies in the model's picture, in pixels."""

    size: tuple[int, int]
    """Width and height of the model's picture."""
    window: tuple[int, int, int, int]
    """`(left, top, right, bottom)` of the panel in it."""

    @property
    def bands(self) -> str:
        """Which edges are cut off: `left and right`, `top and bottom`, or empty."""
        left, top, _, _ = self.window
        return "left and right" if left else "top and bottom" if top else ""

    @property
    def band_percent(self) -> int:
        """How much is cut off at each of these edges, percent of the picture's width or height."""
        left, top, _, _ = self.window
        return round(100 * max(left / self.size[0], top / self.size[1]))


def framed(panel: tuple[int, int], model: Known) -> Frame:
    """The size to ask for, where least is cut off, for a panel of so many pixels."""
    sizes = model.sizes or (_free(panel, model),)
    return max((_inside(panel, size) for size in sizes), key=_kept)


def cut(image: Image.Image, frame: Frame, panel: tuple[int, int]) -> Image.Image:
    """The panel of an answer, which may have other pixels than asked for, in the panel's size."""
    across, down = image.width / frame.size[0], image.height / frame.size[1]
    left, top, right, bottom = frame.window
    box = (left * across, top * down, right * across, bottom * down)
    return image.resize(panel, Image.Resampling.LANCZOS, box=box)


def put_in(picture: Image.Image, frame: Frame) -> Image.Image:
    """A panel as the model is to see it: its edges go on over the bands."""
    left, top, right, bottom = frame.window
    inner = picture.convert("RGB").resize((right - left, bottom - top), Image.Resampling.LANCZOS)
    around = ((top, frame.size[1] - bottom), (left, frame.size[0] - right), (0, 0))
    return Image.fromarray(np.pad(np.asarray(inner), around, mode="edge"))


def mask_picture(mask: Mask, frame: Frame) -> Image.Image:
    """A mask of the panel as the images interface wants it: alpha 0 where to paint anew."""
    left, top, right, bottom = frame.window
    inner = Image.fromarray(mask).convert("L").resize((right - left, bottom - top))
    alpha = Image.new("L", frame.size, 255)
    alpha.paste(inner.point([255] + [0] * 255), (left, top))
    picture = Image.new("RGBA", frame.size, (0, 0, 0, 255))
    picture.putalpha(alpha)
    return picture


def _free(panel: tuple[int, int], model: Known) -> tuple[int, int]:
    """The panel's own proportions, as far as they are allowed, in multiples of the grain."""
    ratio = min(max(panel[0] / panel[1], 1 / model.ratio), model.ratio)
    grain = model.grain
    height = sqrt(model.pixels / ratio)
    width, tall = (max(grain, round(edge / grain) * grain) for edge in (height * ratio, height))
    most = int(model.ratio)
    return min(width, most * tall), min(tall, most * width)


def _inside(panel: tuple[int, int], size: tuple[int, int]) -> Frame:
    """The largest window of the panel's proportions in the middle of a picture."""
    scale = min(size[0] / panel[0], size[1] / panel[1])
    width, height = (min(size[n], max(1, round(panel[n] * scale))) for n in (0, 1))
    left, top = (size[0] - width) // 2, (size[1] - height) // 2
    return Frame(size, (left, top, left + width, top + height))


def _kept(frame: Frame) -> float:
    left, top, right, bottom = frame.window
    return (right - left) * (bottom - top) / (frame.size[0] * frame.size[1])
