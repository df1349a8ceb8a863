"""Postures of those who stand on two legs, from postures.toml."""

from dataclasses import dataclass
from functools import cache

from panelwright_tools.domain.vocabulary import Pose
from panelwright_tools.painting.storyboard.creatures.tables import creature_table, frozen


@dataclass(frozen=True)
class Posture:
    """One pose, in degrees from straight down; see postures.toml."""

    arms: tuple[float, float, float, float] = (-25, -5, 35, 60)
    legs: tuple[float, float] = (0, 0)
    lean: float = 0.0
    lift: float = 0.0
    seated: bool = False
    tipped: bool = False
    jets: bool = False


@cache
def posture_of(pose: Pose) -> Posture:
    """The posture that shows a pose of the story."""
    rows = creature_table("postures")
    name = rows["like"].get(pose.value, pose.value)
    return Posture(**frozen(rows["pose"].get(name, rows["pose"]["stand"])))
