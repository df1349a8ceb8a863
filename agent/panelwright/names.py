"""Names from stories made safe for file systems."""

import re
import unicodedata
from typing import Final

MAX_LENGTH: Final = 48

_DEVICES: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.ASCII)


def slug(text: str, fallback: str = "story") -> str:
    """Lower-case letters, digits and hyphens, at most 48: `../Über den Fluß` is `uber-den-flu`.

    Text without any Latin letter or digit, and the names of Windows devices, become or get the
    fallback.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:MAX_LENGTH].strip("-")
    if not name:
        return fallback
    return f"{fallback}-{name}" if _DEVICES.fullmatch(name) else name
