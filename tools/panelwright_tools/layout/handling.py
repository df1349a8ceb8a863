"""Where a box goes that hands hold, carry or let go."""

from collections.abc import Sequence

from panelwright_tools.domain import Box, Pose
from panelwright_tools.layout.figure import Medium
from panelwright_tools.layout.sizes import UPRIGHT
from panelwright_tools.layout.spots import GAP, Child, Parent, Spot
from panelwright_tools.layout.tables import has_trait


def held(parent: Parent, children: Sequence[Child]) -> list[Spot]:
    """In the hand at the child's side, or before the muzzle of what goes on four legs."""
    return [_in_hand(parent.box, child) for child in children]


def _in_hand(box: Box, child: Child) -> Spot:
    width, height = child.box.w, child.box.h
    if box.w > UPRIGHT * box.h:
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


def carried(parent: Parent, children: Sequence[Child]) -> list[Spot]:
    """In the arms, before the body."""
    box = parent.box
    spots = []
    for child in children:
        centre = box.centre[0] + child.side * (0.22 * box.w + 0.12 * child.box.w)
        middle = box.y + box.h * (0.5 + 0.14 * child.rank)
        spots.append((centre - child.box.w / 2, min(middle + child.box.h / 2, box.bottom), -0.02))
    return spots


def loosed(parent: Parent, children: Sequence[Child]) -> list[Spot]:
    """Falling beside the hand, or under wings; thrown ahead, as high as the head."""
    box, spots = parent.box, []
    beneath = parent.figure.medium is Medium.AIR or box.w > UPRIGHT * box.h
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
