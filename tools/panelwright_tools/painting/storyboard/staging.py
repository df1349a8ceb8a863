"""Staging: the cast brought into contact, and the order in which it is drawn."""

from collections.abc import Sequence

import numpy as np

from panelwright_tools.domain.brief import Brief
from panelwright_tools.domain.story import Relation
from panelwright_tools.domain.vocabulary import RelationKind
from panelwright_tools.painting.storyboard.bearing import bear
from panelwright_tools.painting.storyboard.blows import fight
from panelwright_tools.painting.storyboard.burdens import burden_of
from panelwright_tools.painting.storyboard.casting import lies, sits
from panelwright_tools.painting.storyboard.contact import hug, join_hands
from panelwright_tools.painting.storyboard.effort import heave
from panelwright_tools.painting.storyboard.geometry import Point
from panelwright_tools.painting.storyboard.giving import hand_over
from panelwright_tools.painting.storyboard.holding import hold
from panelwright_tools.painting.storyboard.people.person import PersonFigure
from panelwright_tools.painting.storyboard.places import Surface
from panelwright_tools.painting.storyboard.scene import CARRYING, HOLDING, Scene
from panelwright_tools.painting.storyboard.stage import Stage, Staged


def staged(
    brief: Brief, indoors: bool, surface: Surface = "ground", waterside: bool = True
) -> list[Staged]:
    """Every region cast, fitted and brought into contact, in the brief's order."""
    stage = Stage(Scene(brief, indoors, surface, waterside))
    for rider, bearer in _bearers_first(brief):
        _seat(stage, rider, bearer)
    burdens = _burdens(stage)
    for relation in sorted(brief.relations, key=_turn_of):
        pair = (relation.source, relation.target)
        if relation.kind is RelationKind.HOLDS_HANDS:
            join_hands(stage, *pair)
        elif relation.kind is RelationKind.HUGS:
            hug(stage, *pair)
        elif relation.kind is RelationKind.FIGHTS:
            fight(stage, *pair)
        elif relation.kind in HOLDING and pair not in burdens:
            _take_up(stage, *pair)
        elif relation.kind is RelationKind.GIVES:
            _give(stage, relation)
    for mover, burden in burdens:
        heave(stage, mover, burden)
    return [stage.cast[item.region.id] for item in brief.regions]


def _turn_of(relation: Relation) -> int:
    """Who comes closer does so before anything is put into hands; weapons clash at last."""
    if relation.kind is RelationKind.FIGHTS:
        return 2
    return 1 if relation.kind in (*HOLDING, RelationKind.GIVES) else 0


def _burdens(stage: Stage) -> list[tuple[str, str]]:
    """Who pushes or pulls what."""
    found = [(item, burden_of(stage.scene, item)) for item in stage.scene.brief.regions]
    return [(item.region.id, other.region.id) for item, other in found if other is not None]


def _give(stage: Stage, relation: Relation) -> None:
    """The gift is whichever end is no person; the other one takes it."""
    ends = [end for end in (relation.target, relation.other) if end is not None]
    gifts = [end for end in ends if not isinstance(stage.cast[end].figure, PersonFigure)]
    gift = (gifts or ends)[0]
    takers = [end for end in ends if end != gift]
    if takers:
        hand_over(stage, relation.source, takers[0], gift)
    else:
        _take_up(stage, relation.source, gift)


def _take_up(stage: Stage, holder: str, held: str) -> None:
    """What fits into hands is held, a person is carried."""
    both = (stage.cast[holder].figure, stage.cast[held].figure)
    if all(isinstance(figure, PersonFigure) for figure in both):
        bear(stage, holder, held)
    else:
        hold(stage, holder, held)


def in_pile(cast: Sequence[Staged]) -> list[tuple[Staged, bool]]:
    """What to draw, from the back to the front; True draws what lies over others."""
    pile = [(one.order, number, one, False) for number, one in enumerate(cast)]
    pile += [(one.over, number, one, True) for number, one in enumerate(cast)]
    pile.sort(key=lambda entry: (entry[0], entry[1], entry[3]))
    return [(one, over) for _, _, one, over in pile]


def _seat(stage: Stage, rider: str, bearer: str) -> None:
    """Put a rider's hips on the seat, and the bearer's front before the rider."""
    one, other = stage.cast[rider], stage.cast[bearer]
    stage.change(rider, order=(other.order[0], 0.3 + 0.01 * one.order[0]), held=True)
    stage.change(rider, over=(other.order[0], 0.305 + 0.01 * one.order[0]))
    if other.figure.anchors.has_front:
        stage.change(bearer, over=(other.order[0], 0.9))
        stage.change(rider, inside="" if lies(one.figure) else bearer)
    if lies(one.figure):
        _lay_down(stage, rider, bearer)
        return
    if one.fit.cut is not None:
        return
    seat, hips = other.figure.anchors.seat, one.figure.anchors.seat
    if seat is None or hips is None or not sits(one.figure):
        _set_down(stage, rider, bearer)
        return
    goal, now = other.to_pixels(seat), one.to_pixels(hips)
    tall = one.item.box.h * stage.scene.brief.size[1]
    down = float(np.clip(goal[1] - now[1], -0.35 * tall, 0.35 * tall))
    stage.change(rider, fit=one.fit.moved(_across(other, goal, now), down))


def _bearers_first(brief: Brief) -> list[tuple[str, str]]:
    """Rider and bearer of every such relation, a bearer's own bearer before it."""
    waiting = [(r.source, r.target) for r in brief.relations if r.kind in CARRYING]
    ordered: list[tuple[str, str]] = []
    while waiting:
        riders = {rider for rider, _ in waiting}
        ready = [pair for pair in waiting if pair[1] not in riders] or waiting[:1]
        ordered += ready
        waiting = [pair for pair in waiting if pair not in ready]
    return ordered


def _set_down(stage: Stage, rider: str, bearer: str) -> None:
    """Stand somebody or something on what bears it: in a hull, on a head, on a top."""
    one, other = stage.cast[rider], stage.cast[bearer]
    anchors = other.figure.anchors
    tall = one.fit.extent.height * one.fit.scale
    if anchors.has_front and anchors.seat is not None:
        goal = float(other.to_pixels(anchors.seat)[1]) + SUNK * tall
    elif anchors.hands is not None and anchors.face is not None:
        goal = float(other.to_pixels(np.array([0.0, anchors.face[1]]))[1])
    elif anchors.seat is not None:
        goal = float(other.to_pixels(anchors.seat)[1])
    else:
        return
    now = np.array([one.fit.centre, one.fit.foot])
    stage.change(rider, fit=one.fit.moved(_across(other, now, now), goal - one.fit.foot))


SUNK = 0.25
"""How much of those who stand in a hull is below its seat."""


def _lay_down(stage: Stage, rider: str, bearer: str) -> None:
    """Stretch somebody out on a bed: the head at its head, the back on its top."""
    one, other = stage.cast[rider], stage.cast[bearer]
    seat, lap = other.figure.anchors.seat, other.figure.anchors.lap
    if seat is None:
        return
    down = float(other.to_pixels(seat)[1]) - one.fit.foot + LYING_DEPTH * one.fit.scale
    across = 0.0
    if lap is not None:
        ends = [float(other.to_pixels(np.array([x, 0.0]))[0]) for x in lap]
        head = one.fit.centre - one.fit.flip * one.fit.extent.width * one.fit.scale / 2
        across = (min(ends) if one.fit.flip > 0 else max(ends)) - head
    stage.change(rider, fit=one.fit.moved(across, down))


LYING_DEPTH = 0.22
"""How deep somebody who lies sinks into a bed, heads."""


def _across(bearer: Staged, goal: Point, now: Point) -> float:
    """How far a rider slides along to come over the bearer's lap."""
    lap = bearer.figure.anchors.lap
    if lap is None:
        return float(goal[0] - now[0])
    ends = sorted(float(bearer.to_pixels(np.array([x, 0.0]))[0]) for x in lap)
    return float(np.clip(now[0], ends[0], ends[1]) - now[0])
