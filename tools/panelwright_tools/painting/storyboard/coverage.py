"""Coverage: how much of each pixel a shape covers, in a small window of its sheet."""

from dataclasses import dataclass
from math import ceil, floor

import numpy as np
from PIL import Image, ImageChops, ImageDraw

from panelwright_tools.painting.storyboard.geometry import Points

Window = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels; right and bottom lie just outside."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """A grey picture (0 outside, 255 inside) that lies at (x, y) on its sheet."""

    image: Image.Image
    x: int
    y: int

    @property
    def window(self) -> Window:
        """Where it lies on the sheet."""
        return self.x, self.y, self.x + self.image.width, self.y + self.image.height

    @property
    def size(self) -> int:
        """The shorter side in pixels."""
        return min(self.image.size)

    def within(self, window: Window) -> Image.Image:
        """The same coverage seen through another window."""
        left, top, right, bottom = window
        if self.window == window:
            return self.image
        seen = Image.new("L", (right - left, bottom - top))
        seen.paste(self.image, (self.x - left, self.y - top))
        return seen

    def times(self, other: "Coverage") -> "Coverage":
        """What both cover."""
        both = ImageChops.multiply(self.image, other.within(self.window))
        return Coverage(both, self.x, self.y)

    def minus(self, other: "Coverage") -> "Coverage":
        """What this covers and the other does not."""
        rest = ImageChops.multiply(self.image, ImageChops.invert(other.within(self.window)))
        return Coverage(rest, self.x, self.y)

    def moved(self, x: float, y: float) -> "Coverage":
        """The same shape shifted by whole pixels."""
        return Coverage(self.image, self.x + round(x), self.y + round(y))

    def differing(self, other: "Coverage") -> "Coverage":
        """What exactly one of the two covers."""
        window = _around(self.window, other.window)
        one = ImageChops.difference(self.within(window), other.within(window))
        return Coverage(one, window[0], window[1])


def _around(first: Window, second: Window) -> Window:
    low, high = np.minimum(first, second), np.maximum(first, second)
    return int(low[0]), int(low[1]), int(high[2]), int(high[3])


class Canvas:
    """Where polygons are filled, finer than the sheet by `fineness`, then reduced to coverage."""

    def __init__(self, window: Window, fineness: int) -> None:
        """Start empty over a window of the sheet."""
        self.window = window
        self.fineness = fineness
        left, top, right, bottom = window
        self._image = Image.new("L", ((right - left) * fineness, (bottom - top) * fineness))
        self._draw = ImageDraw.Draw(self._image)

    @classmethod
    def around(
        cls, outlines: list[Points], width: int, height: int, fineness: int, margin: float = 0.0
    ) -> "Canvas | None":
        """A canvas that holds the outlines on a sheet, None when none of them touches it."""
        every = outlines[0] if len(outlines) == 1 else np.concatenate(outlines)
        (x0, y0), (x1, y1) = every.min(0).tolist(), every.max(0).tolist()
        left, top = max(floor(x0 - margin - 2), 0), max(floor(y0 - margin - 2), 0)
        right, bottom = min(ceil(x1 + margin + 3), width), min(ceil(y1 + margin + 3), height)
        if right <= left or bottom <= top:
            return None
        return cls((left, top, right, bottom), fineness)

    def polygon(self, outline: Points, fill: int = 255) -> None:
        """Fill an outline given in pixels of the sheet."""
        fine = (outline - self.window[:2]) * self.fineness
        self._draw.polygon(fine.ravel().tolist(), fill=fill)

    def disc(self, x: float, y: float, radius: float) -> None:
        """Fill a disc given in pixels of the sheet."""
        k, left, top = self.fineness, self.window[0], self.window[1]
        x, y, r = (x - left) * k, (y - top) * k, radius * k
        self._draw.ellipse((x - r, y - r, x + r, y + r), fill=255)

    def coverage(self) -> Coverage:
        """What was filled, at the sheet's own resolution."""
        image = self._image if self.fineness == 1 else self._image.reduce(self.fineness)
        return Coverage(image, self.window[0], self.window[1])
