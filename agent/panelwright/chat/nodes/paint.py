"""Have the panels painted whose pictures are not those of the plan any more."""

import asyncio
from contextvars import Context

from langgraph.runtime import Runtime

from panelwright.book import Book
from panelwright.chat.desk import Desk
from panelwright.chat.spoken import Bound, Problem, Progress
from panelwright.chat.state import ChatState
from panelwright.chat.watching import PanelWatcher
from panelwright.work import Work, carried_out
from panelwright_tools.domain import PanelwrightError


async def paint(state: ChatState, runtime: Runtime[Desk]) -> ChatState:
    """The machine goes over all panels; the store has the pictures of those that did not change.

    It runs in a context of its own, so that it is no subgraph of the conversation to LangGraph.
    """
    desk = runtime.context
    task = asyncio.get_running_loop().create_task(
        _painted(desk, frozenset(state.get("first", []))), context=Context()
    )
    try:
        await task
    except PanelwrightError as error:
        desk.say(Problem(text=str(error)))
    return {"waiting": ""}


async def _painted(desk: Desk, first: frozenset[str]) -> None:
    story = desk.run.read_story()
    numbers = {panel.id: number for number, panel in enumerate(story.panels, 1)}
    watcher = PanelWatcher(desk, numbers)
    async with desk.line.turn(lambda ahead: desk.say(_waits(ahead))):
        with desk.studio(first, watcher) as studio:
            book = await carried_out(studio, Work())
    if book is not None:
        desk.say(_bound(desk, book, watcher, numbers))


def _waits(ahead: int) -> Progress:
    who = "another comic is" if ahead == 1 else f"{ahead} other comics are"
    return Progress(doing="waiting", note=f"{who} painted first")


def _bound(desk: Desk, book: Book, watcher: PanelWatcher, numbers: dict[str, int]) -> Bound:
    return Bound(
        painted=tuple(sorted(numbers[panel] for panel in watcher.new)),
        flagged=tuple(numbers[panel] for panel in book.flagged),
        pages=len(book.pages),
        files=tuple(path.relative_to(desk.run.folder).as_posix() for path in book.files),
    )
