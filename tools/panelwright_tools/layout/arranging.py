"""Clusters on the frame: rows in depth, then columns by difference constraints."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from panelwright_tools.domain import Box
from panelwright_tools.layout.attaching import GAP
from panelwright_tools.layout.cluster import Cluster
from panelwright_tools.layout.columns import Slack, near_wishes, slack
from panelwright_tools.layout.figure import BACKDROP_HEIGHT, Figure, Medium
from panelwright_tools.layout.order import Pair

ROW_STEP = 0.78
"""Height of a row above the one before it, as a share of the nearer figures' height."""
_DEEP, _DEEPEST = 0.62, 0.9
"""How far up the next row, and the last one, may stand: on the ground that the shot shows, in
steps in depth of 1."""
_OVER = 0.42
"""Share of the width of people in a back row that may be behind those before them."""
SHARED = 0.09
"""Share of the smaller box that figures of different rows may share."""
_FARTHER = 0.92
"""Size of a row compared with the row before it."""
_BACKDROP_WIDTH = 0.9
"""In the units of a grown person, like `BACKDROP_HEIGHT`."""
COVERED = 0.42
"""Share of a backdrop's width that those before it may cover where there is no room beside it."""
_KEPT = 0.25
"""Share of a box that must lie on the panel, whatever else gives way."""


@dataclass(frozen=True)
class Stage:
    """The frame that clusters are set on, in frame heights."""

    width: float
    top: float
    """y under which subjects belong: below the band of balloons."""
    floor: float
    margin: float
    rows_overlap: bool = True
    """Whether figures in a back row may be hidden a little by those in front."""
    covered: float = 0.0
    """Share of a backdrop's width that those before it may cover."""
    cone: float = 0.0
    """How much farther apart across than along those are that stand left and right."""
    back: float = 0.3
    """How far up a step in depth of 1 lifts the feet."""
    strew: float = 0.0
    """How far back, in depth, every second piece stands that is free to."""


@dataclass(frozen=True)
class Piece:
    """A cluster that stands alone, with what decides its place."""

    name: str
    cluster: Cluster
    root: Figure
    """The figure that it stands by."""
    alone: bool = True
    """Nothing is above or below it."""


@dataclass(frozen=True)
class Constraints:
    """What the order of the pieces must respect."""

    before: Sequence[Pair]
    """Pairs of pieces, acyclic and consistent with the pieces' order."""
    apart: Sequence[Pair] = ()
    """Pairs of pieces that should be far from each other."""
    gap: float = GAP


@dataclass(frozen=True)
class Arrangement:
    """Pieces at their heights, with the slack that is left for their columns."""

    pieces: tuple[Piece, ...]
    slack: Slack
    edges: Mapping[tuple[int, int], float]
    overshoot: float
    """How far the highest piece passes the top; 0 when all fit."""

    @property
    def feasible(self) -> bool:
        """Everything fits."""
        return self.slack.excess <= 1e-9 and self.overshoot <= 1e-9

    def settled(self, share: float, wishes: Sequence[float] | None = None) -> Cluster:
        """All boxes at their places: at a share of the slack, or near wished places."""
        places = (
            self.slack.mix(share)
            if wishes is None or not self.feasible
            else near_wishes(self.slack, self.edges, wishes)
        )
        scene = Cluster({}, {})
        for piece, place in zip(self.pieces, places, strict=True):
            scene = scene.with_cluster(piece.cluster.moved(place, 0.0))
        return scene


def arrange(
    pieces: Sequence[Piece], rows: Sequence[int], constraints: Constraints, stage: Stage
) -> Arrangement:
    """Set the pieces (in their order from left to right) on their rows and find the slack."""
    raised = _raised(pieces, rows, stage)
    edges = _edges(raised, rows, constraints, stage)
    bounds = [_bounds(piece, stage) for piece in raised]
    tops = [piece.cluster.extent.y for piece in raised if piece.root.fixed is None]
    overshoot = max([stage.top - top for top in tops], default=0.0)
    return Arrangement(tuple(raised), slack(bounds, edges), edges, max(0.0, overshoot))


def rows_of(pieces: Sequence[Piece], count: int) -> list[int]:
    """A row for each piece: neighbours alternate, the taller or farther one goes back."""
    rows = [0] * len(pieces)
    if count == 1:
        return rows
    for start in range(0, len(pieces), count):
        group = list(range(start, min(start + count, len(pieces))))
        group.sort(key=lambda i: (pieces[i].root.depth, -pieces[i].cluster.extent.y, i))
        for row, index in enumerate(group):
            rows[index] = row
    return rows


def _raised(pieces: Sequence[Piece], rows: Sequence[int], stage: Stage) -> list[Piece]:
    """Each piece at its height: on the floor or in its back row, on the wall, in the air."""
    raised: list[Piece] = []
    step = 1.0 if not stage.rows_overlap else ROW_STEP
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
        raised.append(replace(piece, cluster=piece.cluster.moved(0.0, line)))
    return raised


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


def _bounds(piece: Piece, stage: Stage) -> tuple[float, float]:
    extent, fixed = piece.cluster.extent, piece.root.fixed
    if fixed is not None:
        place = fixed.x * stage.width - piece.cluster.boxes[piece.root.id].x
        return place, place
    low, high = stage.margin - extent.x, stage.width - stage.margin - extent.right
    middle = stage.width / 2 - piece.cluster.boxes[piece.root.id].centre[0]
    if piece.root.across == "left":
        high = min(high, max(low, middle - 0.14 * stage.width))
    elif piece.root.across == "right":
        low = max(low, min(high, middle + 0.14 * stage.width))
    elif piece.root.across == "centre" and low <= middle <= high:
        low = high = middle
    return low, high


def _edges(
    pieces: Sequence[Piece], rows: Sequence[int], constraints: Constraints, stage: Stage
) -> dict[tuple[int, int], float]:
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
                overlap = SHARED * min(a.area, b.area) / shared
                apart = min(apart, a.right - b.x - min(overlap, 0.45 * min(a.w, b.w)))
                if _one_before_other(left, right):
                    apart = min(apart, a.right - b.x - _OVER * min(a.w, b.w))
            needed = apart if needed is None else max(needed, apart)
    return needed


def _one_before_other(left: Piece, right: Piece) -> bool:
    """The one behind looks over the shoulder of the one before: both on their feet."""
    stand = all(
        piece.alone and piece.root.living and piece.root.ratio < _UPRIGHT and not piece.root.cut
        for piece in (left, right)
    )
    boxes = [piece.cluster.boxes[piece.root.id] for piece in (left, right)]
    behind, before = sorted(boxes, key=lambda box: box.bottom)
    alike = min(behind.h, before.h) > _ALIKE * max(behind.h, before.h)
    return stand and alike and before.y > behind.y + _HEAD * behind.h


_UPRIGHT = 0.85
"""Widest figure that stands on two legs, for a height of 1."""
_HEAD = 0.24
"""Share of a figure's height that must be seen over who is before it: the head."""
_ALIKE = 0.5
"""Least height of one of the two, against the other."""


def is_backdrop(piece: Piece) -> bool:
    """A house, a bus, a tree that nobody is in or on: people stand before it."""
    root = piece.root
    large = root.size >= BACKDROP_HEIGHT and root.size * root.ratio >= _BACKDROP_WIDTH
    return large and not root.living and len(piece.cluster.boxes) == 1


def _covered(left: Piece, right: Piece, share: float) -> float:
    """How far the one in front may stand before the other, in frame heights."""
    if is_backdrop(left) == is_backdrop(right):
        return 0.0
    behind, before = (left, right) if is_backdrop(left) else (right, left)
    if not (before.root.living and before.alone):
        return 0.0
    return min(share * behind.cluster.extent.w, before.cluster.extent.w)


def box_in_panel(box: Box, width: float) -> Box:
    """From frame heights to fractions of the panel, kept inside it."""
    x, w = box.x / width, box.w / width
    return Box(_inside(x, w), _inside(box.y, box.h), w, box.h).clipped().rounded()


def _inside(start: float, length: float) -> float:
    """Where a stretch starts that would lie mostly outside 0..1."""
    least = _KEPT * length
    return min(max(start, least - length), 1.0 - least)
