"""PNG files with words about where they come from."""

import io
from collections.abc import Mapping

from PIL import Image
from PIL.PngImagePlugin import PngInfo


def png_bytes(image: Image.Image, about: Mapping[str, str]) -> bytes:
    """The image as PNG; `about` becomes its text chunks (Title, Software, Description …)."""
    info = PngInfo()
    for key in sorted(about):
        info.add_itxt(key, about[key])
    stream = io.BytesIO()
    image.save(stream, "PNG", pnginfo=info, compress_level=2)
    return stream.getvalue()


def jpeg_bytes(image: Image.Image, quality: int = 90) -> bytes:
    """The image as JPEG.

    Not optimised: Pillow would then need the whole file to fit a buffer of one byte a pixel, which
    a picture full of dots does not.
    """
    stream = io.BytesIO()
    image.convert("RGB").save(stream, "JPEG", quality=quality, subsampling=0)
    return stream.getvalue()
