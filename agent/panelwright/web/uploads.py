"""Pictures that come from a browser: bounded, decoded and written anew before anything is done."""

import base64
import binascii
import io
import secrets
import time
import warnings
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import Lock
from typing import Final

import numpy as np
from PIL import Image, UnidentifiedImageError

from panelwright.references import read_picture
from panelwright_tools.domain import UserError
from panelwright_tools.painting.picture import Mask

LARGEST_FILE: Final = 20_000_000
"""Bytes."""
LONGEST_MASK: Final = 6_000_000
"""Characters of a data URL."""
_MOST_PIXELS: Final = 16_000_000
_KEPT_S: Final = 900.0
"""Seconds that a picture waits for what it is meant for."""
_MOST: Final = 32
_PNG: Final = "data:image/png;base64,"


@dataclass
class Waiting:
    """Pictures that were sent and not used yet, by what they go by."""

    _pictures: dict[str, tuple[float, bytes]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def put(self, data: bytes) -> str:
        """Keep the pixels of a picture; what it goes by.

        Raises UserError when it is no picture, or too large.
        """
        png, name = written_anew(data), secrets.token_urlsafe(16)
        with self._lock:
            now = time.monotonic()
            fresh = [(key, one) for key, one in self._pictures.items() if now - one[0] < _KEPT_S]
            self._pictures = dict(fresh[-_MOST + 1 :])
            self._pictures[name] = (now, png)
        return name

    def take(self, name: str) -> bytes:
        """The picture as PNG, which is kept no longer. Raises UserError when it is not there."""
        with self._lock:
            found = self._pictures.pop(name, None)
        if found is None:
            raise UserError("the picture is not here any more; choose it again.")
        return found[1]


def written_anew(data: bytes) -> bytes:
    """The pixels of a picture as PNG, without whatever else its file held.

    Raises UserError when it is no picture that can be read, or has too many bytes or pixels.
    """
    if len(data) > LARGEST_FILE:
        raise UserError(f"the picture is too large: {LARGEST_FILE // 1_000_000} MB are the most.")
    with NamedTemporaryFile(prefix="panelwright-", suffix=".upload") as file:
        file.write(data)
        file.flush()
        try:
            return read_picture(Path(file.name), "the picture")
        except UserError as error:
            raise UserError(str(error).replace(file.name, "the picture")) from error


def read_mask(url: str, least: float = 0.0005) -> Mask:
    """What was painted over, (h, w) bool, from the PNG of a data URL: where it is light.

    Raises UserError when it is none, too large, or less than the share `least` is painted.
    """
    if not url.startswith(_PNG) or len(url) > LONGEST_MASK:
        raise UserError("paint over what is to be drawn anew first.")
    try:
        data = base64.b64decode(url.removeprefix(_PNG), validate=True)
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=["PNG"]) as opened:
                if opened.width * opened.height > _MOST_PIXELS:
                    raise UserError("what was painted over has too many pixels.")
                picture = opened.convert("RGBA")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise UserError("what was painted over has too many pixels.") from error
    except (binascii.Error, UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise UserError("what was painted over can't be read; paint it again.") from error
    pixels = np.asarray(picture)
    mask: Mask = (pixels[..., 3] > 127) & (pixels[..., :3].max(axis=2) > 127)
    if mask.mean() < least:
        raise UserError("paint over what is to be drawn anew first.")
    return mask
