"""Staging: figures fitted into their boxes, then brought together where they touch."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from panelwright_tools.domain.brief import Brief, BriefRegion
from panelwright_tools.domain.vocabulary import Facing, Pose, RelationKind
from panelwright_tools.painting.storyboard.casting import (
    CARRYING,
    HOLDING,
    MIRRORED,
    Scene,
    facing_of,
    figure_for,
    sits,
)
from panelwright_tools.painting.storyboard.figure import Figure
from panelwright_tools.painting.storyboard.fitting import Fit, cut_of, fit
from panelwright_tools.painting.storyboard.geometry import Point, shifted, transform
from panelwright_tools.painting.storyboard.people.person import PersonFigure

Order = tuple[float, float]
"""Where in the pile of layers a drawing lies: first of its whole group, then within it."""


@dataclass(frozen=True)
class Staged:
    """A region with its figure, where it lies on the panel and in the pile."""

    item: BriefRegion
    figure: Figure
    fit: Fit
    order: Order
    over: Order
    """Where what the figure draws over others lies."""
    inside: str = ""
    """The region whose front hides this one's lower part."""
    held: bool = False
    """Somebody bears it, so that it casts no shadow of its own."""

    @property
    def id(self) -> str:
        """The region's id."""
        return self.item.region.id

    def to_pixels(self, spot: Point) -> Point:
        """From the figure's unit to the panel's pixels."""
        return np.asarray(transform(self.fit.matrix, spot)[0])

    def to_unit(self, spot: Point) -> Point:
        """From the panel's pixels to the figure's unit."""
        linear, shift = self.fit.matrix[:, :2], self.fit.matrix[:, 2]
        return np.asarray(np.linalg.solve(linear, spot - shift), np.float64)


class Stage:
    """The cast of one panel while it is being brought together."""

    def __init__(self, scene: Scene) -> None:
        """Cast and fit every region."""
        self.scene = scene
        self.cast: dict[str, Staged] = {}
        behind_first = sorted(scene.brief.regions, key=lambda r: (-r.region.depth, r.box.bottom))
        for number, item in enumerate(behind_first):
            self.cast[item.region.id] = self._fitted(item, float(number))

    def _fitted(self, item: BriefRegion, number: float) -> Staged:
        facing: Facing = facing_of(self.scene, item)
        figure = figure_for(self.scene, item, facing)
        cut = cut_of(figure, self.scene.brief.shot, item.box)
        flip = -1.0 if facing in MIRRORED else 1.0
        placed = fit(figure, item.box, self.scene.brief.size, flip, cut)
        return Staged(item, figure, placed, (number, 0.0), (number, 0.05))

    def change(self, region: str, **changes: object) -> None:
        """Replace fields of one of the cast."""
        self.cast[region] = replace(self.cast[region], **changes)  # type: ignore[arg-type]


def staged(brief: Brief, indoors: bool) -> list[Staged]:
    """Every region cast, fitted and brought into contact, in the brief's order."""
    stage = Stage(Scene(brief, indoors))
    for relation in brief.relations:
        pair = (relation.source, relation.target)
        if relation.kind in CARRYING:
            _seat(stage, *pair)
    for relation in brief.relations:
        pair = (relation.source, relation.target)
        if relation.kind is RelationKind.HOLDS_HANDS:
            _join_hands(stage, *pair)
        elif relation.kind is RelationKind.HUGS:
            _hug(stage, *pair)
        elif relation.kind in HOLDING:
            _hold(stage, *pair)
        elif relation.kind is RelationKind.GIVES:
            _hold(stage, *pair)
            if relation.other is not None:
                _take(stage, relation.other, relation.target)
    return [stage.cast[item.region.id] for item in brief.regions]


def in_pile(cast: Sequence[Staged]) -> list[tuple[Staged, bool]]:
    """What to draw, from the back to the front; True draws what lies over others."""
    pile = [(one.order, number, one, False) for number, one in enumerate(cast)]
    pile += [(one.over, number, one, True) for number, one in enumerate(cast)]
    pile.sort(key=lambda entry: (entry[0], entry[1], entry[3]))
    return [(one, over) for _, _, one, over in pile]


# Riders, sitters, passengers


def _seat(stage: Stage, rider: str, bearer: str) -> None:
    """Put a rider's hips on the seat, and the bearer's front before the rider."""
    one, other = stage.cast[rider], stage.cast[bearer]
    stage.change(rider, order=(other.order[0], 0.3 + 0.01 * one.order[0]), held=True)
    stage.change(rider, over=(other.order[0], 0.305 + 0.01 * one.order[0]))
    if other.figure.anchors.has_front:
        stage.change(bearer, over=(other.order[0], 0.9))
        stage.change(rider, inside=bearer)
    seat, hips = other.figure.anchors.seat, one.figure.anchors.seat
    if seat is None or hips is None or not sits(one.figure) or one.fit.cut is not None:
        return
    goal, now = other.to_pixels(seat), one.to_pixels(hips)
    tall = one.item.box.h * stage.scene.brief.size[1]
    down = float(np.clip(goal[1] - now[1], -0.35 * tall, 0.35 * tall))
    stage.change(rider, fit=one.fit.moved(_across(other, goal, now), down))


def _across(bearer: Staged, goal: Point, now: Point) -> float:
    """How far a rider slides along to come over the bearer's lap."""
    lap = bearer.figure.anchors.lap
    if lap is None:
        return float(goal[0] - now[0])
    ends = sorted(float(bearer.to_pixels(np.array([x, 0.0]))[0]) for x in lap)
    return float(np.clip(now[0], ends[0], ends[1]) - now[0])


# Hands


def _target(stage: Stage, region: str, near: Point | None, far: Point | None) -> None:
    """Send hands to spots given in pixels."""
    one = stage.cast[region]
    if not isinstance(one.figure, PersonFigure):
        return
    goals = tuple(None if spot is None else one.to_unit(spot) for spot in (near, far))
    acting = replace(one.figure.acting, targets=(goals[0], goals[1]))
    stage.change(region, figure=PersonFigure(one.figure.person, acting))


def _hand_towards(one: Staged, spot: Point) -> int:
    """Which hand is on the side of a spot: 0 near, 1 far."""
    shoulders = one.figure.anchors.shoulders
    if shoulders is None:
        return 1
    gaps = [abs(float(one.to_pixels(s)[0] - spot[0])) for s in shoulders]
    return 0 if gaps[0] <= gaps[1] else 1


def _join_hands(stage: Stage, first: str, second: str) -> None:
    """Two people take each other's nearest hands, coming closer if they must."""
    a, b = stage.cast[first], stage.cast[second]
    if not (isinstance(a.figure, PersonFigure) and isinstance(b.figure, PersonFigure)):
        return
    hands = _hand_towards(a, _middle(b)), _hand_towards(b, _middle(a))
    roots = [_shoulder(one, hand) for one, hand in zip((a, b), hands, strict=True)]
    apart = float(abs(roots[0][0] - roots[1][0]))
    reach = [one.figure.anchors.reach * one.fit.scale for one in (a, b)]
    spare = apart - 0.88 * sum(reach) * 0.7
    if spare > 0:
        way = 1.0 if roots[1][0] > roots[0][0] else -1.0
        stage.change(first, fit=a.fit.moved(way * spare / 2, 0))
        stage.change(second, fit=b.fit.moved(-way * spare / 2, 0))
        a, b = stage.cast[first], stage.cast[second]
        roots = [_shoulder(one, hand) for one, hand in zip((a, b), hands, strict=True)]
    share = reach[0] / (reach[0] + reach[1])
    across = roots[0][0] + (roots[1][0] - roots[0][0]) * share
    lows = [
        root[1] + np.sqrt(max((0.96 * far) ** 2 - (across - root[0]) ** 2, 0.0))
        for root, far in zip(roots, reach, strict=True)
    ]
    meeting = np.array([across, min(lows)])
    for region, hand in ((first, hands[0]), (second, hands[1])):
        _target(stage, region, *(meeting if hand == side else None for side in (0, 1)))


def _shoulder(one: Staged, hand: int) -> Point:
    shoulders = one.figure.anchors.shoulders
    return one.to_pixels(shoulders[hand] if shoulders else np.array([0.0, -1.0]))


def _middle(one: Staged) -> Point:
    return np.array([one.fit.centre, one.fit.foot - one.fit.extent.height * one.fit.scale / 2])


def _hug(stage: Stage, first: str, second: str) -> None:
    """Two stand close, each with an arm around the other; the hinder one's arm lies over."""
    a, b = stage.cast[first], stage.cast[second]
    hinder, front = (a, b) if a.order <= b.order else (b, a)
    gap = abs(b.fit.centre - a.fit.centre)
    widths = 0.5 * sum(_breadth(one) for one in (a, b))
    close = max(0.0, gap - widths * 0.86)
    way = 1.0 if b.fit.centre > a.fit.centre else -1.0
    stage.change(first, fit=a.fit.moved(way * close / 2, 0))
    stage.change(second, fit=b.fit.moved(-way * close / 2, 0))
    stage.change(hinder.id, over=(front.order[0], 0.5))
    for one, other in ((hinder, front), (front, hinder)):
        one, other = stage.cast[one.id], stage.cast[other.id]
        _embrace(stage, one, other)


def _breadth(one: Staged) -> float:
    """Width of a body at the shoulders, pixels."""
    if isinstance(one.figure, PersonFigure):
        return 2 * one.figure.person.body.shoulder * one.fit.scale
    return one.fit.extent.width * one.fit.scale * 0.6


def _embrace(stage: Stage, one: Staged, other: Staged) -> None:
    """One's hands go around the other's back, as high as both can."""
    side = 1.0 if other.fit.centre > one.fit.centre else -1.0
    root = _shoulder(one, 0)
    top = other.fit.foot - other.fit.extent.height * other.fit.scale
    high = float(
        np.clip(root[1] + 0.25 * one.fit.scale, top + 0.47 * (other.fit.foot - top), other.fit.foot)
    )
    reach = one.figure.anchors.reach * one.fit.scale
    across = other.fit.centre + side * _breadth(other) * 0.22
    across = root[0] + side * min(abs(across - root[0]), reach * 0.95)
    near = np.array([across, high])
    far = np.array([across - side * _breadth(other) * 0.25, high - 0.14 * one.fit.scale])
    _target(stage, one.id, near, far)


# Held things


TWO_HANDED = (Pose.CARRY, Pose.LIFT, Pose.READ, Pose.PULL, Pose.DIG, Pose.STEER)


def _hold(stage: Stage, holder: str, thing: str) -> None:
    """A hand, or both, go to the thing; the thing comes to the hands if it is out of reach."""
    one, other = stage.cast[holder], stage.cast[thing]
    stage.change(thing, order=(one.order[0], one.order[1] + 0.02), held=True)
    stage.change(thing, over=(one.order[0], one.order[1] + 0.021))
    stage.change(holder, over=(one.order[0], one.order[1] + 0.04))
    anchors = one.figure.anchors
    if not isinstance(one.figure, PersonFigure) or anchors.shoulders is None:
        _into_mouth_or_paw(stage, holder, thing)
        return
    other = _handy(stage, one, other)
    grip = _grip(other)
    root = _shoulder(one, 0)
    reach = anchors.reach * one.fit.scale
    goal = _below_chin(_reachable(grip, root, reach, one), one, other)
    stage.change(thing, fit=other.fit.moved(*(goal - grip)))
    other = stage.cast[thing]
    wide = other.fit.extent.width * other.fit.scale / one.fit.scale
    if wide > 0.85 or (one.figure.acting.pose in TWO_HANDED and wide > 0.4):
        half = min(wide * 0.44, 0.55) * one.fit.scale
        left, right = shifted(goal, -half, 0.0), shifted(goal, half, 0.0)
        near, far = (left, right) if one.fit.flip > 0 else (right, left)
        _target(stage, holder, near, far)
    else:
        _target(stage, holder, goal, None)


HANDY = 1.1
"""Widest and tallest a held thing is drawn, in heads of who holds it; long ones may be taller."""


def _handy(stage: Stage, one: Staged, other: Staged) -> Staged:
    """A thing small enough for its holder's hands."""
    extent, head = other.fit.extent, one.fit.scale
    width, height = extent.width * other.fit.scale, extent.height * other.fit.scale
    slender = min(width, height) < 0.4 * max(width, height)
    most = HANDY * head * (2.2 if slender else 1.0)
    factor = min(1.0, most / max(width, height))
    if one.figure.anchors.waist is None or isinstance(other.figure, PersonFigure) or factor == 1.0:
        return other
    stage.change(other.id, fit=other.fit.resized(factor))
    return stage.cast[other.id]


def _below_chin(goal: Point, one: Staged, other: Staged) -> Point:
    """A grip so low that what is held leaves the holder's face free."""
    face = one.figure.anchors.face
    pose = one.figure.acting.pose if isinstance(one.figure, PersonFigure) else None
    if face is None or pose in (Pose.LIFT, Pose.EAT, Pose.DRINK, Pose.THROW, Pose.CHEER):
        return goal
    chin = float(one.to_pixels(np.array([0.0, face[3] - 0.05]))[1])
    grip = _grip(other)
    top = other.fit.foot - other.fit.extent.height * other.fit.scale
    upper = float(goal[1]) - (float(grip[1]) - top)
    beside = abs(float(goal[0]) - float(one.to_pixels(np.array([face[2], 0.0]))[0]))
    half = other.fit.extent.width * other.fit.scale / 2
    covers = upper < chin and beside < half + 0.5 * one.fit.scale and half > 0.12 * one.fit.scale
    return shifted(goal, 0.0, chin - upper) if covers else goal


def _grip(thing: Staged) -> Point:
    anchors = thing.figure.anchors
    if isinstance(thing.figure, PersonFigure) or anchors.grip is None or anchors.hands is not None:
        middle = _middle(thing)
        return shifted(middle, 0.0, thing.fit.extent.height * thing.fit.scale * 0.12)
    return thing.to_pixels(anchors.grip)


def _reachable(grip: Point, root: Point, reach: float, one: Staged) -> Point:
    """The spot nearest to a grip where a hand can be, in front of the body."""
    way = grip - root
    far = float(np.hypot(way[0], way[1])) + 1e-9
    length = float(np.clip(far, 0.45 * reach, 0.94 * reach))
    goal = root + way / far * length
    ahead = one.fit.flip * float(goal[0] - root[0])
    least = 0.16 * one.fit.scale
    if ahead < least:
        goal = goal + np.array([one.fit.flip * (least - ahead), 0.0])
    return np.asarray(goal)


def _into_mouth_or_paw(stage: Stage, holder: str, thing: str) -> None:
    one, other = stage.cast[holder], stage.cast[thing]
    hands = one.figure.anchors.hands
    if hands is None:
        return
    shift = one.to_pixels(hands[0]) - _grip(other)
    stage.change(thing, fit=other.fit.moved(*shift))


def _take(stage: Stage, taker: str, thing: str) -> None:
    """The one who is given a thing stretches a hand towards it."""
    one, other = stage.cast[taker], stage.cast[thing]
    if not isinstance(one.figure, PersonFigure):
        return
    hand = _hand_towards(one, _middle(other))
    root = _shoulder(one, hand)
    goal = _reachable(_grip(other), root, one.figure.anchors.reach * one.fit.scale, one)
    _target(stage, taker, *(goal if hand == side else None for side in (0, 1)))
