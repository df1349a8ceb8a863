"""Where a box goes that is on, in, under, behind or before another: on the bench, in the boat."""

from collections.abc import Sequence

from panelwright_tools.domain import Box, Pose
from panelwright_tools.layout.figure import LYING
from panelwright_tools.layout.gathering import around, touching
from panelwright_tools.layout.handling import carried, held, loosed
from panelwright_tools.layout.sizes import UPRIGHT
from panelwright_tools.layout.spots import Child, Parent, Placing, Spot, row
from panelwright_tools.layout.tables import cabin, has_trait, share
from panelwright_tools.layout.ties import Manner

_SITTING = frozenset({Pose.SIT, Pose.EAT, Pose.READ, Pose.DRINK, Pose.PLAY})
_SHOULDERS = -0.06
"""Seat of who rides on somebody's shoulders: higher than on a mount's back."""
_HALF_HEAD, _SHOULDER_LINE = 0.27, 0.42
"""Half a storybook head's width, and where a load sits beside it, as shares of a standing body."""
_MUCH = 1.6
"""How much wider one box must be to be a background or a cover for the other."""


def _on(parent: Parent, children: Sequence[Child]) -> list[Spot]:
    return [
        (left, _resting(parent, child), -0.03)
        for left, child in zip(row(parent, children), children, strict=True)
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
    if seat is None and parent.figure.living and parent.figure.ratio < UPRIGHT:
        if len(children) > 1:
            return _on_both_shoulders(parent.box, children)
        seat = _SHOULDERS
    bottom = parent.box.y + parent.box.h * ((0.3 if seat is None else seat) + 0.18)
    return [(left, bottom, -0.03) for left in row(parent, children)]


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
        return [(left, sill, -0.03) for left in row(parent, children)]
    spots = []
    for left, child in zip(_abreast(parent, children), children, strict=True):
        if rim is not None:
            sunk = box.y + rim * box.h + 0.45 * child.box.h
            spots.append((left, min(sunk, box.bottom - 0.04 * box.h), 0.01))
        else:
            low = 0.55 if has_trait(parent.figure.noun, "canopies") else 0.95
            spots.append((left, box.y + max(low * box.h, 1.05 * child.box.h), -0.05))
    return spots


def _abreast(parent: Parent, children: Sequence[Child]) -> list[float]:
    """Left edges of those inside: side by side, and closer than that where a hull is too short."""
    lefts, box = row(parent, children), parent.box
    middles = [left + child.box.w / 2 for left, child in zip(lefts, children, strict=True)]
    wide = max(middles) - min(middles)
    closer = (
        min(1.0, _BENCH * box.w / wide) if wide and has_trait(parent.figure.noun, "ships") else 1
    )
    return [
        box.centre[0] + closer * (middle - box.centre[0]) - child.box.w / 2
        for middle, child in zip(middles, children, strict=True)
    ]


_BENCH = 0.62
"""Between the first and the last of a crew, lengths of the hull."""


def _under(parent: Parent, children: Sequence[Child]) -> list[Spot]:
    box = parent.box
    if has_trait(parent.figure.noun, "fronds"):
        tips = [box.centre[0] + c.side * (_TIPS * box.w + c.rank * c.box.w) for c in children]
        pairs = zip(tips, children, strict=True)
        return [(tip - child.box.w / 2, box.bottom, 0.04) for tip, child in pairs]
    return [(left, box.bottom + 0.01, -0.04) for left in row(parent, children)]


_TIPS = 0.36
"""How far from the stem somebody looks out from under fronds, widths of the plant."""


def _behind(parent: Parent, children: Sequence[Child]) -> list[Spot]:
    """Half hidden at the edge of what is larger, a third hidden beside its like."""
    if has_trait(parent.figure.noun, "counters") and _seen_over(parent, children):
        bottom = parent.box.bottom - 0.03
        return [(left, bottom, 0.15) for left in row(parent, children)]
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
        for left, child in zip(row(parent, children), children, strict=True)
    ]


_OVER = 0.5
"""How high a falling thing is over what it falls into, in its own heights."""


PLACINGS: dict[Manner, Placing] = {
    Manner.ON: _on,
    Manner.RIDES: _rides,
    Manner.INSIDE: _inside,
    Manner.UNDER: _under,
    Manner.BEHIND: _behind,
    Manner.IN_FRONT: _in_front,
    Manner.HOLDS: held,
    Manner.CARRIES: carried,
    Manner.LOOSED: loosed,
    Manner.HANGS: _hangs,
    Manner.INTO: _into,
    Manner.BESIDE: touching(-0.15),
    Manner.HUGS: touching(0.34),
    Manner.HOLDS_HANDS: touching(0.08),
    Manner.FIGHTS: touching(0.12),
    Manner.AROUND: around,
}
