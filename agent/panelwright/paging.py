"""The pages of a run: laid out once, and after an edit only where it asks for it."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from itertools import takewhile
from pathlib import Path
from typing import Final

from panelwright.files import disk_errors, write_whole
from panelwright.planning.diff import longest_rising
from panelwright.run import Run
from panelwright.settings import Settings
from panelwright_tools.domain import Panel, Story
from panelwright_tools.domain.model import Model
from panelwright_tools.layout.pages import PageLayout, paginate
from panelwright_tools.layout.reflow import reflowed

MOST_EARLIER: Final = 100
"""Earlier layouts that are kept, so that going back in the plan's versions moves nothing."""
_FULL: Final = 4
"""Panels from which on a last page stays as it is when several are added behind it."""
_MOST: Final = 7
"""Panels of a page that grows by edits, before it is parted."""


class PagePlan(Model):
    """The pages of a run as they were laid out, so that an edit moves no other panel."""

    asked: str
    """What they were laid out for: panels in order with their weights and whether the page is
    turned after them, wanted pages, direction, title."""
    pages: tuple[PageLayout, ...]


def paged(story: Story, settings: Settings) -> list[PageLayout]:
    """The pages of a story that has none yet."""
    return paginate(
        story.panels,
        pages=_wanted(settings, story),
        direction=story.direction,
        title=bool(story.title.strip()),
    )


def kept_pages(run: Run, story: Story, settings: Settings) -> list[PageLayout]:
    """The run's pages, as `known_pages` tells them, which are its pages from now on."""
    plan, asked = _kept(run), _asked(story, settings)
    if plan is None or plan.asked != asked:
        new = PagePlan(asked=asked, pages=tuple(known_pages(run, story, settings)))
        if plan is not None:
            _keep_earlier(run, plan)
        write_whole(run.pages, new.model_dump_json() + "\n")
        plan = new
    return list(plan.pages)


def known_pages(run: Run, story: Story, settings: Settings) -> list[PageLayout]:
    """The pages of a story of the run; nothing is written.

    Those pages are laid out anew to which panels come, from which they go, or whose panels are to
    be larger or smaller; all of them only when another number of pages, direction or title is
    wanted. A plan that the run had before has the pages that it had then.
    """
    plan, asked = _kept(run), _asked(story, settings)
    if plan is None:
        return paged(story, settings)
    if plan.asked == asked:
        return list(plan.pages)
    earlier = _read(_earlier_path(run, asked))
    if earlier is not None and earlier.asked == asked:
        return list(earlier.pages)
    relaid, anew = _relaid(plan, asked, story), paged(story, settings)
    is_as_wished = _wanted(settings, story) is None or len(relaid) == len(anew)
    return relaid if relaid and is_as_wished else anew


def _relaid(plan: PagePlan, asked: str, story: Story) -> list[PageLayout]:
    """The pages with as few as possible laid out anew; none when all of them must be."""
    was, *wanted_before = json.loads(plan.asked)
    now, *wanted = json.loads(asked)
    if wanted != wanted_before:
        return []
    weights = {panel[0]: panel[1] for panel in was}
    panels = {panel.id: panel for panel in story.panels}
    if panels.keys().isdisjoint(weights):
        return []
    pages: list[PageLayout] = []
    for old, ids in _parted(plan, [panel[0] for panel in now]):
        group = [panels[name] for name in ids]
        new = _laid_out(group, story, is_first=not pages)
        if old is not None and len(new) == 1:
            resized = [p.id for p in group if weights.get(p.id, p.weight) != p.weight]
            new = [
                reflowed(old, new[0], group, plan.pages, resized=resized, direction=story.direction)
            ]
        pages += [
            page.model_copy(update={"number": len(pages) + n}) for n, page in enumerate(new, 1)
        ]
    return pages


def _laid_out(group: Sequence[Panel], story: Story, *, is_first: bool) -> list[PageLayout]:
    title = is_first and bool(story.title.strip())
    pages = 1 if len(group) <= _MOST else None
    return paginate(group, pages=pages, direction=story.direction, title=title)


def _parted(plan: PagePlan, ids: Sequence[str]) -> Iterator[tuple[PageLayout | None, list[str]]]:
    """The panels in their new order, in the pages that they had; those that moved or are new are
    with those before them."""
    before = [(slot.panel, n) for n, page in enumerate(plan.pages) for slot in page.slots]
    numbers = {name: number for number, (name, _) in enumerate(before)}
    stayed = longest_rising([name for name in ids if name in numbers], numbers)
    places = {name: page for name, page in before if name in stayed}
    groups: list[list[str]] = [[] for _ in plan.pages]
    at = next((places[name] for name in ids if name in places), 0)
    for name in ids:
        at = places.get(name, at)
        groups[at].append(name)
    added = list(reversed([*takewhile(lambda name: name not in numbers, reversed(ids))]))
    old = len(groups[-1]) - len(added)
    if len(added) > 1 and old >= _FULL:
        groups[-1] = groups[-1][:old]
        groups.append(added)
    for number, group in enumerate(groups):
        if group:
            yield (plan.pages[number] if number < len(plan.pages) else None), group


def _kept(run: Run) -> PagePlan | None:
    return _read(run.pages)


def _read(path: Path) -> PagePlan | None:
    try:
        return PagePlan.model_validate_json(path.read_bytes())
    except (OSError, ValueError):
        return None


def _keep_earlier(run: Run, plan: PagePlan) -> None:
    path = _earlier_path(run, plan.asked)
    with disk_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        known = sorted(path.parent.glob("*.json"), key=lambda one: one.stat().st_mtime)
        for old in known[: max(0, len(known) + 1 - MOST_EARLIER)]:
            old.unlink(missing_ok=True)
    write_whole(path, plan.model_dump_json() + "\n")


def _earlier_path(run: Run, asked: str) -> Path:
    return run.versions / "pages" / f"{hashlib.sha256(asked.encode()).hexdigest()[:24]}.json"


def _asked(story: Story, settings: Settings) -> str:
    wanted = [_wanted(settings, story), story.direction.value, bool(story.title.strip())]
    panels = [[panel.id, panel.weight, panel.turns_page] for panel in story.panels]
    return json.dumps([panels, *wanted])


def _wanted(settings: Settings, story: Story) -> int | None:
    """The number of pages that is asked for; None: as many as the panels take."""
    return settings.pages or story.pages
