"""Boxes as callers give them: four numbers in a list."""

from typing import Annotated

from pydantic import Field

from panelwright_tools.domain import Box, UserError

Corner = Annotated[list[float], Field(min_length=4, max_length=4)]
"""x, y, width, height in fractions of the picture."""


def box_of(numbers: list[float]) -> Box:
    """The box. Raises UserError when it does not lie on the picture."""
    box = Box(*numbers)
    if not (box.w > 0 and box.h > 0 and box.x >= 0 and box.y >= 0) or (
        max(box.right, box.bottom) > 1 + 1e-6
    ):
        raise UserError(
            f"the box {[round(n, 4) for n in numbers]} is not on the picture: give x, y, width and "
            "height as fractions of it, such as [0.5, 0, 0.5, 1] for its right half."
        )
    return box
