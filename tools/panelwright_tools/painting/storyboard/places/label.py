"""The label of a sketched set: the place's noun, pencilled small in a corner."""

from PIL import Image, ImageDraw, ImageFont

from panelwright_tools.painting.storyboard.colour import mix, pixel
from panelwright_tools.painting.storyboard.mood import Mood

_LONGEST = 28


def lettered(image: Image.Image, words: str, mood: Mood) -> Image.Image:
    """The picture with a small paper tag that says what the set stands for."""
    text = words.strip()
    text = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    size = max(11, round(min(image.size) * 0.03))
    font = ImageFont.load_default(size)
    marked = image.copy()
    draw = ImageDraw.Draw(marked)
    left, top, right, bottom = draw.textbbox((0, 0), text, font=font)
    pad = size // 2
    x, y = round(size * 0.9), image.height - round(size * 1.4) - (bottom - top) - pad
    paper, ink = pixel(mix("#f4ead0", mood.haze, 0.15)), pixel(mood.ink)
    tag = (x - pad, y - pad // 2, x + right - left + pad, y + bottom - top + pad)
    draw.rounded_rectangle(tag, pad // 2, fill=paper, outline=ink, width=max(1, size // 12))
    draw.text((x - left, y - top + pad // 4), text, font=font, fill=ink)
    return marked
