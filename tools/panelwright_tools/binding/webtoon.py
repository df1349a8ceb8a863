"""Bind a webtoon: one long strip, cut in its gutters into slices that readers accept."""

from collections.abc import Iterator

from PIL import Image

from panelwright_tools.binding.book import Book, LetteredPanel
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


def _panel(lettered: LetteredPanel, style: str, width: int) -> Image.Image:
    image = lettered.image()
    height = max(1, round(image.height * width / image.width))
    large = image.resize((width, height), Image.Resampling.LANCZOS)
    return draw_letters(large, lettered.lettering, letter_style(style))


def _strip(book: Book) -> Iterator[tuple[int, Image.Image | None]]:
    """Gutters (height, None) and panels (height, picture), from top to bottom."""
    place: str | None = None
    yield _GUTTER // 2, None
    for number, panel in enumerate(book.story.panels):
        lettered = book.panels.get(panel.id)
        if lettered is None:
            continue
        if number:
            yield (_PLACE_GUTTER if panel.place != place else _GUTTER), None
        place = panel.place
        picture = _panel(lettered, book.story.style, WIDTH - 2 * _MARGIN)
        yield picture.height, picture
    yield _GUTTER // 2, None


def webtoon_slices(book: Book) -> Iterator[Image.Image]:
    """Slices 800 pixels wide and at most 1,280 high; only a taller panel is ever cut."""
    canvas = Image.new("RGB", (WIDTH, 0), PAPER)
    for height, picture in _strip(book):
        canvas = _extended(canvas, height, picture)
        if picture is None:
            continue
        while canvas.height > HEIGHT:
            cut = _cut(canvas.height, height)
            yield canvas.crop((0, 0, WIDTH, cut))
            canvas = canvas.crop((0, cut, WIDTH, canvas.height))
    while canvas.height > HEIGHT:
        yield canvas.crop((0, 0, WIDTH, HEIGHT))
        canvas = canvas.crop((0, HEIGHT, WIDTH, canvas.height))
    if canvas.height:
        yield canvas


def _cut(height: int, last: int) -> int:
    """Where to cut a canvas whose last `last` rows are a panel: above it, else inside it."""
    above = height - last
    return min(above, HEIGHT) if above > 0 else HEIGHT


def _extended(canvas: Image.Image, height: int, picture: Image.Image | None) -> Image.Image:
    longer = Image.new("RGB", (WIDTH, canvas.height + height), PAPER)
    longer.paste(canvas, (0, 0))
    if picture is not None:
        longer.paste(picture, (_MARGIN, canvas.height))
    return longer
