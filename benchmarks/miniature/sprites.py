"""Sprites: each kind of subject in each colour, drawn once by the storyboard painter's own art."""

from functools import cache

import numpy as np
from PIL import Image

from miniature.tables import table
from panelwright_tools.domain.cast import Look
from panelwright_tools.domain.vocabulary import Facing, TimeOfDay
from panelwright_tools.painting.storyboard.creatures import creature_for
from panelwright_tools.painting.storyboard.figure import Figure
from panelwright_tools.painting.storyboard.fitting import measure
from panelwright_tools.painting.storyboard.geometry import affine
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.mood import mood_for
from panelwright_tools.painting.storyboard.roles import CreatureFigure, ThingFigure

_SEED = 7
_ROOM = 8
"""Pixels around the measured ink, which is cut away again."""


@cache
def sprite(kind: str, colour: str) -> Image.Image:
    """The subject on nothing, RGBA, cut to its ink, its longer side as scenes.toml says."""
    figure = _figure(kind, colour)
    extent, side = measure(figure), float(table("scenes")["sprite"])
    scale = side / max(extent.width, extent.height)
    size = [int(np.ceil(length * scale)) + 2 * _ROOM for length in (extent.width, extent.height)]
    sheet = Sheet(
        size[0],
        size[1],
        mood_for(TimeOfDay.DAY),
        seed=_SEED,
        line=float(table("scenes")["line"]),
        figure=True,
        fineness=3,
    )
    with sheet.placed(affine(_ROOM - extent.left * scale, _ROOM - extent.top * scale, scale)):
        figure.draw(sheet)
    drawn = sheet.colours.copy()
    drawn.putalpha(sheet.alpha)
    return drawn.crop(sheet.alpha.getbbox())


@cache
def aspect(kind: str) -> float:
    """Width of a kind's ink over its height; the same in every colour."""
    drawn = sprite(kind, str(table("scenes")["colours"][0]))
    return drawn.width / drawn.height


def _figure(kind: str, colour: str) -> Figure:
    species, phrase = creature_for(kind), f"{colour} {kind}"
    if species is None:
        return ThingFigure(kind, phrase, seed=_SEED)
    look = Look(species=species, colour=colour)
    return CreatureFigure(look, kind, phrase, pose=None, face=None, facing=Facing.RIGHT)
