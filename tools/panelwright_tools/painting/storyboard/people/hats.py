"""Hats and what else sits on a head, from any side."""

import numpy as np

from panelwright_tools.painting.storyboard import geometry as g
from panelwright_tools.painting.storyboard.colour import Paint, mix
from panelwright_tools.painting.storyboard.geometry import spline
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.people.head import HeadView
from panelwright_tools.painting.storyboard.people.tables import people_table
from panelwright_tools.painting.storyboard.people.wardrobe import Cloth

LIGHT_HATS = ("crown", "tiara", "bow", "headband", "headphones", "flowers", "veil", "bubble")
"""What does not press the hair down."""


def draw_hat(sheet: Sheet, view: HeadView, cloth: Cloth) -> None:
    """The hat on a head; parts and their colours come from hats.toml."""
    row = people_table("hats")[cloth.cut]
    shift = 0.10 * view.sine if not view.away else 0.0
    with sheet.placed(g.affine(-0.03 * view.sine, 0.0)):
        for part in row["parts"]:
            side = part.get("side", "")
            if (side == "front" and view.away) or (side == "back" and not view.away):
                continue
            _part(sheet, view, cloth, part, shift)


def _part(
    sheet: Sheet, view: HeadView, cloth: Cloth, part: dict[str, object], shift: float
) -> None:
    outline = np.asarray(part["line"], float).reshape(-1, 2)
    turns = float(str(part.get("turns", 0.0)))
    moved = g.shifted(outline, turns * (view.sine if not view.away else 0.0), 0.0)
    if part.get("peak"):
        wide = max(0.62, abs(view.cosine))
        moved = g.shifted(outline * (wide, 1), 0.62 * view.sine, 0.03 * view.cosine)
    colour = _tint(cloth.colour, str(part.get("tint", "")))
    closed = moved if part.get("sharp") else spline(moved, steps=7)
    if part.get("open"):
        sheet.line(spline(moved, closed=False), 1.6, colour)
        return
    sheet.shape(closed, colour, 1.0, shade=0.16, alpha=float(str(part.get("alpha", 1.0))))


def _tint(colour: str, tint: str) -> Paint:
    if tint.startswith("#"):
        return tint
    if tint == "dark":
        return mix(colour, "#000000", 0.25)
    return mix(colour, "#ffffff", 0.28) if tint == "light" else colour
