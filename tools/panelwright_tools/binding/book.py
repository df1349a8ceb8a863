"""What is bound: a story, its page layouts, and its lettered panels."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PIL import Image

from panelwright_tools.domain import Box, Direction, Panel, Story
from panelwright_tools.lettering.model import Lettering
from panelwright_tools.lettering.words import plain

Corner = tuple[float, float]


class PageSlot(Protocol):
    """Where a panel stands on a page."""

    @property
    def panel(self) -> str:
        """The panel's id."""
        ...

    @property
    def box(self) -> Box:
        """Fractions of the page."""
        ...

    @property
    def polygon(self) -> Sequence[Corner]:
        """The panel's corners in fractions of the page; slanted gutters make it no rectangle."""
        ...


class Page(Protocol):
    """The layout of one page."""

    @property
    def number(self) -> int:
        """From 1."""
        ...

    @property
    def size(self) -> tuple[float, float]:
        """Width and height; only their proportion counts."""
        ...

    @property
    def slots(self) -> Sequence[PageSlot]:
        """The panels in reading order."""
        ...


@dataclass(frozen=True)
class LetteredPanel:
    """A picture without letters, and its letters."""

    picture: Path | Image.Image
    """Unlettered pixels; a path is opened only while its page is made."""
    lettering: Lettering

    def image(self) -> Image.Image:
        """The unlettered pixels."""
        if isinstance(self.picture, Image.Image):
            return self.picture.convert("RGB")
        with Image.open(self.picture) as opened:
            return opened.convert("RGB")


@dataclass(frozen=True)
class Book:
    """Everything that an export needs."""

    story: Story
    pages: tuple[Page, ...]
    panels: Mapping[str, LetteredPanel]
    """By panel id; a panel without a picture is left blank."""

    @property
    def rtl(self) -> bool:
        """Whether the book is read from right to left."""
        return self.story.direction is Direction.RTL


def alt_text(panel: Panel, names: Mapping[str, str]) -> str:
    """What a reader who cannot see the panel is told: the scene, then the words in order."""
    parts = [panel.alt.strip() or _scene(panel)]
    told = [f"Caption: {plain(panel.caption)}"] if panel.caption.strip() else []
    said = []
    for speech in panel.speech:
        name = names.get(speech.speaker or "", "A voice")
        said.append(f"{name} ({speech.kind.value.replace('_', ' ')}): “{plain(speech.text)}”")
    parts += [*said, *told] if panel.caption_last else [*told, *said]
    parts += [f"Sound: {plain(sound.text)}" for sound in panel.sounds]
    return " ".join(part for part in parts if part)


def _scene(panel: Panel) -> str:
    subjects = ", ".join(dict.fromkeys(region.phrase for region in panel.regions))
    return panel.beat.text.strip() or (f"Shows {subjects}." if subjects else "A quiet panel.")


def names_of(story: Story) -> dict[str, str]:
    """Character ids to names."""
    return {character.id: character.name for character in story.cast}
