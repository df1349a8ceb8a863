"""The slots of a page layout in pixels."""

import zlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from panelwright_tools.binding.book import Page, PageSlot


@dataclass(frozen=True)
class Frame:
    """A slot in pixels of the page."""

    slot: PageSlot
    left: float
    top: float
    width: float
    height: float
    corners: NDArray[np.float64]
    """(n, 2)"""

    @property
    def seed(self) -> int:
        """The seed of its border."""
        return zlib.crc32(self.slot.panel.encode())


def page_height(page: Page, width: int) -> int:
    """Pixels of a page's height."""
    return round(width * page.size[1] / page.size[0])


def frames_of(page: Page, width: int) -> list[Frame]:
    """The slots of a page in pixels."""
    size = np.array([width, page_height(page, width)], float)
    frames = []
    for slot in page.slots:
        x, y, w, h = (
            value * size[i % 2]
            for i, value in enumerate((slot.box.x, slot.box.y, slot.box.w, slot.box.h))
        )
        polygon = slot.polygon or (
            (slot.box.x, slot.box.y),
            (slot.box.right, slot.box.y),
            (slot.box.right, slot.box.bottom),
            (slot.box.x, slot.box.bottom),
        )
        frames.append(Frame(slot, x, y, w, h, np.array(polygon, float) * size))
    return frames
