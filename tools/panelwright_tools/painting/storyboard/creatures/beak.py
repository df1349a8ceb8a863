"""Beaks that open and shut with what their bird feels or says."""

from typing import Any

import numpy as np

from panelwright_tools.painting.storyboard import geometry as g
from panelwright_tools.painting.storyboard.colour import mix
from panelwright_tools.painting.storyboard.creatures.actor import Actor
from panelwright_tools.painting.storyboard.creatures.expressions import expression_of
from panelwright_tools.painting.storyboard.creatures.face import MOUTH
from panelwright_tools.painting.storyboard.creatures.spots import off
from panelwright_tools.painting.storyboard.creatures.turning import Turn
from panelwright_tools.painting.storyboard.geometry import Point, points, spline

_GAPE = {"open": 26.0, "gasp": 22.0, "o": 18.0, "wail": 24.0, "shout": 30.0, "grit": 8.0}
"""Degrees that a mouth of faces.toml opens a beak."""


def draw_beak(actor: Actor, row: dict[str, Any], turn: Turn, size: float, colour: str) -> Point:
    """Draw a beak on a head of radius 1; its middle is returned."""
    gape = _GAPE.get(expression_of(actor.face).mouth, 22.0 if actor.speaking else 0.0)
    if abs(turn.sine) < 0.12:
        return _frontal(actor, row, size, colour, gape)
    at = turn.spot(8, 0.22).at
    reach = 0.55 + 0.45 * float(np.clip(turn.sine * 1.4, 0, 1))
    sheet = actor.sheet
    with sheet.placed(g.affine(at[0], at[1], size * reach, size)):
        if "lower" in row:
            with sheet.placed(g.affine(rotation=gape)):
                lower = spline(np.reshape(np.asarray(row["lower"], float), (-1, 2)), steps=4)
                sheet.shape(lower, mix(colour, "#7a3a20", 0.3), 0.8)
        if gape:
            inside = points(-0.05, 0.0, 0.46, 0.04, 0.30, 0.04 + 0.012 * gape, -0.05, 0.16)
            sheet.shape(inside, MOUTH, 0.5)
        upper = spline(np.reshape(np.asarray(row["upper"], float), (-1, 2)), steps=4)
        with sheet.placed(g.affine(rotation=-gape * 0.25)):
            sheet.shape(upper, colour, 0.9, shade=0.18)
    return off(at, 0.35 * size * reach, 0.1)


def _frontal(actor: Actor, row: dict[str, Any], size: float, colour: str, gape: float) -> Point:
    sheet, at = actor.sheet, np.array([0.0, 0.26])
    front = spline(np.reshape(np.asarray(row["front"], float), (-1, 2)), steps=4)
    with sheet.placed(g.affine(at[0], at[1], size)):
        if gape:
            sheet.shape(g.ellipse(0, 0.20, 0.17, 0.10 + gape / 160), MOUTH, 0.8)
        sheet.shape(front, colour, 0.9, shade=0.18)
    return off(at, 0.0, 0.15)
