"""Bearing: somebody carried by somebody, a child on the hip or a sleeper in both arms."""

import numpy as np

from panelwright_tools.domain.vocabulary import Face, Pose
from panelwright_tools.painting.storyboard.people.person import PersonFigure
from panelwright_tools.painting.storyboard.stage import (
    Stage,
    Staged,
    play,
    send_hands,
    shoulder_of,
    turned,
)

ON_HIP = 0.86
"""Who is lower than this against the bearer sits on the hip; who is not lies in the arms."""
HIP = 0.74
"""How far before the bearer's middle a child sits, heads of the bearer."""
LIGHT = 0.8
"""Largest size at which somebody is carried, against the bearer's own scale."""


def bear(stage: Stage, bearer: str, borne: str) -> None:
    """A person takes another one up; nobody carries who can't be lifted off the ground."""
    one, other = stage.cast[bearer], stage.cast[borne]
    assert isinstance(one.figure, PersonFigure) and isinstance(other.figure, PersonFigure)
    stage.change(borne, order=(one.order[0], one.order[1] + 0.02), held=True)
    stage.change(borne, over=(one.order[0], one.order[1] + 0.021))
    stage.change(bearer, over=(one.order[0], one.order[1] + 0.04))
    if other.fit.scale > LIGHT * one.fit.scale and other.figure.height > ON_HIP * one.figure.height:
        stage.change(borne, fit=other.fit.resized(LIGHT * one.fit.scale / other.fit.scale))
    upright = other.figure.height < ON_HIP * one.figure.height and not _sleeps(other)
    (_on_hip if upright else _in_arms)(stage, bearer, borne)


def may_carry(one: Staged, other: Staged) -> bool:
    """A child, a sleeper, or whoever a pose of carrying takes up; others are only seized."""
    assert isinstance(one.figure, PersonFigure)
    small = other.figure.height < ON_HIP * one.figure.height
    carries = one.figure.acting.pose in (Pose.CARRY, Pose.LIFT, Pose.HUG, Pose.DANCE)
    return small or carries or _sleeps(other)


def _sleeps(one: Staged) -> bool:
    asleep = (Pose.LIE, Pose.SLEEP)
    acting = one.figure.acting if isinstance(one.figure, PersonFigure) else None
    return acting is not None and (acting.pose in asleep or acting.face is Face.SLEEPY)


def _on_hip(stage: Stage, bearer: str, borne: str) -> None:
    """The child sits before the bearer's side, one arm on a shoulder, an arm under its seat."""
    play(stage, bearer, posture="lugs", holds=False, embraces=True)
    play(stage, borne, posture="carried", support="", embraces=True)
    turned(stage, borne, right=stage.cast[bearer].fit.flip < 0)
    one, other = stage.cast[bearer], stage.cast[borne]
    assert isinstance(one.figure, PersonFigure)
    body, unit, way = one.figure.person.body, one.fit.scale, one.fit.flip
    trunk = one.to_pixels(one.figure.skeleton.seat)
    goal = trunk + np.array([way * HIP * unit, -0.3 * body.torso * unit])
    _seat_at(stage, borne, goal)
    other = stage.cast[borne]
    shoulder = shoulder_of(one, 1)
    send_hands(stage, borne, shoulder + np.array([0.0, 0.05 * unit]), shoulder)
    seat = _seat(other)
    under = seat + np.array([way * 0.18 * unit, 0.02 * unit])
    send_hands(stage, bearer, under, seat + np.array([way * 0.3 * unit, -0.5 * unit]))


def _in_arms(stage: Stage, bearer: str, borne: str) -> None:
    """Somebody lies across both arms, the head on the bearer's near side."""
    play(stage, bearer, posture="lugs", holds=False, embraces=True)
    play(stage, borne, posture="cradled", support="")
    turned(stage, borne, right=stage.cast[bearer].fit.flip > 0)
    one, other = stage.cast[bearer], stage.cast[borne]
    assert isinstance(one.figure, PersonFigure) and isinstance(other.figure, PersonFigure)
    body, unit, way = one.figure.person.body, one.fit.scale, one.fit.flip
    trunk = one.to_pixels(one.figure.skeleton.seat)
    goal = trunk + np.array([way * 0.42 * unit, -0.18 * body.torso * unit])
    _seat_at(stage, borne, goal)
    other = stage.cast[borne]
    assert isinstance(other.figure, PersonFigure)
    skeleton = other.figure.skeleton
    back = other.to_pixels(0.5 * (skeleton.chest + skeleton.neck))
    knee = other.to_pixels(skeleton.legs[0].bend)
    low = np.array([0.0, 0.16 * other.fit.scale])
    send_hands(stage, bearer, 0.45 * back + 0.55 * _seat(other) + low, knee + low)


def _seat(one: Staged) -> np.ndarray:
    seat = one.figure.anchors.seat
    return one.to_pixels(np.zeros(2) if seat is None else seat)


def _seat_at(stage: Stage, region: str, goal: np.ndarray) -> None:
    one = stage.cast[region]
    stage.change(region, fit=one.fit.moved(*(goal - _seat(one))))
