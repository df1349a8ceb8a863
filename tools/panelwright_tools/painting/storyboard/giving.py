"""Giving: a gift between two, with a hand of each on it."""

import numpy as np

from panelwright_tools.painting.storyboard.bulky import is_bulky, lay_hand_on
from panelwright_tools.painting.storyboard.geometry import Point
from panelwright_tools.painting.storyboard.holding import SLENDER, grip_of, hold
from panelwright_tools.painting.storyboard.people.person import PersonFigure
from panelwright_tools.painting.storyboard.stage import (
    Stage,
    hand_towards,
    middle_of,
    play,
    send_hands,
    shoulder_of,
    span,
)


def hand_over(stage: Stage, giver: str, taker: str, thing: str) -> None:
    """A gift between two, with a hand of each on it; they step closer if they must."""
    hold(stage, giver, thing)
    one, other = stage.cast[giver], stage.cast[taker]
    if is_bulky(one, stage.cast[thing]):
        if isinstance(other.figure, PersonFigure):
            lay_hand_on(stage, taker, thing)
        return
    if not isinstance(one.figure, PersonFigure) or not isinstance(other.figure, PersonFigure):
        return
    play(stage, taker, holds=True)
    hands = hand_towards(one, middle_of(other)), hand_towards(other, middle_of(one))
    way = 1.0 if other.fit.centre > one.fit.centre else -1.0
    slender = stage.cast[thing].wide < SLENDER * stage.cast[thing].tall
    wide = 0.04 * one.fit.scale if slender else 0.8 * 0.5 * stage.cast[thing].wide
    roots = [shoulder_of(each, hand) for each, hand in zip((one, other), hands, strict=True)]
    reach = [each.figure.anchors.reach * each.fit.scale for each in (one, other)]
    highs = [float(root[1]) + LOW * far for root, far in zip(roots, reach, strict=True)]
    high = 0.5 * sum(highs)
    spans = [
        span(each, high - float(root[1])) for each, root in zip((one, other), roots, strict=True)
    ]
    gap = way * float(roots[1][0] - roots[0][0])
    step = 0.5 * max(0.0, gap - sum(spans) - 2 * wide)
    stage.change(giver, fit=one.fit.moved(way * step, 0.0))
    stage.change(taker, fit=other.fit.moved(-way * step, 0.0))
    share = spans[0] / sum(spans)
    across = float(roots[0][0]) + way * (step + wide + share * (gap - 2 * step - 2 * wide))
    _lay(stage, (giver, taker), hands, thing, np.array([across, high]), way * wide)


def _lay(
    stage: Stage,
    pair: tuple[str, str],
    hands: tuple[int, int],
    thing: str,
    goal: Point,
    aside: float,
) -> None:
    """The gift at its spot, before both, and a hand of each at its sides."""
    gift = stage.cast[thing]
    front = max(stage.cast[name].order for name in pair)[0]
    stage.change(thing, fit=gift.fit.moved(*(goal - grip_of(gift))))
    stage.change(thing, order=(front, 0.6), over=(front, 0.61))
    slender = gift.wide < SLENDER * gift.tall
    for name, hand, side in zip(pair, hands, (-1.0, 1.0), strict=True):
        # On a staff one hand is above the other; a parcel is taken by its sides.
        down = 0.06 * side * gift.tall if slender else 0.3 * gift.tall
        spot = goal + np.array([side * aside, down])
        send_hands(stage, name, *(spot if hand == index else None for index in (0, 1)))
        stage.change(name, over=(front, 0.7))


LOW = 0.35
"""How far below the shoulders a gift is handed over, in lengths of an arm."""
