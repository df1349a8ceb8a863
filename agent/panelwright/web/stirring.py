"""What another process does with a run at this moment, from the events that it writes."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from panelwright.run import Run
from panelwright.web.booking import Going

_TAIL: Final = 200_000
"""Bytes of the events' file that are read, from its end."""
_ENDS: Final = frozenset({"accepted", "flagged", "failed"})


def is_worked_on(run: Run) -> bool:
    """Whether a living process holds the run. The lock itself isn't touched: whoever tries it
    would turn another away."""
    try:
        holder = int(run.lock.read_text("utf-8")[:20].strip() or 0)
    except (OSError, ValueError):
        return False
    return holder > 0 and _is_alive(holder)


def going_of(run: Run) -> dict[str, Going]:
    """What goes on with which panel; nothing where nobody works on the run."""
    if not is_worked_on(run):
        return {}
    going: dict[str, Going] = {}
    for event in _events(run.events):
        _heed(event, going)
    return going


def _heed(event: dict[str, Any], going: dict[str, Going]) -> None:
    name, panel = event.get("event"), str(event.get("panel") or "")
    if name in ("bound", "lettered"):
        going.clear()
    elif not panel:
        return
    elif name in _ENDS:
        going.pop(panel, None)
    elif name == "painting":
        attempt = event.get("attempt") or 1
        going[panel] = Going("painting", f"painting, attempt {attempt}")
    elif name == "repairing":
        reason = event.get("reason") or event.get("kind") or ""
        going[panel] = Going("repairing", f"repairing: {reason}")


def _events(path: Path) -> Iterator[dict[str, Any]]:
    try:
        with path.open("rb") as file:
            file.seek(0, os.SEEK_END)
            file.seek(max(0, file.tell() - _TAIL))
            lines = file.read().decode("utf-8", errors="replace").split("\n")
    except OSError:
        return
    for line in lines:
        try:
            event = json.loads(line)
        except ValueError:
            continue
        if isinstance(event, dict):
            yield event


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
