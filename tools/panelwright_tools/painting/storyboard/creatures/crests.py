"""What else a head has: manes, horns, whiskers, masks, tusks; shapes from heads.toml set on it."""

from typing import Any

import numpy as np

from panelwright_tools.painting.storyboard import geometry as g
from panelwright_tools.painting.storyboard.colour import Paint, luminance, mix
from panelwright_tools.painting.storyboard.creatures.coat import Coat
from panelwright_tools.painting.storyboard.creatures.tables import creature_table
from panelwright_tools.painting.storyboard.creatures.turning import Turn
from panelwright_tools.painting.storyboard.geometry import Points, spline
from panelwright_tools.painting.storyboard.ink import Sheet

Extras = tuple[str, ...]


def draw_behind(sheet: Sheet, extras: Extras, coat: Coat, turn: Turn) -> None:
    """What stands behind the skull: manes, horns, antlers."""
    _draw_layer(sheet, extras, coat, turn, "behind")


def draw_markings(sheet: Sheet, extras: Extras, coat: Coat, turn: Turn) -> None:
    """What is painted on the skull, drawn inside its outline."""
    _draw_layer(sheet, extras, coat, turn, "marking")


def draw_over(sheet: Sheet, extras: Extras, coat: Coat, turn: Turn) -> None:
    """What lies over the face: forelocks, tusks, whiskers."""
    _draw_layer(sheet, extras, coat, turn, "over")


def _draw_layer(sheet: Sheet, extras: Extras, coat: Coat, turn: Turn, layer: str) -> None:
    rows = creature_table("heads")["extra"]
    for name in extras:
        for part in rows[name]:
            if part["layer"] == layer and (not turn.behind or part.get("behind", False)):
                sides = (1, -1) if part.get("mirror", False) else (1,)
                for side in sides:
                    _draw_part(sheet, part, coat, turn, side)


def _draw_part(sheet: Sheet, part: dict[str, Any], coat: Coat, turn: Turn, side: int) -> None:
    spot = turn.spot(side * float(part.get("angle", 0.0)), float(part.get("height", 0.0)))
    if spot.front < part.get("until", -0.4) and not turn.behind:
        return
    squeeze = 1.0
    if part.get("turns", False):
        squeeze = float(np.clip(abs(spot.front) * 1.05, 0.3, 1.0))
    size = float(part.get("size", 1.0))
    with sheet.placed(g.affine(spot.at[0], spot.at[1], side * size * squeeze, size)):
        colour = colour_of(str(part.get("colour", "main")), coat)
        if "lines" in part:
            for numbers in part["lines"]:
                line = spline(np.reshape(numbers, (-1, 2)), closed=False, steps=5)
                tint = None if part.get("colour") == "ink" else colour
                taper = tuple(part.get("taper", (0.1, 0.7)))
                sheet.line(line, float(part.get("weight", 0.5)), tint, taper=taper, wobble=0.3)
            return
        weight = float(part.get("line", 0.9))
        shade = float(part.get("shade", 0.14 if weight else 0.0))
        sheet.shape(_outline(part), colour, weight, shade=shade, wobble=0.4)


def _outline(part: dict[str, Any]) -> Points:
    flat = np.reshape(np.asarray(part["outline"], float), (-1, 2))
    return flat if part.get("sharp", False) else spline(flat, steps=5)


def colour_of(name: str, coat: Coat) -> Paint:
    """A colour of the coat by its role, or `#rrggbb`."""
    if name.startswith("#"):
        return name
    if name == "whisker":
        pale = luminance(coat.main) > 0.3
        return "#4a3c48" if pale else "#d9d6ea"
    roles: dict[str, Paint] = {
        "main": coat.main,
        "light": coat.light,
        "dark": coat.dark,
        "pattern": coat.pattern,
        "ink": coat.dark,
        "deep": mix(coat.dark, "#140c22", 0.35),
    }
    return roles[name]
