"""Measure whether a lettered panel can be read: covered faces, lost words, tangled balloons."""

import math
from collections.abc import Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from panelwright_tools.domain.evidence import Legibility
from panelwright_tools.domain.vocabulary import Direction
from panelwright_tools.lettering.model import Lettering, Point, Polygon, Rect
from panelwright_tools.lettering.order import middle, reads_before
from panelwright_tools.lettering.stage import Actor, Stage, shifted

_CELL = 2
"""Pixels of a cell of the measure."""
_LOST_SHOWN = 300
"""Characters of a lost text that are named; the rest would only fill the report."""


def legibility(
    lettering: Lettering, stage: Stage, direction: Direction = Direction.LTR
) -> Legibility:
    """What the letters do to the picture and to each other.

    Tails count as letters where they cover faces other than their own speaker's. Sounds cover
    like everything else. Shares are rounded to three digits; untouched regions are left out.
    """
    stage = shifted(stage, lettering.shift)
    covered = _covered(lettering, stage)
    faces = {
        actor.region: share
        for actor in stage.actors
        if actor.face is not None and (share := _share(covered, actor.face)) > 0
    }
    subjects = {
        actor.region: share for actor in stage.actors if (share := _hidden(covered, actor)) > 0
    }
    return Legibility(
        covered_faces=faces,
        covered_subjects=subjects,
        lost_text=tuple(leftover.text[:_LOST_SHOWN] for leftover in lettering.leftovers),
        crossed_tails=_crossed(lettering, stage),
        out_of_order=_out_of_order(lettering, direction),
    )


def _polygons(lettering: Lettering) -> list[Polygon]:
    shapes = [caption.outline for caption in lettering.captions]
    shapes += [balloon.outline for balloon in lettering.balloons]
    boxes = [sound.box for sound in lettering.sounds]
    boxes += [lettering.strip.box] if lettering.strip is not None else []
    shapes += [
        ((left, top), (right, top), (right, low), (left, low)) for left, top, right, low in boxes
    ]
    return shapes


def _covered(lettering: Lettering, stage: Stage) -> NDArray[np.bool_]:
    """(rows, columns) cells of the picture that lie under letters."""
    width, height = stage.size
    scale = width / lettering.size[0] / _CELL
    sheet = Image.new("1", (-(-width // _CELL), -(-height // _CELL)))
    draw = ImageDraw.Draw(sheet)
    for shape in _polygons(lettering):
        draw.polygon([(x * scale, y * scale) for x, y in shape], fill=1)
    return np.asarray(sheet, bool)


def _share(covered: NDArray[np.bool_], box: Rect) -> float:
    """Share of a box under letters."""
    rows, columns = covered.shape
    left, top = max(0, int(box[0] / _CELL)), max(0, int(box[1] / _CELL))
    right, bottom = min(columns, int(box[2] / _CELL) + 1), min(rows, int(box[3] / _CELL) + 1)
    if right <= left or bottom <= top:
        return 0.0
    return round(float(covered[top:bottom, left:right].mean()), 3)


def _hidden(covered: NDArray[np.bool_], actor: Actor) -> float:
    """Share of what is seen of an actor that lies under letters."""
    if actor.visible is None or actor.window is None:
        return _share(covered, actor.box)
    left, top, _, _ = actor.window
    rows, columns = np.nonzero(actor.visible[::_CELL, ::_CELL])
    if not len(rows):
        return 0.0
    row = np.minimum((rows * _CELL + top) // _CELL, covered.shape[0] - 1)
    column = np.minimum((columns * _CELL + left) // _CELL, covered.shape[1] - 1)
    return round(float(covered[row, column].mean()), 3)


def _tails(lettering: Lettering) -> list[tuple[str | None, Point, Point]]:
    """`(region, from, to)` of every tail: the balloon's middle and the tail's far end."""
    found = []
    for balloon in lettering.balloons:
        aim = balloon.aim
        points = [point for part in balloon.tail for point in part]
        if points and aim is not None:
            tip = points[int(np.argmin([math.dist(point, aim) for point in points]))]
            found.append((balloon.region, middle(balloon.box), tip))
    return found


def _side(a: Point, b: Point, p: Point) -> float:
    return (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0])


def segments_cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether segment a-b crosses segment c-d."""
    return _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0


def _crossed(lettering: Lettering, stage: Stage) -> int:
    """Pairs of tails that cross, and tails that run over a face not their speaker's."""
    tails = _tails(lettering)
    count = sum(
        segments_cross(one[1], one[2], other[1], other[2]) for one, other in combinations(tails, 2)
    )
    for region, start, end in tails:
        for actor in stage.actors:
            if actor.face is not None and actor.region != region:
                count += _runs_over(start, end, actor.face)
    return count


def _runs_over(start: Point, end: Point, face: Rect) -> bool:
    """Whether the outer half of a tail meets the middle of a face."""
    shrink_x, shrink_y = (face[2] - face[0]) * 0.15, (face[3] - face[1]) * 0.15
    for share in np.linspace(0.5, 1.0, 9):
        x = start[0] + (end[0] - start[0]) * share
        y = start[1] + (end[1] - start[1]) * share
        inside_x = face[0] + shrink_x < x < face[2] - shrink_x
        if inside_x and face[1] + shrink_y < y < face[3] - shrink_y:
            return True
    return False


def _out_of_order(lettering: Lettering, direction: Direction) -> int:
    """Pairs that are read in the wrong order; a caption at the foot is read last."""
    height = lettering.size[1]
    opening = [c.box for c in lettering.captions if c.box[1] < height / 2]
    closing = [c.box for c in lettering.captions if c.box[1] >= height / 2]
    boxes: Sequence[Rect] = [*opening, *(b.box for b in lettering.balloons), *closing]
    rtl = direction is Direction.RTL
    return sum(not reads_before(one, other, rtl) for one, other in combinations(boxes, 2))
