"""Parts of a picture as a vision model is shown them."""

from io import BytesIO

from PIL import Image

from panelwright_tools.domain import Box
from panelwright_tools.vision.tables import table


def part(image: Image.Image, box: Box) -> bytes:
    """A PNG file of a box with some room around it, large enough to be made out."""
    margin = float(table("vision")["margin"])
    grown = Box(
        box.x - margin * box.w,
        box.y - margin * box.h,
        box.w * (1 + 2 * margin),
        box.h * (1 + 2 * margin),
    ).clipped()
    width, height = image.size
    left, top = int(grown.x * width), int(grown.y * height)
    right = max(left + 1, round(grown.right * width))
    bottom = max(top + 1, round(grown.bottom * height))
    return whole(image.crop((left, top, right, bottom)))


def whole(image: Image.Image) -> bytes:
    """A PNG file of a picture, of a size that a vision model looks at."""
    limits = table("vision")
    scale = max(1.0, limits["least_edge"] / min(image.size))
    scale = min(scale, limits["longest_edge"] / max(image.size))
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    shown = image.convert("RGB")
    if size != image.size:
        shown = shown.resize(size, Image.Resampling.LANCZOS)
    stream = BytesIO()
    shown.save(stream, "PNG")
    return stream.getvalue()
