"""What measures likeness."""

from collections.abc import Sequence
from typing import Protocol

from PIL import Image


class LikenessMeter(Protocol):
    """Compares what is shown with pictures of whom it is to show."""

    @property
    def id(self) -> str:
        """Name and version, part of the key of the evidence."""
        ...

    @property
    def side_by_side(self) -> int | None:
        """How many processes may use it at the same time; None: as many as there are cores."""
        ...

    def likeness(self, shown: Image.Image, references: Sequence[Image.Image]) -> float | None:
        """0 for strangers to 1 for the same, with the most similar reference; None: not measured.

        Raises UserError when its model can't be loaded, ToolError when it failed.
        """
        ...
