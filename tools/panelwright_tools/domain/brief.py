"""What a painter gets for one panel: everything that decides the pixels, nothing else."""

from typing import Literal

from pydantic import Field

from panelwright_tools.domain.cast import Character, Place
from panelwright_tools.domain.geometry import Box
from panelwright_tools.domain.model import Model, Slug, unsaid
from panelwright_tools.domain.story import PanelBox, Region, Relation
from panelwright_tools.domain.text import Text
from panelwright_tools.domain.vocabulary import (
    Angle,
    Falling,
    Season,
    Shot,
    TimeOfDay,
    Weather,
)

Quality = Literal["fast", "balanced", "high"]


class BriefRegion(Model):
    """A region that has its box, with the character that stands in it."""

    region: Region
    box: PanelBox
    character: Character | None = Field(default=None, description="None for a thing")
    apart: bool = Field(
        default=False, description="to stand out from what is behind it more than usual"
    )
    speaking: bool = Field(default=False, description="has a balloon, so that its mouth is open")
    emphasis: float = Field(
        default=1.0,
        gt=0,
        description="factor on a painter's attention to the words that name it; 1 as usual",
        exclude_if=lambda factor: factor == 1.0,
    )
    damped: tuple[tuple[Text, float], ...] = Field(
        default=(),
        description="phrases of its words that are not to be seen, and the factor, below 1, on "
        "a painter's attention to each",
        exclude_if=unsaid,
    )


class Brief(Model):
    """One panel for a painter. Its digest, with the painter's id and version, keys the picture."""

    panel: Slug
    called: Text = Field(
        default="",
        description="what sentences call it: the portrait of Mina; empty: a panel, by its name",
        exclude_if=unsaid,
    )
    prompt: Text
    negative_prompt: Text = ""
    style: str = "colour"
    place: Place | None = None
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
    regions: tuple[BriefRegion, ...] = ()
    relations: tuple[Relation, ...] = ()
    avoid: tuple[Text, ...] = ()
    reserved: tuple[Box, ...] = Field(default=(), description="room kept free for balloons")
    size: tuple[int, int] = Field(default=(768, 768), description="width and height in pixels")
    floor: float = Field(default=0.93, ge=0, le=1.5, description="y of the line that feet stand on")
    fixtures: tuple[Slug, ...] = Field(
        default=(), description="regions of the plan that the place shows: the door of a room"
    )
    pan: float | None = Field(
        default=None,
        description="metres that the camera stands right of the middle of the place; "
        "None: the painter chooses",
    )
    framed: tuple[tuple[float, float], ...] = Field(
        default=(),
        description="left and right of the boxes that the picture's camera was chosen for, when "
        "what is painted anew moves: the set must not move with it",
        exclude_if=unsaid,
    )
    grid: tuple[int, int] | None = Field(
        default=None,
        description="cells across and down of a canvas of many small requests, the newest last: "
        "painters of words are told them in groups; None: a panel of a story",
        exclude_if=unsaid,
    )
    seed: int = 0
    quality: Quality = "balanced"
    parent: str | None = Field(
        default=None, description="key of the picture that is being inpainted"
    )
    mask: tuple[Box, ...] = Field(
        default=(), description="what of the parent may be painted anew, roughly"
    )
    repaint: tuple[Slug, ...] = Field(
        default=(), description="the regions that are painted anew, with all that they cast"
    )

    @property
    def told(self) -> str:
        """What a sentence calls the picture: `panel p-2`, `the portrait of Mina`."""
        return self.called or f"panel {self.panel}"
