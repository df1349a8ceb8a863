"""Progress on standard error: a live display on a terminal, plain lines elsewhere."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from panelwright.cli.board import ENDS, Board
from panelwright.cli.manners import printable
from panelwright.events import Event, Watcher

_PLAIN = {
    "planned": "planned {panels} panels: {title}",
    "noted": "note: {note}",
    "repairing": "{panel}: repairing by {move} ({kind}): {reason}",
    "accepted": "{panel}: accepted at attempt {attempt}",
    "flagged": "{panel}: flagged after {attempts} attempts: {reason}",
    "failed": "{panel}: failed: {reason}",
    "sketched": "storyboard: {pages} pages",
    "planning": "{stage}",
    "drafted": "draft by rules: {panels} panels on {pages} pages",
    "composed": "page {page} of {of}",
}

_VERBOSE = {
    "going on": "going on; {drawn} of {panels} panels are drawn",
    "read": "reading {source}",
    "checked": "the plan is sound: {panels} panels, a cast of {cast}",
    "cast": "{called} plays in {panels} panels: cast/{character}.png",
    "painting": "{panel}: painting, attempt {attempt}",
    "painted": "{panel}: painted as {picture}",
    "found": "{panel}: found in the store as {picture}",
    "judged": "{panel}: {score:.0%} of its conditions hold",
    "lettered": "lettered {panels} panels",
    "bound": "bound {pages} pages",
    "asked": "{step}: {prompt_tokens} tokens asked ({reused_tokens} reused), {answer_tokens} back",
}

_EVERY = 10
"""Answers of a planning step for which there is a line."""
_ONE = re.compile(r"\b1 (panel|page|picture|attempt)s\b")


@contextmanager
def watching(*, quiet: bool, verbose: bool) -> Iterator[Watcher | None]:
    """A watcher of events for as long as the work goes on."""
    if quiet:
        yield None
    elif sys.stderr.isatty() and not verbose:
        from panelwright.cli.live import live

        with live() as watcher:
            yield watcher
    else:
        yield Teller(Board(), verbose)


def _is_between(event: Event) -> bool:
    """One of the many answers of a planning step, which are not worth a line each."""
    return event["event"] == "planning" and int(event["done"] or 0) % _EVERY != 0


@dataclass(frozen=True)
class Teller:
    """Prints every event that is worth it as one line."""

    board: Board
    verbose: bool

    def __call__(self, event: Event) -> None:
        """Print an event."""
        self.board.note(event)
        pattern = _PLAIN.get(str(event["event"]))
        if pattern is None and self.verbose:
            pattern = _VERBOSE.get(str(event["event"]))
        if pattern is not None and not _is_between(event):
            line = " ".join(
                _ONE.sub(r"1 \1", pattern.format(stage=self.board.stage, **event)).split()
            )
            print(printable(line)[:300] + self._how_far(event), file=sys.stderr, flush=True)

    def _how_far(self, event: Event) -> str:
        """After each panel: how many are done, and how long it takes yet."""
        if event["event"] not in ENDS:
            return ""
        left = self.board.time_left()
        return f" ({self.board.done}/{self.board.total}{', ' if left else ''}{left})"
