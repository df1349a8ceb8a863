"""Paint what of a run is not painted yet, or one panel again."""

from pydantic import Field

from panelwright.book import Book
from panelwright.changing import panel_id, redrawn
from panelwright.run import Run
from panelwright.toolbox.bench import carried
from panelwright.toolbox.desk import Desk
from panelwright.toolbox.operation import Answer, Operation
from panelwright.toolbox.showing import MOST_PANELS, panels_shown
from panelwright.work import Work
from panelwright_tools.domain import ToolError, UserError
from panelwright_tools.domain.model import Model
from panelwright_tools.domain.text import MAX_TEXT


class Plan(Model):
    """What is to be painted."""

    run: str = Field(description="the name of a run that is planned")
    redraw: str | None = Field(
        default=None, description="a panel, as 3 or p03, to draw differently first"
    )
    say: str | None = Field(
        default=None,
        max_length=MAX_TEXT,
        description="with redraw: what to change of that panel; null: only another drawing",
    )


class PanelTold(Model):
    """What became of a panel."""

    id: str
    status: str = Field(description="accepted, flagged or failed")
    attempts: int
    reasons: tuple[str, ...] = Field(description="why it is flagged")


class BookTold(Answer):
    """A finished comic; its pictures are panels, those that were flagged or redrawn first."""

    run: str
    title: str
    panels: tuple[PanelTold, ...] = Field(description=f"the first {MOST_PANELS} at most")
    panel_count: int
    flagged: tuple[str, ...] = Field(description="panels that miss a condition, with their reasons")
    pages: tuple[str, ...] = Field(description="paths of the lettered pages")
    files: tuple[str, ...] = Field(description="paths of the bound books and the report")
    spent: str = Field(description="what the run has cost so far")
    notes: tuple[str, ...] = ()


def paint(asked: Plan, desk: Desk) -> BookTold:
    """Paint, check, letter and bind a run; panels that are painted already stay.

    Raises UserError for a run or panel that is not there, ToolError when painting failed.
    """
    run = desk.places.run(asked.run)
    notes: list[str] = []
    if asked.say is not None and asked.redraw is None:
        raise UserError("say goes with redraw; name the panel, or use revise_story.")
    first: tuple[str, ...] = ()
    if asked.redraw is not None:
        first = (panel_id(run.read_story(), asked.redraw),)
        notes = redrawn(run, asked.redraw, asked.say)
    book = carried(desk.bench.begin(run, Work(first=frozenset(first))), desk)
    if book is None:
        raise ToolError("the run waits for approval of its portraits; call paint again.")
    return book_told(book, run, desk, first, notes)


def book_told(
    book: Book, run: Run, desk: Desk, first: tuple[str, ...] = (), notes: list[str] | None = None
) -> BookTold:
    """A book as answers tell it."""
    ids = tuple(dict.fromkeys((*first, *book.flagged, *book.panels)))
    panels = [
        PanelTold(id=name, status=one["status"], attempts=one.get("attempts", 0),
                  reasons=tuple(one.get("reasons", ())))
        for name, one in [*book.panels.items()][:MOST_PANELS]
    ]  # fmt: skip
    return BookTold(
        run=run.folder.name,
        title=book.title,
        panels=tuple(panels),
        panel_count=len(book.panels),
        flagged=tuple(book.flagged),
        pages=tuple(desk.places.name_of(path) for path in book.pages),
        files=tuple(desk.places.name_of(path) for path in book.files),
        spent=book.spent.money,
        notes=tuple(notes or ()),
        pictures=panels_shown(run, book.story, desk.places, ids),
    )


OPERATION = Operation(
    "paint", "Paint a planned comic", Plan, BookTold, paint,
    roles=("planner", "painter", "grounder", "critic", "questions"), load="waiting",
)  # fmt: skip
