"""The plan of a comic: story, panels, regions, speech."""

from typing import Annotated, Final, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from panelwright_tools.domain.cast import Character, Digest, Place
from panelwright_tools.domain.geometry import Box
from panelwright_tools.domain.guess import Guess
from panelwright_tools.domain.model import Model, Slug, named, unique, unsaid
from panelwright_tools.domain.text import Text
from panelwright_tools.domain.vocabulary import (
    Angle,
    Direction,
    Face,
    Facing,
    Falling,
    Pose,
    RelationKind,
    Season,
    Shot,
    SpeechKind,
    TimeOfDay,
    Weather,
)

FORMAT: Final = 1
"""The version of story.json that this release writes."""

MAX_PANELS: Final = 5000
MAX_REGIONS: Final = 64


def _on_panel(box: Box) -> Box:
    slack = 1e-6
    inside = box.x >= -slack and box.y >= -slack and box.right <= 1 + slack
    if not (inside and box.bottom <= 1 + slack and box.w > 0 and box.h > 0):
        raise ValueError(f"the box {tuple(box)} does not lie on the panel (fractions 0..1)")
    return box


PanelBox = Annotated[Box, AfterValidator(_on_panel)]
"""A box that lies on its panel."""


class Beat(Model):
    """The moment of the synopsis that a panel shows."""

    text: Text = ""
    span: tuple[int, int] = Field(
        default=(0, 0), description="first and last+1 character in the synopsis"
    )


class Region(Model):
    """One subject that the panel must show."""

    id: Slug
    subject: Slug | None = Field(default=None, description="id of the character, None for a thing")
    noun: Text = Field(description="head noun: girl, ball, sailing boat")
    phrase: Text = Field(description="a red-haired girl, a wooden bench")
    prompt: Text = Field(default="", description="phrase with action and expression, for painters")
    box: PanelBox | None = Field(
        default=None, description="fixed by hand; None lets the solver choose"
    )
    depth: float = Field(default=0.5, ge=0, le=1, description="0 near the reader, 1 far away")
    pose: Pose | None = None
    face: Face | None = None
    facing: Facing | None = None
    size: float = Field(
        default=1.0,
        gt=0,
        le=200,
        description="height of a thing compared with others of its kind; a character has its own",
    )
    spot: Annotated[Text, Field(max_length=60)] = Field(
        default="",
        description="the part of the place that it is on or at: roof, window; empty: the floor",
    )
    key: bool = Field(
        default=False, description="the panel fails without it; others may be dropped"
    )
    variation: Slug | None = Field(
        default=None,
        description="id of a variation of the character; None: as it always looks",
        exclude_if=unsaid,
    )


class Relation(Model):
    """`source kind target`: where or how one region stands to another."""

    kind: RelationKind
    source: Slug = Field(description="a region id")
    target: Slug = Field(description="a region id")
    other: Slug | None = Field(
        default=None, description="the second target of `between` and `gives`"
    )


class Speech(Model):
    """Words in a balloon, verbatim."""

    speaker: Slug | None = Field(
        default=None, description="id of a character; None for an unknown voice"
    )
    text: Text
    kind: SpeechKind = SpeechKind.SPEECH
    guessed: Guess | None = None


class Sound(Model):
    """A sound effect drawn as letters."""

    text: Text
    source: Slug | None = Field(default=None, description="the region that makes the sound")


class Panel(Model):
    """One picture of the story."""

    id: Slug
    beat: Beat = Beat()
    place: Slug | None = None
    time: TimeOfDay = TimeOfDay.DAY
    weather: Weather = Weather.CLEAR
    falling: Falling | None = Field(
        default=None,
        description="what falls or drifts through the picture itself, within walls as well",
        exclude_if=unsaid,
    )
    season: Season | None = None
    shot: Shot = Shot.FULL
    angle: Angle = Angle.EYE
    caption: Text = ""
    caption_last: bool = Field(
        default=False,
        description="the caption tells what follows the speech: it is read last, at the foot",
        exclude_if=unsaid,
    )
    speech: tuple[Speech, ...] = ()
    sounds: tuple[Sound, ...] = ()
    regions: tuple[Region, ...] = Field(default=(), max_length=MAX_REGIONS)
    relations: tuple[Relation, ...] = ()
    avoid: tuple[Text, ...] = Field(default=(), description="what must not be seen")
    weight: float = Field(default=1.0, gt=0, le=10, description="share of the page it deserves")
    turns_page: bool = Field(
        default=False, description="a turning point: best at the end of a page"
    )
    alt: Text = Field(default="", description="what a reader who cannot see it is told")
    guessed: Guess | None = Field(default=None, description="set when place or time was guessed")
    picture: Digest | None = Field(
        default=None,
        description="a picture of the run that stays, whatever the plan says; None: it is painted",
        exclude_if=unsaid,
    )
    approved: Digest | None = Field(
        default=None,
        description="a picture of the run that a person has approved, whatever was measured on it",
        exclude_if=unsaid,
    )

    @model_validator(mode="after")
    def _relations_name_regions(self) -> Self:
        ids = [region.id for region in self.regions]
        if len(set(ids)) != len(ids):
            raise ValueError("two regions share an id")
        for relation in self.relations:
            for end in (relation.source, relation.target, relation.other):
                if end is not None and end not in ids:
                    raise ValueError(
                        f"field relations: unknown region {end!r}; take the relation out as well"
                    )
        for sound in self.sounds:
            if sound.source is not None and sound.source not in ids:
                raise ValueError(f"field sounds: unknown region {sound.source!r}")
        return self


class Source(Model):
    """A part of the plan that comes from another planner than the story's own."""

    part: Text = Field(description="what it is: panel p03: picture")
    planner: Text = Field(description="who made it: embedded/1")
    reason: Text = Field(default="", description="why the story's own planner did not")


class Story(Model):
    """The whole plan, and what `story.json` holds."""

    format: Literal[1] = FORMAT
    title: Text
    language: str = Field(default="en", pattern=r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$")
    style: str = Field(default="colour", max_length=40)
    direction: Direction = Direction.LTR
    pages: int | None = Field(
        default=None, ge=1, le=MAX_PANELS, description="wanted; None: as needed"
    )
    planner: str = Field(default="embedded", description="which planner made the plan")
    notes: tuple[Text, ...] = Field(
        default=(), description="what the planner could not do as asked, one sentence each"
    )
    sources: tuple[Source, ...] = Field(
        default=(),
        description="the parts of the plan that come from another planner",
        exclude_if=unsaid,
    )
    cast: tuple[Character, ...] = ()
    places: tuple[Place, ...] = ()
    panels: tuple[Panel, ...] = Field(min_length=1, max_length=MAX_PANELS)

    @model_validator(mode="after")
    def _names_are_known(self) -> Self:
        cast = unique("character", [character.id for character in self.cast])
        places = unique("place", [place.id for place in self.places])
        unique("panel", [panel.id for panel in self.panels])
        looks = {one.id: {variation.id for variation in one.variations} for one in self.cast}
        for panel in self.panels:
            if panel.place is not None and panel.place not in places:
                raise ValueError(f"panel {panel.id}, field place: unknown place {panel.place!r}")
            for region in panel.regions:
                if region.subject is not None and region.subject not in cast:
                    raise ValueError(
                        f"panel {panel.id}, region {region.id}, field subject: "
                        f"unknown character {region.subject!r}"
                    )
                if region.variation not in (None, *looks.get(region.subject or "", ())):
                    raise ValueError(
                        f"panel {panel.id}, region {region.id}, field variation: "
                        f"{region.subject or 'a thing'} has no variation {region.variation!r}"
                    )
            for number, speech in enumerate(panel.speech, 1):
                if speech.speaker is not None and speech.speaker not in cast:
                    raise ValueError(
                        f"panel {panel.id}, speech number {number}, field speaker: "
                        f"unknown character {speech.speaker!r}"
                    )
        return self

    def character(self, character_id: str) -> Character:
        """The character with this id. Raises KeyError when there is none."""
        return named(self.cast, character_id)

    def place(self, place_id: str) -> Place:
        """The place with this id. Raises KeyError when there is none."""
        return named(self.places, place_id)

    def panel(self, panel_id: str) -> Panel:
        """The panel with this id. Raises KeyError when there is none."""
        return named(self.panels, panel_id)
