"""Pictures and plans as answers hold them: paths in the root, and a few words on each panel."""

from collections.abc import Iterable
from pathlib import Path

from PIL import Image
from pydantic import Field

from panelwright.run import Run
from panelwright.toolbox.operation import Shown
from panelwright.toolbox.places import Places
from panelwright_tools.domain import Panel, Story
from panelwright_tools.domain.model import Model

MOST_PANELS = 60
"""Panels that an answer tells; a model's attention is short."""
MOST_PICTURES = 24


class PanelLine(Model):
    """A panel of a plan in a few words."""

    id: str
    number: int
    beat: str = Field(description="the moment of the synopsis that it shows")
    shot: str
    caption: str
    speech: tuple[str, ...]
    shows: tuple[str, ...]


class PlanTold(Model):
    """A plan in a few words."""

    title: str
    style: str
    panels: tuple[PanelLine, ...] = Field(description=f"the first {MOST_PANELS} at most")
    panel_count: int
    cast: tuple[str, ...]
    notes: tuple[str, ...] = Field(description="what the planner could not do as asked")


def plan_told(story: Story) -> PlanTold:
    """A plan in a few words."""
    names = {one.id: one.name for one in story.cast}
    first = story.panels[:MOST_PANELS]
    return PlanTold(
        title=story.title,
        style=story.style,
        panels=tuple(_line(panel, number, names) for number, panel in enumerate(first, 1)),
        panel_count=len(story.panels),
        cast=tuple(one.name for one in story.cast[:MOST_PANELS]),
        notes=story.notes[:8],
    )


def _line(panel: Panel, number: int, names: dict[str, str]) -> PanelLine:
    return PanelLine(
        id=panel.id,
        number=number,
        beat=panel.beat.text[:300],
        shot=panel.shot.value,
        caption=panel.caption,
        speech=tuple(
            f"{names.get(one.speaker or '', 'a voice')}: {one.text}" for one in panel.speech
        ),
        shows=tuple(region.phrase for region in panel.regions),
    )


def shown(path: Path, places: Places, alt: str) -> Shown:
    """A picture as answers name it."""
    with Image.open(path) as image:
        width, height = image.size
    return Shown(path=places.name_of(path), width=width, height=height, alt=alt[:500])


def panels_shown(run: Run, story: Story, places: Places, ids: Iterable[str]) -> tuple[Shown, ...]:
    """The pictures of panels in this order, as far as they are painted."""
    told = {panel.id: panel.alt or panel.beat.text or panel.id for panel in story.panels}
    return tuple(
        shown(run.panel_picture(name), places, told[name])
        for name in list(ids)[:MOST_PICTURES]
        if run.panel_picture(name).is_file()
    )


def pages_shown(folder: Path, places: Places, called: str) -> tuple[Shown, ...]:
    """The pages in a folder, the first of them at most."""
    paths = sorted(folder.glob("page-*.png"))[:MOST_PICTURES]
    return tuple(shown(path, places, f"{called} {n}") for n, path in enumerate(paths, 1))
