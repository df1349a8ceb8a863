"""Blows: two who fight come to close quarters, and a star shows where a blow lands."""

import numpy as np

from panelwright_tools.painting.storyboard.geometry import Point, points
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.people.person import PersonFigure
from panelwright_tools.painting.storyboard.stage import (
    Stage,
    Staged,
    send_hands,
    shoulder_of,
)

MOST_STEP = 0.3
"""How far a fighter may leave the middle of its box, in widths of the box."""


def clash(stage: Stage, first: str, second: str) -> None:
    """Fists, paws or blades of two fighters meet between them."""
    a, b = stage.cast[first], stage.cast[second]
    way = 1.0 if b.fit.centre > a.fit.centre else -1.0
    _close_in(stage, a, b, way)
    a, b = stage.cast[first], stage.cast[second]
    meeting = _meeting(a, b)
    for one in (a, b):
        if isinstance(one.figure, PersonFigure) and not one.figure.acting.holds:
            low = 0.12 * one.fit.scale * (1.0 if one is a else -1.0)
            send_hands(stage, one.id, None, meeting + np.array([0.0, low]))
        stage.change(one.id, over=(max(a.order, b.order)[0], 0.5 if one is a else 0.4))
    stage.change(first, impact=meeting)


def _close_in(stage: Stage, a: Staged, b: Staged, way: float) -> None:
    """Both step forward until their arms cross, as far as their boxes allow."""
    width = stage.scene.brief.size[0]
    gap = abs(b.fit.centre - a.fit.centre) - 0.72 * (_reach(a) + _reach(b))
    for one, sign in ((a, way), (b, -way)):
        step = float(np.clip(gap / 2, 0.0, MOST_STEP * one.item.box.w * width))
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
