"""What a segmenter is."""

from collections.abc import Sequence
from typing import Protocol

from PIL import Image

from panelwright_tools.domain import Box
from panelwright_tools.painting.picture import Mask


class Segmenter(Protocol):
    """Turns boxes on a picture into masks."""

    @property
    def id(self) -> str:
        """Name and version, part of the key of the evidence."""
        ...

    @property
    def side_by_side(self) -> int | None:
        """How many processes may use it at the same time; None: as many as there are cores."""
        ...

    def segment(self, image: Image.Image, boxes: Sequence[Box]) -> list[Mask | None]:
        """For each box the (height, width) mask of what it holds; None where there is nothing, and
        where this segmenter makes no masks.

        Raises UserError when its model can't be loaded, ToolError when it failed.
        """
        ...
