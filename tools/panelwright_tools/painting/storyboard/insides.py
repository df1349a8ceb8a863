"""Insides: in a doorway, in a tree, behind bars, or looking out of what is open at the top."""

import numpy as np

from panelwright_tools.domain.vocabulary import Pose
from panelwright_tools.painting.storyboard.people.person import PersonFigure
from panelwright_tools.painting.storyboard.roles import ThingFigure
from panelwright_tools.painting.storyboard.stage import Stage, Staged, play
from panelwright_tools.painting.storyboard.tables import table

DOOR, BOUGH, CAGE, MOUTH = 0.72, 0.40, 0.55, 0.8
"""Largest size of somebody against the height of a doorway, a tree or a cage, or the width of what
is open at the top."""
PERCH = 0.54
"""How high the bough is on which somebody sits, as a share of the tree's height."""
BORNE = 0.02
"""How much closer the layers lie in a pile that somebody bears."""
RUNG = 0.13
"""How high the rung is on which somebody stands, as a share of the ladder's height."""
SUNK = 0.36
"""How much of somebody is below the rim."""


def put_inside(stage: Stage, rider: str, bearer: str) -> bool:
    """Put somebody into a thing; False when its drawing or its seat does that better."""
    other = stage.cast[bearer]
    if not isinstance(other.figure, ThingFigure) or other.figure.anchors.has_front:
        return False
    kind = _kind(other.figure.noun)
    _WAYS[kind](stage, rider, bearer)
    return True


def perch(stage: Stage, rider: str, bearer: str) -> bool:
    """Seat somebody on the bough of a tree, stand them on rungs; False when it has neither."""
    other = stage.cast[bearer]
    if not isinstance(other.figure, ThingFigure) or _kind(other.figure.noun) not in _BORNE_BY:
        return False
    _WAYS[_kind(other.figure.noun)](stage, rider, bearer)
    return True


def is_vessel(noun: str) -> bool:
    """Whether a thing is open at the top and takes up others."""
    return bool(names_of(noun) & set(table("insides")["rim"]))


def has_pillow(noun: str) -> bool:
    """Whether a head rests at one end of a thing."""
    return bool(names_of(noun) & set(table("insides")["pillow"]))


def names_of(noun: str) -> set[str]:
    """What tables may know a noun by: the whole of it or its last word."""
    words = noun.lower()
    return {words, words.rsplit(" ", 1)[-1]}


def _kind(noun: str) -> str:
    rows, names = table("insides"), names_of(noun)
    return next(
        (kind for kind in ("doorway", "bough", "rungs", "cage") if names & set(rows[kind])), "rim"
    )


def _smaller(stage: Stage, region: str, most: float) -> Staged:
    """No taller than this, pixels."""
    one = stage.cast[region]
    if one.tall > most:
        stage.change(region, fit=one.fit.resized(most / one.tall))
    return stage.cast[region]


def _set(stage: Stage, region: str, x: float, foot: float, before: Staged, step: float) -> None:
    """Stand somebody on a spot, before or behind a thing, and before whoever bears the thing."""
    one = stage.cast[region]
    level = before.order[1] + (BORNE * step if before.held else step)
    placed = one.fit.moved(x - one.fit.centre, foot - one.fit.foot)
    order, over = (before.order[0], level), (before.order[0], level + 0.005)
    stage.change(region, fit=placed, order=order, over=over, held=True)


def _in_doorway(stage: Stage, rider: str, bearer: str) -> None:
    other = stage.cast[bearer]
    _smaller(stage, rider, DOOR * other.tall)
    _set(stage, rider, other.fit.centre, other.fit.foot, other, 0.5)


def _on_bough(stage: Stage, rider: str, bearer: str) -> None:
    """On a bough in the crown, before the leaves."""
    other = stage.cast[bearer]
    one = stage.cast[rider]
    if isinstance(one.figure, PersonFigure):
        awake = one.figure.acting.pose not in (Pose.CLIMB, Pose.LIE, Pose.SLEEP)
        if awake:
            play(stage, rider, pose=Pose.SIT, posture="", support="branch")
    one = _smaller(stage, rider, BOUGH * other.tall)
    seat = one.figure.anchors.seat
    hips = one.fit.foot if seat is None or not isinstance(one.figure, PersonFigure) else None
    level = float(one.to_pixels(np.asarray(seat))[1]) if hips is None else hips
    goal = other.fit.foot - PERCH * other.tall
    _set(stage, rider, other.fit.centre, one.fit.foot + goal - level, other, 0.5)


def _on_rungs(stage: Stage, rider: str, bearer: str) -> None:
    """With both feet off the ground, before the ladder."""
    other = stage.cast[bearer]
    _smaller(stage, rider, DOOR * other.tall)
    _set(stage, rider, other.fit.centre, other.fit.foot - RUNG * other.tall, other, 0.5)


def _in_cage(stage: Stage, rider: str, bearer: str) -> None:
    other = stage.cast[bearer]
    _smaller(stage, rider, CAGE * other.tall)
    _set(stage, rider, other.fit.centre, other.fit.foot - 0.1 * other.tall, other, -0.5)


def _over_rim(stage: Stage, rider: str, bearer: str) -> None:
    """Head and shoulders over the near rim, the rest hidden in it."""
    other = stage.cast[bearer]
    assert isinstance(other.figure, ThingFigure)
    rims, noun = table("insides")["rim"], other.figure.noun.lower()
    rim = other.tall * float(rims.get(noun, rims.get(noun.rsplit(" ", 1)[-1], DEEP)))
    one = stage.cast[rider]
    _smaller(stage, rider, one.tall * min(1.0, MOUTH * other.wide / max(one.wide, 1e-6)))
    one = stage.cast[rider]
    line = other.fit.foot + rim
    _set(stage, rider, other.fit.centre, line + SUNK * one.tall, other, 0.5)
    stage.change(rider, rim=line)


DEEP = -0.85
"""Where the rim of a thing is that no table names, heights of the thing."""

_WAYS = {
    "doorway": _in_doorway,
    "bough": _on_bough,
    "rungs": _on_rungs,
    "cage": _in_cage,
    "rim": _over_rim,
}
_BORNE_BY = ("bough", "rungs")
