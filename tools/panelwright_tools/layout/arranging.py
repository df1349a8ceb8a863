"""Clusters on the frame: rows in depth, then columns by difference constraints."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from panelwright_tools.domain import Box
from panelwright_tools.layout.cluster import Cluster
from panelwright_tools.layout.columns import Slack, near_wishes, slack
from panelwright_tools.layout.pieces import Piece, Stage
from panelwright_tools.layout.raising import raised
from panelwright_tools.layout.spacing import Constraints, distances

_KEPT = 0.25
"""Share of a box that must lie on the panel, whatever else gives way."""


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
    lifted = raised(pieces, rows, stage)
    edges = distances(lifted, rows, constraints, stage)
    bounds = [_bounds(piece, stage) for piece in lifted]
    tops = [piece.cluster.extent.y for piece in lifted if piece.root.fixed is None]
    overshoot = max([stage.top - top for top in tops], default=0.0)
    return Arrangement(tuple(lifted), slack(bounds, edges), edges, max(0.0, overshoot))


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


def box_in_panel(box: Box, width: float) -> Box:
    """From frame heights to fractions of the panel, kept inside it."""
    x, w = box.x / width, box.w / width
    return Box(_inside(x, w), _inside(box.y, box.h), w, box.h).clipped().rounded()


def _inside(start: float, length: float) -> float:
    """Where a stretch starts that would lie mostly outside 0..1."""
    least = _KEPT * length
    return min(max(start, least - length), 1.0 - least)
