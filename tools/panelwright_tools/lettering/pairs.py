"""What two items cost together: overlap, reading order, tangled tails, torn neighbours.

Either side may be one spot or all candidates of an item: the columns broadcast.
"""

import numpy as np

from panelwright_tools.lettering.ground import Ground
from panelwright_tools.lettering.items import EDGE_DROP, Item, Numbers, Places

Aims = tuple[Numbers, Numbers]
"""x and y of where tails go: one for all places, or one for each."""

_TAIL_STEPS = (0.2, 0.35, 0.5, 0.65, 0.8)


def pair_cost(
    first: Places, second: Places, items: tuple[Item, Item], joined: bool, ground: Ground
) -> Numbers:
    """The cost of `second` beside `first`, which is read before it.

    `joined`: the second goes on where the first ends, in the same voice.
    """
    weights = ground.weights
    gap = (-0.5 if joined else 0.3) * ground.em
    across = np.minimum(first.x + first.w, second.x + second.w) - np.maximum(first.x, second.x)
    down = np.minimum(first.y + first.h, second.y + second.h) - np.maximum(first.y, second.y)
    shared = np.clip(across + gap, 0, None) * np.clip(down + gap, 0, None)
    cost = weights.overlap * shared / second.area + weights.overlap_any * (shared > 0)
    if items[0].kind != "sound" and items[1].kind != "sound":
        cost = cost + _order_cost(first, second, ground)
    if joined:
        apart = np.hypot(np.clip(-across, 0, None), np.clip(-down, 0, None))
        cost = cost + weights.apart * apart / ground.height
    return np.asarray(cost + _tails_cost(first, second, items, ground))


def _order_cost(first: Places, second: Places, ground: Ground) -> Numbers:
    """The second must stand lower, or level and further along."""
    weights = ground.weights
    rows = np.minimum(first.y + first.h, second.y + second.h) - np.maximum(first.y, second.y)
    level = rows / np.minimum(first.h, second.h)
    along = (second.middle_x - first.middle_x) * (-1 if ground.rtl else 1)
    down = second.middle_y - first.middle_y
    same_row, apart = level > 0.45, level < 0.05
    wrong = np.where(same_row, along < 0, down < 0)
    unclear = (~same_row & ~apart & (along < 0)) | (same_row & (down < -0.1 * second.h))
    far_back = ~same_row & (down > 0) & (along < -0.6 * ground.width)
    usual = weights.order * wrong + weights.order_unclear * unclear + weights.far_back * far_back
    after_foot = weights.order * (down > 0)
    one_at_foot = np.where(first.last, after_foot, 0.0)
    return np.asarray(np.where(first.last == second.last, usual, one_at_foot))


def _tails_cost(first: Places, second: Places, items: tuple[Item, Item], ground: Ground) -> Numbers:
    """Crossing tails, and tails that run through the other balloon."""
    one, other = items
    crossed = ground.weights.crossed
    cost = np.zeros(np.broadcast_shapes(first.x.shape, second.x.shape))
    to_first, to_second = _aims(first, one, ground), _aims(second, other, ground)
    if to_first is not None and to_second is not None and one.aim != other.aim:
        cost += crossed * _cross(first, to_first, second, to_second)
    # Through a balloon of its own speaker and kind a tail becomes a neck: hardly worse than none.
    joins = one.aim == other.aim and one.voice == other.voice and one.aim is not None
    price = crossed * (0.03 if joins else 0.5)
    half = 0.0 if joins else 0.5 * ground.em  # tails have a width and bend a little
    for share in _TAIL_STEPS:
        if to_first is not None:
            cost += price * second.holds(*_along(first, to_first, share), half)
        if to_second is not None:
            cost += price * first.holds(*_along(second, to_second, share), half)
    return cost


def _aims(places: Places, item: Item, ground: Ground) -> Aims | None:
    """Where the tail of each place goes; that of a voice from beyond leaves at the nearer side."""
    if item.tail_to is not None:
        return np.array([item.tail_to[0]]), np.array([item.tail_to[1]])
    if not (item.off_panel and item.ends and item.kind == "balloon"):
        return None
    left, _, right, _ = ground.area
    x = np.where(places.middle_x < (left + right) / 2, left, right)
    return x, places.middle_y + EDGE_DROP * places.h


def _along(places: Places, aim: Aims, share: float) -> tuple[Numbers, Numbers]:
    """Points on the way from the middles to the aim."""
    x = places.middle_x + (aim[0] - places.middle_x) * share
    y = places.middle_y + (aim[1] - places.middle_y) * share
    return x, y


def _cross(first: Places, to_first: Aims, second: Places, to_second: Aims) -> Numbers:
    """Whether the segments from the middles to their aims cross."""
    ax, ay, bx, by = first.middle_x, first.middle_y, to_first[0], to_first[1]
    cx, cy, dx, dy = second.middle_x, second.middle_y, to_second[0], to_second[1]

    def side(x: Numbers, y: Numbers) -> Numbers:
        return np.asarray((bx - ax) * (y - ay) - (by - ay) * (x - ax))

    def other_side(x: Numbers, y: Numbers) -> Numbers:
        return np.asarray((dx - cx) * (y - cy) - (dy - cy) * (x - cx))

    apart = (side(cx, cy) * side(dx, dy) < 0) & (other_side(ax, ay) * other_side(bx, by) < 0)
    return np.asarray(apart, float)
