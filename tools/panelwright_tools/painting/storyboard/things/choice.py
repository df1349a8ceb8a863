"""How a noun is shown: by a drawing of ours, by icon art, or by a labelled sketch."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from panelwright_tools.painting.storyboard.things.catalogue import icon_named
from panelwright_tools.painting.storyboard.things.drawings import drawing_of_nouns
from panelwright_tools.painting.storyboard.things.naming import candidates


@dataclass(frozen=True)
class Choice:
    """The way to show one noun."""

    way: Literal["drawing", "icon", "sketch"]
    name: str
    """Of the drawing or the icon; the noun itself for a sketch."""
    known_as: str
    """The words that were found in the tables."""


@lru_cache(maxsize=4096)
def choice_for(noun: str, phrase: str = "") -> Choice:
    """The best way to show a noun; the most telling words of its phrase are tried first."""
    for name in candidates(noun, phrase):
        drawing = drawing_of_nouns().get(name)
        if drawing is not None:
            return Choice("drawing", drawing, name)
        icon = icon_named(name)
        if icon is not None:
            return Choice("icon", icon, name)
    return Choice("sketch", noun.lower().strip(), noun)
