"""The book of a run as the page shows it, from what lies in the run folder."""

from collections.abc import Mapping
from dataclasses import dataclass

from panelwright.binding import page_name
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
from panelwright_tools.layout.pages import PageLayout, Slot


@dataclass(frozen=True)
class Going:
    """What goes on with a panel at this moment."""

    status: Status
    message: str


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
    story = run.read_story()
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
    attempts = run.read_attempts(panel.id)
    kept = attempts[-1] if attempts else None
    now = going.get(panel.id) or Going(_rested(kept), "")
    return PanelView(
        id=panel.id,
        number=numbers[panel.id],
        box=slot.box,
        image=address(run, run.panel_picture(panel.id)),
        status=now.status,
        message=now.message,
        alt=panel.alt or panel.caption or panel.beat.text or f"Panel {numbers[panel.id]}",
        regions=_regions(run, kept),
        detections=_detections(kept),
    )


def _rested(kept: Attempt | None) -> Status:
    if kept is None:
        return "waiting"
    return "accepted" if kept.verdict.accepted else "flagged"


def _regions(run: Run, kept: Attempt | None) -> tuple[RegionView, ...]:
    if kept is None:
        return ()
    return tuple(
        RegionView(id=item.region.id, label=item.region.phrase, box=item.box)
        for item in run.read_brief(kept).regions
    )


def _detections(kept: Attempt | None) -> tuple[DetectionView, ...]:
    if kept is None:
        return ()
    return tuple(
        DetectionView(label=one.phrase, box=one.box.clipped(), score=one.score)
        for one in kept.evidence.detections
    )
