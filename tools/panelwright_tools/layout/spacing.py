"""How far apart pieces must be so that those are seen who are to be seen."""

from collections.abc import Sequence
from dataclasses import dataclass

from panelwright_tools.layout.order import Pair
from panelwright_tools.layout.pieces import Piece, Stage, is_backdrop
from panelwright_tools.layout.sizes import UPRIGHT
from panelwright_tools.layout.spots import GAP

_OVER = 0.42
"""Share of the width of people in a back row that may be behind those before them."""
_SHARED = 0.09
"""Share of the smaller box that figures of different rows may share."""


@dataclass(frozen=True)
class Constraints:
    """What the order of the pieces must respect."""

    before: Sequence[Pair]
    """Pairs of pieces, acyclic and consistent with the pieces' order."""
    apart: Sequence[Pair] = ()
    """Pairs of pieces that should be far from each other."""
    gap: float = GAP


def distances(
    pieces: Sequence[Piece], rows: Sequence[int], constraints: Constraints, stage: Stage
) -> dict[tuple[int, int], float]:
    """The least distance from each piece to those on its right, where there is any."""
    edges: dict[tuple[int, int], float] = {}
    said = set(constraints.before)
    apart = {frozenset(pair) for pair in constraints.apart}
    for a, left in enumerate(pieces):
        for b in range(a + 1, len(pieces)):
            right = pieces[b]
            distance = _distance(left, right, rows[a] != rows[b], constraints.gap, stage)
            deep = rows[a] != rows[b] and stage.rows_overlap and _one_before_other(left, right)
            if (left.name, right.name) in said and not deep:
                distance = max(distance or 0.0, _clear(left, right) + constraints.gap)
                distance = max(distance, _cone(left, right, stage.cone))
            if frozenset((left.name, right.name)) in apart:
                distance = max(distance or 0.0, _clear(left, right) + 0.3 * stage.width)
            if distance is not None:
                edges[a, b] = distance
    return edges


def _cone(left: Piece, right: Piece, cone: float) -> float:
    a, b = left.cluster.boxes[left.root.id], right.cluster.boxes[right.root.id]
    return a.centre[0] - b.centre[0] + cone * abs(a.centre[1] - b.centre[1])


def _clear(left: Piece, right: Piece) -> float:
    """Distance between origins at which two pieces just touch."""
    return left.cluster.extent.right - right.cluster.extent.x


def _distance(left: Piece, right: Piece, other_row: bool, gap: float, stage: Stage) -> float | None:
    """Least distance between origins so that boxes at the same height don't overlap."""
    needed: float | None = None
    covered = _covered(left, right, stage.covered)
    for a in left.cluster.boxes.values():
        for b in right.cluster.boxes.values():
            shared = min(a.bottom, b.bottom) - max(a.y, b.y)
            if shared <= 0.02 * min(a.h, b.h):
                continue
            apart = a.right - b.x + gap - covered
            if other_row and stage.rows_overlap:
                overlap = _SHARED * min(a.area, b.area) / shared
                apart = min(apart, a.right - b.x - min(overlap, 0.45 * min(a.w, b.w)))
                if _one_before_other(left, right):
                    apart = min(apart, a.right - b.x - _OVER * min(a.w, b.w))
            needed = apart if needed is None else max(needed, apart)
    return needed


def _one_before_other(left: Piece, right: Piece) -> bool:
    """The one behind looks over the shoulder of the one before: both on their feet."""
    stand = all(
        piece.alone and piece.root.living and piece.root.ratio < UPRIGHT and not piece.root.cut
        for piece in (left, right)
    )
    boxes = [piece.cluster.boxes[piece.root.id] for piece in (left, right)]
    behind, before = sorted(boxes, key=lambda box: box.bottom)
    alike = min(behind.h, before.h) > _ALIKE * max(behind.h, before.h)
    return stand and alike and before.y > behind.y + _HEAD * behind.h


_HEAD = 0.24
"""Share of a figure's height that must be seen over who is before it: the head."""
_ALIKE = 0.5
"""Least height of one of the two, against the other."""


def _covered(left: Piece, right: Piece, share: float) -> float:
    """How far the one in front may stand before the other, in frame heights."""
    if is_backdrop(left) == is_backdrop(right):
        return 0.0
    behind, before = (left, right) if is_backdrop(left) else (right, left)
    if not (before.root.living and before.alone):
        return 0.0
    return min(share * behind.cluster.extent.w, before.cluster.extent.w)
