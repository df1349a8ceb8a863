"""Where a box goes that hangs on another: on the bench, in the boat, in the hand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from panelwright_tools.domain import Box, Pose
from panelwright_tools.layout.figure import LYING, Figure, Medium
from panelwright_tools.layout.tables import cabin, has_trait, share
from panelwright_tools.layout.ties import Manner

Spot = tuple[float, float, float]
"""Left edge, bottom edge and step in depth of a child's own box."""


@dataclass(frozen=True)
class Child:
    """A figure that hangs on another, at its size in the frame."""

    figure: Figure
    box: Box
    """Its own box, before it is moved."""
    side: int
    """-1 to the left of its parent, 1 to the right."""
    rank: int
    """How many of the same manner hang on that side already."""


@dataclass(frozen=True)
class Parent:
    """What children hang on."""

    figure: Figure
    box: Box
    laden: bool = False
    """Something large is on it, so that nobody is seen over it."""


_SITTING = frozenset({Pose.SIT, Pose.EAT, Pose.READ, Pose.DRINK, Pose.PLAY})
_UPRIGHT = 0.85
"""Widest figure that stands on two legs, for a height of 1."""
_SHOULDERS = -0.06
"""Seat of who rides on somebody's shoulders: higher than on a mount's back."""
_HALF_HEAD, _SHOULDER_LINE = 0.27, 0.42
"""Half a storybook head's width, and where a load sits beside it, as shares of a standing body."""
_MUCH = 1.6
"""How much wider one box must be to be a background or a cover for the other."""

Placing = Callable[[Parent, Sequence[Child]], list[Spot]]

GAP = 0.012
"""Room between neighbours, in frame heights."""


def in_a_row(centre: float, widths: Sequence[float], gap: float = GAP) -> list[float]:
    """Left edges of boxes side by side about a centre."""
    left = centre - (sum(widths) + gap * (len(widths) - 1)) / 2
    edges = []
    for width in widths:
        edges.append(left)
        left += width + gap
    return edges


def _row(parent: Parent, children: Sequence[Child]) -> list[float]:
    return in_a_row(parent.box.centre[0], [child.box.w for child in children])


def _on(parent: Parent, children: Sequence[Child]) -> list[Spot]:
    return [
        (left, _resting(parent, child), -0.03)
        for left, child in zip(_row(parent, children), children, strict=True)
    ]


def _resting(parent: Parent, child: Child) -> float:
    """The bottom of what rests on a thing; who sits has the legs hang down in front."""
    box, seat = parent.box, share(parent.figure.noun, "seats")
    if seat is None and child.figure.pose in _SITTING:
        seat = share(parent.figure.noun, "ledges")
    if seat is None:
        return box.y + min(0.06 * box.h, 0.02)
    hangs = child.figure.living and child.figure.pose not in LYING and child.box.h > 0.6 * box.h
    return box.y + box.h * (seat + (0.8 * (1 - seat) if hangs else 0.0))


def _rides(parent: Parent, children: Sequence[Child]) -> list[Spot]:
    seat = share(parent.figure.noun, "seats")
    if seat is None and parent.figure.living and parent.figure.ratio < _UPRIGHT:
        if len(children) > 1:
            return _on_both_shoulders(parent.box, children)
        seat = _SHOULDERS
    bottom = parent.box.y + parent.box.h * ((0.3 if seat is None else seat) + 0.18)
    return [(left, bottom, -0.03) for left in _row(parent, children)]


def _on_both_shoulders(box: Box, children: Sequence[Child]) -> list[Spot]:
    """Beside the head, the first of them to its left: it stays free to be seen or sat upon."""
    half = (len(children) + 1) // 2
    reach = {-1: box.centre[0] - _HALF_HEAD * box.w, 1: box.centre[0] + _HALF_HEAD * box.w}
    spots = []
    for number, child in sorted(enumerate(children), key=lambda one: abs(one[0] - half + 0.5)):
        side = -1 if number < half else 1
        left = reach[side] - (child.box.w if side < 0 else 0.0)
        reach[side] += side * child.box.w
        spots.append((number, (left, box.y + _SHOULDER_LINE * box.h, -0.03)))
    return [spot for _, spot in sorted(spots)]


def _inside(parent: Parent, children: Sequence[Child]) -> list[Spot]:
    rim, box = share(parent.figure.noun, "vessels"), parent.box
    windows = cabin(parent.figure.noun)
    if windows is not None:
        sill = box.y + windows[1] * box.h
        return [(left, sill, -0.03) for left in _row(parent, children)]
    spots = []
    for left, child in zip(_row(parent, children), children, strict=True):
        if rim is not None:
            sunk = box.y + rim * box.h + 0.45 * child.box.h
            spots.append((left, min(sunk, box.bottom - 0.04 * box.h), 0.01))
        else:
            low = 0.55 if has_trait(parent.figure.noun, "canopies") else 0.95
            spots.append((left, box.y + max(low * box.h, 1.05 * child.box.h), -0.05))
    return spots


def _under(parent: Parent, children: Sequence[Child]) -> list[Spot]:
    box = parent.box
    if has_trait(parent.figure.noun, "fronds"):
        tips = [box.centre[0] + c.side * (_TIPS * box.w + c.rank * c.box.w) for c in children]
        pairs = zip(tips, children, strict=True)
        return [(tip - child.box.w / 2, box.bottom, 0.04) for tip, child in pairs]
    return [(left, box.bottom + 0.01, -0.04) for left in _row(parent, children)]


_TIPS = 0.36
"""How far from the stem somebody looks out from under fronds, widths of the plant."""


def _behind(parent: Parent, children: Sequence[Child]) -> list[Spot]:
    """Half hidden at the edge of what is larger, a third hidden beside its like."""
    if has_trait(parent.figure.noun, "counters") and _seen_over(parent, children):
        bottom = parent.box.bottom - 0.03
        return [(left, bottom, 0.15) for left in _row(parent, children)]
    spots = []
    for child in children:
        overlap = 0.32 * min(parent.box.w, child.box.w)
        if parent.box.w > _MUCH * child.box.w:
            overlap = 0.5 * child.box.w
        if child.box.w > _MUCH * parent.box.w:
            overlap = 0.8 * parent.box.w
        spots.append((_aside(parent.box, child, overlap), parent.box.bottom - 0.05, 0.15))
    return spots


def _seen_over(parent: Parent, children: Sequence[Child]) -> bool:
    """All of them fit side by side behind it, with their heads above it."""
    wide = sum(child.box.w for child in children)
    low = min(child.box.h for child in children)
    return not parent.laden and parent.box.w > 0.9 * wide and parent.box.h < _HIDES * low


_HIDES = 0.78
"""Largest height of what somebody is seen over, against their own."""


def _in_front(parent: Parent, children: Sequence[Child]) -> list[Spot]:
    """Before something large, off its middle; beside its like, a part of it covered."""
    spots = []
    for child in children:
        overlap = 0.3 * min(parent.box.w, child.box.w)
        if parent.box.w > _MUCH * child.box.w:
            overlap = 0.2 * parent.box.w + child.box.w
        if child.box.w > _MUCH * parent.box.w:
            overlap = 0.4 * parent.box.w
        spots.append((_aside(parent.box, child, overlap), parent.box.bottom + 0.035, -0.15))
    return spots


def _aside(box: Box, child: Child, overlap: float) -> float:
    """Left edge of what stands at the child's side of a box and overlaps it so far."""
    shift = (box.w + child.box.w) / 2 - overlap + child.rank * 0.9 * child.box.w
    return box.centre[0] + child.side * shift - child.box.w / 2


def _holds(parent: Parent, children: Sequence[Child]) -> list[Spot]:
    return [_in_hand(parent.box, child) for child in children]


def _in_hand(box: Box, child: Child) -> Spot:
    width, height = child.box.w, child.box.h
    if box.w > 0.85 * box.h:
        edge = box.centre[0] + child.side * (0.5 * box.w + 0.1 * width)
        return edge - width / 2, box.y + 0.55 * box.h + height * (0.5 + child.rank), -0.03
    centre = box.centre[0] + child.side * (0.36 * box.w + 0.2 * width)
    hand = box.y + box.h * (0.56 + 0.16 * child.rank)
    if has_trait(child.figure.noun, "overhead"):
        hand = box.y + 0.4 * box.h
        return centre - width / 2, hand, -0.03
    if height > 0.8 * box.h:
        return centre - width / 2, min(box.bottom, hand + height / 2), -0.03
    return centre - width / 2, min(hand + height / 2, box.bottom), -0.03


def _loosed(parent: Parent, children: Sequence[Child]) -> list[Spot]:
    """Falling beside the hand, or under wings; thrown ahead, as high as the head."""
    box, spots = parent.box, []
    beneath = parent.figure.medium is Medium.AIR or box.w > _UPRIGHT * box.h
    for child in children:
        away = 0.5 * child.box.w + child.rank * child.box.w
        if child.figure.pose is Pose.FLY:
            centre = box.centre[0] + child.side * (0.5 * box.w + away + _THROW * box.h)
            bottom = box.y + 0.2 * box.h + 0.5 * child.box.h
        elif beneath:
            centre, bottom = box.centre[0], box.bottom + GAP + 1.5 * child.box.h
        else:
            centre = box.centre[0] + child.side * (0.5 * box.w + 0.6 * away)
            bottom = min(box.bottom - _CLEAR * box.h, box.y + 0.68 * box.h + 0.5 * child.box.h)
        spots.append((centre - child.box.w / 2, bottom, -0.03))
    return spots


_THROW = 0.16
"""How far a thrown thing is ahead of the hand, in heights of who threw it."""
_CLEAR = 0.1
"""Least height over the ground of what falls, in heights of who dropped it."""


def _hangs(parent: Parent, children: Sequence[Child]) -> list[Spot]:
    """In a row under a line, or under the crown of a tree."""
    box, line = parent.box, share(parent.figure.noun, "lines") or 0.0
    room = (box.w - sum(child.box.w for child in children)) / (len(children) + 1)
    edge, spots = box.x, []
    for child in children:
        edge += room
        spots.append((edge, box.y + line * box.h + child.box.h, -0.03))
        edge += child.box.w
    return spots


def _into(parent: Parent, children: Sequence[Child]) -> list[Spot]:
    """Over the middle of what it falls into, or over its rim under a roof."""
    roofed = has_trait(parent.figure.noun, "roofed")
    rim = (share(parent.figure.noun, "vessels") or 0.0) if roofed else 0.0
    level = parent.box.y + rim * parent.box.h
    return [
        (left, level - _OVER * child.box.h, -0.03)
        for left, child in zip(_row(parent, children), children, strict=True)
    ]


_OVER = 0.5
"""How high a falling thing is over what it falls into, in its own heights."""


def _carries(parent: Parent, children: Sequence[Child]) -> list[Spot]:
    box = parent.box
    spots = []
    for child in children:
        centre = box.centre[0] + child.side * (0.22 * box.w + 0.12 * child.box.w)
        middle = box.y + box.h * (0.5 + 0.14 * child.rank)
        spots.append((centre - child.box.w / 2, min(middle + child.box.h / 2, box.bottom), -0.02))
    return spots


def _touching(overlap: float) -> Placing:
    """Side by side; `overlap` is the share of the narrower box that both share."""

    def place(parent: Parent, children: Sequence[Child]) -> list[Spot]:
        spots, reach = [], {-1: parent.box.x, 1: parent.box.right}
        for child in children:
            shared = overlap * min(parent.box.w, child.box.w)
            if child.side > 0:
                left = reach[1] - shared
                reach[1] = left + child.box.w
            else:
                left = reach[-1] + shared - child.box.w
                reach[-1] = left
            spots.append((left, child.box.bottom, 0.0))
        return spots

    return place


def _around(parent: Parent, children: Sequence[Child]) -> list[Spot]:
    free = [child for child in children if not _rings(child)]
    beside = iter(_circle(parent, free) if len(free) > _PAIR else _touching(0.0)(parent, free))
    box = parent.box
    return [
        (box.centre[0] - c.box.w / 2, box.bottom + 0.03, -0.1) if _rings(c) else next(beside)
        for c in children
    ]


_PAIR = 2
_CIRCLE = ((0.0, 0.62, 0.0), (0.62, 0.2, -0.08), (-0.62, 0.2, 0.12))
"""For each third of a half circle: how far down, how far out, how much deeper, in child boxes."""


def _circle(parent: Parent, children: Sequence[Child]) -> list[Spot]:
    """Many stand to both sides of their middle, some of them nearer and some farther away."""
    spots, box = [], parent.box
    low = min(child.box.h for child in children)  # a giant among them sends nobody into the air
    for number, child in enumerate(children):
        side, place = (-1 if number % 2 else 1), number // 2
        down, out, depth = _CIRCLE[place % len(_CIRCLE)]
        out += 1.1 * (place // len(_CIRCLE))
        centre = box.centre[0] + side * (0.5 * box.w + out * child.box.w)
        spots.append((centre - child.box.w / 2, box.bottom + down * low, depth))
    return spots


def _rings(child: Child) -> bool:
    return has_trait(child.figure.noun, "rings")


PLACINGS: dict[Manner, Placing] = {
    Manner.ON: _on,
    Manner.RIDES: _rides,
    Manner.INSIDE: _inside,
    Manner.UNDER: _under,
    Manner.BEHIND: _behind,
    Manner.IN_FRONT: _in_front,
    Manner.HOLDS: _holds,
    Manner.CARRIES: _carries,
    Manner.LOOSED: _loosed,
    Manner.HANGS: _hangs,
    Manner.INTO: _into,
    Manner.BESIDE: _touching(-0.15),
    Manner.HUGS: _touching(0.34),
    Manner.HOLDS_HANDS: _touching(0.08),
    Manner.FIGHTS: _touching(0.12),
    Manner.AROUND: _around,
}
