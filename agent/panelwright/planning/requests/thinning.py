"""Takes out of a crowded panel what does not matter there, or steps back from it."""

from collections.abc import Iterator
from typing import Final

from panelwright.planning.edits import Edit, RemoveRegion, SetPanel
from panelwright.planning.requests.camera import stepped
from panelwright_tools.domain import Face, Panel, Pose, Region

_ROOMY: Final = 2
"""Subjects of a panel that is not crowded."""


def thinned(panel: Panel) -> Iterator[Edit]:
    """Without things that nobody has to do with, without all but one of several alike, else without
    one who only stands there; where nothing can go, from further away."""
    if len(panel.regions) <= _ROOMY:
        return
    gone = _spare(panel) or _bystanders(panel)[-1:]
    for region in gone[: len(panel.regions) - 1]:
        yield RemoveRegion(panel=panel.id, region=region.id)
    if not gone and (shot := stepped(panel.shot, "wider")) is not panel.shot:
        yield SetPanel(panel=panel.id, shot=shot)


def _spare(panel: Panel) -> list[Region]:
    found: list[Region] = []
    seen: set[str] = set()
    for region in panel.regions:
        if region.subject is not None or region.id in _tied(panel):
            continue
        if not region.key or region.noun in seen:
            found.append(region)
        seen.add(region.noun)
    return found


def _bystanders(panel: Panel) -> list[Region]:
    """Those who stand there with a plain face, say nothing and have to do with nobody."""
    speakers = {speech.speaker for speech in panel.speech}
    return [
        region
        for region in panel.regions
        if region.subject is not None
        and region.subject not in speakers
        and region.id not in _tied(panel)
        and (region.pose or Pose.STAND) is Pose.STAND
        and (region.face or Face.NEUTRAL) is Face.NEUTRAL
    ]


def _tied(panel: Panel) -> set[str]:
    return {
        name
        for relation in panel.relations
        for name in (relation.source, relation.target, relation.other)
        if name is not None
    }
