"""A painter for Panelwright: everybody and everything is a field of dots in its own colour."""

import zlib

import numpy as np
from PIL import Image

from panelwright_tools.domain import FREE, Brief, BriefRegion, Cost
from panelwright_tools.painting.picture import Mask, Picture, Subject


class DotPainter:
    """Keeps the protocol of painters; package, code and options enter every picture's key."""

    id = "dots"
    repairs = frozenset({"relayout", "resample"})  # what may be asked of it when a panel fails
    takes_references = False  # it looks at no pictures of the characters
    side_by_side = None  # as many processes as there are cores

    def __init__(self, spacing: int = 14) -> None:
        self.spacing = spacing

    def price(self, brief: Brief) -> Cost:
        """Nothing: it is a program on this machine."""
        return FREE

    def prepare(self) -> None:
        """There is nothing to load."""

    def paint(self, brief: Brief, parent: object = None, references: object = None) -> Picture:
        """The picture, with what the checks go by: where each subject is, and what is behind it."""
        items = sorted(brief.regions, key=lambda item: -item.region.depth)  # the nearest last
        layers = [(item, self._dots(brief, item)) for item in items]
        subjects = []
        for place, (item, mask) in enumerate(layers):
            seen = mask & ~np.any([nearer for _, nearer in layers[place + 1 :]], axis=0)
            behind = np.asarray(self._drawn(brief, layers[:place] + layers[place + 1 :]))
            window, area = (0, 0, *brief.size), float(mask.sum())
            subjects.append(Subject(item.region.id, window, seen, area, behind, item.box))
        return Picture(self._drawn(brief, layers), self.id, brief.seed, tuple(subjects))

    def _drawn(self, brief: Brief, layers: list[tuple[BriefRegion, Mask]]) -> Image.Image:
        image = Image.new("RGB", brief.size, "ivory")
        for item, mask in layers:
            name = f"{item.region.subject or item.region.noun} {brief.seed}"
            hue = zlib.crc32(name.encode()) % 360
            image.paste(f"hsl({hue}, 60%, 40%)", mask=Image.fromarray(mask))
        return image

    def _dots(self, brief: Brief, item: BriefRegion) -> Mask:
        (width, height), box, step = brief.size, item.box, self.spacing
        y, x = np.ogrid[:height, :width]
        inside = (abs(x / width - box.centre[0]) < box.w / 2) & (
            abs(y / height - box.centre[1]) < box.h / 2
        )
        dot: Mask = inside & (np.hypot(x % step - step / 2, y % step - step / 2) < 0.42 * step)
        return dot
