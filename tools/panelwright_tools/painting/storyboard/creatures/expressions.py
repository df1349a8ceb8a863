"""What each expression does to a creature's eyes, brows and mouth."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from panelwright_tools.domain.vocabulary import Face, Pose
from panelwright_tools.painting.storyboard.creatures.tables import creature_table, frozen

Pair = tuple[float, float]


@dataclass(frozen=True)
class Expression:
    """One expression; lengths are in half heights of an eye."""

    eyes: str
    """open, big, wide, half, shut, arc or squeezed."""
    mouth: str
    """A name in faces.toml."""
    brows: Pair | None = None
    """How far the inner and the outer end of a brow are lowered; None: no brows are seen."""
    uneven: float = 0.0
    """How much higher the far brow is."""
    gaze: Pair = (0.0, 0.0)
    blush: float = 0.2
    tears: bool = False
    sweat: bool = False
    stretch: float = 1.0
    """Width of the mouth."""


@cache
def expression_of(face: Face) -> Expression:
    """The drawing of an expression."""
    row: dict[str, Any] = creature_table("faces")["expression"][face.value]
    return Expression(**frozen(row))


_OF_POSE = {
    Pose.SLEEP: Face.SLEEPY,
    Pose.CRY: Face.CRYING,
    Pose.STARTLE: Face.SURPRISED,
    Pose.CHEER: Face.JOY,
    Pose.DANCE: Face.JOY,
    Pose.HUG: Face.JOY,
    Pose.FIGHT: Face.ANGRY,
    Pose.FALL: Face.SCARED,
    Pose.HIDE: Face.WORRIED,
}


def face_in(pose: Pose | None, face: Face | None) -> Face:
    """The expression that is shown: the one asked for, else one that suits the pose."""
    if pose is Pose.SLEEP and face in (None, Face.NEUTRAL, Face.HAPPY):
        return Face.SLEEPY
    if face is not None:
        return face
    return _OF_POSE.get(pose, Face.HAPPY) if pose is not None else Face.HAPPY
