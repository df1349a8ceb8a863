"""Effort: who pushes or pulls something has both hands on it."""

import numpy as np

from panelwright_tools.painting.storyboard.people.person import PersonFigure
from panelwright_tools.painting.storyboard.roles import ThingFigure
from panelwright_tools.painting.storyboard.stage import (
    Stage,
    send_hands,
    shoulder_of,
    span,
    turned,
)

CHEST = 0.3
"""How far below the shoulder somebody is pushed, heads."""
HANDLE = 0.3
"""How far from the middle of a thing a grip is that is its handle, in its heights."""
STEP = 0.45
"""How far somebody comes for it, widths of the panel."""


def heave(stage: Stage, mover: str, burden: str) -> None:
    """Bring the mover's hands onto the burden's near edge; one who pulls may use a rope."""
    one, other = stage.cast[mover], stage.cast[burden]
    if not isinstance(one.figure, PersonFigure):
        return
    way = 1.0 if other.fit.centre > one.fit.centre else -1.0
    grip = other.figure.anchors.grip
    if isinstance(other.figure, ThingFigure) and grip is not None and abs(grip[0]) > HANDLE:
        # The handles of a barrow or a pram are on the side of who pushes it.
        turned(stage, burden, right=(way * float(grip[0])) < 0)
        other = stage.cast[burden]
    half = 0.5 * other.wide
    edge = other.fit.centre - way * (half - 0.06 * one.fit.scale)
    roots = [shoulder_of(one, hand) for hand in (0, 1)]
    top = other.fit.foot - other.tall
    high = max(float(roots[0][1]) + 0.2 * one.fit.scale, top + 0.16 * one.fit.scale)
    if isinstance(other.figure, PersonFigure):  # at the shoulder, not in the face
        high = float(shoulder_of(other, 0)[1]) + CHEST * other.fit.scale
    hinder = min(roots, key=lambda root: way * float(root[0]))
    step = edge - way * span(one, high - float(hinder[1])) - float(hinder[0])
    most = STEP * stage.scene.brief.size[0]
    stage.change(mover, fit=one.fit.moved(float(np.clip(step, -most, most)), 0.0))
    near = np.array([edge, high])
    send_hands(stage, mover, near, near - np.array([0.0, 0.2 * one.fit.scale]))
    front = max(one.order, other.order)[0]
    stage.change(mover, order=(front, 0.5), over=(front, 0.6))
