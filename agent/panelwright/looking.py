"""Painting one brief and measuring the picture: the work of a painting process."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol, cast

from panelwright import backends
from panelwright.settings import Settings
from panelwright.store import Store, picture_key
from panelwright_tools.domain import Brief, Evidence, Panel, ToolError
from panelwright_tools.domain.model import digest
from panelwright_tools.grounding.grounder import Grounder
from panelwright_tools.lift.critic import Critic
from panelwright_tools.painting.painter import Painter
from panelwright_tools.painting.picture import Picture


@dataclass(frozen=True)
class ToolPaths:
    """Dotted paths of the tools; plain text, so that another process can make them."""

    painter: str
    grounder: str
    critic: str


class Tools(Protocol):
    """The tools of one process."""

    painter: Painter
    grounder: Grounder
    critic: Critic


@dataclass(frozen=True)
class _Made:
    painter: Painter
    grounder: Grounder
    critic: Critic


@dataclass(frozen=True)
class Job:
    """One picture to paint and measure."""

    tools: ToolPaths
    store: Path
    brief: Brief
    panel: Panel
    """Its letters decide legibility; its regions are in the brief."""


@dataclass(frozen=True)
class Receipt:
    """What a job left in the store."""

    picture: str
    evidence: Evidence
    painted: bool
    """False when the picture was there already."""


def tool_paths(settings: Settings) -> ToolPaths:
    """Where the tools that the settings choose lie."""
    return ToolPaths(
        painter=backends.dotted_path("painter", backends.chosen(settings, "painter")),
        grounder=backends.dotted_path("grounder", backends.chosen(settings, "grounder")),
        critic=backends.dotted_path("critic", backends.chosen(settings, "critic")),
    )


@lru_cache
def tools(paths: ToolPaths) -> Tools:
    """The tools, made once a process."""
    return cast(
        Tools,
        _Made(
            painter=backends.made(paths.painter),
            grounder=backends.made(paths.grounder),
            critic=backends.made(paths.critic),
        ),
    )


def paint_and_look(job: Job) -> Receipt:
    """The picture of the job's brief with its evidence, from the store as far as they are there.

    Raises ToolError when the painter failed or the store can't be written.
    """
    own = tools(job.tools)
    store = Store(job.store)
    key = picture_key(job.brief, own.painter.id)
    evidence_key = digest(job.panel, key, own.grounder.id, own.critic.id)
    evidence = store.get_evidence(evidence_key)
    if evidence is not None and store.holds(key):
        return Receipt(key, evidence, painted=False)
    picture, painted = _picture(job, key, own.painter, store)
    evidence = look(picture, job, own)
    store.put_evidence(evidence_key, evidence)
    return Receipt(key, evidence, painted)


def look(picture: Picture, job: Job, own: Tools) -> Evidence:
    """Everything that the tools measure on a picture."""
    return Evidence(
        detections=tuple(own.grounder.ground(picture, job.brief, job.brief.avoid)),
        lifts=tuple(own.critic.lift(picture, job.brief)),
        notes=picture.notes,
    )


def _picture(job: Job, key: str, painter: Painter, store: Store) -> tuple[Picture, bool]:
    kept = store.get(key)
    if kept is not None:
        return kept, False
    parent = store.get(job.brief.parent) if job.brief.parent is not None else None
    if job.brief.parent is not None and parent is None:
        raise ToolError(f"the picture {job.brief.parent} to repair is not in the store.")
    picture = painter.paint(job.brief, parent)
    store.put(key, picture)
    return picture, True
