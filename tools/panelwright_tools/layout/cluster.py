"""Boxes that move together."""

from collections.abc import Iterable
from dataclasses import dataclass

from panelwright_tools.domain import Box


@dataclass(frozen=True)
class Cluster:
    """Boxes at fixed distances from each other.

    Unit: the frame's height. x grows rightwards from any origin, y downwards from the line that
    feet stand on, so that a standing figure has a negative y and a bottom of 0.
    """

    boxes: dict[str, Box]
    depths: dict[str, float]

    @property
    def extent(self) -> Box:
        """The smallest box around all of them."""
        return extent_of(self.boxes.values())

    def moved(self, dx: float, dy: float) -> "Cluster":
        """The cluster at another place."""
        boxes = {k: Box(b.x + dx, b.y + dy, b.w, b.h) for k, b in self.boxes.items()}
        return Cluster(boxes, self.depths)

    def scaled(self, factor: float) -> "Cluster":
        """The cluster smaller or larger, about its origin."""
        boxes = {k: Box(*(factor * v for v in b)) for k, b in self.boxes.items()}
        return Cluster(boxes, self.depths)

    def deeper(self, step: float) -> "Cluster":
        """The cluster farther from the reader."""
        return Cluster(self.boxes, {k: d + step for k, d in self.depths.items()})

    def with_cluster(self, other: "Cluster") -> "Cluster":
        """Both as one."""
        return Cluster(self.boxes | other.boxes, self.depths | other.depths)


def extent_of(boxes: Iterable[Box]) -> Box:
    """The smallest box around some boxes (at least one)."""
    all_boxes = list(boxes)
    return Box.from_corners(
        min(b.x for b in all_boxes),
        min(b.y for b in all_boxes),
        max(b.right for b in all_boxes),
        max(b.bottom for b in all_boxes),
    )
