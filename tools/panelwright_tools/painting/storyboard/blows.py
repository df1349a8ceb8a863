"""Blows: two who fight come to close quarters: they wrestle, one hits home, or weapons clash."""

import zlib

import numpy as np

from panelwright_tools.domain.vocabulary import Face, Pose
from panelwright_tools.painting.storyboard.geometry import Point, points
from panelwright_tools.painting.storyboard.holding import brandish
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.people.person import PersonFigure
from panelwright_tools.painting.storyboard.roles import ThingFigure
from panelwright_tools.painting.storyboard.scene import HOLDING
from panelwright_tools.painting.storyboard.stage import (
    Stage,
    Staged,
    head_of,
    head_size,
    play,
    send_hands,
    shoulder_of,
)

MOST_STEP = 0.3
"""How far a fighter may leave the middle of its box, in widths of the box."""
BLADE = 0.62
"""How much farther apart a weapon keeps two, heads of who holds it."""
MATCHED = 0.74
"""Least height of one fighter against the other for a scuffle of equals."""
YIELDING = (Face.SCARED, Face.SURPRISED, Face.CRYING, Face.SAD, Face.WORRIED)


def fight(stage: Stage, first: str, second: str) -> None:
    """Two equals with empty hands wrestle or one strikes the other; else what they hold meets."""
    a, b = stage.cast[first], stage.cast[second]
    if not (_boxes(a) and _boxes(b)) or not _matched(a, b):
        clash(stage, first, second)
        return
    yields = [_yields(one) for one in (a, b)]
    number = zlib.crc32(stage.scene.brief.panel.encode())
    if yields[0] != yields[1] or number % 2:
        _strike(stage, *((second, first) if yields[0] and not yields[1] else (first, second)))
    else:
        _grapple(stage, first, second)


def _boxes(one: Staged) -> bool:
    """A person on both feet with empty hands."""
    figure = one.figure
    if not isinstance(figure, PersonFigure) or figure.acting.holds:
        return False
    return figure.acting.pose in (Pose.FIGHT, Pose.STARTLE, Pose.STAND)


def _matched(a: Staged, b: Staged) -> bool:
    heights = sorted(one.figure.height * one.fit.scale for one in (a, b))
    return heights[0] >= MATCHED * heights[1]


def _yields(one: Staged) -> bool:
    return isinstance(one.figure, PersonFigure) and one.figure.acting.face in YIELDING


def _grapple(stage: Stage, first: str, second: str) -> None:
    """Both lean in and seize each other by the shoulders."""
    for name in (first, second):
        play(stage, name, posture="grapples", embraces=True)
    _heads_apart(stage, first, second, 1.02)
    a, b = stage.cast[first], stage.cast[second]
    front = max(a.order, b.order)[0]
    for number, (one, other) in enumerate(((a, b), (b, a))):
        send_hands(stage, one.id, shoulder_of(other, 0), shoulder_of(other, 1))
        stage.change(one.id, over=(front, 0.5 - 0.1 * number))


def seize(stage: Stage, first: str, second: str) -> None:
    """One takes hold of another by the collar."""
    play(stage, first, posture="grapples", embraces=True)
    _heads_apart(stage, first, second, 1.25)
    a, b = stage.cast[first], stage.cast[second]
    collar = 0.5 * (shoulder_of(b, 0) + shoulder_of(b, 1))
    send_hands(stage, first, collar, shoulder_of(b, 1))
    stage.change(first, over=(max(a.order, b.order)[0], 0.5))


def _strike(stage: Stage, attacker: str, victim: str) -> None:
    """A fist lands on a jaw, whose owner reels."""
    play(stage, attacker, posture="punches", embraces=True)
    play(stage, victim, posture="reels")
    one = stage.cast[attacker]
    reach = one.figure.anchors.reach * one.fit.scale
    _heads_apart(stage, attacker, victim, 1.15 * reach / max(head_size(one), 1e-6) + 0.35)
    one, other = stage.cast[attacker], stage.cast[victim]
    head = head_of(other)
    jaw = head + np.array([-_way(one, other) * 0.52, 0.3]) * head_size(other)
    send_hands(stage, attacker, jaw, None)
    stage.change(attacker, over=(max(one.order, other.order)[0], 0.5), impact=jaw)


def _way(one: Staged, other: Staged) -> float:
    return 1.0 if other.fit.centre > one.fit.centre else -1.0


def _heads_apart(stage: Stage, first: str, second: str, widths: float) -> None:
    """Move two until their heads are so many widths of a head from each other."""
    a, b = stage.cast[first], stage.cast[second]
    wanted = widths * 0.5 * (head_size(a) + head_size(b))
    way = _way(a, b)
    step = way * float(head_of(b)[0] - head_of(a)[0]) - wanted
    stage.change(first, fit=a.fit.moved(way * step / 2, 0.0))
    stage.change(second, fit=b.fit.moved(-way * step / 2, 0.0))


def clash(stage: Stage, first: str, second: str) -> None:
    """Fists, paws or blades of two fighters meet between them."""
    a, b = stage.cast[first], stage.cast[second]
    way = _way(a, b)
    _close_in(stage, a, b, way)
    a, b = stage.cast[first], stage.cast[second]
    meeting = _meeting(a, b)
    for one in (a, b):
        weapons = _held_by(stage, one.id)
        for weapon in weapons:
            brandish(stage, one.id, weapon)
        if isinstance(one.figure, PersonFigure) and not weapons:
            low = 0.12 * one.fit.scale * (1.0 if one is a else -1.0)
            send_hands(stage, one.id, None, meeting + np.array([0.0, low]))
        front, step = max(a.order, b.order)[0], 0.02 if one is a else 0.0
        for weapon in weapons:
            stage.change(weapon, order=(front, 0.4 + step))
        stage.change(one.id, over=(front, 0.41 + step))
    stage.change(first, impact=meeting)


def _held_by(stage: Stage, region: str) -> list[str]:
    """The things in somebody's hands."""
    held = stage.scene.related(region, *HOLDING)
    return [name for name in held if isinstance(stage.cast[name].figure, ThingFigure)]


def _close_in(stage: Stage, a: Staged, b: Staged, way: float) -> None:
    """Both step forward until their arms cross, as far as their boxes allow."""
    width = stage.scene.brief.size[0]
    blades = [BLADE * one.fit.scale for one in (a, b) if _held_by(stage, one.id)]
    gap = abs(b.fit.centre - a.fit.centre) - 0.72 * (_reach(a) + _reach(b)) - sum(blades)
    back = -width if blades else 0.0
    for one, sign in ((a, way), (b, -way)):
        step = float(np.clip(gap / 2, back, MOST_STEP * one.item.box.w * width))
        stage.change(one.id, fit=one.fit.moved(sign * step, 0.0))


def _reach(one: Staged) -> float:
    """How far in front of its middle somebody strikes, pixels."""
    if isinstance(one.figure, PersonFigure):
        return one.figure.anchors.reach * one.fit.scale
    return one.fit.extent.width * one.fit.scale * 0.6


def _meeting(a: Staged, b: Staged) -> Point:
    """Between the two, as high as the shoulders of the smaller."""
    reach = _reach(a), _reach(b)
    share = reach[0] / (reach[0] + reach[1] + 1e-9)
    x = a.fit.centre + (b.fit.centre - a.fit.centre) * share
    highs = [
        float(shoulder_of(one, 1)[1])
        if isinstance(one.figure, PersonFigure)
        else one.fit.foot - 0.6 * one.fit.extent.height * one.fit.scale
        for one in (a, b)
    ]
    return np.array([x, max(highs)])


def draw_impact(sheet: Sheet, at: Point, size: float) -> None:
    """The star of a blow around a spot in pixels, open in its middle."""
    angles = np.radians(np.arange(0, 360, 20) + 7)
    radii = size * np.where(np.arange(len(angles)) % 2 == 0, 1.0, 0.52)
    star = np.stack([np.cos(angles) * radii, np.sin(angles) * radii], 1) + at
    sheet.shape(star, "#ffe27a", 0.9, raw=True, wobble=0.3)
    sheet.shape((star - at) * 0.55 + at, "#fffbe8", 0, raw=True, wobble=0.3)
    for angle in (-2.3, -0.9, 0.6, 2.6):
        ray = np.array([np.cos(angle), np.sin(angle)])
        sheet.line(points(*(at + ray * size * 1.15), *(at + ray * size * 1.6)), 1.2)
