"""Hoods: behind the head, around the face, from behind."""

import numpy as np

from panelwright_tools.painting.storyboard import geometry as g
from panelwright_tools.painting.storyboard.colour import mix
from panelwright_tools.painting.storyboard.geometry import bezier, points, spline
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.people.head import HeadView
from panelwright_tools.painting.storyboard.people.look import Person


def hood_colour(person: Person) -> str:
    """The cloth that the hood belongs to."""
    outfit = person.outfit
    for cloth in (outfit.outer, outfit.cloak, outfit.top):
        if cloth is not None and cloth.collar == "hood":
            return cloth.colour
    return outfit.hat.colour if outfit.hat else outfit.top.colour


def has_hood(person: Person) -> bool:
    """Whether anything worn has a hood."""
    outfit = person.outfit
    hooded = (c.collar == "hood" for c in (outfit.outer, outfit.cloak, outfit.top) if c)
    return any(hooded) or (outfit.hat is not None and outfit.hat.cut == "hood")


def hood_back(sheet: Sheet, person: Person) -> None:
    """The inside of a raised hood, behind the head."""
    dark = mix(hood_colour(person), "#301a00", 0.18)
    ring = points(
        *(-0.56, 0.52), *(-0.66, 0.0), *(-0.62, -0.40), *(-0.36, -0.70), *(0.10, -0.70),
        *(0.48, -0.48), *(0.58, 0.0), *(0.46, 0.50), *(0.0, 0.62),
    )  # fmt: skip
    sheet.shape(spline(ring, steps=6), dark, 1.1)


def hood_away(sheet: Sheet, person: Person) -> None:
    """A raised hood from behind."""
    ring = points(
        *(-0.40, 0.62), *(-0.62, 0.10), *(-0.60, -0.40), *(-0.32, -0.70), *(0.02, -0.80),
        *(0.34, -0.68), *(0.60, -0.38), *(0.62, 0.10), *(0.40, 0.62), *(0.0, 0.72),
    )  # fmt: skip
    mask = sheet.shape(spline(ring, steps=6), hood_colour(person), 1.1, shade=0.14)
    with sheet.clip(mask):
        sheet.line(spline(points(0.02, -0.76, 0.05, -0.2, 0.0, 0.4), closed=False), 0.6)


def hood_front(sheet: Sheet, person: Person, view: HeadView) -> None:
    """A raised hood with the face in its opening."""
    t = view.sine * 1.2
    outer = points(
        *(-0.47, 0.66), *(-0.60, 0.30), *(-0.66, -0.06), *(-0.655, -0.36),
        *(-0.53 - 0.06 * t, -0.63),
        *(-0.20, -0.745), *(0.14, -0.70), *(0.44 + 0.05 * t, -0.48), *(0.54 + 0.03 * t, 0.0),
        *(0.48, 0.38), *(0.22, 0.60), *(-0.18, 0.70),
    )  # fmt: skip
    wide = 0.44 - 0.12 * max(0.0, view.sine - 0.55) / 0.45
    middle = 0.17 * t
    arch = g.ellipse(middle, 0.0, wide, 0.50, start=150, end=390, count=34)
    low = points(middle + wide * 0.9, 0.26, middle + 0.16, 0.50, middle - 0.16, 0.50)
    low = np.concatenate([low, points(middle - wide * 0.88, 0.26)])
    hole = np.concatenate([arch, spline(low, closed=False, steps=5)[1:-1]])
    colour = hood_colour(person)
    mask = sheet.shape(spline(outer, steps=8), colour, 1.1, shade=0.13, holes=[hole])
    with sheet.clip(mask):
        rim = g.ellipse(middle, 0.0, wide + 0.07, 0.56, start=-208, end=28)
        sheet.line(rim, 0.55, taper=(0.3, 0.3))
        seam = bezier((-0.54 - 0.06 * t, -0.60), (-0.44, -0.3), (-0.50, 0.3))
        sheet.line(seam, 0.55)
