"""The part of a picture around a mask that is worth painting anew at the model's full size."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from panelwright_tools.domain import Box, Brief, BriefRegion
from panelwright_tools.painting.diffusion.partial import showing
from panelwright_tools.painting.diffusion.tables import table
from panelwright_tools.painting.picture import Mask


class Window(NamedTuple):
    """Pixels left..right - 1 and top..bottom - 1 of a picture."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.right - self.left, self.bottom - self.top


def window_around(mask: Mask) -> Window:
    """The mask with room around it, inside the picture; all of it where a part would gain little.

    A mask that is empty has the whole picture for its window.
    """
    height, width = mask.shape
    whole, rules = Window(0, 0, width, height), table("repainting")
    if not mask.any():
        return whole
    (left, right), (top, bottom) = (_ends(np.asarray(mask.any(axis=axis))) for axis in (0, 1))
    room = rules["context"] * max(right - left, bottom - top)
    across = _widened(left, right, room, rules["least_width"] * width, width)
    down = _widened(top, bottom, room, rules["least_height"] * height, height)
    window = Window(across[0], down[0], across[1], down[1])
    share = window.size[0] * window.size[1] / (width * height)
    return window if share * rules["least_gain"] ** 2 <= 1 else whole


def seen_through(brief: Brief, window: Window, size: tuple[int, int]) -> Brief:
    """The brief of what lies in the window of a picture of that size, with the window's size.

    Regions that lie outside are dropped, with their words and relations; boxes that its edge cuts
    are clipped.
    """
    inside = [item for item in brief.regions if _near(item, window, size) is not None]
    brief = showing(brief, inside)
    return brief.model_copy(
        update={
            "size": window.size,
            "regions": tuple(near for item in inside if (near := _near(item, window, size))),
            "reserved": _boxes(brief.reserved, window, size),
            "mask": _boxes(brief.mask, window, size),
        }
    )


def _ends(touched: Mask) -> tuple[int, int]:
    """The first place that is True, and the one after the last."""
    places = np.flatnonzero(touched)
    return int(places[0]), int(places[-1]) + 1


def _widened(start: int, stop: int, room: float, least: float, count: int) -> tuple[int, int]:
    """A span with room at both ends, of at least that length, moved where it passes an end."""
    length = min(round(max(stop - start + 2 * room, least)), count)
    first = min(max(round((start + stop - length) / 2), 0), count - length)
    return min(first, start), max(first + length, stop)


def _near(item: BriefRegion, window: Window, size: tuple[int, int]) -> BriefRegion | None:
    box = _inside(item.box, window, size)
    return item.model_copy(update={"box": box}) if box is not None else None


def _boxes(boxes: Sequence[Box], window: Window, size: tuple[int, int]) -> tuple[Box, ...]:
    return tuple(box for old in boxes if (box := _inside(old, window, size)) is not None)


def _inside(box: Box, window: Window, size: tuple[int, int]) -> Box | None:
    """The box in fractions of the window; None when nothing of it lies there."""
    (width, height), (wide, high) = size, window.size
    clipped = Box(
        (box.x * width - window.left) / wide,
        (box.y * height - window.top) / high,
        box.w * width / wide,
        box.h * height / high,
    ).clipped()
    return clipped if min(clipped.w * wide, clipped.h * high) >= 1 else None
