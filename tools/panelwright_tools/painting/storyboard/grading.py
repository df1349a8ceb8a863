"""What the pen asks of the light of a scene."""

from typing import Protocol

from panelwright_tools.painting.storyboard.colour import Colour, Paint


class Grading(Protocol):
    """What the light of a scene does to colours; class Mood in mood.py is one."""

    @property
    def ink(self) -> Paint:
        """The dark hue of outlines."""
        ...

    @property
    def haze(self) -> Paint:
        """What far things fade into."""
        ...

    def grade(self, colour: Paint, depth: float = 0.0, figure: bool = False) -> Colour:
        """A colour in this light, `depth` 0 near to 1 far, figures lighter than scenery."""
        ...

    def shadow(self, colour: Paint) -> Colour:
        """The cel shadow of a graded colour."""
        ...

    def lit(self, colour: Paint) -> Colour:
        """A graded colour where the light meets it."""
        ...
