"""Spots: the named slots of a place as one camera sees them, for whoever sets figures there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from panelwright_tools.domain.vocabulary import Angle, Shot


@dataclass(frozen=True)
class Spot:
    """A roof to sit on, a window to stand at. Lengths are fractions of the panel."""

    nouns: tuple[str, ...]
    """What a text may call it."""
    x: float
    """Its middle, when the camera stands at the middle of the place; may lie off the panel."""
    y: float
    """Where feet stand on it."""
    scale: float
    """Size of a figure there, for 1 on the line where the others stand."""
    shift: float
    """How far it moves to the left for each metre that the camera goes to the right."""
    reach: float
    """How far the camera may go for it, metres."""
    upon: bool
    """One is on top of it; otherwise one stands on the floor before it."""

    def pan_to(self, x: float) -> float:
        """Metres that the camera must go to the right to see it at x, as far as it may."""
        return min(max((self.x - x) / self.shift, -self.reach), self.reach)

    def seen_at(self, pan: float) -> float:
        """Where its middle lies once the camera has gone so far."""
        return self.x - pan * self.shift


Lookout = Callable[[Shot, Angle, float], Sequence[Spot]]
"""The spots of a place for a shot, an angle and the y of the floor line."""


def no_spots(shot: Shot, angle: Angle, floor: float) -> Sequence[Spot]:
    """A place of which nothing is known."""
    return ()
