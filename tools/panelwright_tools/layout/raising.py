"""The heights of pieces: on the floor or in a back row, on the wall, in the air."""

from collections.abc import Sequence
from dataclasses import replace

from panelwright_tools.layout.figure import Figure, Medium
from panelwright_tools.layout.pieces import Piece, Stage
from panelwright_tools.layout.spots import GAP

_DEEP, _DEEPEST = 0.62, 0.9
"""How far up the next row, and the last one, may stand: on the ground that the shot shows, in
steps in depth of 1."""
_ROW_STEP = 0.78
"""Height of a row above the one before it, as a share of the nearer figures' height."""
_FARTHER = 0.92
"""Size of a row compared with the row before it."""


def raised(pieces: Sequence[Piece], rows: Sequence[int], stage: Stage) -> list[Piece]:
    """Each piece at its height: on the floor or in its back row, on the wall, in the air."""
    found: list[Piece] = []
    step = 1.0 if not stage.rows_overlap else _ROW_STEP
    lift = 0.0
    heights: dict[int, float] = {}
    for row in range(max(rows, default=0) + 1):
        heights[row] = lift
        members = [p for p, r in zip(pieces, rows, strict=True) if r == row]
        tallest = max((-p.cluster.extent.y for p in members), default=0.0)
        lift += step * tallest * _FARTHER**row + (0.0 if stage.rows_overlap else GAP)
        if stage.rows_overlap and stage.floor < 1.0:
            lift = min(lift, (row + 1) * _DEEP * stage.back, _DEEPEST * stage.back)
    for number, (piece, row) in enumerate(zip(pieces, rows, strict=True)):
        away = stage.strew if number % 2 and _strewn(piece) else 0.0
        smaller = (1 - _SHRINK * away) * (_FARTHER**row if piece.root.fixed is None else 1.0)
        piece = replace(piece, cluster=piece.cluster.scaled(smaller).deeper(0.2 * row + away))
        line = _line(piece, heights[row] + stage.back * away, stage)
        found.append(replace(piece, cluster=piece.cluster.moved(0.0, line)))
    return found


_SHRINK = 0.3
"""How much smaller somebody is who stands farther back by a depth of 1."""


def _strewn(piece: Piece) -> bool:
    """Free to stand farther back."""
    grounded = piece.root.medium is Medium.GROUND and piece.root.fixed is None
    return grounded and not (piece.root.along or piece.root.cut)


def _line(piece: Piece, lift: float, stage: Stage) -> float:
    """The y that the piece's feet (or lower edge) get."""
    extent, fixed = piece.cluster.extent, piece.root.fixed
    if fixed is not None:
        return fixed.bottom - piece.cluster.boxes[piece.root.id].bottom
    low, high = stage.floor, stage.top - extent.y
    wanted = {
        Medium.GROUND: _ground(piece, stage),
        Medium.WATER: stage.floor - 0.12,
        Medium.WALL: stage.top + 0.1 - extent.y,
        Medium.CORD: stage.top + 0.14 - extent.y,
        Medium.AIR: stage.top + 0.09 - extent.y,
        Medium.SKY: stage.top + 0.01 - extent.y,
    }[piece.root.medium]
    if piece.root.along:
        wanted = {"top": high, "bottom": low, "middle": (low + high - extent.bottom) / 2}[
            piece.root.along
        ]
    if piece.root.medium in (Medium.AIR, Medium.SKY, Medium.WALL, Medium.CORD):
        return min(wanted + lift, max(low - extent.bottom, high))
    return min(max(wanted - lift, min(high, low)), low)


def _ground(piece: Piece, stage: Stage) -> float:
    """The floor; among busts an animal is whole, so its feet are in the picture."""
    whole = piece.root.beast and not piece.root.cut and stage.floor >= 1.0
    floor = stage.floor - (_FEET if whole else 0.0)
    return floor - _backward(piece.root, stage) - _overhang(piece.cluster.extent.bottom)


_FEET = 0.055
"""How far above the lower edge the feet of an animal among busts are."""


def _overhang(bottom: float) -> float:
    """How far a pile must be lifted so that what hangs below its root stays in the picture."""
    return bottom if bottom > 0.05 else 0.0


def _backward(figure: Figure, stage: Stage) -> float:
    """Farther feet stand higher: up to a fifth of the frame below the horizon."""
    return stage.back * max(0.0, figure.depth - 0.5) if stage.floor < 1.0 else 0.0
