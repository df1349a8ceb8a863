"""Where boxes go that stand together: side by side, hand in hand, in a circle about a middle."""

from collections.abc import Sequence

from panelwright_tools.layout.spots import Child, Parent, Placing, Spot
from panelwright_tools.layout.tables import has_trait


def touching(overlap: float) -> Placing:
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


def around(parent: Parent, children: Sequence[Child]) -> list[Spot]:
    """A pair to both sides, more of them in a circle; what rings its middle goes about it."""
    free = [child for child in children if not _rings(child)]
    beside = iter(_circle(parent, free) if len(free) > _PAIR else touching(0.0)(parent, free))
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
