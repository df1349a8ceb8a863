"""Plots, drawn by hand: ROC, and what a way spends for what it comes to."""

from collections.abc import Mapping, Sequence
from math import ceil, floor
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw

_SIDE: Final = 420
_EDGE: Final = 50
_WIDE: Final = 620
_COLOURS: Final = ("#1f5fa8", "#c2571a")


def roc(
    curves: Mapping[str, tuple[Sequence[float], Sequence[bool]]],
    at: tuple[float, float],
    path: Path,
) -> None:
    """A curve for each name's scores and truths, and the point at which pictures are accepted."""
    image = Image.new("RGB", (_SIDE + 2 * _EDGE, _SIDE + 2 * _EDGE), "white")
    pen = ImageDraw.Draw(image)
    pen.rectangle((_EDGE, _EDGE, _EDGE + _SIDE, _EDGE + _SIDE), outline="black")
    pen.line([_place(0, 0), _place(1, 1)], fill="#bbbbbb")
    for (name, (scores, truths)), colour in zip(curves.items(), _COLOURS, strict=False):
        points = _points(scores, truths)
        pen.line([_place(*point) for point in points], fill=colour, width=2)
        row = _EDGE + _SIDE - 20 * (len(curves) - list(curves).index(name)) - 24
        pen.text((_EDGE + 150, row), name, fill=colour)
    x, y = _place(*at)
    pen.ellipse((x - 4, y - 4, x + 4, y + 4), fill="black")
    pen.text((_EDGE + 150, _EDGE + _SIDE - 24), "dot: accepted by all of its rules", fill="black")
    pen.text((_EDGE, 20), "right ones accepted, over wrong ones accepted", fill="black")
    for share in (0.0, 0.5, 1.0):
        pen.text((_place(share, 0)[0] - 8, _EDGE + _SIDE + 6), f"{share:g}", fill="black")
        pen.text((_EDGE - 28, _place(0, share)[1] - 6), f"{share:g}", fill="black")
    image.save(path)


def spending(found: Mapping[str, tuple[float, float]], path: Path) -> None:
    """A dot for each way: network evaluations a prompt, and the share of pictures all right."""
    image = Image.new("RGB", (_WIDE + 3 * _EDGE, _SIDE + 2 * _EDGE), "white")
    pen = ImageDraw.Draw(image)
    most = max(spent for spent, _ in found.values()) * 1.05
    low = floor(20 * min(share for _, share in found.values()) - 0.5) / 20
    high = ceil(20 * max(share for _, share in found.values()) + 0.5) / 20

    def place(spent: float, share: float) -> tuple[float, float]:
        x = 1.5 * _EDGE + spent / most * _WIDE
        return x, _EDGE + (high - share) / (high - low) * _SIDE

    for tick in range(0, int(most) + 1, 100):
        pen.line((*place(tick, low), *place(tick, high)), "#e4e4e4")
        pen.text(place(tick, low), str(tick), "black", anchor="ma")
    for percent in range(round(100 * low), round(100 * high) + 1, 5):
        x, y = place(0, percent / 100)
        pen.line((x, y, x + _WIDE, y), "#e4e4e4")
        pen.text((x - 6, y), f"{percent}%", "black", anchor="rm")
    for name, (spent, share) in found.items():
        x, y = place(spent, share)
        pen.ellipse((x - 4, y - 4, x + 4, y + 4), fill=_COLOURS["loop" in name])
        left = "loop" in name or spent > 0.8 * most  # dots of like shares would lie under its name
        at, side = (x - 9, "rm") if left else (x + 9, "lm")
        pen.text((at, y), name, _COLOURS["loop" in name], anchor=side)
    pen.text((_EDGE, 20), "pictures all right, over network evaluations a prompt", "black")
    image.save(path, optimize=True)


def _place(false: float, true: float) -> tuple[float, float]:
    return _EDGE + false * _SIDE, _EDGE + (1 - true) * _SIDE


def _points(scores: Sequence[float], truths: Sequence[bool]) -> list[tuple[float, float]]:
    """Shares of wrong and right ones above each score, from none to all."""
    right, wrong = max(1, sum(truths)), max(1, len(truths) - sum(truths))
    points, true, false = [(0.0, 0.0)], 0, 0
    for _, seen in sorted(zip(scores, truths, strict=True), key=lambda pair: -pair[0]):
        true, false = true + seen, false + (not seen)
        points.append((false / wrong, true / right))
    return points
