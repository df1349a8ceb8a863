"""Patterns of sleeves: the stripes and checks of the body go on along the arms."""

import numpy as np

from panelwright_tools.painting.storyboard import geometry as g
from panelwright_tools.painting.storyboard.colour import Paint, luminance, mix
from panelwright_tools.painting.storyboard.geometry import Points
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.people.wardrobe import Cloth


def draw_sleeve_pattern(
    sheet: Sheet, line: Points, half: float, cloth: Cloth, colour: Paint
) -> None:
    """The pattern of a garment along the middle line of an arm."""
    if cloth.pattern == "stripes" or "stripes" in cloth.extra:
        _bands(sheet, line, half, colour)
    elif cloth.pattern == "checks" or "checks" in cloth.extra:
        _checks(sheet, line, half, colour)


def _bands(sheet: Sheet, line: Points, half: float, colour: Paint) -> None:
    sides = g.normals(line) * half
    bright = luminance(colour) > 0.86
    pale = mix(colour, "#27396e", 0.8) if bright else mix(colour, "#ffffff", 0.72)
    for share in np.linspace(0.14, 0.9, 6):
        index = int(share * (len(line) - 1))
        band = np.stack([line[index] + sides[index] * 0.86, line[index] - sides[index] * 0.86])
        sheet.line(band, 2.0, pale, taper=(0, 0), wobble=0.3)


def _checks(sheet: Sheet, line: Points, half: float, colour: Paint) -> None:
    dark = mix(colour, "#1b1630", 0.35)
    sides = g.normals(line) * half * 0.86
    for share in np.linspace(0.14, 0.9, 6):
        index = int(share * (len(line) - 1))
        band = np.stack([line[index] + sides[index], line[index] - sides[index]])
        sheet.line(band, 1.6, dark, taper=(0, 0), alpha=0.6, wobble=0.3)
    for across in (-0.4, 0.4):
        sheet.line(line + sides * across, 1.6, dark, taper=(0, 0), alpha=0.6)
