"""The words for what a plan says in closed lists: shots, light, poses, places on the picture."""

from enum import StrEnum
from typing import Final

from panelwright_tools.domain import Box
from panelwright_tools.prompting.tables import table

_SIDE: Final = 0.36
"""Left of it is the left of the picture, right of one less it the right."""
_NEAR, _FAR = 0.28, 0.72
"""Depths that are worth a word."""


def word(group: str, value: StrEnum | None) -> str:
    """The words for a value of a closed list; empty where it isn't said."""
    return str(table("wording")[group].get(value.value, "")) if value is not None else ""


def phrase(*path: str) -> str:
    """A text of the data file by its keys."""
    found = table("wording")
    for key in path:
        found = found[key]
    return str(found)


def across(box: Box) -> str:
    """`left`, `centre` or `right`, by the middle of a box."""
    x = box.centre[0]
    return "left" if x < _SIDE else "right" if x > 1 - _SIDE else "centre"


def along(box: Box) -> str:
    """`top` or `bottom` for a box that keeps to that part; empty for one in between."""
    return "top" if box.bottom < 0.45 else "bottom" if box.y > 0.72 else ""


def ninth(box: Box) -> str:
    """Which ninth of the picture the middle of a box lies in: `top-left`, `centre`, `bottom`."""
    x, y = (min(2, max(0, int(3 * value))) for value in box.centre)
    names = ("top", "", "bottom")[y], ("left", "", "right")[x]
    return "-".join(filter(None, names)) or "centre"


def position(box: Box, depth: float) -> str:
    """Where a box is, in words: `on the left in the background`."""
    side, height = across(box), along(box)
    name = f"{height}-{side}" if height and side != "centre" else height or side
    ground = "near" if depth < _NEAR else "far" if depth > _FAR else ""
    places = table("wording")["places"]
    return " ".join(filter(None, (places[name], places.get(ground, ""))))
