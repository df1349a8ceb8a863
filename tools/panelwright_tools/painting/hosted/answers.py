"""The picture in a server's answer: untrusted bytes, decoded within limits."""

import binascii
from base64 import b64decode
from collections.abc import Mapping
from io import BytesIO
from typing import Any, Final

from PIL import Image

from panelwright_tools.domain import ToolError
from panelwright_tools.painting.hosted.catalogue import Used, table

_DATA: Final = "data:"
_MOST_TOKENS: Final = 10_000_000
"""Of one picture; more is no count."""


class NoPicture(ToolError):
    """The answer holds no picture that can be used, though it may be charged for."""


def told(answer: Mapping[str, Any]) -> tuple[str, str]:
    """The base64 text of the first picture, or its address; the other is empty.

    Raises NoPicture when there is neither.
    """
    data = answer.get("data")
    first = data[0] if isinstance(data, list) and data else None
    if isinstance(first, Mapping):
        text, address = first.get("b64_json"), first.get("url")
        if isinstance(text, str) and text:
            return text.rpartition(",")[2] if text.startswith(_DATA) else text, ""
        if isinstance(address, str) and address.startswith(_DATA):
            return address.rpartition(",")[2], ""
        if isinstance(address, str) and address:
            return "", address
    raise NoPicture("the answer holds no picture")


def used(answer: Mapping[str, Any]) -> Used | None:
    """The tokens that an answer says it took; None where it doesn't.

    What is not told apart is taken for what costs more: what went in, for pictures.
    """
    usage = answer.get("usage")
    if not isinstance(usage, Mapping):
        return None
    went_in, came_out = _count(usage, "input_tokens"), _count(usage, "output_tokens")
    if went_in is None or came_out is None:
        return None
    apart = usage.get("input_tokens_details")
    text = _count(apart, "text_tokens") if isinstance(apart, Mapping) else None
    text = min(text or 0, went_in)
    return Used(text, went_in - text, came_out)


def _count(told: Mapping[str, Any], name: str) -> int | None:
    number = told.get(name)
    return number if isinstance(number, int) and 0 <= number <= _MOST_TOKENS else None


def unpacked(text: str) -> bytes:
    """The bytes of base64 text. Raises NoPicture when it is none, as when it was cut off."""
    try:
        return b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError) as error:
        raise NoPicture("the picture is no whole base64 text") from error


def decoded(content: bytes, wanted: tuple[int, int]) -> Image.Image:
    """The picture, RGB on white, which must have about the proportions that were wanted.

    Raises NoPicture when it is corrupt, too large, of another format, or of another shape.
    """
    limits = table()["answer"]
    try:
        with Image.open(BytesIO(content), formats=limits["formats"]) as opened:
            pixels = opened.width * opened.height
            if pixels > limits["most_pixels"]:
                raise NoPicture(f"the picture has {pixels / 1e6:.0f} megapixels")
            opened.load()
            image = _on_white(opened)
    except NoPicture:
        raise
    except Exception as error:  # decoders raise anything on corrupt input
        raise NoPicture("the picture is corrupt, or no PNG, JPEG or WebP") from error
    off = (image.width / image.height) / (wanted[0] / wanted[1])
    if abs(off - 1) > limits["ratio_off"]:
        asked = "×".join(map(str, wanted))
        raise NoPicture(f"the picture has {image.width}×{image.height} pixels instead of {asked}")
    return image


def _on_white(opened: Image.Image) -> Image.Image:
    if not opened.has_transparency_data:
        return opened.convert("RGB")
    layer = opened.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer).convert("RGB")
