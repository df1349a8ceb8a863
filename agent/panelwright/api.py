"""The three functions that most programs need."""

from pathlib import Path

from panelwright.book import Book
from panelwright.configuration import with_files_picked
from panelwright.events import Watcher
from panelwright.planning.choosing import chosen_planner, kept_for_now
from panelwright.planning.planner import PlanWishes
from panelwright.readiness import check_ready
from panelwright.settings import Settings
from panelwright.synopsis import clean
from panelwright.work import Work, carry_out, new_run, new_run_of_story
from panelwright_tools.domain import Story, ToolError


def plan(
    synopsis: str,
    *,
    panels: int | None = None,
    pages: int | None = None,
    style: str = "colour",
    rtl: bool = False,
    title: str | None = None,
    settings: Settings | None = None,
) -> Story:
    """Plan a story from its synopsis (the text itself, not a file's name); writes nothing.

    The settings name the planner, such as `Settings(planner="llama:qwen3-4b.gguf")`. Raises
    UserError when there is nothing to plan, ToolError when a model can't be reached,
    BudgetExceeded before asking it would pass the settings' cap.
    """
    settings = settings or Settings()
    wishes = PlanWishes(panels=panels, pages=pages, style=style, rtl=rtl, title=title)
    with kept_for_now(settings) as (keep, budget):
        planner = chosen_planner(settings, keep, budget)
        return planner.plan(clean(synopsis, "the synopsis"), wishes)


def draw(
    story: Story,
    folder: str | Path | None = None,
    *,
    settings: Settings | None = None,
    jobs: int = 0,
    watcher: Watcher | None = None,
) -> Book:
    """Paint, check, letter and bind a story in a new run folder.

    `jobs` is the number of painting processes, 0 for one a core; `watcher` is called with every
    event. Raises UserError when the folder is not empty or a tool lacks what it needs, ToolError
    when a tool or the disk fails.
    """
    settings = with_files_picked(settings or Settings())
    check_ready(settings)
    run = new_run_of_story(story, settings, Path(folder) if folder is not None else None)
    return _bound(carry_out(run, Work(jobs=jobs), watcher))


def plan_and_draw(
    synopsis: str,
    folder: str | Path | None = None,
    *,
    settings: Settings | None = None,
    jobs: int = 0,
    watcher: Watcher | None = None,
) -> Book:
    """The whole road from the text of a synopsis to a bound book, in a new run folder."""
    text = clean(synopsis, "the synopsis")
    name, settings = " ".join(text.split()[:6]), with_files_picked(settings or Settings())
    check_ready(settings)
    run = new_run(text, name, settings, Path(folder) if folder else None)
    return _bound(carry_out(run, Work(jobs=jobs), watcher))


def _bound(book: Book | None) -> Book:
    if book is None:
        raise ToolError("the run stopped before its book was bound.")
    return book
