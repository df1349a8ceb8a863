"""The ROC curve as a picture."""

from collections.abc import Sequence
from typing import Final

from PIL import Image, ImageDraw

from panelwright_tools.lift.calibration.conformal import curve
from panelwright_tools.lift.calibration.fitting import SeenPair
from panelwright_tools.lift.margins import Margin

_SIZE: Final = (560, 560)
_FRAME: Final = (64, 72, 528, 496)
"""Left, top, right and bottom of the plot, pixels."""
_CURVE, _POINT, _TEXT, _GREY = (40, 70, 170), (200, 40, 40), "black", (215, 215, 215)


def roc_picture(pairs: Sequence[SeenPair], margin: Margin) -> Image.Image:
    """The curve of the lift over all pairs, and where the margin's test stands on those held out.

    The test counts a claim only once it is sure, so that its point may lie below the curve, which
    takes every lift at its word.
    """
    picture = Image.new("RGB", _SIZE, "white")
    pen = ImageDraw.Draw(picture)
    _axes(pen)
    points = curve([pair.matched.lift for pair in pairs], [pair.mismatched.lift for pair in pairs])
    pen.line([_place(*point) for point in points], _CURVE, 3, joint="curve")
    if margin.false_acceptance is not None and margin.true_acceptance is not None:
        x, y = _place(margin.false_acceptance, margin.true_acceptance)
        pen.ellipse((x - 6, y - 6, x + 6, y + 6), fill=_POINT)
    _words(pen, margin)
    return picture


def _place(wrong: float, right: float) -> tuple[float, float]:
    left, top, far, bottom = _FRAME
    return left + (far - left) * wrong, bottom - (bottom - top) * right


def _axes(pen: ImageDraw.ImageDraw) -> None:
    left, _, right, bottom = _FRAME
    for share in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0):
        x, y = _place(share, share)
        pen.line((left, y, right, y), _GREY)
        pen.line((x, _FRAME[1], x, bottom), _GREY)
        pen.text((left - 8, y), f"{share:.0%}", _TEXT, anchor="rm")
        pen.text((x, bottom + 8), f"{share:.0%}", _TEXT, anchor="mt")
    pen.line((*_place(0, 0), *_place(1, 1)), _GREY, 2)
    pen.rectangle(_FRAME, outline=_TEXT)
    middle = (left + right) / 2
    pen.text((middle, bottom + 28), "mismatched claims above the threshold", _TEXT, anchor="mt")
    pen.text((left, _FRAME[1] - 6), "matched claims above it", _TEXT, anchor="lb")


def _words(pen: ImageDraw.ImageDraw, margin: Margin) -> None:
    made = f"lift of {margin.model}, {margin.to.weighting}, {margin.made.isoformat()}"
    pen.text((_FRAME[0], 12), _short(made), _TEXT)
    pen.text((_FRAME[0], 30), f"area {margin.auc:.3f} (all pairs)", _CURVE)
    told = f"margin {margin.margin:.2g}, alpha {margin.alpha:g}, on {margin.held_out} held out"
    pen.text((_FRAME[0] + 170, 30), told, _POINT)


def _short(text: str) -> str:
    return text if len(text) <= 70 else f"{text[:33]}…{text[-36:]}"
