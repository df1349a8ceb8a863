"""Bind a webtoon: one long strip, cut in its gutters into slices that readers accept."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PIL import Image

from panelwright_tools.binding.book import Book
from panelwright_tools.binding.page import PAPER
from panelwright_tools.lettering.draw import draw_letters
from panelwright_tools.lettering.marks import letter_style

WIDTH = 800
"""Pixels of a slice."""
HEIGHT = 1280
"""Most pixels of a slice's height."""
_GUTTER = 200
_PLACE_GUTTER = 420
"""White between panels when the story moves elsewhere: time to travel."""
_MARGIN = 24
PANEL_WIDTH = WIDTH - 2 * _MARGIN
"""Pixels of a panel's width on the strip."""
_LEAST = 320
"""Pixels that a slice likes to have at least: slivers flicker by."""


@dataclass(frozen=True)
class _Row:
    """A panel on the strip."""

    panel: str
    top: int
    bottom: int


def webtoon_slices(book: Book) -> Iterator[Image.Image]:
    """Slices 800 pixels wide and at most 1,280 high; only a taller panel is ever cut."""
    rows, length = _rows(book)
    shown: tuple[str, Image.Image] | None = None
    for top, bottom in pairwise(_cuts(rows, length)):
        canvas = Image.new("RGB", (WIDTH, bottom - top), PAPER)
        for row in rows:
            if row.top < bottom and row.bottom > top:
                if shown is None or shown[0] != row.panel:
                    shown = row.panel, _picture(book, row)
                canvas.paste(shown[1], (_MARGIN, row.top - top))
        yield canvas


def _rows(book: Book) -> tuple[list[_Row], int]:
    """Where each panel lies on the strip, and the strip's length in pixels."""
    rows: list[_Row] = []
    place: str | None = None
    y = _GUTTER // 2
    for panel in book.story.panels:
        lettered = book.panels.get(panel.id)
        if lettered is None:
            continue
        if rows:
            y += _PLACE_GUTTER if panel.place != place else _GUTTER
        place = panel.place
        width, height = lettered.lettering.size
        rows.append(_Row(panel.id, y, y + max(1, round(height * PANEL_WIDTH / width))))
        y = rows[-1].bottom
    return rows, y + _GUTTER // 2


def _cuts(rows: Sequence[_Row], length: int) -> list[int]:
    """Where slices begin and end: as late as possible in a gutter, else evenly in a tall panel."""
    gutters = [(one.bottom, other.top) for one, other in pairwise(rows)]
    cuts = [0]
    while length - cuts[-1] > HEIGHT:
        start = cuts[-1]
        reached = [one for one in gutters if start + _LEAST <= one[0] <= start + HEIGHT]
        if reached:
            low, high = reached[-1]
            cuts.append(min((low + high) // 2, start + HEIGHT))
            continue
        end = next((low for low, _ in gutters if low > start), length)
        cuts.append(start + -(-(end - start) // -(-(end - start) // HEIGHT)))
    return [*cuts, length]


def _picture(book: Book, row: _Row) -> Image.Image:
    lettered = book.panels[row.panel]
    large = lettered.image().resize((PANEL_WIDTH, row.bottom - row.top), Image.Resampling.LANCZOS)
    return draw_letters(large, lettered.lettering, letter_style(book.story.style))
