"""Flights: things in the air tumble and leave marks behind them; the hand that let go is open."""

import numpy as np

from panelwright_tools.domain.vocabulary import Pose, RelationKind
from panelwright_tools.painting.storyboard.fitting import Fit
from panelwright_tools.painting.storyboard.geometry import Point, points
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.people.person import PersonFigure
from panelwright_tools.painting.storyboard.roles import ThingFigure
from panelwright_tools.painting.storyboard.stage import (
    Stage,
    Staged,
    hand_towards,
    middle_of,
    send_hands,
    shoulder_of,
)

TUMBLE = 22.0
"""Degrees that a thing in the air is turned."""
LEAST_REACH, MOST_REACH = 0.6, 0.9
"""How far the hand is stretched out that let go, in lengths of the arm."""
MARKS = (-0.34, 0.0, 0.34)
"""Where across a thing its marks of speed are, in its own widths."""


def launch(stage: Stage) -> None:
    """Turn every thing that falls or flies, and open the hand that it fell from."""
    for name, one in list(stage.cast.items()):
        if isinstance(one.figure, ThingFigure) and one.item.region.pose in (Pose.FALL, Pose.FLY):
            loser = next(iter(stage.scene.related(name, RelationKind.IN_FRONT_OF)), None)
            way = _way(one, stage.cast[loser] if loser is not None else None)
            fit = _tumbled(stage, one)
            stage.change(name, fit=fit, flight=way, hangs=True)
            if loser is not None and one.item.region.pose is Pose.FALL:
                _open_hand(stage, loser, name)


def _tumbled(stage: Stage, one: Staged) -> Fit:
    """Turned, and filling its box as it is."""
    width, height = stage.scene.brief.size
    fit = one.fit.tilted(TUMBLE * one.fit.flip, middle_of(one))
    size, box = np.ptp(fit.corners, 0), one.item.box
    fit = fit.resized(float(min(box.w * width / size[0], box.h * height / size[1])))
    middle = np.array(box.centre) * (width, height)
    return fit.moved(*(middle - fit.corners.mean(0)))


def _way(one: Staged, loser: Staged | None) -> Point:
    if one.item.region.pose is Pose.FALL:
        return np.array([0.0, 1.0])
    ahead = one.fit.flip if loser is None else np.sign(one.fit.centre - loser.fit.centre)
    return np.array([float(ahead) or 1.0, -0.18])


def _open_hand(stage: Stage, loser: str, thing: str) -> None:
    """The hand on the thing's side is stretched out over it."""
    one, other = stage.cast[loser], stage.cast[thing]
    if not isinstance(one.figure, PersonFigure) or one.fit.cut is not None:
        return
    goal = middle_of(other) - np.array([0.0, 0.5 * other.tall + 0.3 * one.fit.scale])
    hand = hand_towards(one, goal)
    root = shoulder_of(one, hand)
    reach = one.figure.anchors.reach * one.fit.scale
    far = float(np.hypot(*(goal - root))) + 1e-9
    goal = root + (goal - root) / far * np.clip(far, LEAST_REACH * reach, MOST_REACH * reach)
    send_hands(stage, loser, *(goal if hand == side else None for side in (0, 1)))


def draw_flight(sheet: Sheet, one: Staged) -> None:
    """Marks of speed behind a thing on its way, in pixels."""
    if one.flight is None:
        return
    across = np.array([-one.flight[1], one.flight[0]])
    size = np.ptp(one.fit.corners, 0)
    half, wide = 0.5 * float(abs(one.flight) @ size), float(abs(across) @ size)
    for number, share in enumerate(MARKS):
        start = one.fit.corners.mean(0) - one.flight * half * (1.3 - abs(share) * 0.6)
        start = start + across * share * wide
        long = max(0.5 * half, 9.0 * sheet.unit) * (1.5 if number == 1 else 1.0)
        sheet.line(points(*start, *(start - one.flight * long)), 0.9, alpha=0.75)
