"""Faces of things that are characters: two eyes and a mouth on whatever they are."""

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from panelwright_tools.domain.vocabulary import Face
from panelwright_tools.painting.storyboard.creatures.expressions import expression_of
from panelwright_tools.painting.storyboard.creatures.face import (
    Eye,
    EyeSpot,
    draw_blush,
    draw_drop,
    draw_eye,
    draw_mouth,
)
from panelwright_tools.painting.storyboard.ink import Sheet

if TYPE_CHECKING:
    from panelwright_tools.painting.storyboard.things.thing import ThingAnchors

_SKIN = "#d8c8a8"


def draw_thing_face(
    sheet: Sheet, anchors: "ThingAnchors", spot: tuple[float, float, float], face: Face
) -> "ThingAnchors":
    """Draw a face around `spot` (x, y, half width) and say where it is."""
    x, y, size = spot
    expression = expression_of(face)
    eye = Eye(size * 0.36, lid=_SKIN)
    for side in (-1, 1):
        draw_blush(
            sheet, np.array([x + side * size * 0.82, y + size * 0.34]), size * 0.2, _SKIN, 0.6
        )
    for side in (1, -1):
        at = np.array([x + side * size * 0.48, y - size * 0.12])
        draw_eye(sheet, eye, EyeSpot(at, 1.0, side), expression)
    mouth = np.array([x, y + size * 0.46])
    draw_mouth(sheet, mouth, (size * 0.36, size * 0.34), expression, _SKIN)
    if expression.tears or expression.sweat:
        draw_drop(sheet, np.array([x - size * 0.95, y - size * 0.1]), size * 0.15)
    head = (x - size, y - size * 0.8, x + size, y + size * 0.9)
    return replace(anchors, head=head, mouth=mouth)
