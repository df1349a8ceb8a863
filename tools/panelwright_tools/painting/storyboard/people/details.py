"""Details of clothes: patterns, folds and hems, with fronts and trimmings."""

import numpy as np

from panelwright_tools.painting.storyboard import geometry as g
from panelwright_tools.painting.storyboard.colour import luminance, mix
from panelwright_tools.painting.storyboard.geometry import Points, spline
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.people.fronts import draw_front, draw_v_neck
from panelwright_tools.painting.storyboard.people.piece import Piece, low_spot, row_across
from panelwright_tools.painting.storyboard.people.trimmings import draw_trimming
from panelwright_tools.painting.storyboard.people.trunk import Trunk
from panelwright_tools.painting.storyboard.people.wardrobe import Cloth


def draw_details(piece: Piece) -> None:
    """Everything on one garment; call it clipped to the garment."""
    sheet, trunk, cloth, hanging = piece.sheet, piece.trunk, piece.cloth, piece.hanging
    _pattern(sheet, trunk, cloth, hanging)
    if hanging is not None:
        _folds(sheet, trunk, cloth, hanging)
    if not piece.away:
        draw_front(piece)
        if cloth.collar == "v":
            draw_v_neck(sheet, piece.person, trunk)
    elif cloth.hem > 1.2 and cloth.slot == "outer":
        slit = np.stack([trunk.at(0.9, 0), low_spot(trunk, hanging, 0.95)])
        sheet.line(slit, 0.6, taper=(0.3, 0))
    for name in cloth.extra:
        draw_trimming(piece, name)
    if hanging is None:
        _hem(sheet, trunk, cloth)


def _hem(sheet: Sheet, trunk: Trunk, cloth: Cloth) -> None:
    level = min(cloth.hem, 1.1) - 0.06
    row = np.stack([trunk.at(level, -1.1), trunk.at(level + 0.035, 0.2), trunk.at(level, 1.1)])
    sheet.line(spline(row, closed=False), 0.5, taper=(0, 0))


def _folds(sheet: Sheet, trunk: Trunk, cloth: Cloth, hanging: Points) -> None:
    """A few folds fall from the waist, and a line follows the hem."""
    count = 3 if cloth.flare > 1.5 else 2
    for share in np.linspace(-0.55, 0.6, count):
        start = trunk.at(1.0, float(share) * 0.6)
        end = low_spot(trunk, hanging, 0.92, float(share))
        middle = (start + end) / 2 + (0.03 * np.sign(share), 0.0)
        fold = g.bezier(start * 0.7 + end * 0.3, middle, end, count=8)
        sheet.line(fold, 0.6, taper=(0.7, 0.1), alpha=0.85)
    if "trim" in cloth.extra or cloth.slot == "outer":
        low = hanging.copy()
        edge = low[low[:, 1] > low[:, 1].max() - 0.10 * (low[:, 1].max() - low[:, 1].min())]
        edge = edge[np.argsort(edge[:, 0], kind="stable")]
        inner = g.shifted(edge, 0.0, -0.07)
        if "trim" in cloth.extra:
            sheet.line(edge, 6.0, mix(cloth.colour, "#f2d27a", 0.7), taper=(0, 0), wobble=0)
        sheet.line(inner, 0.45, taper=(0, 0), wobble=0.3)


def _pattern(sheet: Sheet, trunk: Trunk, cloth: Cloth, hanging: Points | None) -> None:
    bright = luminance(cloth.colour) > 0.86
    pale = mix(cloth.colour, "#27396e", 0.8) if bright else mix(cloth.colour, "#ffffff", 0.75)
    dark = mix(cloth.colour, "#1b1630", 0.35)
    bottom = (
        1.1
        if hanging is None
        else float((hanging[:, 1].max() - trunk.spine(0)[1]) / max(0.4, trunk.body.torso))
    )
    gap = max(0.16, 0.15 / trunk.body.torso)
    levels = np.arange(0.16, bottom, gap)
    if cloth.pattern == "stripes" or "stripes" in cloth.extra:
        for level in levels:
            sheet.line(row_across(trunk, level), 2.4, pale, taper=(0, 0))
    elif cloth.pattern == "checks" or "checks" in cloth.extra:
        for level in levels:
            sheet.line(row_across(trunk, level), 1.8, dark, taper=(0, 0), alpha=0.6)
        for share in np.linspace(-1.4, 1.4, 9):
            column = np.stack(
                [trunk.at(0.0, share), trunk.at(1.0, share), trunk.at(bottom, share * 1.3)]
            )
            sheet.line(column, 1.8, dark, taper=(0, 0), alpha=0.6)
    elif cloth.pattern == "dots":
        for index, level in enumerate(np.arange(0.1, bottom, 0.13)):
            for share in np.arange(-1.35, 1.4, 0.45):
                x, y = trunk.at(float(level), float(share) + 0.22 * (index % 2))
                sheet.shape(g.ellipse(x, y, 0.032, count=12), pale, 0, wobble=0)
