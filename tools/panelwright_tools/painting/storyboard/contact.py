"""Contact: people who hold hands or hug each other."""

import numpy as np

from panelwright_tools.painting.storyboard.people.person import PersonFigure
from panelwright_tools.painting.storyboard.stage import (
    Stage,
    Staged,
    hand_towards,
    middle_of,
    send_hands,
    shoulder_of,
)


def join_hands(stage: Stage, first: str, second: str) -> None:
    """Two people take each other's nearest hands, coming closer if they must."""
    a, b = stage.cast[first], stage.cast[second]
    if not (isinstance(a.figure, PersonFigure) and isinstance(b.figure, PersonFigure)):
        return
    hands = hand_towards(a, middle_of(b)), hand_towards(b, middle_of(a))
    roots = [shoulder_of(one, hand) for one, hand in zip((a, b), hands, strict=True)]
    apart = float(abs(roots[0][0] - roots[1][0]))
    reach = [one.figure.anchors.reach * one.fit.scale for one in (a, b)]
    spare = apart - 0.88 * sum(reach) * 0.7
    if spare > 0:
        way = 1.0 if roots[1][0] > roots[0][0] else -1.0
        stage.change(first, fit=a.fit.moved(way * spare / 2, 0))
        stage.change(second, fit=b.fit.moved(-way * spare / 2, 0))
        a, b = stage.cast[first], stage.cast[second]
        roots = [shoulder_of(one, hand) for one, hand in zip((a, b), hands, strict=True)]
    share = reach[0] / (reach[0] + reach[1])
    across = roots[0][0] + (roots[1][0] - roots[0][0]) * share
    lows = [
        root[1] + np.sqrt(max((0.96 * far) ** 2 - (across - root[0]) ** 2, 0.0))
        for root, far in zip(roots, reach, strict=True)
    ]
    meeting = np.array([across, min(lows)])
    for region, hand in ((first, hands[0]), (second, hands[1])):
        send_hands(stage, region, *(meeting if hand == side else None for side in (0, 1)))


CLOSE = 0.58
"""How far apart the middles of two who hug are, against half of both their shoulders."""


def hug(stage: Stage, first: str, second: str) -> None:
    """Two stand close, each with an arm around the other; the hinder one's arm lies over."""
    a, b = stage.cast[first], stage.cast[second]
    hinder, front = (a, b) if a.order <= b.order else (b, a)
    gap = abs(b.fit.centre - a.fit.centre)
    widths = 0.5 * sum(_breadth(one) for one in (a, b))
    close = max(0.0, gap - widths * CLOSE)
    way = 1.0 if b.fit.centre > a.fit.centre else -1.0
    stage.change(first, fit=a.fit.moved(way * close / 2, 0))
    stage.change(second, fit=b.fit.moved(-way * close / 2, 0))
    stage.change(hinder.id, over=(front.order[0], 0.5))
    for one, other in ((hinder, front), (front, hinder)):
        one, other = stage.cast[one.id], stage.cast[other.id]
        _embrace(stage, one, other)


def _breadth(one: Staged) -> float:
    """Width of a body at the shoulders, pixels."""
    if isinstance(one.figure, PersonFigure):
        return 2 * one.figure.person.body.shoulder * one.fit.scale
    return one.fit.extent.width * one.fit.scale * 0.6


def _embrace(stage: Stage, one: Staged, other: Staged) -> None:
    """One's hands go around the other's back, as high as both can."""
    side = 1.0 if other.fit.centre > one.fit.centre else -1.0
    root = shoulder_of(one, 0)
    top = other.fit.foot - other.fit.extent.height * other.fit.scale
    # Under the chin of a child, whose head is a third of it; higher on grown people.
    small = other.figure.height < 0.75 * one.figure.height
    chin = top + (0.5 if small else 0.38) * (other.fit.foot - top)
    high = float(np.clip(root[1] + 0.25 * one.fit.scale, chin, other.fit.foot))
    reach = one.figure.anchors.reach * one.fit.scale
    across = other.fit.centre + side * _breadth(other) * 0.42
    across = root[0] + side * min(abs(across - root[0]), reach * 0.95)
    near = np.array([across, high])
    far = np.array([across - side * _breadth(other) * 0.25, high - 0.14 * one.fit.scale])
    send_hands(stage, one.id, near, far)
