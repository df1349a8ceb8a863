"""Creatures of one piece (fish, snails, bees …): drawn from scripts, moved whole, with faces."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from panelwright_tools.domain.vocabulary import Facing, Pose
from panelwright_tools.painting.storyboard import geometry as g
from panelwright_tools.painting.storyboard.colour import Paint
from panelwright_tools.painting.storyboard.creatures.actor import Actor
from panelwright_tools.painting.storyboard.creatures.anchors import CreatureAnchors, box_of
from panelwright_tools.painting.storyboard.creatures.crests import colour_of
from panelwright_tools.painting.storyboard.creatures.expressions import expression_of
from panelwright_tools.painting.storyboard.creatures.face import (
    Eye,
    EyeSpot,
    draw_blush,
    draw_drop,
    draw_eye,
    draw_mouth,
)
from panelwright_tools.painting.storyboard.creatures.species import species_row
from panelwright_tools.painting.storyboard.creatures.tables import creature_table, frozen
from panelwright_tools.painting.storyboard.geometry import Affine, affine, compose
from panelwright_tools.painting.storyboard.strokes import draw_strokes
from panelwright_tools.painting.storyboard.strokes.script import (
    Stroke,
    parse_script,
    script_bounds,
)

WIDEST = 2.2
"""Width over height above which a creature is made lower than 1, to stay in proportion."""


@dataclass(frozen=True)
class Art:
    """The drawing of a species in hundredths, and where its face is."""

    draw: str
    eyes: tuple[tuple[float, float, float], ...] = ()
    """x, y and half height of each eye, the near one first."""
    mouth: tuple[float, float, float] = (0, 0, 0)
    """x, y and half width; no mouth where the width is 0."""
    blush: tuple[tuple[float, float, float], ...] = ()
    back: tuple[float, float] | None = None
    hand: tuple[float, float] | None = None
    airborne: bool = False
    iris: str | None = None


@cache
def _art(species: str, moving: str) -> tuple[Art, tuple[Stroke, ...]]:
    rows = creature_table("scripted")
    name = str(species_row(species).get("art", species))
    row: dict[str, Any] = dict(
        rows[f"{name}_{moving}"] if f"{name}_{moving}" in rows else rows[name]
    )
    values = frozen(row)
    for key in ("eyes", "blush"):
        values[key] = tuple(tuple(spot) for spot in values.get(key, ()))
    art = Art(**values)
    return art, parse_script(art.draw)


_TURNS = {Pose.JUMP: -24.0, Pose.FLY: -10.0, Pose.RUN: -4.0, Pose.FALL: 30.0, Pose.EAT: 12.0}
_TURNS |= {Pose.DANCE: -12.0, Pose.CHEER: -14.0, Pose.STARTLE: -8.0, Pose.BOW: 16.0}
"""Degrees that a pose tips the whole creature."""
_LIFTS = {Pose.JUMP: 0.30, Pose.FLY: 0.25, Pose.CHEER: 0.10, Pose.STARTLE: 0.08, Pose.FALL: 0.2}
_MOVING = {Pose.FLY: "fly", Pose.JUMP: "jump", Pose.SLEEP: "rest", Pose.LIE: "rest"}
_MOVING |= {Pose.HIDE: "hide", Pose.SWIM: "swim", Pose.CHEER: "jump"}


def draw_scripted(actor: Actor) -> CreatureAnchors:
    """A creature from its script."""
    pose = actor.pose or Pose.STAND
    art, strokes = _art(actor.species, _MOVING.get(pose, "stand"))
    left, top, right, bottom = script_bounds(strokes)
    scale = 1 / max(bottom - top, (right - left) / WIDEST)
    own = compose(affine(0, 0, scale), affine(-(left + right) / 2, -bottom))
    place = compose(_moved(pose, (bottom - top) * scale, (right - left) * scale), own)
    with actor.sheet.placed(place):
        draw_strokes(actor.sheet, strokes, _roles(actor), "all")
        if actor.facing is not Facing.BACK:
            _face(actor, art)
    return _anchors(art, place, (left, top, right, bottom), pose)


def _moved(pose: Pose, tall: float, wide: float) -> Affine:
    turn = _TURNS.get(pose, 0.0)
    # Turned about its middle, then set down again on its lowest corner.
    sine, cosine = np.sin(np.radians(abs(turn))), np.cos(np.radians(turn))
    low = float(wide / 2 * sine + tall / 2 * cosine) * 0.85 if turn else tall / 2
    about = compose(affine(0, -low - _LIFTS.get(pose, 0.0), rotation=turn), affine(0, tall / 2))
    return about


def _roles(actor: Actor) -> Callable[[str], Paint]:
    def role(name: str) -> Paint:
        return colour_of(name, actor.coat)

    return role


def _face(actor: Actor, art: Art) -> None:
    sheet, expression = actor.sheet, expression_of(actor.face)
    for x, y, size in art.blush:
        spot = np.array([x, y]) / 100
        draw_blush(sheet, spot, size / 100, actor.coat.main, expression.blush + 0.15)
    for index, (x, y, size) in reversed(list(enumerate(art.eyes))):
        eye = Eye(size / 100, art.iris, lid=actor.coat.main)
        seen = EyeSpot(np.array([x, y]) / 100, 1.0 if index == 0 else 0.88, -1 if not index else 1)
        draw_eye(sheet, eye, seen, expression)
    if art.mouth[2]:
        x, y, wide = (value / 100 for value in art.mouth)
        half = (wide, wide * 0.9)
        draw_mouth(
            sheet, np.array([x, y]), half, expression, actor.coat.main, speaking=actor.speaking
        )
    if art.eyes and (expression.tears or expression.sweat):
        x, y, size = (value / 100 for value in art.eyes[0])
        draw_drop(sheet, np.array([x - size * 1.3, y + size * 1.2]), size * 0.55)


def _anchors(
    art: Art, place: Affine, bounds: tuple[float, float, float, float], pose: Pose
) -> CreatureAnchors:
    left, top, right, bottom = bounds
    spots = [np.array(eye[:2]) / 100 for eye in art.eyes] + [np.array(art.mouth[:2]) / 100]
    size = max([eye[2] / 100 for eye in art.eyes], default=0.05) * 1.6
    low, high = np.min(spots, 0) - size, np.max(spots, 0) + size
    corners = g.transform(place, np.stack([low, high]))
    mouth = g.transform(place, spots[-1])[0]
    back = np.array(art.back or ((left + right) * 50, top * 85)) / 100
    hand = mouth if art.hand is None else g.transform(place, np.array(art.hand) / 100)[0]
    return CreatureAnchors(
        head=box_of(corners),
        mouth=mouth,
        hands=(hand, mouth),
        seat=g.transform(place, back)[0],
        airborne=art.airborne or pose in _LIFTS,
        ratio=(right - left) / (bottom - top),
    )
