"""Laps: somebody or something on a person: on the lap, on the belly, on the shoulders."""

import numpy as np

from panelwright_tools.domain.vocabulary import Facing, Pose
from panelwright_tools.painting.storyboard.casting import lies, sits
from panelwright_tools.painting.storyboard.fitting import Fit, measure
from panelwright_tools.painting.storyboard.geometry import Point, shifted
from panelwright_tools.painting.storyboard.people.person import PersonFigure
from panelwright_tools.painting.storyboard.stage import Stage, Staged, play, shoulder_of, turned

CHILD = 0.68
"""Largest size of a person on another's shoulders, against the bearer."""
GROWN, EQUAL = 0.85, 0.9
"""Height from which on somebody there is no child to the bearer, and how large they are drawn."""
LAP = 0.9
"""Tallest of what is on a lap, heads of whose it is."""
BELLY = 0.6
"""The same on a belly."""
EPAULETTE = 0.7
"""The same on a shoulder."""
HAIR, CHEEK = 0.3, 0.16
"""Share of a head's width, turned or seen from the front, that may be behind who is beside it."""


def on_somebody(stage: Stage, rider: str, bearer: str) -> None:
    """Put a rider where a person's pose has room for it."""
    other = stage.cast[bearer]
    if lies(other.figure):
        _rest(stage, rider, bearer, _belly(other), BELLY)
    elif sits(other.figure):
        _rest(stage, rider, bearer, _lap(other), LAP)
    elif isinstance(stage.cast[rider].figure, PersonFigure):
        _on_shoulders(stage, rider, bearer)
    else:
        _on_shoulder(stage, rider, bearer)


def _belly(other: Staged) -> Point:
    assert isinstance(other.figure, PersonFigure)
    skeleton = other.figure.skeleton
    middle = 0.55 * skeleton.chest + 0.45 * skeleton.seat
    return shifted(other.to_pixels(middle), 0.0, -0.26 * other.fit.scale)


def _lap(other: Staged) -> Point:
    assert isinstance(other.figure, PersonFigure)
    legs = other.figure.skeleton.legs
    thigh = 0.25 * (legs[0].start + legs[0].bend + legs[1].start + legs[1].bend)
    return shifted(other.to_pixels(thigh), 0.0, -0.06 * other.fit.scale)


def _rest(stage: Stage, rider: str, bearer: str, spot: Point, most: float) -> None:
    """Set the rider's feet, or the hips of who sits, on a spot."""
    other = stage.cast[bearer]
    one = stage.cast[rider]
    if isinstance(one.figure, PersonFigure):
        play(stage, rider, pose=Pose.SIT, posture="", support="")
        stage.change(rider, fit=one.fit.resized(min(1.0, CHILD * other.fit.scale / one.fit.scale)))
    else:
        limit = most * other.fit.scale
        stage.change(rider, fit=one.fit.resized(min(1.0, limit / max(one.tall, 1e-6))))
    one = stage.cast[rider]
    foot = np.array([one.fit.centre, one.fit.foot])
    seat = one.figure.anchors.seat if isinstance(one.figure, PersonFigure) else None
    now = foot if seat is None else one.to_pixels(seat)
    order = (other.order[0], other.order[1] + 0.03)
    stage.change(rider, fit=one.fit.moved(*(spot - now)), order=order, over=order, held=True)


def _on_shoulder(stage: Stage, rider: str, bearer: str) -> None:
    """A bird or a cat beside the back of the head, looking where its bearer looks."""
    other, one = stage.cast[bearer], stage.cast[rider]
    assert isinstance(other.figure, PersonFigure)
    if one.fit.cut is not None:
        stage.change(rider, fit=Fit(one.fit.matrix, measure(one.figure), None))
    turned(stage, rider, right=other.fit.flip > 0)
    spot = shoulder_of(other, 0) + np.array([0.0, -0.08 * other.fit.scale])
    _rest(stage, rider, bearer, spot, EPAULETTE)
    one, face = stage.cast[rider], other.figure.anchors.face
    if face is None:
        return
    away = other.figure.acting.facing is Facing.BACK
    hidden = HAIR if other.figure.skeleton.head_yaw > FRONTAL or away else CHEEK
    back = np.array([face[0] + hidden * (face[2] - face[0]), 0.0])
    edge = float(other.to_pixels(back)[0]) - other.fit.flip * one.wide / 2
    over = other.fit.flip * (one.fit.centre - edge)
    stage.change(rider, fit=one.fit.moved(-other.fit.flip * max(0.0, over), 0.0))


FRONTAL = 20.0
"""Degrees of yaw up to which both cheeks are seen."""


def _on_shoulders(stage: Stage, rider: str, bearer: str) -> None:
    """Somebody astride a neck, the legs down the front; grown people are hailed there."""
    turned(stage, rider, right=stage.cast[bearer].fit.flip > 0)
    one, other = stage.cast[rider], stage.cast[bearer]
    assert isinstance(other.figure, PersonFigure) and isinstance(one.figure, PersonFigure)
    grown = one.figure.height > GROWN * other.figure.height
    posture = "hailed" if grown else "shoulder_high"
    play(stage, rider, posture=posture, support="", embraces=False)
    one = stage.cast[rider]
    small = min(1.0, CHILD * other.fit.scale * other.figure.height / max(one.tall, 1e-6))
    small = EQUAL * other.fit.scale / one.fit.scale if grown else small
    stage.change(rider, fit=one.fit.resized(small))
    one = stage.cast[rider]
    seat = one.figure.anchors.seat
    neck = other.to_pixels(other.figure.skeleton.neck)
    now = one.to_pixels(np.zeros(2) if seat is None else seat)
    goal = neck + np.array([-0.12 * other.fit.flip, -0.5]) * other.fit.scale
    order = (other.order[0], other.order[1] - 0.01)
    stage.change(rider, fit=one.fit.moved(*(goal - now)), order=order, over=order, held=True)
