"""The curve of the loss as a picture.

Usage: PYTHONPATH=agent:tools:prompts:benchmarks python -m miniature.curve LOSS.csv PICTURE.png
"""

import csv
import math
import sys
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw

_SIZE = (640, 320)
_FRAME = (60, 16, 620, 280)
"""Left, top, right and bottom of the plot, pixels."""


def curve(points: Sequence[tuple[int, float]]) -> Image.Image:
    """Steps across, the loss upwards in powers of ten."""
    picture = Image.new("RGB", _SIZE, "white")
    pen = ImageDraw.Draw(picture)
    left, top, right, bottom = _FRAME
    low = math.floor(10 * math.log10(min(loss for _, loss in points))) / 10
    high = math.ceil(10 * math.log10(max(loss for _, loss in points))) / 10
    last = points[-1][0]

    def place(step: float, loss: float) -> tuple[float, float]:
        share = (math.log10(loss) - low) / (high - low)
        return left + (right - left) * step / last, bottom - (bottom - top) * share

    for loss in (0.02, 0.05, 0.1, 0.2, 0.5, 1.0):
        if low <= math.log10(loss) <= high:
            y = place(0, loss)[1]
            pen.line((left, y, right, y), "lightgrey")
            pen.text((left - 34, y - 6), f"{loss:g}", "black")
    for step in range(0, last + 1, 1000):
        x = place(step, 10**low)[0]
        pen.text((x - 12, bottom + 6), f"{step:,}", "black")
    pen.text((left + 4, bottom + 22), "steps of 64 pictures; mean loss of 50 steps", "black")
    pen.rectangle(_FRAME, outline="black")
    pen.line([place(step, loss) for step, loss in points], (200, 40, 40), 2)
    return picture


def read(path: Path) -> list[tuple[int, float]]:
    """The points of a table that training wrote."""
    with path.open(encoding="utf-8") as file:
        return [(int(row["step"]), float(row["loss"])) for row in csv.DictReader(file)]


if __name__ == "__main__":
    curve(read(Path(sys.argv[1]))).save(sys.argv[2])
