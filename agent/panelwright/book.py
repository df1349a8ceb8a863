"""The book that a run made."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from panelwright.run import Run
from panelwright.state import PanelResult, StoryState
from panelwright_tools.binding.report_planning import PlanningFacts
from panelwright_tools.domain import FREE, Cost, Story


@dataclass(frozen=True)
class Book:
    """A finished comic: where it lies and what became of each panel."""

    folder: Path
    title: str
    story: Story
    panels: Mapping[str, PanelResult]
    """Panel id to its result, in reading order."""
    pages: tuple[Path, ...]
    """The pages as PNG, in reading order."""
    files: tuple[Path, ...]
    """The bound books and the report."""
    spent: Cost = FREE
    """What the whole run has cost so far."""
    planning: PlanningFacts | None = None
    """What planning took; None where no language model was asked."""
    declined: Mapping[str, str] = field(default_factory=dict)
    """Names of those whose portrait a service declined to paint, and what it said."""

    @property
    def flagged(self) -> tuple[str, ...]:
        """The panels that did not meet every condition, in reading order."""
        return tuple(name for name, result in self.panels.items() if result["status"] != "accepted")

    @property
    def unseen(self) -> tuple[str, ...]:
        """The panels of which nobody could tell what they show, in reading order."""
        return tuple(name for name, result in self.panels.items() if result.get("unseen"))

    @property
    def incomplete(self) -> tuple[str, ...]:
        """The panels at which a model failed that was to look; drawing again asks again."""
        return tuple(name for name, result in self.panels.items() if result.get("incomplete"))


def book_of(
    run: Run, story: Story, state: StoryState, spent: Cost, planning: PlanningFacts | None
) -> Book:
    """The book in a run folder, after the machine has bound it."""
    return Book(
        folder=run.folder,
        title=story.title,
        story=story,
        panels={panel: state["panels"][panel] for panel in state["order"]},
        pages=tuple(run.folder / name for name in state.get("pages", [])),
        files=tuple(run.folder / name for name in state.get("books", [])),
        spent=spent,
        planning=planning,
        declined={story.character(who).name: why for who, why in run.declined().items()},
    )
