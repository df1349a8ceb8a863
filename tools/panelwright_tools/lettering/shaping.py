"""Which text needs a shaping engine to come out right."""

import unicodedata

_RANGES = (
    (0x0590, 0x08FF),
    (0x0900, 0x0DFF),
    (0x0E00, 0x109F),
    (0x1780, 0x18AF),
    (0x1F000, 0x1FAFF),
)


def needs_shaping(text: str) -> bool:
    """True for right-to-left, Indic and South-East Asian scripts, and for combining marks."""
    return any(
        unicodedata.combining(letter) or any(low <= ord(letter) <= high for low, high in _RANGES)
        for letter in text
    )
