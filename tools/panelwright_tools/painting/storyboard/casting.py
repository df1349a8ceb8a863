"""Casting: which figure plays a region."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from panelwright_tools.domain.brief import BriefRegion
from panelwright_tools.domain.story import Character
from panelwright_tools.domain.vocabulary import Face, Facing, Kind, Pose, Weather
from panelwright_tools.painting.storyboard.figure import Anchors, Figure
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.people.accessories import has_hood
from panelwright_tools.painting.storyboard.people.look import person_of
from panelwright_tools.painting.storyboard.people.person import Acting, PersonFigure
from panelwright_tools.painting.storyboard.people.tables import people_table
from panelwright_tools.painting.storyboard.things.catalogue import icon_for
from panelwright_tools.painting.storyboard.things.icons import draw_icon, icon

MIRRORED = (Facing.LEFT, Facing.PROFILE_LEFT)


@dataclass(frozen=True)
class IconFigure:
    """A thing shown by its icon; a Figure one unit high."""

    name: str

    @property
    def height(self) -> float:
        """One unit."""
        return 1.0

    @cached_property
    def anchors(self) -> Anchors:
        """A thing is gripped in its middle."""
        return Anchors(grip=np.array([0.0, -0.5]))

    def draw(self, sheet: Sheet) -> None:
        """Draw the icon."""
        draw_icon(sheet, icon(self.name))

    def draw_over(self, sheet: Sheet) -> None:
        """Nothing lies over a thing."""


def is_person(item: BriefRegion) -> bool:
    """Whether a region is played by a person."""
    if item.character is not None:
        return item.character.kind is Kind.PERSON
    words = item.region.noun.lower().replace("-", " ").split()
    persons = people_table("defaults")["persons"]
    return bool(words) and (words[-1] in persons or words[-1].removesuffix("s") in persons)


def facing_of(item: BriefRegion, toward: float | None) -> Facing:
    """Which way a region's subject is turned; `toward` is the x of what it turns to."""
    if item.region.facing is not None:
        return item.region.facing
    middle = item.box.centre[0]
    if toward is None:
        return Facing.RIGHT if middle < 0.55 else Facing.LEFT
    return Facing.RIGHT if toward >= middle else Facing.LEFT


def person_figure(item: BriefRegion, facing: Facing, weather: Weather, indoors: bool) -> Figure:
    """The person who plays a region."""
    region = item.region
    character = item.character or Character(id=region.id, name=region.noun, phrase=region.phrase)
    person = person_of(character)
    pose, face = region.pose or Pose.STAND, region.face or Face.NEUTRAL
    if pose is Pose.STAND and face in (Face.SURPRISED, Face.SCARED):
        pose = Pose.STARTLE
    falling = weather in (Weather.RAIN, Weather.STORM, Weather.SNOW) and not indoors
    windy = {Weather.WIND: 0.6, Weather.STORM: 0.5}.get(weather, 0.0)
    acting = Acting(
        pose=pose,
        face=face,
        facing=facing,
        hood=falling and has_hood(person),
        wind=0.0 if indoors else windy,
    )
    return PersonFigure(person, acting)


def figure_for(item: BriefRegion, facing: Facing, weather: Weather, indoors: bool) -> Figure:
    """The figure that plays a region."""
    if is_person(item):
        return person_figure(item, facing, weather, indoors)
    return IconFigure(icon_for(item.region.noun) or "wrapped-gift")
