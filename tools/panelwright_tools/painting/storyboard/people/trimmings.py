"""Trimmings of clothes: belts, pockets, ribs, plates, drapes, blossoms."""

from collections.abc import Callable

import numpy as np

from panelwright_tools.painting.storyboard import geometry as g
from panelwright_tools.painting.storyboard.colour import Paint, mix
from panelwright_tools.painting.storyboard.geometry import points, spline
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.people.piece import (
    Piece,
    low_spot,
    row_across,
)
from panelwright_tools.painting.storyboard.people.trunk import Trunk


def _pockets(piece: Piece) -> None:
    if piece.away:
        return
    for side in (-0.62, 0.62):
        at = piece.trunk.front(0.90, side)
        if abs(side) * abs(piece.trunk.skeleton.view.cosine) < 0.3:
            continue
        flap = points(-0.09, -0.01, 0.02, 0.035, 0.10, -0.01) + at
        piece.sheet.line(spline(flap, closed=False), 0.7)


def _belt(piece: Piece) -> None:
    girdle(piece.sheet, piece.trunk, "#5b3a21", 0.82, 0.10, buckle=True)


def _sash(piece: Piece) -> None:
    girdle(
        piece.sheet, piece.trunk, mix(piece.cloth.colour, "#2a1a20", 0.30), 0.66, 0.09, buckle=False
    )


def _obi(piece: Piece) -> None:
    girdle(
        piece.sheet, piece.trunk, mix(piece.cloth.colour, "#f2c14e", 0.85), 0.56, 0.26, buckle=False
    )


def _rope(piece: Piece) -> None:
    girdle(piece.sheet, piece.trunk, "#d9c08a", 0.74, 0.05, buckle=False)
    if piece.hanging is not None:
        tail = np.stack(
            [piece.trunk.front(0.76, -0.1), low_spot(piece.trunk, piece.hanging, 0.45, -0.12)]
        )
        piece.sheet.line(tail, 1.6, "#d9c08a", taper=(0, 0))


def girdle(
    sheet: Sheet, trunk: Trunk, colour: Paint, level: float, wide: float, buckle: bool
) -> None:
    """A band around the waist."""
    upper = [trunk.at(level, -1.15), trunk.at(level + 0.025, 0.1), trunk.at(level, 1.15)]
    lower = [trunk.at(level + wide, 1.15), trunk.at(level + wide + 0.025, 0.1)]
    lower += [trunk.at(level + wide, -1.15)]
    sheet.shape(np.stack(upper + lower), colour, 0.75, shade=0.1, wobble=0.5)
    if buckle and trunk.skeleton.view.cosine > -0.2:
        x, y = trunk.front(level + wide / 2 + 0.01)
        box = g.rounded_rectangle(x - 0.05, y - 0.045, x + 0.05, y + 0.045, 0.015)
        sheet.shape(box, "#e3bd52", 0.7, wobble=0.3)


def _ribs(piece: Piece) -> None:
    for share in np.linspace(-0.85, 0.85, 9):
        rib = np.stack([piece.trunk.at(1.0, float(share)), piece.trunk.at(1.09, float(share))])
        piece.sheet.line(rib, 0.4, taper=(0, 0), alpha=0.7)


def _pouch(piece: Piece) -> None:
    if piece.away:
        return
    row = ((0.72, -0.34), (0.70, 0.0), (0.72, 0.34), (0.97, 0.52))
    spots = [piece.trunk.front(v, s) for v, s in row] + [piece.trunk.front(0.97, -0.52)]
    piece.sheet.shape(np.stack(spots), mix(piece.cloth.colour, "#000010", 0.05), 0.6, wobble=0.4)


def _strings(piece: Piece) -> None:
    if piece.away:
        return
    for side in (-0.16, 0.16):
        cord = np.stack([piece.trunk.front(0.06, side), piece.trunk.front(0.30, side * 1.1)])
        piece.sheet.line(cord, 1.0, mix(piece.cloth.colour, "#ffffff", 0.7), taper=(0, 0))


def _plates(piece: Piece) -> None:
    breast = [
        piece.trunk.front(0.10, -0.62),
        piece.trunk.front(0.10, 0.62),
        piece.trunk.front(0.46, 0.70),
    ]
    breast += [piece.trunk.front(0.60, 0.0), piece.trunk.front(0.46, -0.70)]
    piece.sheet.shape(
        spline(np.stack(breast), steps=5), mix(piece.cloth.colour, "#ffffff", 0.18), 0.8, shade=0.2
    )
    piece.sheet.line(np.stack([piece.trunk.front(0.08), piece.trunk.front(0.58)]), 0.6)
    for level in (0.66, 0.76, 0.96, 1.06):
        piece.sheet.line(row_across(piece.trunk, level), 0.6, taper=(0, 0))
    for side in (-0.5, 0.5):
        x, y = piece.trunk.front(0.17, side)
        piece.sheet.shape(g.ellipse(x, y, 0.02, count=10), "#6a7280", 0.4, wobble=0)


def _chestpack(piece: Piece) -> None:
    if piece.away:
        back = [
            piece.trunk.at(v, s) for v, s in ((0.06, -0.6), (0.06, 0.6), (0.74, 0.6), (0.74, -0.6))
        ]
        piece.sheet.shape(np.stack(back), mix(piece.cloth.colour, "#7a8494", 0.4), 0.9, shade=0.12)
        return
    box = [
        piece.trunk.front(v, s)
        for v, s in ((0.30, -0.36), (0.30, 0.36), (0.58, 0.36), (0.58, -0.36))
    ]
    piece.sheet.shape(np.stack(box), mix(piece.cloth.colour, "#7a8494", 0.45), 0.8, shade=0.12)
    for side, colour in ((-0.2, "#d8362f"), (0.0, "#f7c331"), (0.2, "#3a6fc4")):
        x, y = piece.trunk.front(0.38, side)
        piece.sheet.shape(g.ellipse(x, y, 0.03, count=12), colour, 0.5, wobble=0)
    piece.sheet.line(np.stack([piece.trunk.front(0.5, -0.22), piece.trunk.front(0.5, 0.22)]), 0.8)
    for level in (0.74, 0.86):
        piece.sheet.line(row_across(piece.trunk, level), 0.5, taper=(0, 0))


def _epaulettes(piece: Piece) -> None:
    for side in (-1, 1):
        x, y = piece.trunk.at(0.12, side * 0.82)
        piece.sheet.shape(g.ellipse(x, y, 0.10, 0.05, -side * -18), "#e9c35a", 0.7, shade=0.2)


def _drape(piece: Piece) -> None:
    """One shoulder bare, folds from the other."""
    bare = [piece.trunk.at(-0.02, 0.2), piece.trunk.at(0.0, 1.2), piece.trunk.at(0.34, 1.2)]
    piece.sheet.shape(np.stack(bare), piece.person.skin, 0.8, wobble=0.4)
    for share in (0.5, 0.62, 0.74):
        fold = np.stack(
            [
                piece.trunk.at(0.06, -0.7),
                piece.trunk.at(share, 0.1),
                piece.trunk.at(share + 0.12, 1.1),
            ]
        )
        piece.sheet.line(spline(fold, closed=False), 0.6)


def _blossoms(piece: Piece) -> None:
    rng = np.random.default_rng(3)
    low = (
        piece.trunk.at(1.0, 0)
        if piece.hanging is None
        else low_spot(piece.trunk, piece.hanging, 1.0)
    )
    top = piece.trunk.at(0.2, 0)
    for _ in range(9):
        share = rng.uniform(0.35, 1)
        x, y = top + (low - top) * share + (rng.uniform(-0.4, 0.4), 0)
        for angle in range(0, 360, 72):
            dx, dy = 0.035 * np.cos(np.radians(angle)), 0.035 * np.sin(np.radians(angle))
            piece.sheet.shape(g.ellipse(x + dx, y + dy, 0.028, count=10), "#fbe6ea", 0, wobble=0)
        piece.sheet.shape(g.ellipse(x, y, 0.02, count=10), "#e9b13a", 0, wobble=0)


_EXTRAS: dict[str, Callable[[Piece], None]] = {
    "pockets": _pockets,
    "belt": _belt,
    "sash": _sash,
    "obi": _obi,
    "rope": _rope,
    "ribs": _ribs,
    "pouch": _pouch,
    "strings": _strings,
    "plates": _plates,
    "chestpack": _chestpack,
    "epaulettes": _epaulettes,
    "drape": _drape,
    "blossoms": _blossoms,
}


def draw_trimming(piece: Piece, name: str) -> None:
    """One extra of a garment's cut by its name in garments.toml; unknown ones draw nothing here."""
    trimming = _EXTRAS.get(name)
    if trimming is not None:
        trimming(piece)
