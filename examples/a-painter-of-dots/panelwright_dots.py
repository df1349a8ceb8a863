"""A painter for Panelwright: everybody and everything is a dot in its own colour."""

import zlib

import numpy as np
from PIL import Image, ImageDraw

from panelwright_tools.domain import FREE, Brief, Cost
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
        dots = [Image.new("1", brief.size) for _ in items]
        for item, dot in zip(items, dots, strict=True):
            corners = [item.box.x, item.box.y, item.box.right, item.box.bottom]
            ImageDraw.Draw(dot).ellipse(list(np.multiply(corners, brief.size * 2)), fill=1)

        def drawn(without: int | None = None) -> Image.Image:
            image = Image.new("RGB", brief.size, self.paper)
            for place, item in enumerate(items):
                if place != without:
                    hue = zlib.crc32((item.region.subject or item.region.noun).encode()) % 360
                    image.paste(f"hsl({hue}, 60%, 40%)", mask=dots[place])
            return image

        masks, whole = [np.asarray(dot) for dot in dots], (0, 0, *brief.size)
        subjects = []
        for place, item in enumerate(items):
            seen = masks[place] & ~np.any(masks[place + 1 :], axis=0)
            area, behind = float(masks[place].sum()), np.asarray(drawn(without=place))
            subjects.append(Subject(item.region.id, whole, seen, area, behind, item.box))
        return Picture(drawn(), self.id, brief.seed, tuple(subjects))
