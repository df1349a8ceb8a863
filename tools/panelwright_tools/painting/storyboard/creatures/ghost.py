"""Ghosts: a sheet with a face that floats, trails off in waves and lets the scene shine through."""

import numpy as np

from panelwright_tools.domain.vocabulary import Facing, Pose
from panelwright_tools.painting.storyboard import geometry as g
from panelwright_tools.painting.storyboard.creatures.actor import Actor
from panelwright_tools.painting.storyboard.creatures.anchors import CreatureAnchors
from panelwright_tools.painting.storyboard.creatures.expressions import expression_of
from panelwright_tools.painting.storyboard.creatures.face import (
    Eye,
    EyeSpot,
    draw_blush,
    draw_drop,
    draw_eye,
    draw_mouth,
)
from panelwright_tools.painting.storyboard.creatures.posture import posture_of
from panelwright_tools.painting.storyboard.geometry import Point, direction, points, spline

_OUTLINE = points(
    *(0.0, -1.0, 0.22, -0.94, 0.31, -0.74, 0.30, -0.46, 0.33, -0.20, 0.30, -0.06, 0.18, -0.12),
    *(
        0.10,
        -0.01,
        -0.02,
        -0.11,
        -0.14,
        0.0,
        -0.26,
        -0.08,
        -0.42,
        -0.02,
        -0.36,
        -0.22,
        -0.31,
        -0.48,
    ),
    *(-0.30, -0.74, -0.22, -0.94),
)


def draw_ghost(actor: Actor) -> CreatureAnchors:
    """A ghost that hangs in the air."""
    posture = posture_of(actor.pose or Pose.STAND)
    lean = posture.lean + (16.0 if actor.pose in (Pose.FLY, Pose.RUN) else 0.0)
    place = g.affine(0, 0, rotation=lean)
    with actor.sheet.placed(place):
        hands = _draw(actor, posture.arms)
    yaw = _yaw(actor)
    spots = g.transform(place, np.stack([*hands, np.array([yaw, -0.60]), np.array([0.0, -0.8])]))
    head = (yaw - 0.22, -0.92, yaw + 0.22, -0.48)
    return CreatureAnchors(head, spots[2], (spots[0], spots[1]), spots[3], airborne=True, ratio=0.8)


def _yaw(actor: Actor) -> float:
    return {Facing.FRONT: 0.0, Facing.PROFILE_LEFT: 0.12, Facing.PROFILE_RIGHT: 0.12}.get(
        actor.facing or Facing.RIGHT, 0.055
    )


def _draw(actor: Actor, arms: tuple[float, float, float, float]) -> tuple[Point, Point]:
    sheet, coat = actor.sheet, actor.coat
    near = np.array([-0.26, -0.50]) + direction((arms[0] + arms[1]) / 2 - 14) * 0.20
    far = np.array([0.25, -0.50]) + direction((arms[2] + arms[3]) / 2 + 14) * 0.20
    stubs = [
        g.tube(np.linspace(np.array(root), tip, 5), [0.085, 0.055], count=6)
        for root, tip in (((-0.24, -0.52), near), ((0.23, -0.52), far))
    ]
    mask = sheet.merged([spline(_OUTLINE, steps=7), *stubs], coat.main, 1.1, shade=0.12)
    if mask is not None:
        with sheet.clip(mask):
            glow = g.ellipse(-0.06, -0.76, 0.18, 0.20)
            sheet.soft(glow, "#ffffff", 0.7, blur=max(1.0, 0.08 * sheet.scale))
    if actor.facing is not Facing.BACK:
        _face(actor)
    return near, far


def _face(actor: Actor) -> None:
    sheet, x = actor.sheet, _yaw(actor)
    expression = expression_of(actor.face)
    eye = Eye(0.062, lid=actor.coat.main)
    for side in (-1, 1):
        cheek = np.array([x + side * 0.16, -0.63])
        draw_blush(sheet, cheek, 0.045, actor.coat.main, expression.blush + 0.2)
    for side in (1, -1):
        at = np.array([x + side * 0.095, -0.74])
        draw_eye(sheet, eye, EyeSpot(at, 0.95 if side > 0 else 1.0, side), expression)
    mouth = np.array([x, -0.62])
    draw_mouth(sheet, mouth, (0.075, 0.075), expression, actor.coat.main, speaking=actor.speaking)
    if expression.tears or expression.sweat:
        draw_drop(sheet, np.array([x - 0.20, -0.68]), 0.028)
