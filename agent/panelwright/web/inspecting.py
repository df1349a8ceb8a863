"""One panel from near: its attempts with what was measured on them, and what may be done."""

from dataclasses import dataclass
from functools import lru_cache

from panelwright.reporting import SectionJob, shown, told
from panelwright.run import Run
from panelwright.store import Store
from panelwright.web.booking import kept_attempt, marks, story_of
from panelwright.web.deeds import number_of
from panelwright.web.rendering import rendered
from panelwright.web.shelf import address
from panelwright_tools.domain import Attempt, Story


@dataclass(frozen=True)
class PanelDetail:
    """What the page shows of the panel that is open."""

    id: str
    number: int
    picture: str | None
    alt: str
    evidence: str
    """HTML."""
    locked: bool
    approved: bool
    flagged: bool
    mark: str
    """Another one when any of it changed."""


def panel_detail(run: Run, panel: str) -> PanelDetail:
    """All that is known about a panel. Raises UserError when there is none of that id."""
    story = story_of(run)
    number = number_of(story, panel)
    kept, one = kept_attempt(run, panel), story.panel(panel)
    picture = address(run, run.panel_picture(panel))
    return PanelDetail(
        id=panel,
        number=number,
        picture=picture,
        alt=one.alt or f"Panel {number}",
        evidence=_evidence(run, panel, story.model_dump_json(), marks(run, panel)),
        locked=one.picture is not None,
        approved=kept is not None and one.approved == kept.picture,
        flagged=kept is not None and not kept.verdict.accepted,
        mark=f"{panel} {picture} {marks(run, panel)} {one.model_dump_json()}",
    )


@lru_cache(64)
def _evidence(run: Run, panel: str, story_json: str, marks: tuple[int, ...]) -> str:
    story = Story.model_validate_json(story_json)
    one, kept = story.panel(panel), kept_attempt(run, panel)
    place = story.place(one.place).name if one.place is not None else "no place"
    job = SectionJob(
        run=run.folder,
        number=number_of(story, panel),
        panel=one,
        kept=kept.number if kept is not None else 0,
        place=place,
        names={character.id: character.name for character in story.cast},
    )
    attempts = [shown(at, run, _picture(at, run)) for at in run.read_attempts(panel)]
    return rendered("evidence.html.j2", section=told(job, attempts))


def _picture(attempt: Attempt, run: Run) -> str:
    """From the store, which keeps it while the panel's attempts are made anew."""
    return address(run, Store(run.store).image_path(attempt.picture)) or ""
