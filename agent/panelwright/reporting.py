"""The report of a run, from the records of its attempts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from panelwright import backends
from panelwright.files import whole_file
from panelwright.run import Run
from panelwright.settings import Settings
from panelwright.state import PanelResult
from panelwright.store import Store
from panelwright_tools.binding.report import Outcome, Portrait, RunFacts, report_parts
from panelwright_tools.binding.report_panel import ReportPanel, ShownAttempt, panel_section
from panelwright_tools.domain import FREE, Attempt, Panel

if TYPE_CHECKING:
    from panelwright.studio import Studio  # not loaded where sections are written

REPORT = "report.html"
RUN = "RUN"
"""How the report's commands name the run folder, so that the same run is the same bytes in any
folder; opened from a disk, the report puts its own folder there."""


@dataclass(frozen=True)
class SectionJob:
    """One panel's part of the report, to be written in a process of the workshop."""

    run: Path
    number: int
    panel: Panel
    kept: int
    place: str
    names: Mapping[str, str]


def write_report(studio: "Studio", results: Mapping[str, PanelResult]) -> str:
    """Write the report panel by panel; its name in the run folder."""
    panels = [panel.id for panel in studio.story.panels]
    outcomes = [
        Outcome(panel, results[panel]["status"], results[panel]["attempts"]) for panel in panels
    ]
    sections = studio.in_turn(section, list(_jobs(studio, results)))
    parts = report_parts(studio.story, outcomes, sections, _facts(studio), _portraits(studio))
    with whole_file(studio.run.folder / REPORT) as file:
        file.writelines(part.encode() for part in parts)
    return REPORT


def _jobs(studio: "Studio", results: Mapping[str, PanelResult]) -> Iterator[SectionJob]:
    story = studio.story
    names = {character.id: character.name for character in story.cast}
    for number, panel in enumerate(story.panels, 1):
        place = story.place(panel.place).name if panel.place is not None else "no place"
        kept = results[panel.id]["attempt"]
        yield SectionJob(studio.run.folder, number, panel, kept, place, names)


def section(job: SectionJob) -> str:
    """The attempts with boxes, masks and letters as HTML; runs in a process of the workshop."""
    run = Run(job.run)
    attempts = run.read_attempts(job.panel.id)
    return told(job, [shown(one, run, _beside_report(one, run)) for one in attempts])


def told(job: SectionJob, attempts: Sequence[ShownAttempt]) -> str:
    """The same of attempts that somebody has looked at."""
    return panel_section(
        ReportPanel(job.number, job.panel, tuple(attempts), job.kept, job.place, job.names)
    )


def _beside_report(attempt: Attempt, run: Run) -> str:
    path = run.attempt(attempt.panel, attempt.number)
    return f"attempts/{path.with_suffix('.png').name}"


def shown(attempt: Attempt, run: Run, picture: str) -> ShownAttempt:
    """An attempt with all that was measured on it; `picture` is where a browser finds it."""
    from panelwright_tools.binding.overlays import lift_sources, map_sources, mask_sources

    brief = run.read_brief(attempt)
    boxes = {item.region.id: item.box for item in brief.regions}
    store, key = Store(run.store), attempt.evidence.sightings
    painted = store.get(attempt.picture)
    sightings = store.get_sightings(key) if key is not None else None
    lifts_at = attempt.evidence.lift_maps
    lifts = store.get_lift_maps(lifts_at) if lifts_at is not None else None
    return ShownAttempt(
        attempt=attempt,
        picture=picture,
        size=brief.size,
        boxes=boxes,
        masks=mask_sources(painted, list(boxes), sightings or ()) if painted is not None else {},
        maps=map_sources(painted, list(boxes)) if painted is not None else {},
        lift_maps=lift_sources(lifts or {}),
        lettering=run.attempt_letters(attempt),
    )


def _portraits(studio: "Studio") -> list[Portrait]:
    run, story = studio.run, studio.story
    return [
        Portrait(
            name=character.name,
            phrase=character.phrase,
            declined=studio.declined.get(character.id, ""),
            picture=f"cast/{character.id}.png" if run.portrait(character.id).is_file() else "",
            panels=tuple(
                number
                for number, panel in enumerate(story.panels, 1)
                if any(region.subject == character.id for region in panel.regions)
            ),
        )
        for character in story.cast
        if character.id in {*studio.portraits, *studio.own_portraits}
    ]


def _facts(studio: "Studio") -> RunFacts:
    from panelwright.reckoning import planning_facts  # not loaded where sections are written

    settings = studio.settings
    return RunFacts(
        run=RUN,
        planner=studio.story.planner,
        painter=backends.chosen(settings, "painter"),
        grounder=_eyes(settings),
        critic=backends.chosen(settings, "critic"),
        planning=planning_facts(studio.run),
        bill=_bill(studio),
    )


def _eyes(settings: Settings) -> str:
    """Who looked, and who found outlines where somebody did."""
    grounder = backends.chosen(settings, "grounder")
    segmenter = backends.chosen(settings, "segmenter")
    looked = grounder if segmenter == "none" else f"{grounder} with masks by {segmenter}"
    questions = backends.chosen(settings, "questions")
    return looked if questions == "none" else f"{looked}, asked by {questions}"


def _bill(studio: "Studio") -> str:
    """What the run cost, beside what painting was reckoned to cost where that was asked."""
    from panelwright.estimate import kept_estimate

    spent, estimate = studio.budget.spent(), kept_estimate(studio.run)
    if spent == FREE:
        return ""
    paid = f"The run has cost {spent.words} in all"
    if estimate is None or estimate.most == FREE:
        return f"{paid}."
    return f"{paid}; to paint, {estimate.sentence} were reckoned."
