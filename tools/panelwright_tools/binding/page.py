"""Compose a page: paper, panels, letters, inked borders, title and number."""

import math
import zlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from panelwright_tools.binding.book import Book, LetteredPanel, Page, PageSlot
from panelwright_tools.binding.borders import border
from panelwright_tools.lettering import fonts
from panelwright_tools.lettering.draw import draw_marks, placed_picture
from panelwright_tools.lettering.letter import PAGE_WIDTH
from panelwright_tools.lettering.marks import (
    Letters,
    LetterStyle,
    Mark,
    letter_style,
    marks_of,
    sound_marks,
)
from panelwright_tools.lettering.typeset import pieces_of
from panelwright_tools.lettering.words import plain

PAPER = "#f7f1e3"
TITLE_INK = "#1c1228"
_GRAIN = 0.012
_TITLE_SIZE = 52.0
"""Pixels per em of the title on a page 1,200 wide, where it fits."""


@dataclass(frozen=True)
class Frame:
    """A slot in pixels of the page."""

    slot: PageSlot
    left: float
    top: float
    width: float
    height: float
    corners: NDArray[np.float64]
    """(n, 2)"""

    @property
    def seed(self) -> int:
        """The seed of its border."""
        return zlib.crc32(self.slot.panel.encode())


def page_height(page: Page, width: int) -> int:
    """Pixels of a page's height."""
    return round(width * page.size[1] / page.size[0])


def frames_of(page: Page, width: int) -> list[Frame]:
    """The slots of a page in pixels."""
    size = np.array([width, page_height(page, width)], float)
    frames = []
    for slot in page.slots:
        x, y, w, h = (
            value * size[i % 2]
            for i, value in enumerate((slot.box.x, slot.box.y, slot.box.w, slot.box.h))
        )
        polygon = slot.polygon or (
            (slot.box.x, slot.box.y),
            (slot.box.right, slot.box.y),
            (slot.box.right, slot.box.bottom),
            (slot.box.x, slot.box.bottom),
        )
        frames.append(Frame(slot, x, y, w, h, np.array(polygon, float) * size))
    return frames


def paper(width: int, height: int, seed: int) -> Image.Image:
    """Warm paper with a fine grain."""
    rng = np.random.default_rng(seed)
    grain = rng.normal(0, 1, (math.ceil(height / 2), math.ceil(width / 2))).astype(np.float32)
    soft = Image.fromarray(grain).resize((width, height), Image.Resampling.BICUBIC)
    base = np.array(_rgb(PAPER), float) * (1 + _GRAIN * np.asarray(soft)[..., None])
    return Image.fromarray(base.clip(0, 255).astype(np.uint8))


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _mask(frame: Frame, size: tuple[int, int], at: tuple[int, int]) -> Image.Image:
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
        canvas.paste(image, at, _mask(frame, size, at))
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


def furniture(book: Book, page: Page, width: int) -> list[Mark]:
    """The title on page one and the page's number."""
    height = page_height(page, width)
    unit = width / PAGE_WIDTH
    frames = frames_of(page, width)
    top = min((frame.corners[:, 1].min() for frame in frames), default=height)
    foot = max((frame.corners[:, 1].max() for frame in frames), default=0.0)
    left = min((frame.corners[:, 0].min() for frame in frames), default=0.0)
    right = max((frame.corners[:, 0].max() for frame in frames), default=float(width))
    marks: list[Mark] = []
    if page.number == 1:
        marks += _title(book, float(left), float(right), float(top), unit)
    if height - foot > 22 * unit and len(book.pages) > 1:
        marks += _number(page.number, width / 2, (float(foot) + height) / 2, unit)
    return marks


def _title(book: Book, left: float, right: float, top: float, unit: float) -> list[Mark]:
    """The title in the band above the first panels, as large as it fits; none without a band."""
    text = plain(book.story.title)
    size = min(_TITLE_SIZE * unit, 0.7 * top)
    if size < 20 * unit or not text:
        return []
    pieces = [(piece.text, piece.font) for piece in pieces_of(text, "sound") if piece.font]
    length = sum(fonts.width(part, font, size) for part, font in pieces)
    if length > right - left:
        size *= (right - left) / length
        length = right - left
    x = right - length if book.rtl else left
    marks: list[Mark] = []
    baseline = top - 0.28 * size - 2 * unit
    for part, font in pieces:
        marks.append(Letters(part, font, size, (round(x, 1), round(baseline, 1)), TITLE_INK))
        x += fonts.width(part, font, size)
    return marks


def _number(number: int, x: float, y: float, unit: float) -> list[Mark]:
    size = 17 * unit
    text = str(number)
    half = fonts.width(text, "kalam", size) / 2
    return [Letters(text, "kalam", size, (round(x - half, 1), round(y + 0.3 * size, 1)), TITLE_INK)]
