"""Where the parts of a four-legged body lie in each pose, before anything is drawn."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from panelwright_tools.painting.storyboard import geometry as g
from panelwright_tools.painting.storyboard.creatures.build import Build
from panelwright_tools.painting.storyboard.creatures.tables import creature_table, frozen
from panelwright_tools.painting.storyboard.creatures.wings import SPREADING
from panelwright_tools.painting.storyboard.geometry import Point, Points, direction, points, spline


@dataclass(frozen=True)
class Stance:
    """A pose of the body, in degrees; see poses.toml."""

    legs: tuple[float, ...] = (3, 0, -5, -2, 6, -8, -4, -12)
    pitch: float = 0.0
    neck: float = 0.0
    nod: float = 0.0
    tail: float = 0.0
    lift: float = 0.0


@cache
def stance_of(name: str) -> Stance:
    """The stance of this name; standing when there is none."""
    row: dict[str, Any] = creature_table("poses")["body"].get(name, {})
    return Stance(**frozen(row))


@dataclass(frozen=True)
class Leg:
    """A leg on the page."""

    hip: Point
    knee: Point
    foot: Point
    fore: bool
    far: bool


@dataclass(frozen=True)
class Frame:
    """Where the parts of a body lie, in the unit of its build, the ground at y = 0."""

    hip: Point
    shoulder: Point
    head: Point
    legs: tuple[Leg, ...]
    nod: float = 0.0
    tail: float = 0.0
    spread: bool = False
    """Wings are spread."""
    folded: bool = False
    """The hind legs are folded under a haunch."""


def _neck_end(build: Build, shoulder: Point, degrees: float) -> Point:
    """The middle of the head at the end of a neck that leans forward by these degrees."""
    way = direction(180 - degrees)
    return shoulder + way * (build.neck + build.head * 0.55) + (build.head * 0.35, 0)


def standing_height(build: Build) -> float:
    """From the ground to the top of the skull of one that stands."""
    stance = stance_of("stand")
    top = _neck_end(build, np.zeros(2), build.neck_angle + stance.neck)[1]
    return build.legs + build.depth * 0.12 - float(top) + build.head * 0.9


def frame_of(build: Build, name: str) -> tuple[Frame, float]:
    """The frame of a build in a stance, and how far it is off the ground."""
    if name == "sit":
        return _sitting(build), 0.0
    if name in ("lie", "sleep"):
        return _lying(build, asleep=name == "sleep"), 0.0
    stance = stance_of(name)
    return _standing(build, stance, name in SPREADING), stance.lift


def _standing(build: Build, stance: Stance, spread: bool) -> Frame:
    half = g.turn(-stance.pitch) @ np.array([build.length / 2, 0.0])
    hip, shoulder = -half, half
    legs = []
    for index in range(4):
        upper, lower = stance.legs[2 * index : 2 * index + 2]
        fore, far = index < 2, index % 2 == 1
        root = shoulder if fore else hip
        inward = build.leg[0] * (0.3 if far else -0.1) * (-1 if fore else 1)
        start = root + np.array([inward, build.depth * 0.10])
        # Only a part of the pitch turns the legs: they go on carrying the body.
        share = 0.5 if stance.pitch < 40 else 0.0
        knee = start + direction(upper + stance.pitch * share) * build.legs * 0.50
        foot = knee + direction(lower) * build.legs * 0.46
        legs.append(Leg(start, knee, foot, fore, far))
    lowest = max(float(leg.foot[1]) for leg in legs) + build.leg[1] * 0.9 + stance.lift
    drop = np.array([0.0, -lowest])
    legs = [
        Leg(leg.hip + drop, leg.knee + drop, leg.foot + drop, leg.fore, leg.far) for leg in legs
    ]
    hip, shoulder = hip + drop, shoulder + drop
    head = _neck_end(build, shoulder, build.neck_angle + stance.neck - stance.pitch * 0.2)
    return Frame(hip, shoulder, head, tuple(legs), stance.nod, stance.tail, spread)


def _sitting(build: Build) -> Frame:
    low, high = build.depth * 0.52, build.legs + build.depth * 0.02
    rise = min(max(high - low, build.length * 0.56), build.length * 0.86)
    run = float(np.sqrt(build.length**2 - rise**2)) * 0.86
    hip, shoulder = np.array([-run * 0.6, -low]), np.array([run * 0.4, -low - rise])
    legs = []
    for far in (False, True):
        x = shoulder[0] + (0.16 * build.depth if far else -0.06 * build.depth)
        start = np.array([x, shoulder[1] + build.depth * 0.1])
        foot = np.array([x + 0.03 + (0.05 if far else 0), -build.leg[1] * 0.9])
        legs.append(Leg(start, (start + foot) / 2 + (0.01, 0), foot, True, far))
    head = _neck_end(build, shoulder, build.neck_angle - 14)
    return Frame(hip, shoulder, head, tuple(legs), folded=True, tail=-30)


def _lying(build: Build, asleep: bool) -> Frame:
    hip = np.array([-build.length / 2, -build.depth * 0.50])
    shoulder = np.array([build.length / 2, -build.depth * 0.52])
    reach = min(build.legs * 0.62, 0.34)
    legs = []
    for far in (False, True):
        start = shoulder + np.array([0.0, build.depth * 0.26])
        foot = np.array([shoulder[0] + reach + (0.06 if far else 0), -build.leg[1] * 0.95])
        knee = np.array([shoulder[0] + reach * 0.45, -build.leg[1] * 1.1])
        legs.append(Leg(start, knee, foot, True, far))
    head = _neck_end(build, shoulder, build.neck_angle - 4)
    if asleep:
        head = np.array([shoulder[0] + build.head * 0.95, -build.head * 0.86])
    return Frame(hip, shoulder, head, tuple(legs), 6 if asleep else 0, folded=True, tail=-60)


def foot_outline(build: Build, foot: Point) -> Points:
    """A paw or a hoof that stands on the sole of `foot`."""
    r, (x, y) = build.leg[1], foot
    if build.foot == "hoof":
        flat = points(-0.95, -0.6, 0.95, -0.6, 1.25, 0.95, -1.05, 0.95)
        hoof: Points = flat * r + (x, y)
        return hoof
    flat = points(-1.1, 0.9, -1.15, -0.1, -0.3, -0.8, 0.8, -0.75, 1.75, -0.1, 1.85, 0.9)
    return spline(flat * r + (x, y), steps=5)
