"""Puts what the machine does into words of the conversation."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from panelwright.chat.desk import Desk
from panelwright.chat.spoken import Painted, Progress, Reply
from panelwright.events import Event
from panelwright.run import Run

_DOING: Final = {
    "planning": "planning", "painting": "painting", "repairing": "repairing",
    "sampling": "sampling", "composed": "binding",
}  # fmt: skip
_ENDS: Final = ("accepted", "flagged", "failed")


@dataclass
class PanelWatcher:
    """Tells of panels that get new pictures; those that the store had are not worth a word."""

    desk: Desk
    numbers: Mapping[str, int]
    """Of the panels, by their ids."""
    new: dict[str, Painted] = field(default_factory=dict)
    """Those that were painted, as they came out."""
    _fresh: set[str] = field(default_factory=set)
    _moves: dict[str, list[str]] = field(default_factory=dict)

    def __call__(self, event: Event) -> None:
        """Heed an event."""
        name, panel = str(event["event"]), str(event.get("panel") or "")
        if name == "painted":
            self._fresh.add(panel)
        elif name in _ENDS and (panel in self._fresh or name == "failed"):
            self._tell(name, panel, event)
        elif name == "noted":
            self.desk.say(Reply(text=str(event["note"])))
        elif name in _DOING:
            self._show(name, panel, event)

    def _tell(self, name: str, panel: str, event: Event) -> None:
        picture = self.desk.run.panel_picture(panel)
        painted = Painted(
            panel=self.numbers.get(panel, 0),
            id=panel,
            status=name,  # type: ignore[arg-type]
            picture=_relative(self.desk.run, panel) if picture.is_file() else "",
            attempts=int(event.get("attempts") or 0),
            reason=str(event.get("reason") or ""),
        )
        self.new[panel] = painted
        self.desk.say(painted)

    def _show(self, name: str, panel: str, event: Event) -> None:
        self.desk.say(
            Progress(
                doing=_DOING[name],
                panel=self.numbers.get(panel),
                done=int(event.get("done") or event.get("page") or 0),
                of=int(event.get("of") or 0),
                note=str(event.get("reason") or event.get("step") or ""),
            )
        )


def _relative(run: Run, panel: str) -> str:
    return run.panel_picture(panel).relative_to(run.folder).as_posix()
