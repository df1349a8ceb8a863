"""Windows: drivers and passengers seen from the shoulders up inside what carries them."""

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageChops, ImageDraw

from panelwright_tools.painting.storyboard.fitting import Fit, measure
from panelwright_tools.painting.storyboard.geometry import Points, affine
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.stage import Stage, play

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
    tall = float(high[1] - low[1])
    middle = float(low[1]) + 0.5 * tall
    _place(stage, rider, (float(across), middle), (wide, tall), other.figure.anchors.window_head)
    front = (other.order[0], 0.95 + 0.001 * number)
    stage.change(rider, order=front, over=front, held=True, window=outline)


def _place(
    stage: Stage,
    rider: str,
    middle: tuple[float, float],
    size: tuple[float, float],
    head: float,
) -> None:
    """The face in a window with this middle and this width and height, pixels."""
    one = stage.cast[rider]
    face = one.figure.anchors.face
    e = one.fit.extent
    left, top, right, bottom = face or (e.left, e.top, e.right, e.bottom)
    wide, tall = size
    scale = min(head * tall / (bottom - top), 0.95 * wide / (right - left))
    # A small head in a tall window is high up, so that the shoulders show.
    low = LOW * tall - 0.5 * max(0.0, 0.75 * tall - scale * (bottom - top))
    matrix = affine(0.0, 0.0, scale * one.fit.flip, scale)
    matrix[:, 2] = (
        middle[0] - matrix[0, 0] * (left + right) / 2,
        middle[1] + low - scale * (top + bottom) / 2,
    )
    stage.change(rider, fit=Fit(matrix, measure(one.figure), None))


def show_at_window(below: Sheet, above: Sheet, outline: Points) -> None:
    """Hide what of a passenger lies outside the window, and draw the frame anew."""
    inside = Image.new("L", (below.width, below.height))
    ImageDraw.Draw(inside).polygon([(float(x), float(y)) for x, y in outline], fill=255)
    for sheet in (below, above):
        sheet.alpha = ImageChops.multiply(sheet.alpha, inside)
    above.line(outline, 1.0, closed=True)


def hide_below(sheet: Sheet, y: float) -> None:
    """Hide what lies below a rim, pixels."""
    row = max(0, min(sheet.height, round(y)))
    sheet.alpha.paste(0, (0, row, sheet.width, sheet.height))
