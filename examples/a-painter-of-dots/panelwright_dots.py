"""A painter for Panelwright: everybody and everything is a field of dots in its own colour."""

import zlib
from collections.abc import Mapping, Sequence

import numpy as np
from PIL import Image, ImageDraw

from panelwright_tools.domain import FREE, Brief, BriefRegion, Cost
from panelwright_tools.painting.picture import Picture, Subject


class DotPainter:
    """Keeps the protocol of painters; its package, code and options enter every picture's key."""

    id = "dots"
    repairs = frozenset({"relayout", "resample"})  # what may be asked of it when a panel fails
    takes_references = False  # pictures of the characters are nothing to it
    side_by_side = None  # a process a core

    def __init__(self, spacing: int = 12) -> None:
        self.spacing = spacing

    def price(self, brief: Brief) -> Cost:
        """Nothing, as for any program on this machine."""
        return FREE

    def prepare(self) -> None:
        """There is nothing to load."""

    def paint(
        self,
        brief: Brief,
        parent: Picture | None = None,
        references: Mapping[str, Picture] | None = None,
    ) -> Picture:
        """The picture, and exactly where its subjects are."""
        items = sorted(brief.regions, key=lambda item: -item.region.depth)  # the nearest last
        subjects = tuple(self._subject(brief, items, place) for place in range(len(items)))
        return Picture(self._drawn(brief, items), self.id, brief.seed, subjects)

    def _drawn(self, brief: Brief, items: Sequence[BriefRegion]) -> Image.Image:
        image = Image.new("RGB", brief.size, "ivory")
        for item in items:
            name = f"{item.region.subject or item.region.noun}{brief.seed}"
            image.paste(
                f"hsl({zlib.crc32(name.encode()) % 360}, 60%, 40%)", mask=self._dots(brief, item)
            )
        return image

    def _dots(self, brief: Brief, item: BriefRegion) -> Image.Image:
        (width, height), box, step = brief.size, item.box, self.spacing
        mask = Image.new("1", brief.size)
        for y in range(round(box.y * height), round(box.bottom * height) - step, step):
            for x in range(round(box.x * width), round(box.right * width) - step, step):
                ImageDraw.Draw(mask).ellipse((x, y, x + step - 2, y + step - 2), fill=1)
        return mask

    def _subject(self, brief: Brief, items: Sequence[BriefRegion], place: int) -> Subject:
        """What the embedded grounder and critic go by: where it is seen, and what is behind it."""
        item, others = items[place], [*items[:place], *items[place + 1 :]]
        mask = np.asarray(self._dots(brief, item))
        seen = mask.copy()
        for nearer in items[place + 1 :]:
            seen &= ~np.asarray(self._dots(brief, nearer))
        behind = np.asarray(self._drawn(brief, others))
        return Subject(
            item.region.id, (0, 0, *brief.size), seen, float(mask.sum()), behind, item.box
        )
