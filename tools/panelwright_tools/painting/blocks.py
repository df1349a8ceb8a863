"""A painter of labelled blocks: the storyboard of a plan, and the quick painter of benchmarks."""

import colorsys
import zlib
from collections.abc import Mapping, Sequence

import numpy as np
from PIL import Image, ImageDraw

from panelwright_tools.domain import FREE, Box, Brief, BriefRegion, Cost, TimeOfDay
from panelwright_tools.painting.picture import Mask, Picture, Subject
from panelwright_tools.versions import code_version

SOURCES = ("domain", "painting")
"""The folders that decide the pixels."""
_DARK = frozenset({TimeOfDay.NIGHT, TimeOfDay.DUSK})

Window = tuple[int, int, int, int]
"""`(left, top, right, bottom)` in pixels."""


class BlockPainter:
    """Paints every region as one block in a colour of its own, nearer ones over farther ones."""

    @property
    def id(self) -> str:
        """Name and version."""
        return f"blocks/{code_version(*SOURCES)}"

    @property
    def repairs(self) -> frozenset[str]:
        """It paints anew; it can't mend a part of a picture."""
        return frozenset({"relayout", "resample"})

    @property
    def takes_references(self) -> bool:
        """Blocks have no likeness."""
        return False

    @property
    def side_by_side(self) -> int | None:
        """It holds no device: a process a core."""
        return None

    def price(self, brief: Brief) -> Cost:
        """Nothing."""
        return FREE

    def prepare(self) -> None:
        """Nothing is read from files."""

    def paint(
        self,
        brief: Brief,
        parent: Picture | None = None,
        references: Mapping[str, Picture] | None = None,
    ) -> Picture:
        """The blocks of a brief, with exact subjects."""
        order = sorted(brief.regions, key=lambda item: -item.region.depth)
        image = _drawn(brief, order)
        subjects = tuple(_subject(brief, order, index) for index in range(len(order)))
        return Picture(image=image, painter=self.id, seed=brief.seed, subjects=subjects)


def _drawn(brief: Brief, items: Sequence[BriefRegion]) -> Image.Image:
    ground = (58, 62, 92) if brief.time in _DARK else (236, 228, 208)
    image = Image.new("RGB", brief.size, ground)
    draw = ImageDraw.Draw(image)
    for item in items:
        window = _window(item.box, brief.size)
        draw.rectangle(_inclusive(window), fill=_colour(item, brief.seed), outline=(40, 30, 40))
        draw.text((window[0] + 6, window[1] + 6), _label(item), fill=(20, 16, 24))
    return image


def _subject(brief: Brief, order: Sequence[BriefRegion], index: int) -> Subject:
    item = order[index]
    window = _window(item.box, brief.size)
    left, top, right, bottom = window
    visible: Mask = np.ones((bottom - top, right - left), dtype=bool)
    for nearer in order[index + 1 :]:
        x0, y0, x1, y1 = _window(nearer.box, brief.size)
        visible[max(0, y0 - top) : max(0, y1 - top), max(0, x0 - left) : max(0, x1 - left)] = False
    others = [other for other in order if other is not item]
    return Subject(
        region=item.region.id,
        window=window,
        visible=visible,
        drawn_area=float(visible.size),
        absent=np.asarray(_drawn(brief, others).crop(window)),
        box=item.box,
        face=_face(item.box) if item.character is not None else None,
        mouth=(item.box.centre[0], item.box.y + 0.2 * item.box.h) if item.character else None,
    )


def _face(box: Box) -> Box:
    return Box(box.x + 0.25 * box.w, box.y + 0.05 * box.h, 0.5 * box.w, 0.2 * box.h)


def _window(box: Box, size: tuple[int, int]) -> Window:
    width, height = size
    return (
        round(box.x * width),
        round(box.y * height),
        round(box.right * width),
        round(box.bottom * height),
    )


def _inclusive(window: Window) -> Window:
    left, top, right, bottom = window
    return left, top, max(left, right - 1), max(top, bottom - 1)


def _colour(item: BriefRegion, seed: int) -> tuple[int, int, int]:
    name = item.region.subject or item.region.noun
    hue = zlib.crc32(f"{name}:{seed}".encode()) % 360 / 360
    red, green, blue = colorsys.hsv_to_rgb(hue, 0.45, 0.85)
    return round(255 * red), round(255 * green), round(255 * blue)


def _label(item: BriefRegion) -> str:
    name = item.character.name if item.character is not None else item.region.noun
    return name.encode("ascii", "replace").decode()[:24]
