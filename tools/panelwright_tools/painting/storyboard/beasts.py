"""Beasts: animals in somebody's arms, or under a hand where they are too large for that."""

import numpy as np

from panelwright_tools.painting.storyboard.stage import (
    Stage,
    hand_towards,
    middle_of,
    play,
    send_hands,
    shoulder_of,
    turned,
)

LAPDOG = 0.62
"""Largest height of an animal in somebody's arms, against whoever holds it."""


def nurse(stage: Stage, holder: str, beast: str) -> None:
    """An animal sits on an arm before the chest, its head forward, a hand around it."""
    play(stage, holder, holds=False, embraces=True)
    turned(stage, beast, right=stage.cast[holder].fit.flip > 0)
    one, other = stage.cast[holder], stage.cast[beast]
    chest = 0.5 * (shoulder_of(one, 0) + shoulder_of(one, 1))
    way, unit = one.fit.flip, one.fit.scale
    middle = chest + np.array([way * 0.36 * unit, 0.12 * unit + other.tall / 2])
    stage.change(beast, fit=other.fit.moved(*(middle - middle_of(other))))
    under = middle + np.array([way * 0.06 * other.wide, 0.2 * other.tall])
    send_hands(stage, holder, under, middle + np.array([way * 0.3 * other.wide, 0.0]))


def stroke(stage: Stage, holder: str, beast: str) -> None:
    """An animal too large for the arms keeps standing, and a hand lies on its neck."""
    one, other = stage.cast[holder], stage.cast[beast]
    face, seat = other.figure.anchors.face, other.figure.anchors.seat
    if face is None or seat is None:
        return
    nape = np.array([0.6 * face[0] + 0.4 * float(seat[0]), 0.5 * (face[1] + float(seat[1]))])
    goal = other.to_pixels(nape)
    hand = hand_towards(one, goal)
    root, reach = shoulder_of(one, hand), one.figure.anchors.reach * one.fit.scale
    away = float(goal[0] - root[0])
    step = np.sign(away) * max(0.0, abs(away) - 0.7 * reach)
    stage.change(holder, fit=one.fit.moved(float(step), 0.0))
    send_hands(stage, holder, *(goal if hand == side else None for side in (0, 1)))
    stage.change(holder, over=(max(one.order, other.order)[0], 0.6))
