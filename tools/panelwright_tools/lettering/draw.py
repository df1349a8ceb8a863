"""Draw the marks of a lettering with Pillow, smooth at every size."""

import math

import numpy as np
from PIL import Image, ImageColor, ImageDraw

from panelwright_tools.lettering import fonts
from panelwright_tools.lettering.marks import Fill, Letters, LetterStyle, Mark, marks_of
from panelwright_tools.lettering.model import Lettering

_FINE = 4
"""Masks are drawn this many times larger and reduced."""


def draw_letters(image: Image.Image, lettering: Lettering, style: LetterStyle) -> Image.Image:
    """The picture with its letters; the picture may be larger or smaller than the lettering."""
    canvas = placed_picture(image, lettering)
    draw_marks(canvas, marks_of(lettering, style), canvas.width / lettering.size[0], (0.0, 0.0))
    return canvas


def placed_picture(image: Image.Image, lettering: Lettering) -> Image.Image:
    """The picture as the lettering wants it: moved up where a strip takes its foot."""
    if not lettering.shift:
        return image.convert("RGB")
    canvas = Image.new("RGB", image.size)
    canvas.paste(image, (0, -round(lettering.shift * image.width / lettering.size[0])))
    return canvas


def draw_marks(
    canvas: Image.Image, marks: list[Mark], scale: float, origin: tuple[float, float]
) -> None:
    """Draw marks onto a canvas in place: scaled, then moved to `origin` in canvas pixels."""
    for mark in marks:
        if isinstance(mark, Fill):
            _fill(canvas, mark, scale, origin)
        else:
            _letters(canvas, mark, scale, origin)


def _fill(canvas: Image.Image, mark: Fill, scale: float, origin: tuple[float, float]) -> None:
    points = np.array(mark.points) * scale + origin
    low = np.maximum(np.floor(points.min(axis=0)).astype(int) - 1, 0)
    high = np.minimum(np.ceil(points.max(axis=0)).astype(int) + 2, canvas.size)
    if (high <= low).any():
        return
    mask = Image.new("L", (int(high[0] - low[0]) * _FINE, int(high[1] - low[1]) * _FINE))
    fine = ((points - low) * _FINE).ravel().tolist()
    ImageDraw.Draw(mask).polygon(fine, fill=round(255 * mark.opacity))
    canvas.paste(ImageColor.getrgb(mark.colour), (int(low[0]), int(low[1])), mask.reduce(_FINE))


def _letters(canvas: Image.Image, mark: Letters, scale: float, origin: tuple[float, float]) -> None:
    size = mark.size * scale
    font = fonts.load(mark.font, round(size * _FINE, 2))
    stroke = mark.outline * scale * _FINE
    left, top, right, bottom = font.getbbox(mark.text, anchor="ls")
    pad = math.ceil(stroke) + 2 * _FINE
    x = mark.origin[0] * scale + origin[0]
    y = mark.origin[1] * scale + origin[1]
    reach = math.ceil(math.hypot(max(abs(left), abs(right)), max(abs(top), abs(bottom)))) + pad
    box = _window(mark, (left - pad, top - pad, right + pad, bottom + pad), reach)
    x0, y0 = math.floor(x) + math.floor(box[0] / _FINE), math.floor(y) + math.floor(box[1] / _FINE)
    width = math.ceil((box[2] - box[0]) / _FINE) + 2
    height = math.ceil((box[3] - box[1]) / _FINE) + 2
    mask = Image.new("L", (width * _FINE, height * _FINE))
    pen = ((x - x0) * _FINE, (y - y0) * _FINE)
    ImageDraw.Draw(mask).text(pen, mark.text, fill=255, font=font, anchor="ls", stroke_width=stroke)
    if mark.angle:
        mask = mask.rotate(-mark.angle, Image.Resampling.BICUBIC, center=pen)
    canvas.paste(ImageColor.getrgb(mark.colour), (x0, y0), mask.reduce(_FINE))


def _window(
    mark: Letters, box: tuple[float, float, float, float], reach: int
) -> tuple[float, float, float, float]:
    """Where ink may fall around the pen; a turned letter may fall anywhere in its circle."""
    return (-reach, -reach, reach, reach) if mark.angle else box
