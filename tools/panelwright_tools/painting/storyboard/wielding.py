"""Wielding: what is used is held as it is used: aimed, blown, planted, drawn, at the eye."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from panelwright_tools.domain.vocabulary import Pose, RelationKind
from panelwright_tools.painting.storyboard.fitting import Fit, measure
from panelwright_tools.painting.storyboard.geometry import Point
from panelwright_tools.painting.storyboard.people.person import PersonFigure
from panelwright_tools.painting.storyboard.roles import ThingFigure
from panelwright_tools.painting.storyboard.scene import HOLDING
from panelwright_tools.painting.storyboard.stage import Stage, Staged, send_hands, shoulder_of
from panelwright_tools.painting.storyboard.tables import table

_EYE = 0.52
"""Height of the eyes in the face, a share from its top."""
_DRAWN = 0.42
"""How far before its shoulder the string hand is at least, lengths of the arm."""
_GIANT = 1.6
"""Size, against others of its kind, from which on nobody can use a thing."""
_BESIDE = 0.12
"""How far from the face something upright is held, heads."""


def wield(stage: Stage, holder: str, thing: str) -> bool:
    """Hold a thing in the way that it is used; False where there is no such way."""
    if _draw_bow(stage, holder, thing):
        return True
    row = _way_of(stage.cast[holder], stage.cast[thing])
    if row is None:
        return False
    one, other = stage.cast[holder], _upright(stage, holder, thing, row)
    goal = _spot(one, row)
    if "touch" in row:
        placed = other.fit.tilted(one.fit.flip * float(row.get("tilt", 0.0)), middle(other.fit))
        held = other.fitted(placed)
        placed = placed.moved(*(goal - _on(held, row["touch"])))
    else:
        grip = _grip(other)
        placed = other.fit.moved(*(goal - grip))
        placed = placed.tilted(one.fit.flip * float(row.get("tilt", 0.0)), goal)
    if row.get("planted", False) and one.fit.cut is None:
        placed = placed.moved(0.0, one.fit.foot - placed.foot)
    stage.change(thing, fit=placed)
    spots = [_on(stage.cast[thing], spot) for spot in row.get("hands", ())] or [goal]
    send_hands(stage, holder, spots[0], spots[1] if len(spots) > 1 else None)
    return True


def is_wielded(one: Staged, other: Staged) -> bool:
    """Whether there is a way in which it is used; a giant's sword is only laid a hand on."""
    return other.item.region.size < _GIANT and _way_of(one, other) is not None


def _way_of(one: Staged, other: Staged) -> Mapping[str, Any] | None:
    """The row of wielding.toml for a thing in a pose."""
    if not isinstance(one.figure, PersonFigure) or not isinstance(other.figure, ThingFigure):
        return None
    acting = one.figure.acting
    for row in table("wielding")["way"]:
        fits = _is_named(other.figure, row["nouns"]) and acting.pose.value in row["poses"]
        if fits and not (row.get("silent", False) and acting.speaking):
            return dict(row)
    return None


def _is_named(figure: ThingFigure, nouns: Sequence[str]) -> bool:
    noun = figure.noun.lower()
    return noun in nouns or noun.rsplit(" ", 1)[-1] in nouns


def _upright(stage: Stage, holder: str, thing: str, row: Mapping[str, Any]) -> Staged:
    """The thing in the size of its use, looking where its holder looks."""
    one, other = stage.cast[holder], stage.cast[thing]
    fit = other.fit.resized(float(row["height"]) * one.fit.scale / max(other.tall, 1e-6))
    flip = -one.fit.flip if row.get("mirror", False) else one.fit.flip
    if fit.flip != flip:
        fit = _mirrored(fit)
    stage.change(thing, fit=fit)
    return stage.cast[thing]


def _mirrored(fit: Fit) -> Fit:
    matrix = fit.matrix.copy()
    matrix[:, 0] *= -1
    placed = Fit(matrix, fit.extent, fit.cut)
    return placed.moved(fit.centre - placed.centre, 0.0)


def middle(fit: Fit) -> Point:
    """The middle of the ink, pixels."""
    return np.asarray(fit.corners.mean(0))


def _on(thing: Staged, share: Sequence[float]) -> Point:
    """A spot of a drawing given in shares of its ink from the top left, pixels."""
    e = thing.fit.extent
    return thing.to_pixels(np.array([e.left + share[0] * e.width, e.top + share[1] * e.height]))


def _grip(thing: Staged) -> Point:
    grip = thing.figure.anchors.grip
    return _on(thing, (0.5, 0.6)) if grip is None else thing.to_pixels(grip)


def _spot(one: Staged, row: Mapping[str, Any]) -> Point:
    """Where a row wants the hand, or what touches the face, pixels."""
    anchors, scale = one.figure.anchors, one.fit.scale
    ahead, down = float(row["ahead"]), float(row["down"])
    if row["at"] in ("shoulder", "far shoulder") or anchors.face is None or anchors.mouth is None:
        reach = anchors.reach * scale
        shift = np.array([one.fit.flip * ahead * reach, down * reach])
        root = shoulder_of(one, 1 if row["at"] == "far shoulder" else 0)
        return _clear(one, np.asarray(root + shift), row)
    _, top, right, bottom = anchors.face
    mouth = anchors.mouth
    spots = {
        "mouth": mouth,
        "chin": np.array([mouth[0], bottom]),
        "eye": np.array([mouth[0] * 0.5 + right * 0.5, top + _EYE * (bottom - top)]),
    }
    shift = np.array([one.fit.flip * ahead * scale, down * scale])
    return np.asarray(one.to_pixels(spots[row["at"]]) + shift)


def _clear(one: Staged, goal: Point, row: Mapping[str, Any]) -> Point:
    """The hand so far ahead that what stands upright in it leaves the face free."""
    face = one.figure.anchors.face
    if not row.get("upright", False) or face is None:
        return goal
    edge = float(one.to_pixels(np.array([face[2] + _BESIDE, 0.0]))[0])
    short = one.fit.flip * (edge - float(goal[0]))
    return np.asarray(goal + np.array([one.fit.flip * max(0.0, short), 0.0]))


def _draw_bow(stage: Stage, holder: str, thing: str) -> bool:
    """A bow is bent, the arrow on its string; an arrow that is held goes with the bow."""
    row = table("wielding")["bow"]
    one, other = stage.cast[holder], stage.cast[thing]
    if not isinstance(one.figure, PersonFigure) or not isinstance(other.figure, ThingFigure):
        return False
    if one.figure.acting.pose.value not in row["poses"] and not _aims(stage, one):
        return False
    if _is_named(other.figure, row["arrows"]):
        bow = _bow_of(stage, holder)
        if bow is not None:
            _nock(stage, holder, thing)
        return bow is not None
    if not _is_named(other.figure, row["nouns"]):
        return False
    figure = replace(other.figure, noun=str(row["drawn"]))
    stage.change(thing, figure=figure, fit=Fit(other.fit.matrix, measure(figure), None))
    drawn = _upright(stage, holder, thing, row)
    goal = _spot(one, row)
    stage.change(thing, fit=drawn.fit.moved(*(goal - _grip(drawn))))
    send_hands(stage, holder, _at_string(one, stage.cast[thing], row["string"]), goal)
    return True


def _aims(stage: Stage, one: Staged) -> bool:
    """Who holds a bow and looks at somebody aims at them."""
    assert isinstance(one.figure, PersonFigure)
    looks = stage.scene.related(one.id, RelationKind.LOOKS_AT)
    return one.figure.acting.pose is Pose.HOLD and bool(looks)


def _at_string(one: Staged, bow: Staged, share: Sequence[float]) -> Point:
    """The hand at the string, not so near to its shoulder that the elbow is at the face."""
    hand, root = _on(bow, share), shoulder_of(one, 0)
    least = _DRAWN * one.figure.anchors.reach * one.fit.scale
    ahead = max(one.fit.flip * float(hand[0] - root[0]), least)
    return np.array([root[0] + one.fit.flip * ahead, hand[1]])


def _bow_of(stage: Stage, holder: str) -> str | None:
    """The bow that somebody holds."""
    nouns = table("wielding")["bow"]["nouns"]
    held = [(name, stage.cast[name].figure) for name in stage.scene.related(holder, *HOLDING)]
    bows = [n for n, f in held if isinstance(f, ThingFigure) and _is_named(f, nouns)]
    return next(iter(bows), None)


def _nock(stage: Stage, holder: str, arrow: str) -> None:
    """The arrow lies where the drawn bow has it, from the string to the hand before."""
    row = table("wielding")["bow"]
    one = stage.cast[holder]
    other = _upright(stage, holder, arrow, {"height": 0.62 * row["height"]})
    goal = _spot(one, row)
    turned = other.fit.tilted(one.fit.flip * 90.0, middle(other.fit))
    tip = goal + np.array([one.fit.flip * 0.12 * other.tall, 0.0])
    half = 0.5 * other.tall
    wanted = tip - np.array([one.fit.flip * half, 0.0])
    stage.change(arrow, fit=turned.moved(*(wanted - middle(turned))))
