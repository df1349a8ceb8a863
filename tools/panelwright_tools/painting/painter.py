"""What a painter is."""

from typing import Protocol

from panelwright_tools.domain.brief import Brief
from panelwright_tools.painting.picture import Picture


class Painter(Protocol):
    """Paints one brief: same brief, same seed, same bytes."""

    @property
    def id(self) -> str:
        """Name and version, part of every picture's key: `storyboard/4fb18a02c9`.

        A version that follows from code and data, as `code_version` makes it, or from the digest
        of weights, so that no run mixes two hands.
        """
        ...

    @property
    def repairs(self) -> frozenset[str]:
        """Which kinds of repair it can carry out: a subset of inpaint, relayout, resample."""
        ...

    def paint(self, brief: Brief, parent: Picture | None = None) -> Picture:
        """Paint the brief; `parent` is the picture to inpaint when the brief names one.

        Raises ToolError when the painter failed, UserError when the brief can't be painted.
        """
        ...
