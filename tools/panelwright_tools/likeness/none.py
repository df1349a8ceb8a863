"""No likeness: nobody compares characters with their pictures."""

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image


@dataclass(frozen=True)
class NoLikeness:
    """Compares nothing, and needs nothing."""

    @property
    def id(self) -> str:
        """Its name."""
        return "none"

    @property
    def side_by_side(self) -> int | None:
        """It holds no device: a process a core."""
        return None

    def likeness(self, shown: Image.Image, references: Sequence[Image.Image]) -> float | None:
        """None: not measured."""
        return None
