"""Boxes: fractions of a panel, origin top left."""

from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle `(x, y, w, h)` in fractions of the panel, origin top left."""

    x: float
    y: float
    w: float
    h: float

    @classmethod
    def from_corners(cls, left: float, top: float, right: float, bottom: float) -> "Box":
        """The box between two corners."""
        return cls(left, top, right - left, bottom - top)

    @property
    def right(self) -> float:
        """The x of the right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """The y of the bottom edge."""
        return self.y + self.h

    @property
    def centre(self) -> tuple[float, float]:
        """The middle point `(x, y)`."""
        return self.x + self.w / 2, self.y + self.h / 2

    @property
    def area(self) -> float:
        """The area; zero for an empty box."""
        return max(0.0, self.w) * max(0.0, self.h)

    def intersection(self, other: "Box") -> float:
        """The area shared with another box."""
        width = min(self.right, other.right) - max(self.x, other.x)
        height = min(self.bottom, other.bottom) - max(self.y, other.y)
        return max(0.0, width) * max(0.0, height)

    def iou(self, other: "Box") -> float:
        """Intersection over union, 0..1."""
        shared = self.intersection(other)
        union = self.area + other.area - shared
        return shared / union if union > 0 else 0.0

    def clipped(self) -> "Box":
        """The part of the box that lies on the panel."""
        left, top = min(max(self.x, 0.0), 1.0), min(max(self.y, 0.0), 1.0)
        right, bottom = min(max(self.right, 0.0), 1.0), min(max(self.bottom, 0.0), 1.0)
        return Box.from_corners(left, top, right, bottom)

    def rounded(self, digits: int = 4) -> "Box":
        """The box with its numbers rounded, so that JSON stays short and bytes stay equal."""
        return Box(*(round(value, digits) for value in self))
