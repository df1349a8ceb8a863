"""How far a run is, from its events: a sentence and a number that only grows."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from panelwright.events import Event

_ENDS = frozenset({"accepted", "flagged", "failed"})


@dataclass
class Follower:
    """Counts panels that came to an end, and the steps around them: planning, letters, books."""

    panels: int = 0
    done: float = 0.0
    said: str = ""
    _ended: set[str] = field(default_factory=set)

    @property
    def of(self) -> float:
        """What `done` will be in the end."""
        return float(self.panels + 3)

    def note(self, event: Event) -> None:
        """Take an event in."""
        name, panel = str(event["event"]), str(event.get("panel", ""))
        if "panels" in event and name in {"planned", "checked", "going on"}:
            self.panels = int(event["panels"] or 0)
            self._reach(1 + (int(event.get("drawn") or 0) if name == "going on" else 0))
        elif name in _ENDS and panel not in self._ended:
            self._ended.add(panel)
            self._reach(max(1 + len(self._ended), self.done + 1))
        elif name == "lettered":
            self._reach(self.panels + 2)
        elif name == "bound":
            self._reach(self.of)
        self.said = sentence(event) or self.said

    def _reach(self, done: float) -> None:
        self.done = min(max(self.done, float(done)), self.of)


def sentence(event: Event) -> str:
    """What a caller is told of an event; nothing where it is not worth a sentence."""
    pattern = _patterns().get(str(event.get("event")))
    if pattern is None:
        return ""
    try:
        return pattern.format(**event)[:300]
    except (KeyError, ValueError):  # a line of an older release
        return ""


@cache
def _patterns() -> Mapping[str, str]:
    text = files("panelwright.toolbox").joinpath("data/told.toml").read_text("utf-8")
    return tomllib.loads(text)
