"""What anything that lives on a panel offers to the painter: people, animals, robots, boats, things.

A figure is drawn in a unit of its own: its soles (or its base) lie on y = 0, its middle near x = 0, and
it faces +x. The painter measures it, scales it into its box, and mirrors it to face left.
"""

from dataclasses import dataclass
from typing import Protocol

from panelwright_tools.painting.storyboard.geometry import Point
from panelwright_tools.painting.storyboard.ink import Sheet


@dataclass(frozen=True)
class Anchors:
    """Where things are on a figure, in its own unit."""

    face: tuple[float, float, float, float] | None = None
    """Left, top, right, bottom of the face."""
    mouth: Point | None = None
    grip: Point | None = None
    """Where the middle of a held thing lies."""
    hands: tuple[Point, Point] | None = None
    """Near and far hand."""
    seat: Point | None = None
    """Of a sitter: the underside of the hips. Of a mount or boat: where a rider's hips go."""
    waist: float | None = None
    """y of the waist, where a medium shot cuts."""
    chest: float | None = None
    """y of the chest, where a close shot cuts."""


class Figure(Protocol):
    """Something that can be drawn; drawing twice draws the same."""

    @property
    def height(self) -> float:
        """Its natural height standing, in its unit, however it is posed."""
        ...

    @property
    def anchors(self) -> Anchors:
        """Where its face, hands and seat are."""
        ...

    def draw(self, sheet: Sheet) -> None:
        """Draw it."""
        ...

    def draw_over(self, sheet: Sheet) -> None:
        """Draw what lies over a thing it holds, over a partner or over a rider; may be nothing."""
        ...
