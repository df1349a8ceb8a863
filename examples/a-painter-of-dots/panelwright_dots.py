"""A painter for Panelwright: everybody and everything is a dot in its own colour."""

import zlib

import numpy as np
from PIL import Image, ImageColor

from panelwright_tools.domain import FREE, Brief, BriefRegion, Cost
from panelwright_tools.painting.picture import Picture, Subject


class DotPainter:
    """Keeps the protocol of painters; package, code and options enter every picture's key."""

    id = "dots"
    repairs = frozenset({"relayout", "resample"})  # what may be asked of it when a panel fails
    takes_references, side_by_side = False, None  # no pictures of the cast; a process for each core

    def __init__(self, paper: str = "ivory") -> None:
        self.paper = paper

    def price(self, brief: Brief) -> Cost:
        """Nothing: it is a program on this machine."""
        return FREE

    def prepare(self) -> None:
        """There is nothing to load."""

    def paint(self, brief: Brief, parent: object = None, references: object = None) -> Picture:
        """The picture, with what the checks go by: where each subject is, and what is behind it."""
        items = sorted(brief.regions, key=lambda item: -item.region.depth)  # the nearest last
        boxes, whole = [item.box for item in items], (0, 0, *brief.size)
        y, x = np.ogrid[0 : 1 : brief.size[1] * 1j, 0 : 1 : brief.size[0] * 1j]
        dots = [np.hypot((x - b.x) / b.w - 0.5, (y - b.y) / b.h - 0.5) < 0.5 for b in boxes]

        def drawn(shown: list[tuple[BriefRegion, np.ndarray]]) -> np.ndarray:
            pixels = np.full((*brief.size[::-1], 3), ImageColor.getrgb(self.paper), np.uint8)
            for item, dot in shown:
                hue = zlib.crc32((item.region.subject or item.region.noun).encode()) % 360
                pixels[dot] = ImageColor.getrgb(f"hsl({hue}, 60%, 40%)")
            return pixels

        pairs, subjects = list(zip(items, dots, strict=True)), []
        for place, (item, dot) in enumerate(pairs):
            seen, area = dot & ~np.any(dots[place + 1 :], axis=0), float(dot.sum())
            behind = drawn([pair for pair in pairs if pair[0] is not item])
            subjects.append(Subject(item.region.id, whole, seen, area, behind, item.box))
        return Picture(Image.fromarray(drawn(pairs)), self.id, brief.seed, tuple(subjects))
