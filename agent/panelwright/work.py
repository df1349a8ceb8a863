"""Working on a run: making it, opening its tools, running the machine, handing over the book."""

import asyncio
import hashlib
import platform
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from panelwright import backends
from panelwright.book import Book, book_of
from panelwright.events import Events, Watcher
from panelwright.files import sweep, write_whole
from panelwright.lock import locked
from panelwright.making import created, created_beside
from panelwright.names import slug
from panelwright.paying import settle
from panelwright.planning.endpoints import check_address
from panelwright.reckoning import planning_facts
from panelwright.run import FOLDERS, Run
from panelwright.settings import Settings
from panelwright.stopping import Stop, ended_by
from panelwright.studio import Studio
from panelwright.toml import Table
from panelwright.tooling import ToolPaths, side_by_side, tool_paths
from panelwright.workshop import Workshop, cores
from panelwright_tools.domain import BudgetExceeded, Story
from panelwright_tools.painting.listening import hearing, listening


@dataclass(frozen=True)
class Work:
    """How to work on a run this time; none of it changes the result."""

    go_on: bool = False
    """Continue where the last process stopped, instead of going over every panel."""
    approve: bool = False
    """Stop after the plan, and before panels are painted by portraits."""
    consent: bool = False
    """Stop before a model is asked to plan."""
    jobs: int = 0
    """Painting processes; 0 means one for each core."""
    at_stop: Callable[[], None] = lambda: None
    """Called when the user interrupts, before what is under way is waited for."""
    first: frozenset[str] = frozenset()
    """Panels that somebody waits for: they are painted before all others."""


def new_run(text: str, name: str, settings: Settings, folder: Path | None = None) -> Run:
    """A run folder for a synopsis: the given one, or one under the settings' runs folder.

    Raises UserError when the settings, which it keeps, hold a secret.
    """
    check_address(settings.model)
    if folder is not None:
        run = created(folder)
    else:
        mark = hashlib.sha256(text.encode()).hexdigest()[:4]
        run = created_beside(Path(settings.runs), f"{slug(name)}-{mark}")
    write_whole(run.synopsis, text)
    run.write_manifest(settings, versions(settings), {})
    return run


def new_run_of_story(story: Story, settings: Settings, folder: Path | None = None) -> Run:
    """A run folder for a plan that is there already. Raises as `new_run` does."""
    check_address(settings.model)
    if folder is not None:
        run = created(folder)
    else:
        run = created_beside(Path(settings.runs), slug(story.title))
    run.write_story(story)
    run.write_manifest(settings, versions(settings), {})
    return run


def versions(settings: Settings) -> Table:
    """What decides the bytes besides the settings: who did it, in which version."""
    return {
        "panelwright": version("panelwright"),
        "pillow": version("pillow"),
        "numpy": version("numpy"),
        "python": platform.python_version(),
        **{role: backends.chosen(settings, role) for role in ("planner", "painter")},
        **{found.package: found.version for found in backends.plugins(settings)},
    }


def carry_out(
    run: Run, work: Work, watcher: Watcher | None = None, stop: Stop | None = None
) -> Book | None:
    """Run the machine; the book, or None when planning, the plan or the portraits await approval.

    Raises PanelwrightError when it can't be done, Stopped when `stop` was said, KeyboardInterrupt
    when the user stops it from the keyboard.
    """
    with locked(run.lock), opened_studio(run, work, watcher) as studio:
        if not (work.approve or work.consent):
            studio.workshop.warm()
        wanted = carried_out(studio, work)
        return asyncio.run(wanted if stop is None else ended_by(stop, wanted))


async def carried_out(studio: Studio, work: Work) -> Book | None:
    """The same in a studio that is open, for whoever holds the lock of its run.

    Raises PanelwrightError when it can't be done, CancelledError when it is told to stop.
    """
    from panelwright.machine import operate

    run = studio.run
    tidied(run)
    settle(studio)
    try:
        ending = await operate(studio, go_on=work.go_on, approve=work.approve, consent=work.consent)
    except (KeyboardInterrupt, asyncio.CancelledError):
        studio.stopping.set()
        raise
    except BudgetExceeded as error:
        raise BudgetExceeded(
            f"{str(error).rstrip('.')}; go on with `agent resume {run.folder} --max-cost MORE`."
        ) from error
    if ending.how == "awaiting approval":
        return None
    planning = planning_facts(run)
    return book_of(run, studio.story, ending.state, studio.budget.spent(), planning)


@contextmanager
def opened_studio(
    run: Run, work: Work, watcher: Watcher | None, workshop: Workshop | None = None
) -> Iterator[Studio]:
    """The tools of a run, until they are not needed any more.

    A workshop that is given stays open, for the next time.
    """
    settings = run.settings() if run.manifest.is_file() else Settings()
    shop = workshop or workshop_of(settings, work.jobs)
    threads = ThreadPoolExecutor(shop.workers + 1, thread_name_prefix="panel")
    studio = Studio(
        run=run,
        settings=settings,
        events=Events(run.events, watcher),
        workshop=shop,
        threads=threads,
        redrawn=run.redrawn() if run.manifest.is_file() else {},
        declined=run.declined(),
        at_stop=work.at_stop,
        first=work.first,
    )
    ours = nullcontext() if workshop is not None else shop
    with listening(studio.stepped), hearing(studio.heard), ours, threads:
        yield studio


def workshop_of(settings: Settings, jobs: int = 0) -> Workshop:
    """A workshop for the tools of some settings, with so many processes; 0 means as they say."""
    paths = tool_paths(settings)
    return Workshop(paths, _workers(jobs or settings.jobs or cores(), paths))


def _workers(wanted: int, paths: ToolPaths) -> int:
    """As many processes as are wanted, as far as the tools may work side by side."""
    most = side_by_side(paths)
    return wanted if most is None else min(wanted, most)


def tidied(run: Run) -> None:
    """Remove what a killed process left half-written."""
    drafts = (run.draft.folder, run.draft.storyboard, run.storyboard)
    asides = (
        run.answers,
        run.versions,
        run.versions / "pages",
        run.waiting_references.parent,
        *drafts,
    )
    for folder in (run.folder, *asides, *(run.folder / name for name in FOLDERS)):
        sweep(folder)
