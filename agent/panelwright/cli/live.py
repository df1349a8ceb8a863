"""The live display: what each panel in work is at, how far the comic is, and how long it takes."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from panelwright.cli.board import Board
from panelwright.cli.manners import printable
from panelwright.events import Event, Watcher

_ROWS = 8
_COLOURS = {"accepted": "green", "flagged": "yellow", "failed": "red", "repairing": "magenta"}


@dataclass(frozen=True)
class _Shown:
    """A board as the terminal shows it."""

    board: Board

    def __rich__(self) -> RenderableType:
        """Rows of the panels seen last, over the bar."""
        board = self.board
        rows = Table.grid(padding=(0, 2))
        for panel, event in list(board.states.items())[-_ROWS:]:
            state = str(event["event"])
            rows.add_row(
                Text(panel, style="bold"),
                Text(state, style=_COLOURS.get(state, "cyan")),
                Text(_about(event), overflow="ellipsis", no_wrap=True),
            )
        bar = Table.grid(padding=(0, 2))
        bar.add_row(
            Text(board.title or "Panelwright", style="bold"),
            Text(board.stage),
            ProgressBar(total=max(1, board.total), completed=board.done, width=24),
            Text(f"{board.done}/{board.total}" if board.total else ""),
            Text(board.time_left(), style="dim"),
        )
        return Group(rows, bar)


def _about(event: Event) -> str:
    match event["event"]:
        case "repairing":
            return printable(f"{event['move']}: {event['reason']}")
        case "accepted":
            return f"panels/{event['panel']}.png"
        case "flagged" | "failed":
            return printable(str(event["reason"]))
        case "sampling":
            return f"step {event['done']}/{event['of']}"
        case "painting" if event.get("attempt") != 1:
            return f"attempt {event['attempt']}"
        case _:
            return ""


@contextmanager
def live() -> Iterator[Watcher]:
    """Show a board on standard error that follows the events; it leaves when the work is done."""
    board = Board()
    console = Console(stderr=True)
    with Live(_Shown(board), console=console, refresh_per_second=8, transient=True):

        def watch(event: Event) -> None:
            board.note(event)
            if event["event"] == "noted":  # stays above the board when that leaves
                console.print(Text(printable(f"note: {event['note']}")))

        yield watch
