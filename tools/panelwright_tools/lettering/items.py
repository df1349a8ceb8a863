"""What is placed on a panel, and where it may go: items, their variants, and sets of places."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from panelwright_tools.lettering.model import Point, Rect

Numbers = NDArray[np.float64]
EDGE_DROP = 0.55
"""How far below its middle, in heights, a balloon from beyond the panel points at the edge."""


@dataclass(frozen=True)
class Variant:
    """One way to set an item: the size of its box in pixels, and what this way costs."""

    width: float
    height: float
    cost: float = 0.0


@dataclass(frozen=True)
class Item:
    """Something to place."""

    kind: Literal["caption", "balloon", "sound"]
    variants: tuple[Variant, ...]
    aim: Point | None = None
    """The mouth of the speaker, or the source of a sound."""
    head: Rect | None = None
    """The speaker's own face, which its tail may touch."""
    off_panel: bool = False
    """The voice comes from beyond the edge."""
    joined_to: int | None = None
    """The item before it that the same speaker says in one breath."""
    ends: bool = True
    """No later item goes on where it ends: of what is said in one breath the last has the tail."""
    voice: str = ""
    """Kind of balloon: only balloons of one kind can be joined."""
    closing: bool = False
    """A caption that is read after the balloons, and likes the foot of the panel."""
    gap: float = 0.0
    """Pixels that it likes to keep from its speaker's head, so that its tail is seen."""

    @property
    def tail_to(self) -> Point | None:
        """Where its tail goes; None for what has none of its own."""
        return self.aim if self.kind == "balloon" and self.ends else None


@dataclass(frozen=True)
class Spot:
    """Where an item went."""

    variant: int
    left: float
    top: float
    width: float
    height: float
    last: bool = False
    """A caption at the foot of the panel, read after everything."""

    @property
    def rect(self) -> Rect:
        """The box in pixels."""
        return (self.left, self.top, self.left + self.width, self.top + self.height)

    @property
    def centre(self) -> Point:
        """The middle of the box."""
        return (self.left + self.width / 2, self.top + self.height / 2)


@dataclass(frozen=True)
class Places:
    """Boxes as columns of equal length, in pixels: all candidates of an item, or one spot."""

    x: Numbers
    y: Numbers
    w: Numbers
    h: Numbers
    variant: NDArray[np.int64]
    last: NDArray[np.bool_]

    @property
    def middle_x(self) -> Numbers:
        """x of the middles."""
        return self.x + self.w / 2

    @property
    def middle_y(self) -> Numbers:
        """y of the middles."""
        return self.y + self.h / 2

    @property
    def area(self) -> Numbers:
        """Areas."""
        return self.w * self.h

    def overlap(self, rect: Rect, pad: float = 0.0) -> Numbers:
        """Area that each box shares with a padded rectangle."""
        across = np.minimum(self.x + self.w, rect[2] + pad) - np.maximum(self.x, rect[0] - pad)
        down = np.minimum(self.y + self.h, rect[3] + pad) - np.maximum(self.y, rect[1] - pad)
        return np.asarray(np.clip(across, 0, None) * np.clip(down, 0, None))

    def holds(self, x: Numbers, y: Numbers, pad: float = 0.0) -> NDArray[np.bool_]:
        """Which boxes, padded, hold the points."""
        across = (x > self.x - pad) & (x < self.x + self.w + pad)
        return np.asarray(across & (y > self.y - pad) & (y < self.y + self.h + pad))

    def spot(self, index: int) -> Spot:
        """One of the boxes."""
        left, top, width, height = (float(c[index]) for c in (self.x, self.y, self.w, self.h))
        return Spot(int(self.variant[index]), left, top, width, height, bool(self.last[index]))


def single(spot: Spot) -> Places:
    """A spot as a column of length one, which broadcasts against candidates."""
    x, y, w, h = (np.array([v]) for v in (spot.left, spot.top, spot.width, spot.height))
    return Places(x, y, w, h, np.array([spot.variant]), np.array([spot.last]))
