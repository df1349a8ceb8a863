"""A look in phrases: hair, eyes, colour, clothes, marks."""

from collections.abc import Iterator

from panelwright_tools.domain import Hair, Look
from panelwright_tools.prompting.phrases import clean
from panelwright_tools.prompting.tables import words

_BODY = ("eyes", "skin")


def look_phrases(look: Look, noun: str) -> Iterator[str]:
    """What is to be seen of a look, a phrase each; `noun` is what its main colour is said of."""
    yield hair_phrase(look.hair)
    for part, colour in zip(_BODY, (look.eyes, look.skin), strict=True):
        yield coloured(colour, part) if spoken_colour(colour) else ""
    yield coloured(look.colour, noun) if spoken_colour(look.colour) else ""
    yield from (coloured(garment.colour, garment.name) for garment in look.clothes)
    yield from (clean(mark) for mark in look.marks)


def hair_phrase(hair: Hair) -> str:
    """`short black hair`, `red ponytail`, `bald`; empty where nothing is known of it."""
    style, colour = clean(hair.style or ""), spoken_colour(hair.colour)
    *before, last = style.split() or [""]
    if last in words("hairless"):
        return style
    if last in words("hair"):
        return " ".join(filter(None, (*before, colour, last)))
    return f"{style} {colour} hair".replace("  ", " ").strip() if style or colour else ""


def coloured(colour: str | None, noun: str) -> str:
    """A colour before its noun."""
    return " ".join(filter(None, (spoken_colour(colour), clean(noun))))


def spoken_colour(colour: str | None) -> str:
    """The words of a colour; empty for one in figures, which no model reads."""
    return "" if not colour or colour.startswith("#") else clean(colour)
