"""Fronts of clothes: buttons, zips, lapels, ties, wraps."""

from collections.abc import Callable

import numpy as np

from panelwright_tools.painting.storyboard import geometry as g
from panelwright_tools.painting.storyboard.colour import Paint, mix
from panelwright_tools.painting.storyboard.geometry import spline
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.people.look import Person
from panelwright_tools.painting.storyboard.people.piece import (
    Piece,
    low_spot,
    middle_line,
)
from panelwright_tools.painting.storyboard.people.trunk import Trunk
from panelwright_tools.painting.storyboard.people.wardrobe import Cloth


def _buttons(piece: Piece) -> None:
    piece.sheet.line(middle_line(piece.trunk, piece.hanging), 0.7, taper=(0.05, 0.1))
    dark = mix(piece.cloth.colour, "#3a2a20", 0.55)
    for level in np.linspace(0.22, 0.92, 4):
        x, y = piece.trunk.front(level, 0.13)
        piece.sheet.shape(g.ellipse(x, y, 0.028, count=14), dark, 0.5, wobble=0)


def _zip(piece: Piece) -> None:
    piece.sheet.line(middle_line(piece.trunk, piece.hanging), 1.5, "#c9ced6", taper=(0, 0))
    piece.sheet.line(middle_line(piece.trunk, piece.hanging), 0.5, taper=(0, 0))


def _double(piece: Piece) -> None:
    piece.sheet.line(middle_line(piece.trunk, piece.hanging), 0.6, taper=(0.05, 0.1))
    for level in np.linspace(0.22, 0.86, 4):
        for side in (-0.26, 0.26):
            x, y = piece.trunk.front(level, side)
            piece.sheet.shape(g.ellipse(x, y, 0.032, count=14), "#e9c35a", 0.6, wobble=0)


def _open(piece: Piece) -> None:
    """The garment beneath shows between the two fronts."""
    under = piece.person.outfit.top
    wide = 0.24
    spots = [
        piece.trunk.front(0.0, -wide * 0.9),
        piece.trunk.front(0.5, -wide * 0.8),
        piece.trunk.front(1.0, -wide),
    ]
    spots += [piece.trunk.front(1.14, -wide * 1.3)]
    other = [
        piece.trunk.front(0.0, wide * 0.9),
        piece.trunk.front(0.5, wide * 0.8),
        piece.trunk.front(1.0, wide),
    ]
    other += [piece.trunk.front(1.14, wide * 1.3)]
    if piece.hanging is not None:
        spots.append(low_spot(piece.trunk, piece.hanging, 1.1, -0.4))
        other.append(low_spot(piece.trunk, piece.hanging, 1.1, 0.4))
    panel = np.concatenate([np.stack(spots), np.stack(other)[::-1]])
    piece.sheet.shape(panel, under.colour, 0.9, wobble=0.5)
    if under.front == "buttons":
        piece.sheet.line(middle_line(piece.trunk, None), 0.5)
    _lapels(piece.sheet, piece.trunk, piece.cloth, 0.42, wide)


def _suit(piece: Piece) -> None:
    piece.sheet.line(middle_line(piece.trunk, piece.hanging, 0.5), 0.7, taper=(0.05, 0.1))
    spots = [
        piece.trunk.front(0.0, -0.34),
        piece.trunk.front(0.0, 0.34),
        piece.trunk.front(0.52, 0.0),
    ]
    piece.sheet.shape(np.stack(spots), "#f4f1e8", 0.7, wobble=0.4)
    if piece.person.outfit.wears("bow_tie") is None:
        tie = piece.person.outfit.wears("tie")
        _tie(piece.sheet, piece.trunk, tie.colour if tie else "#a8323f", 0.50)
    _lapels(piece.sheet, piece.trunk, piece.cloth, 0.52, 0.34)
    for level in (0.62, 0.78):
        x, y = piece.trunk.front(level, 0.05)
        piece.sheet.shape(
            g.ellipse(x, y, 0.026, count=12), mix(piece.cloth.colour, "#000000", 0.4), 0.5
        )


def _tie(sheet: Sheet, trunk: Trunk, colour: Paint, low: float) -> None:
    knot = [trunk.front(0.02, -0.10), trunk.front(0.02, 0.10), trunk.front(0.09, 0.05)]
    knot.append(trunk.front(0.09, -0.05))
    blade = [trunk.front(0.09, -0.05), trunk.front(0.09, 0.05), trunk.front(low * 0.85, 0.10)]
    blade += [trunk.front(low, 0.0), trunk.front(low * 0.85, -0.10)]
    sheet.shape(np.stack(blade), colour, 0.7, wobble=0.3)
    sheet.shape(np.stack(knot), colour, 0.7, wobble=0.3)


def _lapels(sheet: Sheet, trunk: Trunk, cloth: Cloth, low: float, wide: float) -> None:
    pale = mix(cloth.colour, "#ffffff", 0.12)
    for side in (-1, 1):
        spots = [trunk.front(0.0, side * wide * 0.7), trunk.front(0.03, side * wide * 2.1)]
        spots += [trunk.front(0.20, side * wide * 1.9), trunk.front(0.22, side * wide * 1.45)]
        spots += [trunk.front(low, side * wide * 0.5)]
        sheet.shape(np.stack(spots), pale, 0.65, wobble=0.4)


def _wrap(piece: Piece) -> None:
    """One front laid over the other, from a shoulder to the far hip."""
    under = [
        piece.trunk.front(0.0, -0.30),
        piece.trunk.front(0.0, 0.30),
        piece.trunk.front(0.42, 0.0),
    ]
    piece.sheet.shape(np.stack(under), mix(piece.cloth.colour, "#fff6e8", 0.75), 0.6, wobble=0.3)
    trim = mix(piece.cloth.colour, "#2a1a10", 0.35)
    over = np.stack(
        [piece.trunk.front(0.0, 0.36), piece.trunk.front(0.40, 0.02), piece.trunk.front(0.72, -0.5)]
    )
    below = np.stack([piece.trunk.front(0.0, -0.36), piece.trunk.front(0.38, 0.0)])
    for line in (below, over):
        piece.sheet.line(spline(line, closed=False, steps=5), 2.6, trim, taper=(0, 0))
        piece.sheet.line(
            g.shifted(spline(line, closed=False, steps=5), 0.03, 0.0), 0.6, taper=(0, 0)
        )
    if piece.hanging is not None:
        edge = np.stack(
            [piece.trunk.front(0.80, -0.25), low_spot(piece.trunk, piece.hanging, 0.5, -0.1)]
        )
        edge = np.concatenate([edge, [low_spot(piece.trunk, piece.hanging, 1.05, 0.05)]])
        piece.sheet.line(spline(edge, closed=False, steps=5), 0.7, taper=(0, 0))


def _laces(piece: Piece) -> None:
    for level in np.linspace(0.08, 0.34, 4):
        cross = np.stack([piece.trunk.front(level, -0.10), piece.trunk.front(level + 0.07, 0.10)])
        piece.sheet.line(cross, 0.6)


_FRONTS: dict[str, Callable[[Piece], None]] = {
    "buttons": _buttons,
    "zip": _zip,
    "double": _double,
    "open": _open,
    "suit": _suit,
    "wrap": _wrap,
    "laces": _laces,
}


def draw_front(piece: Piece) -> None:
    """The front that the garment's cut asks for."""
    front = _FRONTS.get(piece.cloth.front)
    if front is not None:
        front(piece)


def draw_v_neck(sheet: Sheet, person: Person, trunk: Trunk) -> None:
    """What an open neck shows."""
    spots = [trunk.front(-0.03, -0.34), trunk.front(-0.03, 0.34), trunk.front(0.24, 0.0)]
    outer = person.outfit.outer
    beneath = outer is not None and outer.sleeve == "none"
    sheet.shape(
        np.stack(spots), person.outfit.top.colour if beneath else person.skin, 0.7, wobble=0.4
    )
