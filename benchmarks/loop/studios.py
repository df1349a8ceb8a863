"""The agent's own machine, set up to draw single prompts: a panel each, without words or pages."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from miniature.prompts import Prompt

from panelwright.backends import BackEnd
from panelwright.events import Events
from panelwright.making import created
from panelwright.run import Run
from panelwright.settings import Settings
from panelwright.sheets import Sheet
from panelwright.studio import Studio
from panelwright.tooling import tool_paths
from panelwright.work import versions
from panelwright.workshop import Workshop
from panelwright_tools.domain import Box, Panel, Region, Story
from panelwright_tools.layout.pages import PageLayout, Slot

_WHOLE = Box(0.0, 0.0, 1.0, 1.0)
_DETECTOR = BackEnd(path="miniature.grounder:MiniatureGrounder")


def settings_of(facts: dict[str, Any], margin: float | None, calibrations: Path) -> Settings:
    """As a user would set them who paints with the miniature."""
    given = Settings(painter="miniature", quality="fast", attempts=facts["attempts"], jobs=1)
    scoring = {"draws": facts["draws"], "batch": facts["batch"], "margin": margin,
               "calibrations": str(calibrations)}  # fmt: skip
    painting = {"steps": facts["steps"], "guidance": facts["guidance"], "device": "cpu"}
    told = {name: value for name, value in scoring.items() if value is not None}
    return given.changed(scoring=told, painting=painting)


def run_of(asked: tuple[Prompt, ...], folder: Path, settings: Settings) -> Run:
    """A run whose panels are the prompts; the one that lies there goes on."""
    run = Run(folder) if folder.exists() else created(folder)
    run.write_story(Story(title="prompts", panels=tuple(map(_panel, asked))))
    run.write_manifest(settings, versions(settings), {})
    return run


def _panel(asked: Prompt) -> Panel:
    regions = tuple(
        Region(
            id=f"r{number}",
            noun=wanted.kind,
            phrase=phrase,
            box=Box(*asked.region(number)).clipped().rounded(),
            key=True,
        )
        for number, (wanted, phrase) in enumerate(zip(asked.wanted, asked.phrases, strict=True))
    )
    return Panel(id=asked.id, regions=regions)


@contextmanager
def opened(run: Run, settings: Settings, shown: int, *, detector: bool = False) -> Iterator[Studio]:
    """The run's studio, each panel a square of its own; with or without somebody who looks."""
    paths = tool_paths(settings)
    if detector:
        paths = paths.model_copy(update={"grounder": _DETECTOR})
    workshop, threads = Workshop(paths, 1), ThreadPoolExecutor(1)
    studio = Studio(run, settings, Events(run.events, None), workshop, threads)
    studio.sheets = {panel: _square(panel, shown) for panel in studio.panels}
    with workshop, threads:
        yield studio


def _square(panel: str, side: int) -> Sheet:
    slot = Slot(panel=panel, order=1, box=_WHOLE, polygon=((0, 0), (1, 0), (1, 1), (0, 1)))
    page = PageLayout(number=1, size=(2 * side, 2 * side), slots=(slot,))
    return Sheet(slot, page, 0.5)
