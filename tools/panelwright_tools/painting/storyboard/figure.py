"""What anything that lives on a panel offers to the painter: people, animals, robots, things.

A figure is drawn in a unit of its own: its soles (or its base) lie on y = 0, its middle near x = 0,
and it faces +x. The painter measures it, scales it into its box, and mirrors it to face left.
"""

from dataclasses import dataclass
from typing import Protocol

from panelwright_tools.painting.storyboard.geometry import Point, Points
from panelwright_tools.painting.storyboard.ink import Sheet


@dataclass(frozen=True)
class Lamp:
    """Light that a figure gives, in its own unit."""

    at: Point
    radius: float
    colour: str


@dataclass(frozen=True)
class Anchors:
    """Where things are on a figure, in its own unit."""

    face: tuple[float, float, float, float] | None = None
    """Left, top, right, bottom of the face."""
    mouth: Point | None = None
    grip: Point | None = None
    """Of a thing: where a hand holds it. Of somebody: where a held thing would be."""
    hands: tuple[Point, Point] | None = None
    """Near and far hand."""
    shoulders: tuple[Point, Point] | None = None
    """Near and far shoulder."""
    reach: float = 0.0
    """How far a hand gets from its shoulder."""
    seat: Point | None = None
    """Of a sitter: the underside of the hips. Of a mount, seat or boat: where hips go."""
    lap: tuple[float, float] | None = None
    """From which x to which x somebody may sit on it."""
    waist: float | None = None
    """y of the waist, where a medium shot cuts."""
    chest: float | None = None
    """y of the chest, where a close shot cuts."""
    airborne: bool = False
    """It does not stand on the ground."""
    has_front: bool = False
    """Part of it lies before those who are in it."""
    lamp: Lamp | None = None
    windows: tuple[Points, ...] = ()
    """Outlines of windows at which those inside are seen, the driver's first."""
    window_head: float = 0.8
    """Height of a head at a window, as a share of the window's."""


class Figure(Protocol):
    """Something that can be drawn; drawing twice draws the same."""

    def __hash__(self) -> int:
        """Equal figures are measured once."""
        ...

    @property
    def height(self) -> float:
        """Its natural height standing, in its unit, however it is posed."""
        ...

    @property
    def anchors(self) -> Anchors:
        """Where its face, hands and seat are."""
        ...

    @property
    def sketched(self) -> bool:
        """The painter did not know what it is, and drew a labelled sketch."""
        ...

    def draw(self, sheet: Sheet) -> None:
        """Draw it."""
        ...

    def draw_over(self, sheet: Sheet) -> None:
        """Draw what lies over a thing it holds, over a partner or over a rider; may be nothing."""
        ...
