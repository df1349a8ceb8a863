"""Compose a page: paper, panels, letters, inked borders, title and number."""

import math

import numpy as np
from PIL import Image, ImageColor, ImageDraw

from panelwright_tools.binding.book import Book, LetteredPanel, Page
from panelwright_tools.binding.borders import border
from panelwright_tools.binding.frames import Frame, frames_of, page_height
from panelwright_tools.binding.furniture import furniture
from panelwright_tools.lettering.draw import draw_marks, placed_picture
from panelwright_tools.lettering.letter import PAGE_WIDTH
from panelwright_tools.lettering.marks import (
    LetterStyle,
    letter_style,
    marks_of,
    sound_marks,
)

PAPER = "#f7f1e3"
_GRAIN = 0.012
"""Deviation of the paper's brightness."""
_GRAIN_STEPS = 40


def paper(width: int, height: int, seed: int) -> Image.Image:
    """Warm paper with a fine grain."""
    rng = np.random.default_rng(seed)
    size = (math.ceil(height / 2), math.ceil(width / 2))
    noise = rng.standard_normal(size, dtype=np.float32) * _GRAIN_STEPS + 128
    grain = Image.fromarray(noise.clip(0, 255).astype(np.uint8))
    soft = grain.resize((width, height), Image.Resampling.BICUBIC)
    shades = [
        soft.point([_shade(tone, step) for step in range(256)]) for tone in ImageColor.getrgb(PAPER)
    ]
    return Image.merge("RGB", shades)


def _shade(tone: int, step: int) -> int:
    """A tone of the paper under a step of grain."""
    return min(255, round(tone * (1 + _GRAIN * (step - 128) / _GRAIN_STEPS)))


def panel_mask(frame: Frame, size: tuple[int, int], at: tuple[int, int]) -> Image.Image:
    """Coverage of the panel's polygon over its box."""
    fine = 3
    mask = Image.new("L", (size[0] * fine, size[1] * fine))
    points = ((frame.corners - at) * fine).ravel().tolist()
    ImageDraw.Draw(mask).polygon(points, fill=255)
    return mask.reduce(fine)


def _panel_image(lettered: LetteredPanel, size: tuple[int, int], style: LetterStyle) -> Image.Image:
    """The picture at its size on the page, with everything but its sounds."""
    picture = placed_picture(lettered.image(), lettered.lettering)
    image = picture.resize(size, Image.Resampling.LANCZOS)
    silent = lettered.lettering.model_copy(update={"sounds": ()})
    draw_marks(image, marks_of(silent, style), size[0] / lettered.lettering.size[0], (0.0, 0.0))
    return image


def compose_page(book: Book, page: Page, width: int = PAGE_WIDTH) -> Image.Image:
    """One page as pixels. The title stands on page one; sounds may break their panel's border."""
    height = page_height(page, width)
    style = letter_style(book.story.style)
    canvas = paper(width, height, page.number)
    frames = frames_of(page, width)
    for frame in frames:
        lettered = book.panels.get(frame.slot.panel)
        if lettered is None:
            continue
        at = (round(frame.left), round(frame.top))
        size = (max(1, round(frame.width)), max(1, round(frame.height)))
        image = _panel_image(lettered, size, style)
        canvas.paste(image, at, panel_mask(frame, size, at))
    for frame in frames:
        draw_marks(canvas, [border(frame.corners, width / PAGE_WIDTH, frame.seed)], 1.0, (0, 0))
    for frame in frames:
        lettered = book.panels.get(frame.slot.panel)
        if lettered is not None:
            scale = frame.width / lettered.lettering.size[0]
            draw_marks(
                canvas, sound_marks(lettered.lettering, style), scale, (frame.left, frame.top)
            )
    draw_marks(canvas, furniture(book, page, width), 1.0, (0.0, 0.0))
    return canvas
