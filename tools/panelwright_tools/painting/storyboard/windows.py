"""Windows: drivers and passengers seen from the shoulders up inside what carries them."""

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageChops, ImageDraw

from panelwright_tools.painting.storyboard.fitting import Fit, measure
from panelwright_tools.painting.storyboard.geometry import Points, affine
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.stage import Stage, play

HEAD = 0.80
"""Height of a head, as a share of its window's."""
LOW = 0.06
"""How far below the middle of the window a head is, in heights of the window."""


def at_window(stage: Stage, rider: str, bearer: str, fellows: Sequence[str]) -> None:
    """Seat somebody behind their window; more than there are windows sit beside each other."""
    other = stage.cast[bearer]
    windows = other.figure.anchors.windows
    number = fellows.index(rider)
    outline = np.array([other.to_pixels(spot) for spot in windows[number % len(windows)]])
    sharing = [
        name for index, name in enumerate(fellows) if index % len(windows) == number % len(windows)
    ]
    low, high = outline.min(0), outline.max(0)
    wide = (high[0] - low[0]) / len(sharing)
    across = low[0] + wide * (sharing.index(rider) + 0.5)
    play(stage, rider, posture="", support="", prop="", holds=False)
    _place(stage, rider, across, (low[1] + high[1]) / 2, wide, high[1] - low[1])
    front = (other.order[0], 0.95 + 0.001 * number)
    stage.change(rider, order=front, over=front, held=True, window=outline)


def _place(stage: Stage, rider: str, x: float, y: float, wide: float, tall: float) -> None:
    """The face in the middle of a window of this size, pixels."""
    one = stage.cast[rider]
    face = one.figure.anchors.face
    e = one.fit.extent
    left, top, right, bottom = face or (e.left, e.top, e.right, e.bottom)
    scale = min(HEAD * tall / (bottom - top), 0.95 * wide / (right - left))
    matrix = affine(0.0, 0.0, scale * one.fit.flip, scale)
    matrix[:, 2] = (
        x - matrix[0, 0] * (left + right) / 2,
        y + LOW * tall - scale * (top + bottom) / 2,
    )
    stage.change(rider, fit=Fit(matrix, measure(one.figure), None))


def show_at_window(below: Sheet, above: Sheet, outline: Points) -> None:
    """Hide what of a passenger lies outside the window, and draw the frame anew."""
    inside = Image.new("L", (below.width, below.height))
    ImageDraw.Draw(inside).polygon([(float(x), float(y)) for x, y in outline], fill=255)
    for sheet in (below, above):
        sheet.alpha = ImageChops.multiply(sheet.alpha, inside)
    above.line(outline, 1.0, closed=True)
