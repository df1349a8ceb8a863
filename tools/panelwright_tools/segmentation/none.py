"""No segmentation: boxes have to do."""

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image

from panelwright_tools.domain import Box
from panelwright_tools.painting.picture import Mask


@dataclass(frozen=True)
class NoSegmenter:
    """Makes no masks, and needs nothing."""

    @property
    def id(self) -> str:
        """Its name."""
        return "none"

    @property
    def side_by_side(self) -> int | None:
        """It holds no device: a process a core."""
        return None

    def segment(self, image: Image.Image, boxes: Sequence[Box]) -> list[Mask | None]:
        """None for every box."""
        return [None] * len(boxes)
