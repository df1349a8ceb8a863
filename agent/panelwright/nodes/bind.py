"""Bind the pages into books."""

from langgraph.runtime import Runtime

from panelwright.binding import bind_book
from panelwright.reporting import write_report
from panelwright.state import StoryState
from panelwright.studio import Studio


def bind(state: StoryState, runtime: Runtime[Studio]) -> StoryState:
    """Compose the pages and write the books and the report."""
    studio = runtime.context
    pages, books = bind_book(studio)
    report = write_report(studio, state["panels"])
    studio.events.tell("bound", pages=len(pages), books=len(books))
    return {"pages": pages, "books": [*books, report]}
