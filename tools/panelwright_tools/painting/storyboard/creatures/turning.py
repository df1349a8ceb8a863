"""How a round head turns: where a spot on it is seen."""

from dataclasses import dataclass

import numpy as np

from panelwright_tools.domain.vocabulary import Facing
from panelwright_tools.painting.storyboard.geometry import Point

PROFILE = 68.0
"""Degrees of a profile: a little short of a right angle keeps the charm of the face."""


@dataclass(frozen=True)
class Spot:
    """A spot on a ball of radius 1 as it is seen."""

    at: Point
    front: float
    """1 faces the reader, 0 lies on the edge, less is hidden."""


@dataclass(frozen=True)
class Turn:
    """A head turned by `yaw` degrees: 0 looks at the reader, 90 to the right, 180 away."""

    yaw: float

    @property
    def sine(self) -> float:
        """How far the front of the head points to the right, -1..1."""
        return float(np.sin(np.radians(self.yaw)))

    @property
    def behind(self) -> bool:
        """The back of the head is seen."""
        return self.yaw > 120

    def spot(self, angle: float, height: float) -> Spot:
        """The spot at `angle` degrees to the far side, `height` from -1 (top) to 1."""
        ring = float(np.sqrt(max(0.0, 1 - min(1.0, height * height) * 0.82)))
        way = np.radians(self.yaw + angle)
        at = np.array([np.sin(way) * ring, height])
        return Spot(at, float(np.cos(way)))


def turn_for(facing: Facing | None, three_quarter: float) -> Turn:
    """The turn of a head; left and right are the same, since the painter mirrors."""
    if facing is Facing.FRONT:
        return Turn(0.0)
    if facing is Facing.BACK:
        return Turn(172.0)
    if facing in (Facing.PROFILE_LEFT, Facing.PROFILE_RIGHT):
        return Turn(max(PROFILE, three_quarter))
    return Turn(three_quarter)
