"""Joint placement of everything that is lettered on a panel, by beam search.

Every item has a few variants (line breaks of different proportions) and may stand on every cell of
a grid. A state of the search is the places of the first items; what a new item costs depends on the
picture and on all items before it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from panelwright_tools.lettering.model import Point, Rect
from panelwright_tools.lettering.order import reads_before
from panelwright_tools.lettering.stage import Stage, coverage_map

Numbers = NDArray[np.float64]

_CELL = 4
"""Pixels of a cell of the coverage map."""


@dataclass(frozen=True)
class Weights:
    """What the search pays for. Text on a face outweighs everything but lost order."""

    face: float = 300.0
    face_touched: float = 60.0
    subject: float = 30.0
    overlap: float = 300.0
    overlap_any: float = 80.0
    order: float = 70.0
    order_unclear: float = 14.0
    crossed: float = 60.0
    tail_on_face: float = 8.0
    tail_on_subject: float = 1.1
    distance: float = 13.0
    below_mouth: float = 50.0
    below_mouth_any: float = 14.0
    sideways: float = 5.0
    low: float = 3.0
    frame: float = 400.0
    corner: float = 6.0
    bottom_caption: float = 9.0
    apart: float = 60.0
    """Per panel height between two balloons that belong together."""
    reserved: float = 3.0


@dataclass(frozen=True)
class Variant:
    """One way to set an item: the size of its box in pixels, and what this way costs."""

    width: float
    height: float
    cost: float = 0.0


@dataclass(frozen=True)
class Item:
    """Something to place."""

    kind: Literal["caption", "balloon", "sound"]
    variants: tuple[Variant, ...]
    aim: Point | None = None
    """The mouth of the speaker, or the source of a sound."""
    head: Rect | None = None
    """The speaker's own face, which its tail may touch."""
    off_panel: bool = False
    """The voice comes from beyond the edge."""
    joined_to: int | None = None
    """The item before it that the same speaker says in one breath."""


@dataclass(frozen=True)
class Spot:
    """Where an item went."""

    variant: int
    left: float
    top: float
    width: float
    height: float
    last: bool = False
    """A caption at the foot of the panel, read after everything."""

    @property
    def rect(self) -> Rect:
        """The box in pixels."""
        return (self.left, self.top, self.left + self.width, self.top + self.height)

    @property
    def centre(self) -> Point:
        """The middle of the box."""
        return (self.left + self.width / 2, self.top + self.height / 2)


@dataclass(frozen=True)
class _Candidates:
    """All places of one item, as columns."""

    x: Numbers
    y: Numbers
    w: Numbers
    h: Numbers
    variant: NDArray[np.int64]
    last: NDArray[np.bool_]
    own: Numbers

    def spot(self, index: int) -> Spot:
        return Spot(
            int(self.variant[index]),
            float(self.x[index]),
            float(self.y[index]),
            float(self.w[index]),
            float(self.h[index]),
            bool(self.last[index]),
        )


@dataclass(frozen=True)
class Ground:
    """What the search knows of a stage, computed once."""

    stage: Stage
    em: float
    rtl: bool
    area: Rect
    """Where letters may stand; less than the picture when a strip takes its foot."""
    covered: Numbers
    """Integral image of the coverage map."""
    outside: Numbers
    """Integral image of the cells outside the panel's frame."""
    cells: NDArray[np.float32]
    variation: int = 0
    weights: Weights = Weights()


def _integral(cells: NDArray[np.float32]) -> Numbers:
    return np.pad(cells.astype(float).cumsum(0).cumsum(1), ((1, 0), (1, 0)))


def ground_of(
    stage: Stage, em: float, rtl: bool, area: Rect | None = None, variation: int = 0
) -> Ground:
    """Prepare a stage for the search."""
    width, height = stage.size
    cells = coverage_map(stage, _CELL)
    outside = _outside(stage, cells.shape)
    return Ground(
        stage,
        em,
        rtl,
        area or (0.0, 0.0, float(width), float(height)),
        _integral(cells),
        _integral(outside),
        cells,
        variation,
    )


def _outside(stage: Stage, shape: tuple[int, ...]) -> NDArray[np.float32]:
    if stage.frame is None:
        return np.zeros(shape, np.float32)
    y, x = np.mgrid[: shape[0], : shape[1]] * float(_CELL) + _CELL / 2
    inside = np.zeros(shape, bool)
    points = stage.frame
    for (x0, y0), (x1, y1) in zip(points, points[1:] + points[:1], strict=True):
        if y0 != y1:
            crosses = ((y0 > y) != (y1 > y)) & (x < (x1 - x0) * (y - y0) / (y1 - y0) + x0)
            inside ^= crosses
    return (~inside).astype(np.float32)


def _sum_in(integral: Numbers, c: _Candidates) -> Numbers:
    """Mean of an integral image's cells under each candidate."""
    rows, columns = integral.shape[0] - 1, integral.shape[1] - 1
    left = np.clip(c.x / _CELL, 0, columns).astype(int)
    top = np.clip(c.y / _CELL, 0, rows).astype(int)
    right = np.clip(np.ceil((c.x + c.w) / _CELL), 0, columns).astype(int)
    bottom = np.clip(np.ceil((c.y + c.h) / _CELL), 0, rows).astype(int)
    total = (
        integral[bottom, right]
        - integral[top, right]
        - integral[bottom, left]
        + integral[top, left]
    )
    return np.asarray(total / np.maximum((right - left) * (bottom - top), 1))


def _overlap(c: _Candidates, rect: Rect, pad: float) -> Numbers:
    """Shared area of each candidate and a padded rectangle, in pixels."""
    across = np.minimum(c.x + c.w, rect[2] + pad) - np.maximum(c.x, rect[0] - pad)
    down = np.minimum(c.y + c.h, rect[3] + pad) - np.maximum(c.y, rect[1] - pad)
    return np.asarray(np.clip(across, 0, None) * np.clip(down, 0, None))


def _grid(item: Item, ground: Ground) -> _Candidates:
    """Every place where the item may stand."""
    margin = 0.55 * ground.em
    left, top, right, bottom = ground.area
    columns: list[list[Numbers]] = []
    for index, variant in enumerate(item.variants):
        far_x = max(left + margin, right - margin - variant.width)
        far_y = max(top + margin, bottom - margin - variant.height)
        if item.kind == "caption":
            xs = np.linspace(left + margin, far_x, 9)
            ys = np.array([top + margin, far_y])
        elif item.kind == "sound":
            # A sound may break the border by a little.
            out = margin + 0.3 * ground.em
            xs = np.linspace(left + margin - out, far_x + out, 24)
            ys = np.linspace(top + margin - out, far_y + out, 24)
        else:
            step = max(6.0, 0.62 * ground.em)
            xs = np.append(np.arange(left + margin, far_x, step), far_x)
            ys = np.append(np.arange(top + margin, far_y, step), far_y)
        x, y = (axis.ravel() for axis in np.meshgrid(xs, ys))
        size = np.ones_like(x)
        extra = variant.cost * size
        columns.append([x, y, size * variant.width, size * variant.height, size * index, extra])
    x, y, w, h, variant_of, own = (np.concatenate(parts) for parts in zip(*columns, strict=True))
    last = (y > (top + bottom) / 2) & (item.kind == "caption")
    return _Candidates(x, y, w, h, variant_of.astype(np.int64), last, own)


def _picture_cost(c: _Candidates, item: Item, ground: Ground) -> Numbers:
    """Faces and subjects under the letters, and leaving the frame."""
    weights = ground.weights
    cost = weights.subject * _sum_in(ground.covered, c)
    beyond = _sum_in(ground.outside, c) * (0.2 if item.kind == "sound" else 1.0)
    cost += weights.frame * beyond + weights.face_touched * (beyond > 0.004)
    for actor in ground.stage.actors:
        if actor.face is not None:
            shared = _overlap(c, actor.face, 0.35 * ground.em) / (c.w * c.h)
            cost += weights.face * shared + weights.face_touched * (shared > 0)
    for rect in ground.stage.reserved:
        cost -= weights.reserved * _overlap(c, rect, 0) / (c.w * c.h)
    return cost


def _caption_cost(c: _Candidates, ground: Ground) -> Numbers:
    weights = ground.weights
    left, _, right, _ = ground.area
    start = np.abs(c.x - left) if not ground.rtl else np.abs(right - c.x - c.w)
    far = start / max(right - left, 1.0)
    return np.asarray(weights.corner * far + weights.bottom_caption * c.last)


def _voice_cost(c: _Candidates, item: Item, ground: Ground) -> Numbers:
    """Nearness to the speaker, and what the tail would run over."""
    weights = ground.weights
    left, top, right, bottom = ground.area
    width, height = right - left, bottom - top
    cost = weights.low * (c.y - top) / height
    if item.off_panel:
        nearest = np.minimum(c.x - left, right - c.x - c.w)
        return np.asarray(cost + weights.distance * nearest / width)
    if item.aim is None:
        return np.asarray(cost)
    middle_x, middle_y = c.x + c.w / 2, c.y + c.h / 2
    away = np.hypot(middle_x - item.aim[0], middle_y - item.aim[1]) / height
    cost = cost + weights.distance * np.clip(away - 0.2, 0, None)
    cost += weights.below_mouth * np.clip((c.y + c.h * 0.8 - item.aim[1]) / height, 0, None)
    cost += weights.below_mouth_any * (middle_y > item.aim[1])
    cost += weights.sideways * np.abs(middle_x - item.aim[0]) / width
    return np.asarray(cost + _tail_cost(c, item, ground))


def _tail_cost(c: _Candidates, item: Item, ground: Ground) -> Numbers:
    weights = ground.weights
    assert item.aim is not None
    rows, columns = ground.cells.shape
    middle_x, middle_y = c.x + c.w / 2, c.y + c.h / 2
    cost = np.zeros(len(c.x))
    others = [a.face for a in ground.stage.actors if a.face is not None and a.face != item.head]
    pad = 0.4 * ground.em
    for share in np.linspace(0.25, 0.95, 12):
        x = middle_x + (item.aim[0] - middle_x) * share
        y = middle_y + (item.aim[1] - middle_y) * share
        beyond = (x < c.x) | (x > c.x + c.w) | (y < c.y) | (y > c.y + c.h)
        if item.head is not None:
            left, top, right, bottom = item.head
            own = (x > left - pad) & (x < right + pad) & (y > top - pad) & (y < bottom + pad)
            beyond &= ~own
        row = np.clip(y / _CELL, 0, rows - 1).astype(int)
        column = np.clip(x / _CELL, 0, columns - 1).astype(int)
        cost += weights.tail_on_subject * (ground.cells[row, column] > 0.3) * beyond
        for left, top, right, bottom in others:
            on_face = (x > left) & (x < right) & (y > top) & (y < bottom)
            cost += weights.tail_on_face * (on_face & beyond)
    return cost


def _sound_cost(c: _Candidates, item: Item, ground: Ground) -> Numbers:
    if item.aim is None:
        # A sound of the whole scene keeps out of the balloons' way.
        return np.asarray(2 * ground.weights.low * (1 - (c.y - ground.area[1]) / ground.area[3]))
    away = np.hypot(c.x + c.w / 2 - item.aim[0], c.y + c.h / 2 - item.aim[1])
    return np.asarray(ground.weights.distance * 2 * away / (ground.area[3] - ground.area[1]))


def _whim(c: _Candidates, ground: Ground) -> Numbers:
    """Another arrangement on demand: the parts of the panel are liked differently."""
    if not ground.variation:
        return np.zeros(len(c.x))
    liking = np.random.default_rng(ground.variation).uniform(0, 9, (4, 4))
    left, top, right, bottom = ground.area
    column = np.clip((c.x + c.w / 2 - left) / (right - left) * 4, 0, 3).astype(int)
    row = np.clip((c.y + c.h / 2 - top) / (bottom - top) * 4, 0, 3).astype(int)
    return np.asarray(liking[row, column])


def candidates_of(item: Item, ground: Ground) -> _Candidates:
    """Every place of an item with what it costs on the picture alone."""
    c = _grid(item, ground)
    cost = c.own + _picture_cost(c, item, ground) + _whim(c, ground)
    if item.kind == "caption":
        cost += _caption_cost(c, ground)
    elif item.kind == "balloon":
        cost += _voice_cost(c, item, ground)
    else:
        cost += _sound_cost(c, item, ground)
    return _Candidates(c.x, c.y, c.w, c.h, c.variant, c.last, cost)


def _order_cost(c: _Candidates, earlier: Spot, ground: Ground) -> Numbers:
    """A new item must be read after an earlier one: lower, or level with it and further along."""
    weights = ground.weights
    if earlier.last:
        return np.asarray(weights.order * (c.y + c.h / 2 > earlier.centre[1]))
    rows = np.minimum(c.y + c.h, earlier.top + earlier.height) - np.maximum(c.y, earlier.top)
    level = rows / np.minimum(c.h, earlier.height)
    along = (c.x + c.w / 2 - earlier.centre[0]) * (-1 if ground.rtl else 1)
    down = c.y + c.h / 2 - earlier.centre[1]
    same_row, apart = level > 0.45, level < 0.05
    wrong = np.where(same_row, along < 0, down < 0)
    unclear = ~same_row & ~apart & (along < 0)
    rising = same_row & (down < -0.1 * c.h)
    steep = ~same_row & (down > 0) & (along < -0.6 * (ground.area[2] - ground.area[0]))
    return np.asarray(
        weights.order * (wrong & ~c.last)
        + weights.order_unclear * (unclear | rising) * (~c.last)
        + 2.0 * steep
    )


def _segments_cross(a: Point, b: Point, x0: Numbers, y0: Numbers, end: Point) -> NDArray[np.bool_]:
    """Whether segment a-b meets the segments from each (x0, y0) to `end`."""

    def side(px: Numbers | float, py: Numbers | float, q: Point, r: Point) -> Numbers | float:
        return (r[0] - q[0]) * (py - q[1]) - (r[1] - q[1]) * (px - q[0])

    def side_of(p: Point) -> Numbers:
        return (end[0] - x0) * (p[1] - y0) - (end[1] - y0) * (p[0] - x0)

    first = np.asarray(side(x0, y0, a, b)) * side(end[0], end[1], a, b) < 0
    return np.asarray(first & (side_of(a) * side_of(b) < 0))


def _tails_cost(c: _Candidates, item: Item, other: Item, spot: Spot, ground: Ground) -> Numbers:
    """Crossing tails, and tails that run through another balloon."""
    cost = np.zeros(len(c.x))
    middle_x, middle_y = c.x + c.w / 2, c.y + c.h / 2
    tail_to = None if item.joined_to is not None else item.aim
    other_to = None if other.joined_to is not None else other.aim
    if other.kind == "sound":
        other_to = None
    if tail_to is not None and other_to is not None and tail_to != other_to:
        cost += ground.weights.crossed * _segments_cross(
            spot.centre, other_to, middle_x, middle_y, tail_to
        )
    # Through a balloon of its own speaker a tail becomes a neck: hardly worse than none.
    price = ground.weights.crossed * (0.03 if item.aim == other.aim else 0.5)
    for share in (0.2, 0.35, 0.5, 0.65, 0.8):
        if tail_to is not None and item.kind == "balloon":
            x, y = (
                middle_x + (tail_to[0] - middle_x) * share,
                middle_y + (tail_to[1] - middle_y) * share,
            )
            left, top, right, bottom = spot.rect
            cost += price * ((x > left) & (x < right) & (y > top) & (y < bottom))
        if other_to is not None:
            x0 = spot.centre[0] + (other_to[0] - spot.centre[0]) * share
            y0 = spot.centre[1] + (other_to[1] - spot.centre[1]) * share
            cost += price * ((x0 > c.x) & (x0 < c.x + c.w) & (y0 > c.y) & (y0 < c.y + c.h))
    return cost


def _pair_cost(
    c: _Candidates, item: Item, earlier: Sequence[Spot], items: Sequence[Item], ground: Ground
) -> Numbers:
    weights = ground.weights
    cost = np.zeros(len(c.x))
    for index, spot in enumerate(earlier):
        joined = item.joined_to == index
        gap = (-0.5 if joined else 0.3) * ground.em
        shared = _overlap(c, spot.rect, gap) / (c.w * c.h)
        cost += weights.overlap * shared + weights.overlap_any * (shared > 0)
        if item.kind != "sound" and items[index].kind != "sound":
            cost += _order_cost(c, spot, ground)
        cost += _tails_cost(c, item, items[index], spot, ground)
        if joined:
            across = np.maximum(c.x, spot.left) - np.minimum(c.x + c.w, spot.left + spot.width)
            down = np.maximum(c.y, spot.top) - np.minimum(c.y + c.h, spot.top + spot.height)
            apart = np.hypot(np.clip(across, 0, None), np.clip(down, 0, None))
            cost += weights.apart * apart / (ground.area[3] - ground.area[1])
    return cost


def _distinct(cost: Numbers, c: _Candidates, ground: Ground) -> NDArray[np.int64]:
    """The best candidate of each coarse cell of the panel, so that the beam stays diverse."""
    left, top, right, bottom = ground.area
    column = ((c.x + c.w / 2 - left) / (right - left) * 5).astype(int)
    row = ((c.y + c.h / 2 - top) / (bottom - top) * 5).astype(int)
    order = np.argsort(cost, kind="stable")
    _, first = np.unique((row * 8 + column)[order], return_index=True)
    return np.asarray(order[np.sort(first)], dtype=np.int64)


@dataclass(frozen=True)
class Placement:
    """The places of all items and what they cost together."""

    spots: tuple[Spot, ...]
    cost: float


_CLIMBS = (0.0, 5.0, 12.0)
"""How strongly early items are driven up to leave room for later ones, tried one by one."""


def solve(items: Sequence[Item], ground: Ground, beam: int = 8) -> Placement:
    """The best joint placement that the search finds. Same input, same placement.

    A plain beam search sets the first balloons so near their speakers that the last find no room.
    So it runs several times, with early items driven up more and more, and the best result wins.
    """
    choices = [candidates_of(item, ground) for item in items]
    found = [_search(items, choices, ground, beam, climb) for climb in _climbs(items)]
    return min(found, key=lambda placement: placement.cost)


def _climbs(items: Sequence[Item]) -> tuple[float, ...]:
    return _CLIMBS if sum(item.kind == "balloon" for item in items) > 1 else _CLIMBS[:1]


def _search(
    items: Sequence[Item],
    choices: Sequence[_Candidates],
    ground: Ground,
    beam: int,
    climb: float,
) -> Placement:
    states: list[tuple[float, float, tuple[Spot, ...]]] = [(0.0, 0.0, ())]
    top, bottom = ground.area[1], ground.area[3]
    balloons = [item.kind == "balloon" for item in items]
    for number, (item, c) in enumerate(zip(items, choices, strict=True)):
        later = sum(balloons[number + 1 :]) * balloons[number]
        drive = climb * later * (c.y - top) / (bottom - top)
        reached: list[tuple[float, float, tuple[Spot, ...]]] = []
        for guided, cost, spots in states:
            total = c.own + _pair_cost(c, item, spots, items, ground)
            for index in _distinct(total + drive, c, ground)[:12]:
                own = float(total[index])
                reached.append(
                    (guided + own + float(drive[index]), cost + own, (*spots, c.spot(int(index))))
                )
        reached.sort(key=lambda state: state[0])
        states = reached[:beam]
    _, cost, spots = min(states, key=lambda state: state[1])
    return Placement(spots, cost)


_FACE_FAULT = 12.0
_STRAY_FAULT = 4.0


def faults(placement: Placement, items: Sequence[Item], ground: Ground) -> float:
    """What is plainly wrong with a placement, 0 for nothing; a covered face counts most."""
    total = 0.0
    for index, (item, spot) in enumerate(zip(items, placement.spots, strict=True)):
        for actor in ground.stage.actors:
            if actor.face is not None:
                total += _FACE_FAULT * _shared(spot.rect, actor.face)
        total += _STRAY_FAULT * _beyond(spot, item, ground)
        for earlier, other in zip(placement.spots[:index], items[:index], strict=True):
            joined = item.joined_to is not None and other is items[item.joined_to]
            overlapping = _shared(spot.rect, earlier.rect) > (0.12 if joined else 0.02)
            total += 2.0 * overlapping
            if item.kind != "sound" and other.kind != "sound":
                total += 1.5 * (not _in_order(earlier, spot, ground.rtl))
    return total


def _shared(rect: Rect, other: Rect) -> float:
    """Share of the smaller of two rectangles that lies on the other."""
    across = min(rect[2], other[2]) - max(rect[0], other[0])
    down = min(rect[3], other[3]) - max(rect[1], other[1])
    if across <= 0 or down <= 0:
        return 0.0
    areas = ((r[2] - r[0]) * (r[3] - r[1]) for r in (rect, other))
    return across * down / max(min(areas), 1e-6)


def _beyond(spot: Spot, item: Item, ground: Ground) -> float:
    """Share of an item's box outside the room for letters or outside the frame."""
    if item.kind == "sound":
        return 0.0
    left, top, right, bottom = spot.rect
    x, y = max(left, ground.area[0]), max(top, ground.area[1])
    inside = max(0.0, min(right, ground.area[2]) - x) * max(0.0, min(bottom, ground.area[3]) - y)
    rows, columns = (side - 1 for side in ground.outside.shape)
    a, b = (int(np.clip(v / _CELL, 0, columns)) for v in (left, right))
    c, d = (int(np.clip(v / _CELL, 0, rows)) for v in (top, bottom))
    cut = ground.outside[d, b] - ground.outside[c, b] - ground.outside[d, a] + ground.outside[c, a]
    return float(1 - inside / (spot.width * spot.height) + cut / max((b - a) * (d - c), 1))


def _in_order(earlier: Spot, later: Spot, rtl: bool) -> bool:
    if later.last or earlier.last:
        return later.last and not earlier.last
    return reads_before(earlier.rect, later.rect, rtl)
