"""What hangs on what, and the spot that each of the children gets."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from panelwright_tools.domain import Box
from panelwright_tools.layout.figure import Figure

Spot = tuple[float, float, float]
"""Left edge, bottom edge and step in depth of a child's own box."""


@dataclass(frozen=True)
class Child:
    """A figure that hangs on another, at its size in the frame."""

    figure: Figure
    box: Box
    """Its own box, before it is moved."""
    side: int
    """-1 to the left of its parent, 1 to the right."""
    rank: int
    """How many of the same manner hang on that side already."""


@dataclass(frozen=True)
class Parent:
    """What children hang on."""

    figure: Figure
    box: Box
    laden: bool = False
    """Something large is on it, so that nobody is seen over it."""


Placing = Callable[[Parent, Sequence[Child]], list[Spot]]

GAP = 0.012
"""Room between neighbours, in frame heights."""


def row(parent: Parent, children: Sequence[Child]) -> list[float]:
    """Left edges of the children side by side about their parent's middle."""
    widths = [child.box.w for child in children]
    left = parent.box.centre[0] - (sum(widths) + GAP * (len(widths) - 1)) / 2
    edges = []
    for width in widths:
        edges.append(left)
        left += width + GAP
    return edges
