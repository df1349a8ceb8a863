"""Layers: what a subject lays on the picture, for any window, with it or without."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from panelwright_tools.painting.storyboard.colour import mix, pixel
from panelwright_tools.painting.storyboard.coverage import Window
from panelwright_tools.painting.storyboard.light import Standing, rim_lit
from panelwright_tools.painting.storyboard.mood import Mood

SOLID = 128
"""From this coverage (0..255) on a pixel belongs to a subject."""


@dataclass(frozen=True)
class Paste:
    """A colour or a picture through a mask, at (x, y) of the panel."""

    paint: tuple[int, int, int] | Image.Image
    mask: Image.Image
    x: int
    y: int

    @property
    def window(self) -> Window:
        """Where it lies."""
        return self.x, self.y, self.x + self.mask.width, self.y + self.mask.height

    def on(self, image: Image.Image, origin: tuple[int, int]) -> None:
        """Lay it on the window of the panel that begins at `origin`."""
        image.paste(self.paint, (self.x - origin[0], self.y - origin[1]), self.mask)


@dataclass(frozen=True)
class Layer:
    """Everything that one drawing of a subject puts on the picture."""

    region: str
    pastes: tuple[Paste, ...]
    """Shadow, reflection, halo, and last the drawing itself."""

    @property
    def drawing(self) -> Paste:
        """The subject itself."""
        return self.pastes[-1]


def layer_of(
    region: str,
    colours: Image.Image,
    alpha: Image.Image,
    mood: Mood,
    standing: Standing | None = None,
    halo: float = 0.5,
    rim: bool = True,
) -> Layer | None:
    """The layer of a drawing on a sheet of the panel's size; None when nothing was drawn."""
    bounds = alpha.getbbox()
    if bounds is None:
        return None
    pastes: list[Paste | None] = []
    if standing is not None and standing.half_width > 0:
        pastes.append(_contact_shadow(standing, mood, alpha.size))
    if standing is not None and standing.mirrored:
        pastes.append(_reflection(colours, alpha, bounds, int(standing.foot)))
    if halo > 0:
        pastes.append(_halo(alpha, bounds, mood, halo))
    lit = rim_lit(colours, alpha, mood) if rim else colours
    pastes.append(Paste(lit.crop(bounds), alpha.crop(bounds), bounds[0], bounds[1]))
    return Layer(region, tuple(paste for paste in pastes if paste is not None))


def composed(
    ground: Image.Image, layers: Iterable[Layer], window: Window, without: str | None = None
) -> Image.Image:
    """A window of the picture: ground and layers in order, leaving out one region."""
    image = ground.crop(window)
    for layer in layers:
        if layer.region != without:
            for paste in layer.pastes:
                if _meet(paste.window, window):
                    paste.on(image, window[:2])
    return image


def owners(
    size: tuple[int, int], layers: Sequence[Layer], front: Image.Image | None
) -> NDArray[np.int32]:
    """(height, width) number of the layer seen at each pixel, -1 for the set.

    `front` is the alpha of what stands before all subjects.
    """
    owner = np.full((size[1], size[0]), -1, np.int32)
    for number, layer in enumerate(layers):
        left, top, right, bottom = layer.drawing.window
        covered = np.asarray(layer.drawing.mask) >= SOLID
        owner[top:bottom, left:right][covered] = number
    if front is not None:
        owner[np.asarray(front) >= SOLID] = -1
    return owner


def influence(layers: Iterable[Layer], size: tuple[int, int]) -> Window | None:
    """The window of everything that these layers change, on the panel."""
    windows = [paste.window for layer in layers for paste in layer.pastes]
    if not windows:
        return None
    low, high = np.min(windows, 0), np.max(windows, 0)
    left, top = max(0, int(low[0])), max(0, int(low[1]))
    right, bottom = min(size[0], int(high[2])), min(size[1], int(high[3]))
    return (left, top, right, bottom) if right > left and bottom > top else None


def _meet(first: Window, second: Window) -> bool:
    return (
        first[0] < second[2]
        and second[0] < first[2]
        and first[1] < second[3]
        and second[1] < first[3]
    )


def _contact_shadow(standing: Standing, mood: Mood, size: tuple[int, int]) -> Paste | None:
    x, y, half = standing.centre, standing.foot, standing.half_width
    pad = max(3.0, half * 0.18)
    left, top = int(x - half - pad), int(y - half * 0.13 - pad)
    right, bottom = int(x + half + pad), int(y + half * 0.15 + pad)
    if right <= 0 or left >= size[0] or top >= size[1] or bottom <= 0:
        return None
    mask = Image.new("L", (right - left, bottom - top))
    oval = (x - half - left, y - half * 0.13 - top, x + half - left, y + half * 0.15 - top)
    ImageDraw.Draw(mask).ellipse(oval, fill=150)
    soft = mask.filter(ImageFilter.GaussianBlur(max(2.0, half * 0.05)))
    return Paste(pixel(mix(mood.ink, "#000010", 0.3)), soft, left, top)


def _reflection(
    colours: Image.Image, alpha: Image.Image, bounds: Window, foot: int
) -> Paste | None:
    """The figure upside down below its soles, wavering and fading."""
    left, top, right, _ = bounds
    tall = int((foot - top) * 0.62)
    shown = min(tall, alpha.height - foot)
    if shown <= 6:
        return None
    flipped = Image.Transpose.FLIP_TOP_BOTTOM
    layers = [s.crop((left, top, right, foot)).transpose(flipped) for s in (colours, alpha)]
    pixels, cover = (np.asarray(s.resize((right - left, tall)))[:shown] for s in layers)
    rows = np.arange(shown)
    sway = (np.sin(rows / 4.3) * 2 + np.sin(rows / 9.0 + 2) * 4) * (0.25 + rows / shown)
    columns = np.arange(right - left)[None] + sway[:, None].astype(int)
    columns = columns.clip(0, right - left - 1)
    fading = cover[rows[:, None], columns] * np.linspace(0.42, 0.06, shown)[:, None]
    mask = Image.fromarray(fading.astype(np.uint8)).filter(ImageFilter.GaussianBlur(1.6))
    return Paste(Image.fromarray(pixels[rows[:, None], columns]), mask, left, foot)


def _halo(alpha: Image.Image, bounds: Window, mood: Mood, strength: float) -> Paste:
    """A breath of light around a figure."""
    reach = max(4.0, min(alpha.size) * 0.0165)
    pad = int(reach * 3)
    window = (
        max(0, bounds[0] - pad),
        max(0, bounds[1] - pad),
        min(alpha.width, bounds[2] + pad),
        min(alpha.height, bounds[3] + pad),
    )
    soft = alpha.crop(window).filter(ImageFilter.GaussianBlur(reach))
    breath = soft.point([int(level * strength) for level in range(256)])
    return Paste(pixel(mix(mood.haze, "#ffffff", 0.25)), breath, window[0], window[1])
