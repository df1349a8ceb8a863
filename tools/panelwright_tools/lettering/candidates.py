"""Every place where an item may stand, and what each costs on the picture alone."""

import math
from dataclasses import dataclass

import numpy as np

from panelwright_tools.lettering.ground import CELL, Ground, mean_under
from panelwright_tools.lettering.items import Item, Numbers, Places
from panelwright_tools.lettering.model import Rect

_TAIL_STEPS = np.linspace(0.25, 0.95, 12)
_CAPTION_COLUMNS = 9
_SOUND_STEPS = 24
_MOST_POINTS = 1200
"""Points of a balloon's grid, about; a finer one would cost more than it gains."""


@dataclass(frozen=True)
class Candidates:
    """Places with their costs."""

    places: Places
    cost: Numbers


def candidates_of(item: Item, ground: Ground) -> Candidates:
    """Every place of an item with what it costs on the picture alone."""
    places = _grid(item, ground)
    cost = np.array([variant.cost for variant in item.variants])[places.variant]
    cost = cost + _picture_cost(places, item, ground) + _whim(places, ground)
    own = {"caption": _caption_cost, "balloon": _voice_cost, "sound": _sound_cost}[item.kind]
    return Candidates(places, cost + own(places, item, ground))


def _axes(item: Item, width: float, height: float, ground: Ground) -> tuple[Numbers, Numbers]:
    """Left and top ends of the places of one variant."""
    margin = 0.55 * ground.em
    left, top, right, bottom = ground.area
    far_x = max(left + margin, right - margin - width)
    far_y = max(top + margin, bottom - margin - height)
    if item.kind == "caption":
        return np.linspace(left + margin, far_x, _CAPTION_COLUMNS), np.array([top + margin, far_y])
    if item.kind == "sound":
        out = 0.3 * ground.em  # a sound may break the border by a little
        xs = np.linspace(left - out, far_x + margin + out, _SOUND_STEPS)
        return xs, np.linspace(top - out, far_y + margin + out, _SOUND_STEPS)
    step = max(6.0, 0.62 * ground.em, math.sqrt(ground.width * ground.height / _MOST_POINTS))
    xs = np.append(np.arange(left + margin, far_x, step), far_x)
    return xs, np.append(np.arange(top + margin, far_y, step), far_y)


def _grid(item: Item, ground: Ground) -> Places:
    columns: list[list[Numbers]] = []
    for index, variant in enumerate(item.variants):
        xs, ys = _axes(item, variant.width, variant.height, ground)
        x, y = (axis.ravel() for axis in np.meshgrid(xs, ys))
        size = np.ones_like(x)
        columns.append([x, y, size * variant.width, size * variant.height, size * index])
    x, y, w, h, variant_of = (np.concatenate(parts) for parts in zip(*columns, strict=True))
    at_foot = y > (ground.area[1] + ground.area[3]) / 2
    return Places(x, y, w, h, variant_of.astype(np.int64), at_foot & (item.kind == "caption"))


def _picture_cost(places: Places, item: Item, ground: Ground) -> Numbers:
    """Faces and subjects under the letters, and leaving the frame."""
    weights = ground.weights
    care = 2.0 if item.kind == "sound" else 1.0
    cost = care * weights.subject * mean_under(ground.covered, places)
    beyond = mean_under(ground.outside, places) * (0.2 if item.kind == "sound" else 1.0)
    cost += weights.frame * beyond + weights.face_touched * (beyond > 0.004)
    for actor in ground.stage.actors:
        size = (actor.box[2] - actor.box[0]) * (actor.box[3] - actor.box[1])
        cost += weights.hidden * places.overlap(actor.box) / max(size, 1.0)
        if actor.face is not None:
            shared = places.overlap(actor.face, 0.35 * ground.em) / places.area
            cost += weights.face * shared + weights.face_touched * (shared > 0)
    for rect in ground.stage.reserved:
        cost -= weights.reserved * places.overlap(rect) / places.area
    return cost


def _whim(places: Places, ground: Ground) -> Numbers:
    """Another arrangement on demand: the parts of the panel are liked differently."""
    if not ground.variation:
        return np.zeros(len(places.x))
    liking = np.random.default_rng(ground.variation).uniform(0, 9, (4, 4))
    column = np.clip((places.middle_x - ground.area[0]) / ground.width * 4, 0, 3).astype(int)
    row = np.clip((places.middle_y - ground.area[1]) / ground.height * 4, 0, 3).astype(int)
    return np.asarray(liking[row, column])


def _caption_cost(places: Places, item: Item, ground: Ground) -> Numbers:
    """A caption stands where reading begins, a closing one where it ends."""
    weights = ground.weights
    left, _, right, _ = ground.area
    start = right - places.x - places.w if ground.rtl else places.x - left
    unlikely = places.last != item.closing
    if item.closing:
        start = ground.width - places.w - start
    return np.asarray(
        weights.corner * np.abs(start) / ground.width + weights.bottom_caption * unlikely
    )


def _voice_cost(places: Places, item: Item, ground: Ground) -> Numbers:
    """Nearness to the speaker, and what the tail would run over."""
    weights = ground.weights
    left, top, right, _ = ground.area
    cost = weights.low * (places.y - top) / ground.height
    if item.off_panel:
        nearest = np.minimum(places.x - left, right - places.x - places.w)
        return np.asarray(cost + weights.edge * nearest / ground.width)
    if item.aim is None:
        return np.asarray(cost)
    x, y = places.middle_x, places.middle_y
    away = np.hypot(x - item.aim[0], y - item.aim[1]) / ground.height
    below = (places.y + places.h * 0.8 - item.aim[1]) / ground.height
    cost = cost + weights.distance * np.clip(away - 0.16, 0, None)
    cost += weights.below_mouth * np.clip(below, 0, None)
    cost += weights.below_mouth_any * (y > item.aim[1])
    cost += weights.sideways * np.abs(x - item.aim[0]) / ground.width
    if item.head is not None:
        cost += weights.cramped * item.ends * (places.overlap(item.head, item.gap) > 0)
    for rect in _other_heads(item, ground):
        cost += weights.crowds * (places.overlap(rect, 0.5 * ground.em) > 0)
    return np.asarray(cost + _tail_cost(places, item, ground) if item.ends else cost)


def _other_heads(item: Item, ground: Ground) -> list[Rect]:
    """Heads with their hair and hats, but for the speaker's own."""
    return [
        (actor.face[0], min(actor.box[1], actor.face[1]), actor.face[2], actor.face[3])
        for actor in ground.stage.actors
        if actor.face is not None and actor.face != item.head
    ]


def _tail_cost(places: Places, item: Item, ground: Ground) -> Numbers:
    """Subjects and others' faces between each place and the mouth."""
    assert item.aim is not None
    weights = ground.weights
    rows, columns = ground.cells.shape
    cost = np.zeros(len(places.x))
    others = [a.face for a in ground.stage.actors if a.face is not None and a.face != item.head]
    pad = 0.4 * ground.em
    for share in _TAIL_STEPS:
        x = places.middle_x + (item.aim[0] - places.middle_x) * share
        y = places.middle_y + (item.aim[1] - places.middle_y) * share
        seen = ~places.holds(x, y)
        if item.head is not None:
            left, top, right, bottom = item.head
            own = (x > left - pad) & (x < right + pad) & (y > top - pad) & (y < bottom + pad)
            seen &= ~own
        row = np.clip(y / CELL, 0, rows - 1).astype(int)
        column = np.clip(x / CELL, 0, columns - 1).astype(int)
        cost += weights.tail_on_subject * (ground.cells[row, column] > 0.3) * seen
        for left, top, right, bottom in others:
            on_face = (x > left) & (x < right) & (y > top) & (y < bottom)
            cost += weights.tail_on_face * (on_face & seen)
    return cost


def _sound_cost(places: Places, item: Item, ground: Ground) -> Numbers:
    """A sound stands beside its source; one of the whole scene keeps out of the balloons' way."""
    if item.aim is None:
        return np.asarray(
            2 * ground.weights.low * (1 - (places.y - ground.area[1]) / ground.height)
        )
    away = np.hypot(places.middle_x - item.aim[0], places.middle_y - item.aim[1])
    return np.asarray(ground.weights.distance * away / ground.height)
