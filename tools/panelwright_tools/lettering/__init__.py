"""Lettering: words in balloons, captions and sounds that cover no face and lose no word."""

from panelwright_tools.lettering.draw import draw_letters
from panelwright_tools.lettering.letter import LetterWishes, place_letters
from panelwright_tools.lettering.marks import LetterStyle, letter_style
from panelwright_tools.lettering.measuring import legibility
from panelwright_tools.lettering.model import Lettering
from panelwright_tools.lettering.stage import Actor, Stage, stage_of
from panelwright_tools.versions import code_version

__all__ = [
    "Actor",
    "LetterStyle",
    "LetterWishes",
    "Lettering",
    "Stage",
    "draw_letters",
    "legibility",
    "letter_style",
    "letterer_id",
    "place_letters",
    "stage_of",
]

SOURCES = ("domain", "lettering", "painting")
"""The folders that decide where words stand; a picture's subjects are a painting's."""


def letterer_id() -> str:
    """Name and version of the letterer, part of the key of every lettering."""
    return f"letters/{code_version(*SOURCES)}"
