"""Holding: things in hands."""

import numpy as np

from panelwright_tools.domain.vocabulary import Facing, Pose
from panelwright_tools.painting.storyboard.beasts import LAPDOG, nurse, stroke
from panelwright_tools.painting.storyboard.bulky import is_bulky, lay_hand_on
from panelwright_tools.painting.storyboard.geometry import Point, shifted
from panelwright_tools.painting.storyboard.muzzles import bite, has_no_hands, is_mouthful
from panelwright_tools.painting.storyboard.people.person import PersonFigure
from panelwright_tools.painting.storyboard.roles import CreatureFigure, ThingFigure
from panelwright_tools.painting.storyboard.stage import (
    Stage,
    Staged,
    middle_of,
    send_hands,
    shoulder_of,
)
from panelwright_tools.painting.storyboard.tables import table
from panelwright_tools.painting.storyboard.wielding import is_wielded, wield

TWO_HANDED = (Pose.CARRY, Pose.LIFT, Pose.READ, Pose.PULL, Pose.DIG, Pose.STEER)
HANDY = 1.1
"""Widest and tallest a held thing is drawn, in heads of who holds it; long ones may be taller."""
PAW = 0.5
"""Largest size of what an animal holds in its paw, against its height."""
HANGING = 0.75
"""What is gripped higher up than this hangs from one hand: a basket, a bucket, a lantern."""
SLENDER = 0.6
"""Width of a long thing, for a height of 1, at most."""


def hold(stage: Stage, holder: str, thing: str) -> None:
    """A hand, or both, go to the thing; the thing comes to the hands if it is out of reach."""
    one, other = stage.cast[holder], stage.cast[thing]
    if is_bulky(one, other) and not is_wielded(one, other):
        lay_hand_on(stage, holder, thing)
        return
    beast = isinstance(other.figure, CreatureFigure)
    if beast and other.tall > LAPDOG * one.tall and not is_mouthful(stage, holder, thing):
        stroke(stage, holder, thing)
        return
    stage.change(thing, order=(one.order[0], one.order[1] + 0.02), held=True)
    stage.change(thing, over=(one.order[0], one.order[1] + 0.021))
    if isinstance(one.figure, PersonFigure) and one.figure.acting.facing is Facing.BACK:
        behind = one.order[1] - 0.02  # whoever turns the back to us hides what is before them
        stage.change(thing, order=(one.order[0], behind), over=(one.order[0], behind + 0.001))
    stage.change(holder, over=(one.order[0], one.order[1] + 0.04))
    if not isinstance(one.figure, PersonFigure):
        _into_mouth_or_paw(stage, holder, thing)
        return
    if wield(stage, holder, thing):
        return
    kind = _kind(other)
    if beast:
        stage.change(thing, fit=_handy(one, other).fit)
        nurse(stage, holder, thing)
    elif kind == "overhead":
        _hold_up(stage, holder, thing)
    elif kind == "weapon" and one.figure.acting.pose is Pose.FIGHT:
        brandish(stage, holder, thing)
    else:
        _in_hands(stage, holder, thing)


def _kind(thing: Staged) -> str:
    """A row of holding.toml, or nothing."""
    if not isinstance(thing.figure, ThingFigure):
        return ""
    noun = thing.figure.noun.lower()
    names = {noun, noun.rsplit(" ", 1)[-1]}
    return next((kind for kind, row in table("holding").items() if names & set(row["nouns"])), "")


def _in_hands(stage: Stage, holder: str, thing: str) -> None:
    one, other = stage.cast[holder], _handy(stage.cast[holder], stage.cast[thing])
    assert isinstance(one.figure, PersonFigure)
    grip = grip_of(other)
    root = shoulder_of(one, 0)
    reach = one.figure.anchors.reach * one.fit.scale
    goal = _below_chin(_reachable(grip, root, reach, one), one, other)
    stage.change(thing, fit=other.fit.moved(*(goal - grip)))
    wide = other.wide / one.fit.scale
    hangs = float(grip[1]) < other.fit.foot - HANGING * other.tall
    if not hangs and (wide > 0.85 or (one.figure.acting.pose in TWO_HANDED and wide > 0.4)):
        half = min(wide * 0.44, 0.55) * one.fit.scale
        left, right = shifted(goal, -half, 0.0), shifted(goal, half, 0.0)
        near, far = (left, right) if one.fit.flip > 0 else (right, left)
        send_hands(stage, holder, near, far)
    else:
        send_hands(stage, holder, goal, None)


def _hold_up(stage: Stage, holder: str, thing: str) -> None:
    """An umbrella or a balloon over the head, its handle before the shoulder."""
    row = table("holding")["overhead"]
    one = stage.cast[holder]
    other = _as_tall(stage, thing, float(row["height"]) * one.fit.scale)
    up, ahead = float(row["hand"]) * one.fit.scale, 0.42 * one.fit.scale * one.fit.flip
    goal = shoulder_of(one, 1) + np.array([ahead, -up])
    stage.change(thing, fit=other.fit.moved(*(goal - grip_of(other))))
    send_hands(stage, holder, None, goal)


def brandish(stage: Stage, holder: str, thing: str) -> None:
    """A weapon held forward and up, its blade tilted towards the foe."""
    row = table("holding")["weapon"]
    one = stage.cast[holder]
    other = _as_tall(stage, thing, float(row["height"]) * one.fit.scale)
    reach = one.figure.anchors.reach * one.fit.scale
    goal = shoulder_of(one, 0) + np.array([one.fit.flip * 0.8 * reach, 0.22 * reach])
    placed = other.fit.moved(*(goal - grip_of(other)))
    placed = placed.tilted(one.fit.flip * float(row["tilt"]), goal)
    stage.change(thing, fit=placed)
    send_hands(stage, holder, goal, None)


def _as_tall(stage: Stage, region: str, tall: float) -> Staged:
    """A thing made as tall as this, pixels."""
    one = stage.cast[region]
    stage.change(region, fit=one.fit.resized(tall / max(one.tall, 1e-6)))
    return stage.cast[region]


def _handy(one: Staged, other: Staged) -> Staged:
    """A thing small enough for its holder's hands."""
    slender = min(other.wide, other.tall) < SLENDER * max(other.wide, other.tall)
    most = HANDY * one.fit.scale * (2.2 if slender else 1.0)
    factor = min(1.0, most / max(other.wide, other.tall))
    if isinstance(other.figure, PersonFigure) or factor == 1.0:
        return other
    return other.fitted(other.fit.resized(factor))


def _below_chin(goal: Point, one: Staged, other: Staged) -> Point:
    """A grip so low that what is held leaves the holder's face free."""
    face = one.figure.anchors.face
    pose = one.figure.acting.pose if isinstance(one.figure, PersonFigure) else None
    if face is None or pose in (Pose.LIFT, Pose.EAT, Pose.DRINK, Pose.THROW, Pose.CHEER):
        return goal
    chin = float(one.to_pixels(np.array([0.0, face[3] - 0.05]))[1])
    upper = float(goal[1]) - (float(grip_of(other)[1]) - (other.fit.foot - other.tall))
    beside = abs(float(goal[0]) - float(one.to_pixels(np.array([face[2], 0.0]))[0]))
    half = other.wide / 2
    covers = upper < chin and beside < half + 0.5 * one.fit.scale and half > 0.12 * one.fit.scale
    return shifted(goal, 0.0, chin - upper) if covers else goal


def grip_of(thing: Staged) -> Point:
    """Where a hand takes hold, pixels."""
    anchors = thing.figure.anchors
    if isinstance(thing.figure, PersonFigure) or anchors.grip is None or anchors.hands is not None:
        return shifted(middle_of(thing), 0.0, thing.tall * 0.12)
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
    if has_no_hands(stage.cast[holder]):
        bite(stage, holder, thing)
        return
    one, other = stage.cast[holder], stage.cast[thing]
    hands = one.figure.anchors.hands
    if hands is not None:
        most = PAW * one.tall
        other = other.fitted(other.fit.resized(min(1.0, most / max(other.wide, other.tall))))
        shift = one.to_pixels(hands[0]) - grip_of(other)
        stage.change(thing, fit=other.fit.moved(*shift))
