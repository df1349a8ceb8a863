"""Contact: people who hold hands, hug each other, or hug an animal."""

import numpy as np

from panelwright_tools.painting.storyboard.holding import hold
from panelwright_tools.painting.storyboard.people.person import PersonFigure
from panelwright_tools.painting.storyboard.stage import (
    Stage,
    Staged,
    hand_towards,
    head_of,
    head_size,
    middle_of,
    play,
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


CHEEK = 0.86
"""How far apart the heads of two who hug are, in widths of a head."""
SMALL = 0.82
"""Who is lower than this against the other is a child to them, or a beast: they kneel down."""


def hug(stage: Stage, first: str, second: str) -> None:
    """Two hold each other, cheek to cheek; the hinder one's arm lies over the other's back.

    A grown person kneels down to a small child or an animal.
    """
    a, b = stage.cast[first], stage.cast[second]
    if _lapdog(a, b):
        hold(stage, first, second)
        return
    tall, low = (a, b) if a.tall >= b.tall else (b, a)
    if low.tall < SMALL * tall.tall and tall.fit.cut is None:
        play(stage, tall.id, posture="kneels_close")
    _close(stage, first, second)
    a, b = stage.cast[first], stage.cast[second]
    people = [one for one in (a, b) if isinstance(one.figure, PersonFigure)]
    hinder, front = (a, b) if len(people) < 2 or a.order <= b.order else (b, a)
    if len(people) == 1:
        hinder, front = people[0], b if people[0] is a else a
        beneath = min(hinder.order, front.order)
        stage.change(hinder.id, order=(beneath[0], beneath[1] - 0.01))
    stage.change(hinder.id, over=(front.order[0], front.order[1] + 0.5))
    for one, other, around in ((hinder, front, 0.42), (front, hinder, 0.30)):
        _embrace(stage, stage.cast[one.id], stage.cast[other.id], around)


def _lapdog(one: Staged, other: Staged) -> bool:
    """An animal so small that it is taken up to be hugged."""
    animal = not isinstance(other.figure, PersonFigure) and isinstance(one.figure, PersonFigure)
    return animal and other.tall < 0.5 * one.tall


def _close(stage: Stage, first: str, second: str) -> None:
    """Both come so close that their heads touch."""
    a, b = stage.cast[first], stage.cast[second]
    heads = head_of(a), head_of(b)
    way = 1.0 if heads[1][0] > heads[0][0] else -1.0
    sizes = head_size(a) + head_size(b)
    # Heads at different heights may come nearer, as their bodies do.
    drop = min(1.0, abs(float(heads[1][1] - heads[0][1])) / (0.5 * sizes))
    wanted = CHEEK * (1 - 0.42 * drop) * 0.5 * sizes
    step = abs(float(heads[1][0] - heads[0][0])) - wanted
    movable = [one for one in (a, b) if isinstance(one.figure, PersonFigure)]
    for one, sign in ((a, way), (b, -way)):
        if one in movable:
            moved = one.fit.moved(sign * step / len(movable), 0)
            stage.change(one.id, fit=moved)


def _embrace(stage: Stage, one: Staged, other: Staged, around: float) -> None:
    """One's hands go around the other's back; `around` is how far past its middle, in breadths."""
    if not isinstance(one.figure, PersonFigure):
        return
    side = 1.0 if head_of(other)[0] > head_of(one)[0] else -1.0
    root = shoulder_of(one, 0)
    middle, chin = _back_of(other)
    high = float(np.clip(root[1] + 0.35 * one.fit.scale, chin, max(chin, other.fit.foot)))
    reach = one.figure.anchors.reach * one.fit.scale
    across = middle + side * _breadth(other) * around
    across = root[0] + side * min(abs(across - root[0]), reach * 0.92)
    near = np.array([across, high])
    far = np.array([across - side * _breadth(other) * 0.2, high - 0.22 * one.fit.scale])
    send_hands(stage, one.id, near, far)


def _back_of(one: Staged) -> tuple[float, float]:
    """x of the middle of the back or neck, and the y below the chin, pixels."""
    anchors = one.figure.anchors
    if anchors.shoulders is not None:
        middle = 0.5 * (shoulder_of(one, 0) + shoulder_of(one, 1))
        return float(middle[0]), float(middle[1]) + 0.12 * one.fit.scale
    head = head_of(one)
    chin = float(head[1]) + 0.5 * head_size(one)
    return float(head[0]) - one.fit.flip * 0.55 * head_size(one), chin


def _breadth(one: Staged) -> float:
    """Width of a body at the shoulders, pixels."""
    if isinstance(one.figure, PersonFigure):
        return 2 * one.figure.person.body.shoulder * one.fit.scale
    return 0.9 * head_size(one)
