"""Where a drawn creature can be spoken from, ridden and given things."""

from dataclasses import dataclass, replace

import numpy as np

from panelwright_tools.painting.storyboard import geometry as g
from panelwright_tools.painting.storyboard.geometry import Affine, Point, Points

HeadBox = tuple[float, float, float, float]
"""Left, top, right, bottom of a face, without ears and horns."""


@dataclass(frozen=True)
class CreatureAnchors:
    """Spots of a drawn creature, in the unit of the map that it was drawn through, y down."""

    head: HeadBox
    mouth: Point
    hands: tuple[Point, Point]
    """Near and far hand, paw or wing tip; the mouth where there is none."""
    seat: Point
    """The middle of the back, where a rider sits astride."""
    airborne: bool = False
    """It flies, floats, swims or jumps: nothing of it touches the ground."""
    ratio: float = 1.0
    """Rough width over height in this pose."""

    def scaled(
        self, factor: float, *, airborne: bool | None = None, ratio: float | None = None
    ) -> "CreatureAnchors":
        """The same spots in a unit that is `factor` times as large on the page."""
        left, top, right, bottom = self.head
        return replace(
            self,
            head=(left * factor, top * factor, right * factor, bottom * factor),
            mouth=self.mouth * factor,
            hands=(self.hands[0] * factor, self.hands[1] * factor),
            seat=self.seat * factor,
            airborne=self.airborne if airborne is None else airborne,
            ratio=self.ratio if ratio is None else ratio,
        )

    def placed(self, place: Affine, *, airborne: bool, ratio: float) -> "CreatureAnchors":
        """The same spots through another map."""
        near, far, mouth, seat = g.transform(place, np.stack([*self.hands, self.mouth, self.seat]))
        head = box_of(g.transform(place, np.reshape(self.head, (-1, 2))))
        return CreatureAnchors(head, mouth, (near, far), seat, airborne, ratio)


def box_of(corners: Points) -> HeadBox:
    """The box of two opposite corners."""
    left, top, right, bottom = (float(value) for value in corners.ravel())
    return min(left, right), top, max(left, right), bottom
