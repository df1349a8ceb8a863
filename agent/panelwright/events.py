"""What happens in a run, told to a file and to whoever watches."""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from panelwright.files import append_line

Value = str | int | float | bool | None
Event = Mapping[str, Value]
"""`{"event": "painted", "panel": "p03", …}`: plain values only."""

Watcher = Callable[[Event], None]


@dataclass
class Events:
    """Appends one JSON line an event and shows it to a watcher; safe to call from any thread."""

    path: Path
    watcher: Watcher | None = None
    _lock: Lock = field(default_factory=Lock, init=False, repr=False)

    def tell(self, name: str, **facts: Value) -> None:
        """Record an event."""
        event: Event = {"event": name, **facts}
        line = json.dumps({"at": round(time.time(), 3), **event}, ensure_ascii=False)
        with self._lock:
            append_line(self.path, line)
            if self.watcher is not None:
                self.watcher(event)

    def show(self, name: str, **facts: Value) -> None:
        """Show an event to the watcher alone: too many of its kind for a file."""
        with self._lock:
            if self.watcher is not None:
                self.watcher({"event": name, **facts})
