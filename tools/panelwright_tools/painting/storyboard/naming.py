"""Colour words: from `dark blue` or `#4466aa` to a flat colour that sits well on the page."""

from panelwright_tools.painting.storyboard.colour import mix, pixel
from panelwright_tools.painting.storyboard.tables import table

_TONES = {
    "dark": ("#1b1630", 0.38),
    "deep": ("#1b1630", 0.28),
    "light": ("#ffffff", 0.42),
    "pale": ("#fff6e6", 0.5),
}


def colour_named(words: str | None, of: str = "colours") -> str | None:
    """The `#rrggbb` that words name, None when no word is known.

    `of` says whose words count: `colours`, `hair`, `skin` or `eyes`; the last three also
    understand plain colours.
    """
    if not words:
        return None
    text = words.strip().lower()
    if _is_hex(text):
        return text
    known = table("palette")[of]
    parts = text.replace("-", " ").split()
    found = next((word for word in reversed(parts) if word in known), None)
    if found is None:
        return None if of == "colours" else colour_named(words)
    return _toned(str(known[found]), parts[: parts.index(found)])


def _is_hex(text: str) -> bool:
    return len(text) == 7 and text[0] == "#" and not set(text[1:]) - set("0123456789abcdef")


def _toned(colour: str, before: list[str]) -> str:
    tone = next((_TONES[word] for word in before if word in _TONES), None)
    if tone is None:
        return colour
    return "#{:02x}{:02x}{:02x}".format(*pixel(mix(colour, *tone)))
