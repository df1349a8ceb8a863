"""The lettering of one panel as data: every balloon, caption and sound with exact places."""

from typing import Literal

from pydantic import Field

from panelwright_tools.domain.model import Model
from panelwright_tools.domain.vocabulary import SpeechKind

Point = tuple[float, float]
"""Pixels of the panel, origin top left."""
Polygon = tuple[Point, ...]
Rect = tuple[float, float, float, float]
"""`(left, top, right, bottom)` in pixels of the panel."""


class Run(Model):
    """Letters of one font on a line."""

    text: str
    font: str = Field(description="a name of data/fonts.toml or the path of a system font")
    size: float = Field(description="pixels per em")
    x: float = Field(description="left end of the run")
    width: float


class Line(Model):
    """One line of text; its runs stand in visual order, left to right."""

    runs: tuple[Run, ...]
    baseline: float
    joint: Literal["space", "none", "hyphen"] = Field(
        default="space",
        description="how the next line goes on: after a space, at once, or inside a word",
    )
    rtl: bool = False

    @property
    def text(self) -> str:
        """The letters in reading order, as drawn, without the added hyphen."""
        runs = reversed(self.runs) if self.rtl else self.runs
        text = "".join(run.text for run in runs)
        return text[:-1] if self.joint == "hyphen" else text


def joined(lines: tuple[Line, ...]) -> str:
    """The text of several lines in reading order, with broken words made whole."""
    glue = {"space": " ", "none": "", "hyphen": ""}
    return "".join(line.text + glue[line.joint] for line in lines).strip()


class Balloon(Model):
    """Words of one speaker in one shape. A long speech takes several balloons."""

    kind: SpeechKind
    speech: int = Field(description="index of the speech in the panel")
    span: tuple[int, int] = Field(description="first and last+1 character of the speech")
    speaker: str | None = None
    region: str | None = Field(default=None, description="the region whose mouth speaks")
    lines: tuple[Line, ...]
    box: Rect
    outline: Polygon
    tail: tuple[Polygon, ...] = Field(
        default=(), description="a pointed tail, or the bubbles of a thought"
    )
    aim: Point | None = Field(default=None, description="the mouth that the tail points at")

    @property
    def text(self) -> str:
        """What the balloon says."""
        return joined(self.lines)


class Caption(Model):
    """A box of the narrator's words."""

    span: tuple[int, int] = Field(description="first and last+1 character of the caption")
    lines: tuple[Line, ...]
    box: Rect
    outline: Polygon

    @property
    def text(self) -> str:
        """What the caption says."""
        return joined(self.lines)


class Glyph(Model):
    """One letter of a sound effect, turned about the left end of its baseline."""

    text: str
    font: str
    size: float
    origin: Point
    angle: float = Field(description="degrees, positive turns clockwise as seen")


class SoundEffect(Model):
    """A sound drawn as letters."""

    sound: int = Field(description="index of the sound in the panel")
    text: str
    glyphs: tuple[Glyph, ...]
    box: Rect
    region: str | None = None
    colour: int = Field(default=0, description="which of the style's sound colours")


class Link(Model):
    """The neck between two balloons of one speaker."""

    first: int = Field(description="index of a balloon")
    second: int
    outline: Polygon


class StripEntry(Model):
    """Words that found no balloon, with who says them."""

    speech: int | None = Field(description="index of the speech; None for the caption")
    span: tuple[int, int]
    speaker: str | None = None
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """The words alone, without the speaker's name."""
        return joined(self.lines)


class Strip(Model):
    """The last resort: a paper strip inside the panel, under or over the picture."""

    box: Rect
    names: tuple[Line, ...] = Field(description="the speaker's name before each entry")
    entries: tuple[StripEntry, ...]


class Leftover(Model):
    """Text that is not on the panel: no room even in the strip, or no font for it."""

    speech: int | None
    span: tuple[int, int]
    speaker: str | None = None
    text: str
    reason: Literal["room", "font"] = "room"


class Lettering(Model):
    """Everything that is lettered on one panel."""

    size: tuple[int, int] = Field(description="pixels of the picture it was made for")
    text_size: float = Field(description="pixels per em of the plain text")
    balloons: tuple[Balloon, ...] = ()
    captions: tuple[Caption, ...] = ()
    sounds: tuple[SoundEffect, ...] = ()
    links: tuple[Link, ...] = ()
    strip: Strip | None = None
    shift: float = Field(
        default=0.0, ge=0, description="pixels that the picture moves up to make room for the strip"
    )
    leftovers: tuple[Leftover, ...] = ()
    notes: tuple[str, ...] = Field(
        default=(), description="what the reader of the report should know"
    )
