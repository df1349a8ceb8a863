"""The report of a run, from the records of its attempts."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from panelwright import backends
from panelwright.files import write_whole
from panelwright.portraits import players
from panelwright.run import Run
from panelwright.state import PanelResult
from panelwright.store import Store
from panelwright.studio import Studio
from panelwright_tools.binding.report import (
    Portrait,
    ReportPanel,
    RunFacts,
    ShownAttempt,
    report_html,
)
from panelwright_tools.domain import Attempt, Panel

REPORT = "report.html"
RUN = "RUN"
"""How the report's commands name the run folder, so that the same run is the same bytes in any
folder; opened from a disk, the report puts its own folder there."""


@dataclass(frozen=True)
class AttemptsJob:
    """The attempts at one panel, to be made ready in a process of the workshop."""

    run: Path
    panel: str


def write_report(studio: Studio, results: Mapping[str, PanelResult]) -> str:
    """Write the report; its name in the run folder."""
    jobs = [AttemptsJob(studio.run.folder, panel.id) for panel in studio.story.panels]
    shown = studio.threads.map(lambda job: studio.workshop.do(shown_attempts, job), jobs)
    panels = [
        _report_panel(panel, attempts, results[panel.id])
        for panel, attempts in zip(studio.story.panels, shown, strict=True)
    ]
    html = report_html(studio.story, panels, _facts(studio), _portraits(studio))
    write_whole(studio.run.folder / REPORT, html)
    return REPORT


def shown_attempts(job: AttemptsJob) -> tuple[ShownAttempt, ...]:
    """The attempts with boxes, masks and letters; runs in a process of the workshop."""
    run = Run(job.run)
    return tuple(_shown(attempt, run) for attempt in run.read_attempts(job.panel))


def _shown(attempt: Attempt, run: Run) -> ShownAttempt:
    from panelwright_tools.binding.overlays import mask_sources

    path = run.attempt(attempt.panel, attempt.number)
    brief = run.read_brief(attempt)
    boxes = {item.region.id: item.box for item in brief.regions}
    picture = Store(run.store).get(attempt.picture)
    return ShownAttempt(
        attempt=attempt,
        picture=f"attempts/{path.with_suffix('.png').name}",
        size=brief.size,
        boxes=boxes,
        masks=mask_sources(picture, list(boxes)) if picture is not None else {},
        lettering=run.attempt_letters(attempt),
    )


def _report_panel(
    panel: Panel, attempts: tuple[ShownAttempt, ...], result: PanelResult
) -> ReportPanel:
    return ReportPanel(panel=panel, attempts=attempts, kept=result["attempt"])


def _portraits(studio: Studio) -> list[Portrait]:
    run, story = studio.run, studio.story
    return [
        Portrait(
            name=character.name,
            phrase=character.phrase,
            picture=f"cast/{character.id}.png" if run.portrait(character.id).is_file() else "",
            panels=tuple(
                number
                for number, panel in enumerate(story.panels, 1)
                if any(region.subject == character.id for region in panel.regions)
            ),
        )
        for character in players(story)
    ]


def _facts(studio: Studio) -> RunFacts:
    settings = studio.settings
    return RunFacts(
        run=RUN,
        planner=studio.story.planner,
        painter=backends.chosen(settings, "painter"),
        grounder=backends.chosen(settings, "grounder"),
        critic=backends.chosen(settings, "critic"),
    )
