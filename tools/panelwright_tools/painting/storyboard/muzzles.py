"""Muzzles: what somebody without hands bears, hung at the mouth and off the face."""

import numpy as np

from panelwright_tools.painting.storyboard.geometry import Point
from panelwright_tools.painting.storyboard.insides import is_vessel, put_inside
from panelwright_tools.painting.storyboard.people.person import PersonFigure
from panelwright_tools.painting.storyboard.roles import ThingFigure
from panelwright_tools.painting.storyboard.scene import HOLDING
from panelwright_tools.painting.storyboard.stage import Stage, Staged, head_size
from panelwright_tools.painting.storyboard.tables import table

MOUTHFUL = 1.1
"""Largest size of what hangs at a mouth, widths of the face."""
PREY = 1.8
"""The same of an animal in the mouth."""
LEAST = 0.5
"""What hangs at a mouth near the ground is not made smaller than this, widths of the face."""
MORSEL = 0.35
"""Lower things, widths of the face, lie across the mouth; higher ones hang by the upper edge."""


def has_no_hands(one: Staged) -> bool:
    """Whether somebody holds with the mouth what others hold in a hand or a paw."""
    hands, mouth = one.figure.anchors.hands, one.figure.anchors.mouth
    return hands is not None and mouth is not None and np.array_equal(hands[0], mouth)


def is_mouthful(stage: Stage, holder: str, thing: str) -> bool:
    """Whether a beak or jaws seize an animal, however large it is drawn by itself: a fish."""
    noun = stage.scene.item(thing).region.noun.lower()
    names = {noun, noun.rsplit(" ", 1)[-1]}
    return has_no_hands(stage.cast[holder]) and bool(names & set(table("holding")["prey"]["nouns"]))


def bite(stage: Stage, holder: str, thing: str) -> None:
    """Hang a thing at the holder's mouth; what goes with a vessel goes into the vessel."""
    vessel = _vessel_of(stage, holder)
    if vessel is not None and vessel != thing:
        _hang(stage, holder, vessel)
        put_inside(stage, thing, vessel)
    else:
        _hang(stage, holder, thing)


def _vessel_of(stage: Stage, holder: str) -> str | None:
    held = stage.scene.related(holder, *HOLDING)
    figures = [(name, stage.cast[name].figure) for name in held]
    vessels = [n for n, f in figures if isinstance(f, ThingFigure) and is_vessel(f.noun)]
    return next(iter(vessels), None)


def _hang(stage: Stage, holder: str, thing: str) -> None:
    one, other = stage.cast[holder], stage.cast[thing]
    mouth = one.figure.anchors.mouth
    assert mouth is not None
    goal, face = one.to_pixels(mouth), head_size(one)
    if not isinstance(other.figure, PersonFigure):
        most = MOUTHFUL if isinstance(other.figure, ThingFigure) else PREY
        room = max(LEAST * face, min(most * face, one.fit.foot - float(goal[1])))
        factor = min(1.0, room / max(other.wide, other.tall))
        other = other.fitted(other.fit.resized(factor))
    stage.change(thing, fit=other.fit.moved(*(goal - _bitten(other, face))))


def _bitten(thing: Staged, face: float) -> Point:
    """The spot of a thing that lies in the mouth, pixels."""
    high = thing.tall > MORSEL * face
    up = thing.tall * (1.0 if high else 0.5)
    return np.array([thing.fit.centre, thing.fit.foot - up])
