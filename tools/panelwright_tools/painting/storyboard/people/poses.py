"""Poses: the angles of bodies, read from poses.toml."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from panelwright_tools.domain.vocabulary import Pose
from panelwright_tools.painting.storyboard.people.tables import people_table

Pair = tuple[float, float]
"""Degrees forward from straight down, and out to the limb's own side."""
Bones = tuple[Pair, Pair]
"""Upper and lower bone."""


@dataclass(frozen=True)
class PoseData:
    """One pose; pairs are near limb, far limb."""

    lean: Pair
    """Degrees of the back forward, and towards the far side."""
    head: tuple[float, float, float]
    """Degrees nod (down), turn (away from the reader's front) and roll."""
    arms: tuple[Bones, Bones]
    legs: tuple[Bones, Bones]
    hands: tuple[str, str] = ("relaxed", "relaxed")
    toes: Pair = (0.0, 0.0)
    """Degrees that the toes are raised against a right angle with the shin."""
    lift: float = 0.0
    """How far the body is off the ground, in heads."""
    roll: float = 0.0
    """Degrees that the whole body is tipped forward."""
    curl: float = 0.3
    """How much rounder the lower back is than the upper."""
    stoops: float = 1.0
    """How much of an old body's stoop shows."""
    seated: bool = False
    """Needs something to sit on, as high as the seat."""
    on_hands: bool = False
    """The hands touch the ground."""
    turn: Pair = (0.0, 180.0)
    """Least and most degrees of yaw from which the pose can be read."""
    wide: bool = False
    """The arms go out to the sides: the body turns from a profile until they are seen."""
    wind: float = 0.0
    """How much hair and cloth trail behind, 0..1."""
    touch: tuple[float, ...] = ()
    """Where the near and the far hand lie on the head: out to their own side, down from its middle
    and forward, in heads; empty: they lie where the arms end."""
    over: bool = False
    """The near arm lies over what is held or over the partner."""


def pose_data(pose: Pose) -> PoseData:
    """The angles of a pose."""
    return posture_data(pose.value)


@cache
def posture_data(name: str) -> PoseData:
    """The angles of a row of poses.toml or postures.toml."""
    rows = people_table("poses") | people_table("postures")
    row: dict[str, Any] = dict(rows["default"])
    chosen = rows[name]
    if "like" in chosen:
        row |= rows[chosen["like"]]
    row |= {name: value for name, value in chosen.items() if name != "like"}
    arms = (_bones(row.pop("near_arm")), _bones(row.pop("far_arm")))
    legs = (_bones(row.pop("near_leg")), _bones(row.pop("far_leg")))
    values = {name: _frozen(value) for name, value in row.items()}
    return PoseData(arms=arms, legs=legs, **values)


def _bones(angles: list[float]) -> Bones:
    a, b, c, d = angles
    return (a, b), (c, d)


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
