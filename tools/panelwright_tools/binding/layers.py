"""A page taken apart into layers: art, balloons, text, borders, sounds and title on their paper."""

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image

from panelwright_tools.binding.appendix import TITLE, appendix_marks
from panelwright_tools.binding.book import Book, LetteredPanel, Page
from panelwright_tools.binding.borders import border
from panelwright_tools.binding.frames import Frame, frames_of, page_height
from panelwright_tools.binding.furniture import furniture
from panelwright_tools.binding.page import PAPER, panel_mask, paper
from panelwright_tools.lettering.draw import draw_marks, placed_picture
from panelwright_tools.lettering.letter import PAGE_WIDTH
from panelwright_tools.lettering.marks import (
    Fill,
    LetterStyle,
    Mark,
    letter_style,
    marks_of,
    sound_marks,
)

Corner = tuple[int, int]
_NOWHERE: Corner = (0, 0)


@dataclass(frozen=True)
class Layer:
    """Pixels with transparency, and where their upper left corner lies on the page."""

    name: str
    image: Image.Image
    """RGBA"""
    at: Corner = _NOWHERE


@dataclass(frozen=True)
class Group:
    """Layers that belong together, the lowest first."""

    name: str
    layers: tuple[Layer, ...]


Stack = tuple[Layer | Group, ...]
"""What a page is made of, the lowest first."""


def page_layers(book: Book, page: Page, width: int = PAGE_WIDTH) -> Stack:
    """The layers of a page; one over the other they look as `compose_page` has it."""
    size = (width, page_height(page, width))
    style = letter_style(book.story.style)
    shown = [
        (frame, book.panels[frame.slot.panel])
        for frame in frames_of(page, width)
        if frame.slot.panel in book.panels
    ]
    unit = width / PAGE_WIDTH
    borders: list[Mark] = [border(f.corners, unit, f.seed) for f in frames_of(page, width)]
    sounds = _blank(size)
    for frame, panel in shown:
        marks = sound_marks(panel.lettering, style)
        draw_marks(sounds, marks, _scale(frame, panel), (frame.left, frame.top))
    parts = [_parted(panel, style) for _, panel in shown]
    stack = (
        Layer("Paper", paper(*size, page.number).convert("RGBA")),
        Group("Art", tuple(_art(frame, panel) for frame, panel in shown)),
        _lettering("Balloons", shown, [fills for fills, _ in parts]),
        _lettering("Text", shown, [letters for _, letters in parts]),
        _cropped("Borders", _drawn(size, borders)),
        _cropped("Sounds", sounds),
        _cropped("Title and number", _drawn(size, furniture(book, page, width))),
    )
    return tuple(part for part in stack if not _is_empty(part))


def appendix_layers(book: Book, width: int = PAGE_WIDTH) -> list[Stack]:
    """The layers of the pages with words for which the panels had no room; often no page."""
    if not book.pages:
        return []
    size = (width, page_height(book.pages[0], width))
    pages = appendix_marks(book, page_height(book.pages[0], PAGE_WIDTH))
    return [
        (
            Layer("Paper", Image.new("RGBA", size, PAPER)),
            _cropped(TITLE, _drawn(size, marks, width / PAGE_WIDTH)),
        )
        for marks in pages
    ]


def flattened(stack: Stack) -> Image.Image:
    """The layers one over the other, in the size of the lowest."""
    layers = [
        layer for part in stack for layer in (part.layers if isinstance(part, Group) else [part])
    ]
    canvas = layers[0].image.copy()
    for layer in layers[1:]:
        canvas.alpha_composite(layer.image, layer.at)
    return canvas.convert("RGB")


def _is_empty(part: Layer | Group) -> bool:
    return not (part.layers if isinstance(part, Group) else part.image.getbbox())


def _scale(frame: Frame, panel: LetteredPanel) -> float:
    return frame.width / panel.lettering.size[0]


def _corner(frame: Frame) -> Corner:
    return round(frame.left), round(frame.top)


def _size(frame: Frame) -> tuple[int, int]:
    return max(1, round(frame.width)), max(1, round(frame.height))


def _blank(size: tuple[int, int]) -> Image.Image:
    """Nothing to draw on. Pillow mixes plainly into the fourth channel of this mode, which makes
    it the opacity, and the colours multiplied by it; in RGBA it only comes near to that."""
    return Image.new("RGBX", size, (0, 0, 0, 0))


def _drawn(size: tuple[int, int], marks: list[Mark], scale: float = 1.0) -> Image.Image:
    canvas = _blank(size)
    draw_marks(canvas, marks, scale, (0.0, 0.0))
    return canvas


def _art(frame: Frame, panel: LetteredPanel) -> Layer:
    picture = placed_picture(panel.image(), panel.lettering)
    image = picture.resize(_size(frame), Image.Resampling.LANCZOS).convert("RGBA")
    image.putalpha(panel_mask(frame, _size(frame), _corner(frame)))
    return Layer(_name(frame), image, _corner(frame))


def _parted(panel: LetteredPanel, style: LetterStyle) -> tuple[list[Mark], list[Mark]]:
    """Balloons and captions, and the letters in them; sounds are neither."""
    marks = marks_of(panel.lettering.model_copy(update={"sounds": ()}), style)
    fills = [mark for mark in marks if isinstance(mark, Fill)]
    return [*fills], [mark for mark in marks if not isinstance(mark, Fill)]


def _lettering(
    name: str, shown: Sequence[tuple[Frame, LetteredPanel]], marks: list[list[Mark]]
) -> Group:
    """A layer for each panel that has such marks, cut off where the panel ends."""
    layers = []
    for (frame, panel), some in zip(shown, marks, strict=True):
        canvas, inside = _blank(_size(frame)), _blank(_size(frame))
        draw_marks(canvas, some, _size(frame)[0] / panel.lettering.size[0], (0.0, 0.0))
        inside.paste(canvas, _NOWHERE, panel_mask(frame, _size(frame), _corner(frame)))
        layers.append(_cropped(_name(frame), inside, _corner(frame)))
    return Group(name, tuple(layer for layer in layers if not _is_empty(layer)))


def _name(frame: Frame) -> str:
    return f"Panel {frame.slot.panel}"


def _cropped(name: str, drawn: Image.Image, at: Corner = _NOWHERE) -> Layer:
    """What was drawn on a blank, as far as it is not empty."""
    left, top, right, bottom = drawn.getbbox() or (0, 0, 1, 1)
    part = drawn.crop((left, top, right, bottom))
    image = Image.frombytes("RGBa", part.size, part.tobytes()).convert("RGBA")
    return Layer(name, image, (at[0] + left, at[1] + top))
