"""One creature that is about to be drawn."""

from dataclasses import dataclass

from panelwright_tools.domain.cast import Look
from panelwright_tools.domain.vocabulary import Face, Facing, Pose
from panelwright_tools.painting.storyboard.creatures.coat import Coat
from panelwright_tools.painting.storyboard.ink import Sheet


@dataclass(frozen=True)
class Actor:
    """Who plays: its species, coat and moment, and the sheet that it is drawn on."""

    sheet: Sheet
    species: str
    look: Look
    coat: Coat
    pose: Pose | None
    face: Face
    facing: Facing | None
    speaking: bool = False
    seed: int = 0
