"""Reads the place that a heading is: of a screenplay's scene, or of a chapter: `## At the lake`."""

import re

from panelwright.planning.embedded.place_nouns import LONGEST, is_place_noun
from panelwright.planning.embedded.sites import Site
from panelwright.planning.embedded.tables import words
from panelwright_tools.language.document import Heading

_COUNTED = re.compile(r"^(?:chapter|part|act|scene)?\s*(?:\d+|[ivxlc]+)?\s*[.:)–—-]*\s+", re.I)
_ARTICLES = ("the", "a", "an")


def heading_site(heading: Heading) -> Site | None:
    """The place that a heading names; None when it names none."""
    if heading.kind == "scene":
        return _scene(heading)
    return _chapter(heading.text) if heading.kind == "chapter" else None


def _scene(heading: Heading) -> Site | None:
    if not heading.place:
        return None
    parts = [part.strip() for part in heading.place.replace("/", "-").split("-") if part.strip()]
    name = parts[-1].lower() if parts else heading.place.lower()
    tokens = [token for token in name.replace(".", "").split() if token not in _ARTICLES]
    return _site(tokens, heading.interior) if tokens else None


def _chapter(text: str) -> Site | None:
    """`The hill`, `Chapter 2: In the kitchen`; not `The night of the storm`."""
    tokens = _COUNTED.sub("", f" {text}").lower().strip(" .:!").split()
    if tokens and tokens[0] in words("settings", "places", "around"):
        tokens = tokens[1:]
    tokens = [token for token in tokens if token not in _ARTICLES]
    if not 1 <= len(tokens) < LONGEST or not is_place_noun("-".join(tokens)):
        return None
    return _site(tokens, None)


def _site(tokens: list[str], interior: bool | None) -> Site:
    return Site(
        noun=tokens[-1],
        name=" ".join(tokens),
        compound=" ".join(tokens[:-1]),
        indoors=interior,
        definite=True,
    )
