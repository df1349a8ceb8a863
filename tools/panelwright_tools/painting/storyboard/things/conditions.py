"""Conditions: a broken vase lies in pieces, a cracked one shows it, a lamp that is out is dark."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal

import numpy as np

from panelwright_tools.painting.storyboard.colour import Paint
from panelwright_tools.painting.storyboard.geometry import Affine, Points, affine, compose, turn
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.strokes.script import Stroke
from panelwright_tools.painting.storyboard.tables import table

Condition = Literal["broken", "cracked", "unlit", ""]

DULL = "#aab4bc"
"""The colour of a pane without light behind it."""
PANE = 8
"""Most corners of a pane; whatever shines and has more is a flame."""
BREAK = np.array(
    [(0.10, -1.2), (-0.07, -0.82), (0.09, -0.6), (-0.08, -0.36), (0.06, -0.2), (0, 0.2)]
)
"""The line along which things break, in heights, from above their top to below their base."""
LEANING = ((-17.0, -0.14), (23.0, 0.16))
"""Degrees that the two pieces lean, and how far they are moved, in widths."""
SHARDS = ((-0.34, 0.0, 0.09), (0.05, 0.02, 0.07), (0.4, 0.01, 0.08))
"""x, y in widths and heights, and size in heights, of the splinters."""


def condition_of(words: Sequence[str]) -> Condition:
    """What the words of a phrase tell of its state."""
    rows = table("materials")["condition"]
    for name in ("broken", "cracked", "unlit"):
        if set(words) & set(rows[name]):
            return name
    return ""


def put_out(strokes: Sequence[Stroke]) -> tuple[Stroke, ...]:
    """The strokes of a light without its flame, its panes dull."""
    return tuple(dull for stroke in strokes if (dull := _dulled(stroke)) is not None)


def _dulled(stroke: Stroke) -> Stroke | None:
    if not stroke.colour.startswith("!"):
        return stroke
    role = stroke.colour.lstrip("!")
    if not role.startswith("#"):
        return replace(stroke, colour=f"{role}-22" if role.isalpha() else role)
    pane = stroke.path is not None and len(stroke.path) <= PANE
    return replace(stroke, colour=DULL) if pane else None


def draw_broken(
    sheet: Sheet, ratio: float, draw: Callable[[], None], shard: Callable[[Points], None]
) -> None:
    """Two pieces that lean apart, and splinters; `draw` draws the whole, `shard` one splinter."""
    for side, (degrees, aside) in zip((-1.0, 1.0), LEANING, strict=True):
        far = side * (3.0 + ratio)
        half = np.concatenate([BREAK, [(far, 0.2), (far, -1.2)]])
        with sheet.placed(
            compose(affine(aside * ratio, 0.0), _leaning(degrees * 0.8, ratio, side))
        ):
            with sheet.clip(sheet.mask([sheet.to_pixels(half)])):
                draw()
            sheet.line(BREAK[1:-1], 0.9, taper=(0.1, 0.1))
    for x, y, size in SHARDS:
        corners = np.array([(-0.6, 0.0), (0.1, -0.9), (0.7, -0.1)]) * size + (x * ratio, y)
        shard(corners)


def _leaning(degrees: float, ratio: float, side: float) -> Affine:
    """A turn about the outer corner of the base, on which the piece comes to lie."""
    corner = np.array([side * 0.25 * ratio, 0.0])
    rotation = turn(degrees)
    return np.concatenate([rotation, (corner - rotation @ corner)[:, None]], 1)


def draw_cracks(sheet: Sheet, ratio: float, ink: Paint | None = None) -> None:
    """Jagged lines over the middle of a thing."""
    narrow = BREAK * (ratio, 0.72) + (0.0, -0.08)
    sheet.line(narrow[1:-1], 1.1, ink, taper=(0.5, 0.5))
    branch = np.array([(0.09, -0.6), (0.2, -0.5), (0.17, -0.4)]) * (ratio, 0.72) + (0.0, -0.08)
    sheet.line(branch, 0.8, ink, taper=(0.2, 0.6))
