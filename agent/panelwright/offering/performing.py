"""Performs one call of an operation for a caller in the same program."""

import asyncio
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from panelwright.stopping import Stop
from panelwright.toolbox.acting import told
from panelwright.toolbox.desk import Desk, Tell
from panelwright.toolbox.operation import Answer, Operation
from panelwright.toolbox.performing import carried_out
from panelwright_tools.domain import PanelwrightError


@dataclass(frozen=True)
class Performed:
    """What a call came to."""

    text: str
    """JSON for a model to read; where it failed, a sentence that says what to do."""
    failed: bool = False
    answer: Answer | None = None
    """The same as a record; None where it failed."""
    pictures: tuple[Path, ...] = ()
    """The files of the pictures that it tells of, most telling first."""

    def __str__(self) -> str:
        return self.text


def performed(
    operation: Operation, arguments: Mapping[str, Any], desk: Desk, tell: Tell, stop: Stop
) -> Performed:
    """Call an operation and wait for what comes of it.

    What a model can mend is no exception here: wrong arguments, wrong names, work that failed or
    was stopped.
    """
    try:
        answer = carried_out(operation, arguments, desk.for_call(tell, stop))
    except PanelwrightError as error:
        return Performed(told(error, desk.places), failed=True)
    text = json.dumps(answer.model_dump(mode="json"), ensure_ascii=False)
    files = tuple(desk.places.root / picture.path for picture in answer.pictures)
    return Performed(text, answer=answer, pictures=files)


async def awaited(
    operation: Operation, arguments: Mapping[str, Any], desk: Desk, tell: Tell
) -> Performed:
    """The same without holding up the loop; when the caller is cancelled the work is stopped, and
    has ended when this ends."""
    stop = Stop()
    work = asyncio.ensure_future(
        asyncio.to_thread(performed, operation, arguments, desk, tell, stop)
    )
    try:
        return await asyncio.shield(work)
    except asyncio.CancelledError:
        stop.say()
        with suppress(Exception):
            await work
        raise
