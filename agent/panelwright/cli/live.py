"""The live display: what each panel in work is at, how far the comic is, and how long it takes."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from panelwright.cli.manners import printable
from panelwright.events import Event, Watcher

_ROWS = 8
_ENDS = ("accepted", "flagged", "failed")
_COLOURS = {"accepted": "green", "flagged": "yellow", "failed": "red", "repairing": "magenta"}


@dataclass
class Board:
    """What is known of the run so far."""

    title: str = ""
    stage: str = "reading"
    total: int = 0
    started: float | None = None
    states: dict[str, Event] = field(default_factory=dict)
    """The last event of each panel, the latest at the end."""

    def note(self, event: Event) -> None:
        """Take in an event."""
        name = str(event["event"])
        if name == "planned":
            self.title = printable(str(event["title"]))
        if name in ("planned", "checked"):
            self.stage, self.total = "painting", int(event["panels"] or 0)
        elif name in ("lettered", "composed"):
            self.stage = "binding"
        panel = event.get("panel")
        if panel is not None:
            self.started = self.started or time.monotonic()
            self.states.pop(str(panel), None)
            self.states[str(panel)] = event

    @property
    def done(self) -> int:
        """Panels that need no more work."""
        return sum(event["event"] in _ENDS for event in self.states.values())

    def time_left(self) -> str:
        """A guess from the pace so far; empty before there is one."""
        if self.started is None or not self.done or self.done >= self.total:
            return ""
        pace = (time.monotonic() - self.started) / self.done
        seconds = round(pace * (self.total - self.done))
        return (
            f"about {seconds} s left" if seconds < 90 else f"about {round(seconds / 60)} min left"
        )

    def __rich__(self) -> RenderableType:
        """Rows of the panels seen last, over the bar."""
        rows = Table.grid(padding=(0, 2))
        for panel, event in list(self.states.items())[-_ROWS:]:
            state = str(event["event"])
            rows.add_row(
                Text(panel, style="bold"),
                Text(state, style=_COLOURS.get(state, "cyan")),
                Text(_about(event), overflow="ellipsis", no_wrap=True),
            )
        bar = Table.grid(padding=(0, 2))
        bar.add_row(
            Text(self.title or "Panelwright", style="bold"),
            Text(self.stage),
            ProgressBar(total=max(1, self.total), completed=self.done, width=24),
            Text(f"{self.done}/{self.total}" if self.total else ""),
            Text(self.time_left(), style="dim"),
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
        case "painting" if event.get("attempt") != 1:
            return f"attempt {event['attempt']}"
        case _:
            return ""


@contextmanager
def live() -> Iterator[Watcher]:
    """Show a board on standard error that follows the events; it leaves when the work is done."""
    board = Board()
    console = Console(stderr=True)
    with Live(board, console=console, refresh_per_second=8, transient=True):

        def watch(event: Event) -> None:
            board.note(event)
            if event["event"] == "noted":  # stays above the board when that leaves
                console.print(Text(printable(f"note: {event['note']}")))

        yield watch
