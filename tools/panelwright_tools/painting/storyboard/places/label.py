"""The label of a sketched set: the place's noun, small, on a paper tag in a lower corner."""

from PIL import Image, ImageDraw, ImageFont

from panelwright_tools.painting.storyboard.colour import mix, pixel
from panelwright_tools.painting.storyboard.mood import Mood

Spans = tuple[tuple[float, float], ...]
"""(left, right) of figures, fractions of the panel."""

_LONGEST = 28


def lettered(image: Image.Image, words: str, mood: Mood, occupied: Spans = ()) -> Image.Image:
    """The picture with a tag that says what the set stands for, where figures leave room."""
    text = words.strip()
    text = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    size = max(11, round(min(image.size) * 0.03))
    font = ImageFont.load_default(size)
    marked = image.copy()
    draw = ImageDraw.Draw(marked)
    left, top, right, bottom = draw.textbbox((0, 0), text, font=font)
    pad = size // 2
    x = _corner(image.width, right - left, round(size * 0.9), occupied)
    y = image.height - round(size * 1.4) - (bottom - top) - pad
    paper, ink = pixel(mix("#f4ead0", mood.haze, 0.15)), pixel(mood.ink)
    tag = (x - pad, y - pad // 2, x + right - left + pad, y + bottom - top + pad)
    draw.rounded_rectangle(tag, pad // 2, fill=paper, outline=ink, width=max(1, size // 12))
    draw.text((x - left, y - top + pad // 4), text, font=font, fill=ink)
    return marked


def _corner(width: int, text: float, margin: int, occupied: Spans) -> int:
    """x of the text in the lower corner that figures leave freer."""
    free_left = min((left for left, _ in occupied), default=1.0)
    free_right = 1 - max((right for _, right in occupied), default=1.0)
    return margin if free_left >= free_right else round(width - margin - text)
