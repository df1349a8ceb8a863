"""What the page's book and brush are given: plain records that travel as JSON."""

from typing import Literal

from pydantic import Field

from panelwright_tools.domain import Box
from panelwright_tools.domain.model import Model

Status = Literal["waiting", "painting", "repairing", "accepted", "flagged", "failed"]
"""How far a panel is; `waiting`: nobody has begun it, or its plan changed since."""


class RegionView(Model):
    """One thing that a panel is to show."""

    id: str
    label: str
    box: Box = Field(description="fractions of the panel")
    verdict: Literal["pass", "fail", "unverified"] = "unverified"


class DetectionView(Model):
    """Something that was found on a panel's picture."""

    label: str
    box: Box = Field(description="fractions of the panel")
    score: float = Field(ge=0, le=1)


class PanelView(Model):
    """One panel where it stands on its page."""

    id: str
    number: int = Field(ge=1, description="its place in the story")
    box: Box = Field(description="fractions of the page")
    image: str | None = Field(default=None, description="address of its picture, unlettered")
    status: Status = "waiting"
    message: str = Field(default="", description="how far it is, in words")
    locked: bool = False
    alt: str
    regions: tuple[RegionView, ...] = ()
    detections: tuple[DetectionView, ...] = ()


class PageView(Model):
    """One page of the book."""

    number: int = Field(ge=1)
    width: int = Field(ge=1, description="in pixels; with the height, its proportions")
    height: int = Field(ge=1)
    image: str | None = Field(
        default=None, description="address of the lettered page; None while it isn't bound"
    )
    alt: str
    panels: tuple[PanelView, ...]


class BookModel(Model):
    """The value of the book's component."""

    rtl: bool = False
    lang: str = "en"
    pages: tuple[PageView, ...] = ()
    selected: str | None = Field(default=None, description="id of the panel that is open")
    overlay: bool = Field(default=False, description="whether boxes are drawn over the pictures")


class BrushModel(Model):
    """The value of the brush's component."""

    image: str | None = Field(default=None, description="address of the picture to paint over")
    mask: str | None = Field(
        default=None, description="a PNG as a data URL, as large as the picture; white: paint anew"
    )
    alt: str = ""
