"""Seating: riders on mounts and seats, passengers in hulls and at windows, sleepers on beds."""

import numpy as np

from panelwright_tools.domain.story import Relation
from panelwright_tools.domain.vocabulary import RelationKind
from panelwright_tools.painting.storyboard.casting import lies, sits
from panelwright_tools.painting.storyboard.geometry import Point
from panelwright_tools.painting.storyboard.insides import has_pillow, perch, put_inside
from panelwright_tools.painting.storyboard.laps import on_somebody
from panelwright_tools.painting.storyboard.people.person import PersonFigure
from panelwright_tools.painting.storyboard.pillows import sleeps_in_bed, tuck_in
from panelwright_tools.painting.storyboard.roles import CreatureFigure, ThingFigure, rim_of
from panelwright_tools.painting.storyboard.scene import CARRYING, HOLDING
from panelwright_tools.painting.storyboard.stage import Stage, Staged, head_of, turned
from panelwright_tools.painting.storyboard.suspended import hang_on
from panelwright_tools.painting.storyboard.windows import at_window


def seat_all(stage: Stage) -> None:
    """Put everybody who is on, in or astride something where that bears them."""
    ordered = _bearers_first(stage)
    inside = [r for r in ordered if r.kind is not RelationKind.ON]
    for relation in ordered:
        rider, bearer = relation.source, relation.target
        windows = stage.cast[bearer].figure.anchors.windows
        if hang_on(stage, rider, bearer):
            continue
        if windows and relation in inside:
            at_window(stage, rider, bearer, [r.source for r in inside if r.target == bearer])
        elif _shares_shoulders(relation, ordered, stage.cast[bearer]):
            _beside_head(stage, rider, bearer)
        elif isinstance(stage.cast[bearer].figure, PersonFigure):
            on_somebody(stage, rider, bearer)
        elif not _within(stage, relation):
            _seat(stage, rider, bearer)


def follow(stage: Stage) -> None:
    """Who is inside what was taken up goes with it: the bird in a cage that somebody holds."""
    held = {r.target for r in stage.scene.brief.relations if r.kind in HOLDING}
    for relation in _bearers_first(stage):
        if relation.kind is RelationKind.INSIDE and relation.target in held:
            _within(stage, relation)


def _shares_shoulders(relation: Relation, ordered: list[Relation], bearer: Staged) -> bool:
    """Somebody who stands carries two or more: one on each shoulder."""
    riders = [r for r in ordered if r.kind is RelationKind.RIDES and r.target == bearer.id]
    figure = bearer.figure
    living = isinstance(figure, PersonFigure | CreatureFigure)
    stands = living and not (sits(figure) or lies(figure)) and bearer.wide < UPRIGHT * bearer.tall
    return relation in riders and len(riders) > 1 and stands


UPRIGHT = 0.85
"""Widest figure that stands on two legs, for a height of 1."""


def _beside_head(stage: Stage, rider: str, bearer: str) -> None:
    """Where the layout has put them, in front of the shoulder that they are on."""
    order = stage.cast[bearer].order
    nearer = (order[0], order[1] + 0.03)
    stage.change(rider, order=nearer, over=nearer, held=True)


def _within(stage: Stage, relation: Relation) -> bool:
    """Put somebody inside a thing or up a tree; False when it is ridden or sat on."""
    rider, bearer = relation.source, relation.target
    if lies(stage.cast[rider].figure):
        return False
    if relation.kind is RelationKind.INSIDE:
        return put_inside(stage, rider, bearer)
    return relation.kind is RelationKind.ON and perch(stage, rider, bearer)


def _bearers_first(stage: Stage) -> list[Relation]:
    """The relations of riders to bearers, a bearer's own bearer before it."""
    carried = [r for r in stage.scene.brief.relations if r.kind in CARRYING]
    waiting = [r for r in carried if not stage.scene.in_the_air(r.source)]
    ordered: list[Relation] = []
    while waiting:
        riders = {r.source for r in waiting}
        ready = [r for r in waiting if r.target not in riders] or waiting[:1]
        ordered += ready
        waiting = [r for r in waiting if r not in ready]
    return ordered


def _seat(stage: Stage, rider: str, bearer: str) -> None:
    """Put a rider's hips on the seat, and the bearer's front before the rider."""
    beast = isinstance(stage.cast[bearer].figure, CreatureFigure)
    if beast or RelationKind.RIDES in {r.kind for r in _between(stage, rider, bearer)}:
        turned(stage, rider, right=stage.cast[bearer].fit.flip > 0)
    one, other = stage.cast[rider], stage.cast[bearer]
    stage.change(rider, order=(other.order[0], 0.3 + 0.01 * one.order[0]), held=True)
    stage.change(rider, over=(other.order[0], 0.305 + 0.01 * one.order[0]))
    if other.figure.anchors.has_front:
        stage.change(bearer, over=(other.order[0], 0.9))
        tucked = lies(one.figure) or sleeps_in_bed(stage, rider, bearer)
        stage.change(rider, inside="" if tucked else bearer)
    if other.figure.anchors.has_front and isinstance(one.figure, CreatureFigure):
        one = _small_enough(stage, rider, bearer)
    if lies(one.figure):
        _lay_down(stage, rider, bearer)
        return
    if sleeps_in_bed(stage, rider, bearer):
        tuck_in(stage, rider, bearer)
        return
    if one.fit.cut is not None:
        return
    seat, hips = other.figure.anchors.seat, one.figure.anchors.seat
    if seat is None or hips is None or not sits(one.figure):
        _set_down(stage, rider, bearer)
        return
    goal, now = other.to_pixels(seat), one.to_pixels(hips)
    goal[1] = min(goal[1], _highest_hidden(one, other, float(now[1])))
    tall = one.item.box.h * stage.scene.brief.size[1]
    far = (3.0 if other.figure.anchors.has_front else 0.35) * tall
    down = float(np.clip(goal[1] - now[1], -far, far))
    stage.change(rider, fit=one.fit.moved(_across(other, goal, now), down))


def _between(stage: Stage, rider: str, bearer: str) -> list[Relation]:
    relations = stage.scene.brief.relations
    return [r for r in relations if (r.source, r.target) == (rider, bearer)]


def _highest_hidden(one: Staged, other: Staged, hips: float) -> float:
    """Where the hips may be at the lowest for head and shoulders to be over the near rim."""
    below = (hips - one.fit.foot + one.tall) * (1 - SHOWN)
    return _rim(other) + below


def _rim(other: Staged) -> float:
    """y in pixels of the near rim of a hull; infinite where there is none."""
    if not isinstance(other.figure, ThingFigure) or not other.figure.anchors.has_front:
        return np.inf
    return float(other.to_pixels(np.array([0.0, rim_of(other.figure)]))[1])


SHOWN = 0.58
"""How much of the body from the hips up is seen over the rim of what somebody sits in."""


def _small_enough(stage: Stage, rider: str, bearer: str) -> Staged:
    """An animal no wider than the hull that it is in."""
    one, other = stage.cast[rider], stage.cast[bearer]
    lap = other.figure.anchors.lap
    if lap is not None:
        room = ROOM * abs(lap[1] - lap[0]) * other.fit.scale
        stage.change(rider, fit=one.fit.resized(min(1.0, max(LEAST, room / one.wide))))
    return stage.cast[rider]


ROOM = 1.3
"""Width of an animal in a hull, against the hull's own lap."""
LEAST = 0.5
"""How much smaller it may become for that."""


def _set_down(stage: Stage, rider: str, bearer: str) -> None:
    """Stand somebody or something on what bears it: in a hull, on a head, on a top."""
    one, other = stage.cast[rider], stage.cast[bearer]
    anchors = other.figure.anchors
    tall = one.fit.extent.height * one.fit.scale
    if anchors.has_front and anchors.seat is not None:
        goal = float(other.to_pixels(anchors.seat)[1]) + SUNK * tall
        goal = min(goal, _rim(other) + HIDDEN * tall)
    elif anchors.hands is not None and anchors.face is not None:
        goal = float(other.to_pixels(np.array([0.0, anchors.face[1]]))[1])
    elif anchors.seat is not None:
        goal = float(other.to_pixels(anchors.seat)[1])
    else:
        return
    now = np.array([one.fit.centre, one.fit.foot])
    over = now if anchors.lap is not None else head_of(other)
    stage.change(rider, fit=one.fit.moved(_across(other, over, now), goal - one.fit.foot))


HIDDEN = 0.5
"""How much of those who stand in a hull its side hides, at most."""
SUNK = 0.25
"""How much of those who stand in a hull is below its seat."""


def _lay_down(stage: Stage, rider: str, bearer: str) -> None:
    """Stretch somebody out on a bed: the head at its head, the back on its top."""
    other = stage.cast[bearer]
    if isinstance(other.figure, ThingFigure) and has_pillow(other.figure.noun):
        turned(stage, rider, right=other.fit.flip > 0)
    one = stage.cast[rider]
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
