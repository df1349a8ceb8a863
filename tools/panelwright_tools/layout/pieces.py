"""What is set on the frame: clusters that stand alone, and the stage that they stand on."""

from dataclasses import dataclass

from panelwright_tools.layout.cluster import Cluster
from panelwright_tools.layout.figure import BACKDROP_HEIGHT, Figure


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


def is_backdrop(piece: Piece) -> bool:
    """A house, a bus, a tree that nobody is in or on: people stand before it."""
    root = piece.root
    large = root.size >= BACKDROP_HEIGHT and root.size * root.ratio >= _BACKDROP_WIDTH
    return large and not root.living and len(piece.cluster.boxes) == 1


_BACKDROP_WIDTH = 0.9
"""In the units of a grown person, like `BACKDROP_HEIGHT`."""
