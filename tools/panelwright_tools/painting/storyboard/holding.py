"""Holding: things in hands, given and taken."""

import numpy as np

from panelwright_tools.domain.vocabulary import Pose
from panelwright_tools.painting.storyboard.geometry import Point, shifted
from panelwright_tools.painting.storyboard.people.person import PersonFigure
from panelwright_tools.painting.storyboard.stage import (
    Stage,
    Staged,
    hand_towards,
    middle_of,
    send_hands,
    shoulder_of,
)

TWO_HANDED = (Pose.CARRY, Pose.LIFT, Pose.READ, Pose.PULL, Pose.DIG, Pose.STEER)


def hold(stage: Stage, holder: str, thing: str) -> None:
    """A hand, or both, go to the thing; the thing comes to the hands if it is out of reach."""
    one, other = stage.cast[holder], stage.cast[thing]
    stage.change(thing, order=(one.order[0], one.order[1] + 0.02), held=True)
    stage.change(thing, over=(one.order[0], one.order[1] + 0.021))
    stage.change(holder, over=(one.order[0], one.order[1] + 0.04))
    anchors = one.figure.anchors
    if not isinstance(one.figure, PersonFigure) or anchors.shoulders is None:
        _into_mouth_or_paw(stage, holder, thing)
        return
    other = _handy(stage, one, other)
    grip = _grip(other)
    root = shoulder_of(one, 0)
    reach = anchors.reach * one.fit.scale
    goal = _below_chin(_reachable(grip, root, reach, one), one, other)
    stage.change(thing, fit=other.fit.moved(*(goal - grip)))
    other = stage.cast[thing]
    wide = other.fit.extent.width * other.fit.scale / one.fit.scale
    if wide > 0.85 or (one.figure.acting.pose in TWO_HANDED and wide > 0.4):
        half = min(wide * 0.44, 0.55) * one.fit.scale
        left, right = shifted(goal, -half, 0.0), shifted(goal, half, 0.0)
        near, far = (left, right) if one.fit.flip > 0 else (right, left)
        send_hands(stage, holder, near, far)
    else:
        send_hands(stage, holder, goal, None)


HANDY = 1.1
"""Widest and tallest a held thing is drawn, in heads of who holds it; long ones may be taller."""


def _handy(stage: Stage, one: Staged, other: Staged) -> Staged:
    """A thing small enough for its holder's hands."""
    extent, head = other.fit.extent, one.fit.scale
    width, height = extent.width * other.fit.scale, extent.height * other.fit.scale
    slender = min(width, height) < 0.4 * max(width, height)
    most = HANDY * head * (2.2 if slender else 1.0)
    factor = min(1.0, most / max(width, height))
    if one.figure.anchors.waist is None or isinstance(other.figure, PersonFigure) or factor == 1.0:
        return other
    stage.change(other.id, fit=other.fit.resized(factor))
    return stage.cast[other.id]


def _below_chin(goal: Point, one: Staged, other: Staged) -> Point:
    """A grip so low that what is held leaves the holder's face free."""
    face = one.figure.anchors.face
    pose = one.figure.acting.pose if isinstance(one.figure, PersonFigure) else None
    if face is None or pose in (Pose.LIFT, Pose.EAT, Pose.DRINK, Pose.THROW, Pose.CHEER):
        return goal
    chin = float(one.to_pixels(np.array([0.0, face[3] - 0.05]))[1])
    grip = _grip(other)
    top = other.fit.foot - other.fit.extent.height * other.fit.scale
    upper = float(goal[1]) - (float(grip[1]) - top)
    beside = abs(float(goal[0]) - float(one.to_pixels(np.array([face[2], 0.0]))[0]))
    half = other.fit.extent.width * other.fit.scale / 2
    covers = upper < chin and beside < half + 0.5 * one.fit.scale and half > 0.12 * one.fit.scale
    return shifted(goal, 0.0, chin - upper) if covers else goal


def _grip(thing: Staged) -> Point:
    anchors = thing.figure.anchors
    if isinstance(thing.figure, PersonFigure) or anchors.grip is None or anchors.hands is not None:
        middle = middle_of(thing)
        return shifted(middle, 0.0, thing.fit.extent.height * thing.fit.scale * 0.12)
    return thing.to_pixels(anchors.grip)


def _reachable(grip: Point, root: Point, reach: float, one: Staged) -> Point:
    """The spot nearest to a grip where a hand can be, in front of the body."""
    way = grip - root
    far = float(np.hypot(way[0], way[1])) + 1e-9
    length = float(np.clip(far, 0.45 * reach, 0.94 * reach))
    goal = root + way / far * length
    ahead = one.fit.flip * float(goal[0] - root[0])
    least = 0.16 * one.fit.scale
    if ahead < least:
        goal = goal + np.array([one.fit.flip * (least - ahead), 0.0])
    return np.asarray(goal)


def _into_mouth_or_paw(stage: Stage, holder: str, thing: str) -> None:
    one, other = stage.cast[holder], stage.cast[thing]
    hands = one.figure.anchors.hands
    if hands is None:
        return
    shift = one.to_pixels(hands[0]) - _grip(other)
    stage.change(thing, fit=other.fit.moved(*shift))


def take(stage: Stage, taker: str, thing: str) -> None:
    """The one who is given a thing stretches a hand towards it."""
    one, other = stage.cast[taker], stage.cast[thing]
    if not isinstance(one.figure, PersonFigure):
        return
    hand = hand_towards(one, middle_of(other))
    root = shoulder_of(one, hand)
    goal = _reachable(_grip(other), root, one.figure.anchors.reach * one.fit.scale, one)
    send_hands(stage, taker, *(goal if hand == side else None for side in (0, 1)))
