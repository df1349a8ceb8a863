"""The storyboard painter: a brief in, a picture drawn by hand with exact subjects out."""

from collections.abc import Mapping
from dataclasses import dataclass

from panelwright_tools.domain.brief import Brief
from panelwright_tools.domain.cost import FREE, Cost
from panelwright_tools.painting.picture import Picture
from panelwright_tools.versions import code_version

SOURCES = ("domain", "lettering", "painting")
"""The folders that decide the pixels; letters are for the labels of sketches."""
_LOCAL = ("sidestep", "come_out", "set_apart")
REPAIRS = frozenset({"relayout", "resample", *(f"inpaint/{move}" for move in _LOCAL)})


@dataclass(frozen=True)
class StoryboardPainter:
    """Draws a panel in vectors, with Pillow and numpy alone. Same brief, same bytes."""

    @property
    def id(self) -> str:
        """Name and version."""
        return f"storyboard/{code_version(*SOURCES)}"

    @property
    def repairs(self) -> frozenset[str]:
        """Everything but another sample of the same region: the same drawing would come again."""
        return REPAIRS

    @property
    def takes_references(self) -> bool:
        """It draws people from their looks alone."""
        return False

    @property
    def side_by_side(self) -> int | None:
        """It holds no device: a process a core."""
        return None

    def price(self, brief: Brief) -> Cost:
        """Nothing."""
        return FREE

    def prepare(self) -> None:
        """Load code, tables and art by drawing something small of every kind."""
        from panelwright_tools.painting.storyboard.rehearsal import rehearse

        rehearse()

    def paint(
        self,
        brief: Brief,
        parent: Picture | None = None,
        references: Mapping[str, Picture] | None = None,
    ) -> Picture:
        """Paint the brief; with a parent, only the regions to repaint, behind their exact mask.

        Raises UserError for a style that is not known.
        """
        from panelwright_tools.painting.storyboard.inpainting import inpainted
        from panelwright_tools.painting.storyboard.panel import drawn

        picture = drawn(brief, self.id)
        return picture if parent is None else inpainted(parent, picture, brief)
