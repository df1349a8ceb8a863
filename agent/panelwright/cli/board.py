"""What is known of a run while it goes on: which panels are done, what each is at, how long yet."""

import time
from dataclasses import dataclass, field

from panelwright.cli.manners import printable
from panelwright.events import Event

ENDS = ("accepted", "flagged", "failed")
"""Events after which a panel needs no more work."""
_STAGES = {"planned": "casting", "checked": "casting", "lettered": "binding", "composed": "binding"}


@dataclass
class Board:
    """What is known of the run so far."""

    title: str = ""
    stage: str = "reading"
    total: int = 0
    started: float | None = None
    drawn_before: int = 0
    """Panels that an earlier process has drawn."""
    states: dict[str, Event] = field(default_factory=dict)
    """The last event of each panel, the latest at the end."""

    def note(self, event: Event) -> None:
        """Take in an event."""
        name = str(event["event"])
        if name == "planned":
            self.title = printable(str(event["title"]))
        if name in ("planned", "checked", "going on"):
            self.total = int(event["panels"] or 0)
            self.drawn_before = int(event.get("drawn") or 0)
        self.stage = _planning(event) if name == "planning" else _STAGES.get(name, self.stage)
        panel = event.get("panel")
        if panel is not None:
            self.stage = "painting"
            if self.started is None:
                self.started = time.monotonic()
            self.states.pop(str(panel), None)
            self.states[str(panel)] = event

    @property
    def done(self) -> int:
        """Panels that need no more work."""
        return self.drawn_before + self._drawn_now

    @property
    def _drawn_now(self) -> int:
        return sum(event["event"] in ENDS for event in self.states.values())

    def time_left(self) -> str:
        """A guess from the pace so far; empty before there is one."""
        if self.started is None or not self._drawn_now or self.done >= self.total:
            return ""
        pace = (time.monotonic() - self.started) / self._drawn_now
        seconds = round(pace * (self.total - self.done))
        if seconds < 1:
            return ""
        return (
            f"about {seconds} s left" if seconds < 90 else f"about {round(seconds / 60)} min left"
        )


def _planning(event: Event) -> str:
    """`planning: stage 3/12`, or `planning: read 2` where nobody knows how many there will be."""
    done, of = int(event["done"] or 0), event["of"]
    how_far = f" {done}/{of}" if of is not None else f" {done}" if done else ""
    return f"planning: {event['step']}{how_far}"
