"""The book of a run as the page shows it, from what lies in the run folder."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from panelwright.binding import page_name
from panelwright.nodes.best import best
from panelwright.paging import known_pages
from panelwright.run import Run
from panelwright.settings import Settings
from panelwright.web.shelf import address
from panelwright.web.view import (
    BookModel,
    DetectionView,
    PageView,
    PanelView,
    RegionView,
    Status,
)
from panelwright_tools.domain import Attempt, Direction, Panel, Story
from panelwright_tools.domain.evidence import Outcome
from panelwright_tools.layout.pages import PageLayout, Slot


@dataclass(frozen=True)
class Going:
    """What goes on with a panel at this moment."""

    status: Status
    message: str


def story_of(run: Run) -> Story:
    """The plan, read once as long as its file stays. Raises UserError when there is none."""
    try:
        stat = run.story.stat()
    except OSError:
        return run.read_story()  # which says what is wrong
    return _story(run, stat.st_mtime_ns, stat.st_size)


@lru_cache(16)
def _story(run: Run, written: int, size: int) -> Story:
    return run.read_story()


def book_model(
    run: Run,
    going: Mapping[str, Going],
    selected: str | None = None,
    *,
    overlay: bool = False,
) -> BookModel:
    """The pages with their panels; an empty book where nothing is planned yet."""
    if not run.story.is_file():
        return BookModel()
    story = story_of(run)
    settings = run.settings() if run.manifest.is_file() else Settings()
    numbers = {panel.id: number for number, panel in enumerate(story.panels, 1)}
    return BookModel(
        rtl=story.direction is Direction.RTL,
        lang=story.language,
        pages=tuple(
            _page(run, story, page, numbers, going) for page in known_pages(run, story, settings)
        ),
        selected=selected if selected in numbers else None,
        overlay=overlay,
    )


def _page(
    run: Run,
    story: Story,
    page: PageLayout,
    numbers: Mapping[str, int],
    going: Mapping[str, Going],
) -> PageView:
    panels = tuple(
        _panel(run, story.panel(slot.panel), slot, numbers, going) for slot in page.slots
    )
    width, height = page.size
    first, last = numbers[page.slots[0].panel], numbers[page.slots[-1].panel]
    shown = f"panel {first}" if first == last else f"panels {first} to {last}"
    return PageView(
        number=page.number,
        width=width,
        height=height,
        image=_bound(run, page),
        alt=f"Page {page.number}, {shown}",
        panels=panels,
    )


def _bound(run: Run, page: PageLayout) -> str | None:
    """The lettered page, as long as no picture on it is newer."""
    path = run.folder / page_name(page.number)
    pictures = [run.panel_picture(slot.panel) for slot in page.slots]
    try:
        bound = path.stat().st_mtime_ns
        is_newest = all(picture.stat().st_mtime_ns <= bound for picture in pictures)
    except OSError:
        return None
    return address(run, path) if is_newest else None


def _panel(
    run: Run,
    panel: Panel,
    slot: Slot,
    numbers: Mapping[str, int],
    going: Mapping[str, Going],
) -> PanelView:
    looked = _looked_at(run, panel.id, marks(run, panel.id))
    now = going.get(panel.id) or Going(_rested(looked.kept, panel), "")
    return PanelView(
        id=panel.id,
        number=numbers[panel.id],
        box=slot.box,
        image=address(run, run.panel_picture(panel.id)),
        status=now.status,
        message=now.message,
        locked=panel.picture is not None,
        alt=panel.alt or panel.caption or panel.beat.text or f"Panel {numbers[panel.id]}",
        regions=looked.regions,
        detections=looked.detections,
    )


def kept_attempt(run: Run, panel: str) -> Attempt | None:
    """The attempt whose picture is in the book; None where there is none yet."""
    return _looked_at(run, panel, marks(run, panel)).kept


def marks(run: Run, panel: str) -> tuple[int, ...]:
    """When the records of a panel's attempts were written: others, once it is drawn again."""
    found: list[int] = []
    try:
        while True:
            found.append(run.attempt(panel, len(found) + 1).stat().st_mtime_ns)
    except OSError:
        return tuple(found)


@dataclass(frozen=True)
class _Looked:
    """What is known of a panel's picture."""

    kept: Attempt | None = None
    regions: tuple[RegionView, ...] = ()
    detections: tuple[DetectionView, ...] = ()


@lru_cache(4096)
def _looked_at(run: Run, panel: str, marks: tuple[int, ...]) -> _Looked:
    records = [{"attempt": one.model_dump(mode="json")} for one in run.read_attempts(panel)]
    if not records:
        return _Looked()
    kept = Attempt.model_validate(best(records)["attempt"])
    return _Looked(kept, _regions(run, kept), _detections(kept))


def _rested(kept: Attempt | None, panel: Panel) -> Status:
    if kept is None:
        return "waiting"
    is_right = kept.verdict.accepted or panel.approved == kept.picture
    return "accepted" if is_right else "flagged"


def _regions(run: Run, kept: Attempt) -> tuple[RegionView, ...]:
    return tuple(
        RegionView(
            id=item.region.id,
            label=item.region.phrase,
            box=item.box,
            verdict=_verdict(kept, item.region.id),
        )
        for item in run.read_brief(kept).regions
    )


def _verdict(kept: Attempt, region: str) -> Outcome:
    """Of all that was demanded of a region: one failure counts most, then a pass."""
    about = [one.outcome for one in kept.verdict.rulings if one.condition.region == region]
    return "fail" if "fail" in about else "pass" if "pass" in about else "unverified"


def _detections(kept: Attempt) -> tuple[DetectionView, ...]:
    return tuple(
        DetectionView(label=one.phrase, box=one.box.clipped(), score=one.score)
        for one in kept.evidence.detections
    )
