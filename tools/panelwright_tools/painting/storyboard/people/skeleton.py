"""Skeletons: a pose bent in space, turned towards the reader, and projected onto the page.

In space a body has `forward` (where it looks), `down`, and `side` (towards its far arm, the one
that a three-quarter view turns away). On the page x is to the right and y down; a body faces +x.
"""

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from panelwright_tools.painting.storyboard.geometry import Point, joint
from panelwright_tools.painting.storyboard.people.body import Body
from panelwright_tools.painting.storyboard.people.poses import Pair, PoseData

Spot = NDArray[np.float64]
"""(3,) forward, down, side."""

ANKLE = 0.085
"""From the ankle to the sole."""


@dataclass(frozen=True)
class View:
    """From where a body is seen."""

    yaw: float
    """Degrees that the body is turned: 0 looks at the reader, 90 is a profile, 180 the back."""
    tilt: float = 0.12
    """How much lower on the page a thing lies that is nearer by 1; more for a high camera."""

    @property
    def sine(self) -> float:
        """How much of `forward` runs across the page."""
        return float(np.sin(np.radians(self.yaw)))

    @property
    def cosine(self) -> float:
        """How much of `forward` comes towards the reader."""
        return float(np.cos(np.radians(self.yaw)))

    def page(self, spot: Spot) -> Point:
        """Where a spot lies on the page."""
        across = spot[0] * self.sine + spot[2] * self.cosine
        return np.array([across, spot[1] + self.tilt * self.near(spot)])

    def near(self, spot: Spot) -> float:
        """How near to the reader a spot is."""
        return float(spot[0] * self.cosine - spot[2] * self.sine)


@dataclass(frozen=True)
class Limb:
    """Three joints on the page: shoulder, elbow, wrist or hip, knee, ankle."""

    start: Point
    bend: Point
    end: Point
    near: float
    """Mean nearness of bend and end to the reader, against the middle of the trunk."""
    far_side: bool
    shaded: bool
    """On the side that is turned away."""
    tip: Point = field(default_factory=lambda: np.zeros(2))
    """Where the toes are seen to point from the ankle; unused for arms."""

    def reaching(self, target: Point, lengths: tuple[float, float], side: float) -> "Limb":
        """The same limb with its end at a target, as far as the bones reach."""
        bend, end = joint(self.start, target, *lengths, side=side)
        return replace(self, bend=bend, end=end)

    def passes(self, spot: Point, size: float) -> bool:
        """Whether a raised arm, or one whose hand is past it, crosses a face of this size."""
        line = np.concatenate(
            [np.linspace(self.start, self.bend, 5)[1:], np.linspace(self.bend, self.end, 7)]
        )
        gaps = np.hypot(*(line - spot).T)
        if float(gaps.min()) > _FACE * size:
            return False
        raised = bool(self.end[1] < self.bend[1] < self.start[1])
        return raised or float(gaps[-1]) > _BEYOND * size


_FACE, _BEYOND = 0.5, 0.62
"""Half-width of a face, and how far from its middle a hand is past it, in sizes of the head."""


@dataclass(frozen=True)
class Skeleton:
    """A body in a pose as it is seen, soles on y = 0."""

    view: View
    seat: Point
    """Between the hips."""
    chest: Point
    """Halfway up the back."""
    neck: Point
    head: Point
    """Middle of the head."""
    head_roll: float
    """Degrees that the head leans on the page."""
    nod: float
    """-1 looks up .. 1 looks down."""
    head_yaw: float
    arms: tuple[Limb, Limb]
    """Near arm, far arm."""
    legs: tuple[Limb, Limb]

    @property
    def up(self) -> Point:
        """The unit way from the seat to the neck."""
        way = self.neck - self.seat
        return np.asarray(way / (np.hypot(way[0], way[1]) + 1e-9))

    @property
    def across(self) -> Point:
        """The unit way across the trunk, to the right."""
        return np.array([-self.up[1], self.up[0]])


def bend(body: Body, pose: PoseData, view: View) -> Skeleton:
    """Put a body into a pose and look at it."""
    rot = _roll(pose.roll)
    lean = np.radians(pose.lean[0] + body.stoop * pose.stoops)
    side = np.radians(pose.lean[1])
    upper = rot @ np.array([np.sin(lean), -np.cos(lean) * np.cos(side), np.sin(side)])
    low = np.radians(pose.lean[0] * (1 - pose.curl))
    lower = rot @ np.array([np.sin(low), -np.cos(low) * np.cos(side), np.sin(side)])
    seat = np.zeros(3)
    chest = seat + lower * body.torso * 0.5
    neck = chest + upper * body.torso * 0.5
    crown = rot @ _head_way(lean, pose)
    head = neck + crown * (body.neck + 0.44 * body.head)
    legs = [_leg(body, pose, rot, seat, far) for far in (False, True)]
    arms = [_arm(body, pose, rot, neck, upper, far) for far in (False, True)]
    drop = _lowest(legs, seat, chest, neck, head, arms, body, pose) + pose.lift
    down = np.array([0.0, -drop])

    def on_page(spot: Spot) -> Point:
        return np.asarray(view.page(spot) + down)

    middle = view.near(chest)

    def flat(spots: list[Spot], far: bool) -> Limb:
        start, mid, end = (on_page(spot) for spot in spots[:3])
        near = (view.near(spots[1]) + view.near(spots[2])) / 2 - middle
        tip = view.page(spots[3]) if len(spots) > 3 else np.zeros(2)
        shaded = far and abs(view.sine) > 0.3
        return Limb(start, mid, end, near, far, shaded, tip)

    top = on_page(head) - on_page(neck)
    return Skeleton(
        view=view,
        seat=on_page(seat),
        chest=on_page(chest),
        neck=on_page(neck),
        head=on_page(head),
        head_roll=float(np.degrees(np.arctan2(top[0], -top[1]))) * 0.6 + pose.head[2],
        nod=pose.head[0] / 30,
        head_yaw=view.yaw + pose.head[1],
        arms=(flat(arms[0], False), flat(arms[1], True)),
        legs=(flat(legs[0], False), flat(legs[1], True)),
    )


def _head_way(lean: float, pose: PoseData) -> Spot:
    """The head keeps itself more upright than the back."""
    angle = lean * 0.7 + np.radians(pose.head[0]) * 0.4
    return np.array([np.sin(angle) + 0.05, -np.cos(angle), 0.0])


def _roll(degrees: float) -> NDArray[np.float64]:
    """Tip the whole body forward (positive) or back."""
    a = np.radians(degrees)
    turned = [[np.cos(a), -np.sin(a), 0], [np.sin(a), np.cos(a), 0], [0, 0, 1]]
    return np.array(turned)


def _way(angles: Pair, sign: float) -> Spot:
    """A bone's direction: `angles` forward from straight down, and out to its own side."""
    ahead, out = np.radians(angles[0]), np.radians(angles[1])
    flat = np.cos(out)
    return np.array([np.sin(ahead) * flat, np.cos(ahead) * flat, sign * np.sin(out)])


def _leg(body: Body, pose: PoseData, rot: NDArray[np.float64], seat: Spot, far: bool) -> list[Spot]:
    sign = 1.0 if far else -1.0
    thigh, shin = pose.legs[far]
    hip = seat + rot @ np.array([0.0, -0.02, sign * body.hip * 0.56])
    knee = hip + rot @ _way(thigh, sign) * body.thigh
    ankle = knee + rot @ _way(shin, sign) * body.shin
    lift = pose.toes[far]
    toe = rot @ _way((shin[0] + 90 + lift, 12), sign)
    return [hip, knee, ankle, toe]


def _arm(
    body: Body, pose: PoseData, rot: NDArray[np.float64], neck: Spot, up: Spot, far: bool
) -> list[Spot]:
    sign = 1.0 if far else -1.0
    upper, fore = pose.arms[far]
    raised = max(0.0, -float(_way(upper, sign)[1])) * 0.10
    shoulder = neck - up * (0.15 - raised) * body.torso
    shoulder = shoulder + np.array([0.0, 0.0, sign * body.shoulder * 0.86])
    elbow = shoulder + rot @ _way(upper, sign) * body.upper
    wrist = elbow + rot @ _way(fore, sign) * body.fore
    return [shoulder, elbow, wrist]


def _lowest(
    legs: list[list[Spot]],
    seat: Spot,
    chest: Spot,
    neck: Spot,
    head: Spot,
    arms: list[list[Spot]],
    body: Body,
    pose: PoseData,
) -> float:
    """y of the lowest skin: soles, else knees, seat, back or hands when they reach lower."""
    soles = max(leg[2][1] for leg in legs) + ANKLE
    knees = max(leg[1][1] for leg in legs) + body.limb * 0.9
    low = max(soles, knees, seat[1] + body.hip * 0.62)
    if abs(pose.roll) > 30:
        low = max(low, chest[1] + body.shoulder * 0.5, neck[1] + 0.2, head[1] + 0.46 * body.head)
    if pose.on_hands:
        low = max(low, *(arm[2][1] + body.limb * 0.8 for arm in arms))
    return float(low)
