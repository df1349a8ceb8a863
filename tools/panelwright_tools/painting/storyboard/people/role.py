"""A person's role in one panel: pose, face, where the hands go, what is worn up or held."""

from dataclasses import dataclass

from panelwright_tools.domain.vocabulary import Face, Facing, Pose
from panelwright_tools.painting.storyboard.geometry import Point


@dataclass(frozen=True)
class Acting:
    """What a person does in one panel."""

    pose: Pose = Pose.STAND
    posture: str = ""
    """A row of postures.toml that refines the pose; empty: the pose as it is."""
    face: Face = Face.NEUTRAL
    facing: Facing = Facing.RIGHT
    hood: bool = False
    """A hood is up."""
    wind: float = 0.0
    """How much the air moves, 0..1, beyond what the pose does."""
    targets: tuple[Point | None, Point | None] = (None, None)
    """Where the near and the far hand go, in heads from the middle of the soles."""
    holds: bool = False
    """Something is held, so that both arms lie over it."""
    embraces: bool = False
    """Somebody is held, so that the near arm lies over them."""
    support: str = ""
    """What somebody brings to sit, step or lie on: stool, log, rock, crate, mat, or nothing."""
    astride: bool = False
    """The far leg is hidden behind a mount."""
    tilt: float = 0.12
    """How far from above the body is seen, see View."""
    nod: float = 0.0
    """Degrees that the camera sees the head bent down (positive) or thrown back."""
    prop: str = ""
    """What the hands hold by themselves: a row of props.toml, or nothing."""
    drift: float = 0.0
    """Degrees that the whole body leans because it floats."""
    speaking: bool = False
    calm: str = ""
    """Which of the neutral faces a neutral one is: a row of faces.toml, or nothing."""
