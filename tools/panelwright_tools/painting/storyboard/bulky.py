"""Bulky things: a bicycle, a ladder, a sofa stand on the ground, with a hand on them."""

import numpy as np

from panelwright_tools.domain.vocabulary import RelationKind
from panelwright_tools.painting.storyboard.geometry import Point
from panelwright_tools.painting.storyboard.people.person import PersonFigure
from panelwright_tools.painting.storyboard.roles import ThingFigure
from panelwright_tools.painting.storyboard.stage import (
    Stage,
    Staged,
    hand_towards,
    play,
    send_hands,
    shoulder_of,
    span,
)

BULK = 0.28
"""Largest area of a thing in hands, against the square of a grown person's height."""
GROWN = 4.9
"""That height in heads: small things are drawn large beside children, but stay small things."""
SLENDER = 0.6
"""Width of what one hand grips though it is nearly as tall as its holder, for a height of 1."""
FROM_TOP, FROM_SIDE = 0.12, 0.1
"""Where a hand lies on a bulky thing, in its own heights and widths from its edges."""
SET_DOWN = 0.75
"""How far down its holder a thing must reach that stands on the ground."""
RAISED = 0.4
"""How high two carry a load, heads of the smaller of them."""
LOWEST = 0.75
"""How far below the shoulder a hand may lie, in lengths of an arm."""


def is_bulky(one: Staged, thing: Staged) -> bool:
    """Whether a thing that somebody has stands on the ground, for it is too large to be held."""
    if not isinstance(one.figure, PersonFigure) or not isinstance(thing.figure, ThingFigure):
        return False
    body = one.figure.height * one.fit.scale
    stands = thing.fit.foot > one.fit.foot - (1 - SET_DOWN) * body
    long = thing.wide < SLENDER * thing.tall < SLENDER * body
    return stands and not long and thing.wide * thing.tall > BULK * (GROWN * one.fit.scale) ** 2


def lay_hand_on(stage: Stage, holder: str, thing: str) -> None:
    """Step close to a bulky thing and lay the nearer hand on its near edge."""
    play(stage, holder, holds=False)
    one, other = stage.cast[holder], stage.cast[thing]
    way = 1.0 if other.fit.centre > one.fit.centre else -1.0
    goal = _edge(other, way)
    hand = hand_towards(one, goal)
    root, reach = shoulder_of(one, hand), one.figure.anchors.reach * one.fit.scale
    goal[1] = np.clip(goal[1], root[1] - 0.2 * reach, root[1] + LOWEST * reach)
    far = way * float(goal[0] - root[0]) - span(one, float(goal[1] - root[1]))
    stage.change(holder, fit=one.fit.moved(way * max(0.0, far), 0.0))
    send_hands(stage, holder, *(goal if hand == side else None for side in (0, 1)))
    stage.change(holder, over=(max(one.order, other.order)[0], 0.6))


def raise_load(stage: Stage, thing: str) -> None:
    """A load off the ground that two or more carry."""
    bearers = stage.scene.bearers(thing, RelationKind.CARRIES)
    one = stage.cast[thing]
    if len(bearers) < 2 or not all(is_bulky(stage.cast[who], one) for who in bearers):
        return
    up = RAISED * min(stage.cast[who].fit.scale for who in bearers)
    stage.change(thing, fit=one.fit.moved(0.0, -up), hangs=True)
    for who in bearers:
        lay_hand_on(stage, who, thing)


def _edge(thing: Staged, way: float) -> Point:
    """The spot of a thing near its top that is nearest to who comes from its side."""
    top = thing.fit.foot - (1 - FROM_TOP) * thing.tall
    return np.array([thing.fit.centre - way * (0.5 - FROM_SIDE) * thing.wide, top])
