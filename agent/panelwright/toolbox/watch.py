"""What happened in a run since one looked last."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pydantic import Field

from panelwright.toolbox.acting import told
from panelwright.toolbox.desk import Desk
from panelwright.toolbox.following import sentence
from panelwright.toolbox.operation import Answer, Operation
from panelwright.toolbox.records import ENDED, State
from panelwright_tools.domain.model import Model

_MOST_BYTES: Final = 64_000
"""Of events that are read at once."""
_EVERY_S: Final = 0.1


class Since(Model):
    """Which run, and from where on."""

    run: str = Field(description="the name of a run")
    after: int = Field(
        default=0, ge=0, lt=2**53, description="the cursor of the last look; null: all of it"
    )
    wait_s: float = Field(
        default=0, ge=0, le=60,
        description="how long to wait for something to happen, 60 at most; null: not at all",
    )  # fmt: skip


class Happened(Answer):
    """What happened, in order."""

    run: str
    state: State
    events: tuple[str, ...]
    cursor: int = Field(description="give it as after, to hear only what comes later")


def watch(asked: Since, desk: Desk) -> Happened:
    """Hear what happened, waiting a little for it. Raises UserError for an unknown run."""
    run = desk.places.run(asked.run)
    deadline = time.monotonic() + asked.wait_s
    while True:
        state = desk.bench.record(run).state
        events, cursor = _read(run.events, asked.after)
        if events or state in ENDED or time.monotonic() >= deadline:
            said = tuple(told(one, desk.places) for one in events)
            return Happened(run=run.folder.name, state=state, events=said, cursor=cursor)
        desk.stop.check()
        time.sleep(_EVERY_S)


def _read(path: Path, after: int) -> tuple[tuple[str, ...], int]:
    """Sentences from a place in the file on, and the place behind the last whole line."""
    if not path.is_file():
        return (), after
    with path.open("rb") as file:
        file.seek(after)
        data = file.read(_MOST_BYTES)
    whole = data[: data.rfind(b"\n") + 1]
    return tuple(_told(whole)), after + len(whole)


def _told(lines: bytes) -> Iterator[str]:
    for line in lines.splitlines():
        try:
            event = json.loads(line)
        except ValueError:  # the caller's cursor stood within a line, or a kill cut it short
            continue
        if isinstance(event, dict) and (said := sentence(event)):
            yield said


OPERATION = Operation(
    "watch",
    "Hear what happens in a run",
    Since,
    Happened,
    watch,
    read_only=True,
    idempotent=True,
    load="waiting",
)
