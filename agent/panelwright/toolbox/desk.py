"""What operations work with: folders, settings, work by id, and whoever waits for the answer."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from panelwright.files import disk_errors
from panelwright.settings import Settings
from panelwright.stopping import Stop
from panelwright.toolbox.places import Places

if TYPE_CHECKING:
    from panelwright.toolbox.bench import Bench

Tell = Callable[[float, float, str], None]
"""Told how much is done, of how much, and what is going on."""


@dataclass(frozen=True)
class Desk:
    """One caller's place of work."""

    places: Places
    settings: Settings
    """Who plans, paints and looks; callers can't choose that, since it may cost money."""
    bench: "Bench"
    """Work that goes on by itself, shared by all callers."""
    tell: Tell = lambda done, of, said: None
    stop: Stop = field(default_factory=Stop)
    """Said when the caller cancels."""

    def turn(self, settings: Settings) -> AbstractContextManager[None]:
        """Have the models of some settings for oneself."""
        return self.bench.turns.taken(settings, self.stop)

    def for_call(self, tell: Tell, stop: Stop) -> "Desk":
        """The same for one call, whose caller is told how far it is and may stop it."""
        return replace(self, tell=tell, stop=stop)


def opened_desk(
    root: Path,
    settings: Settings | None = None,
    *,
    inputs: tuple[Path, ...] = (),
    at_once: int = 1,
    waiting: int = 16,
) -> Desk:
    """A desk for a root folder, which is made where it lacks; `bench.close()` ends its work.

    `at_once` runs are worked on at the same time, and `waiting` more may wait for their turn.
    Raises ToolError when the folder can't be made.
    """
    from panelwright.toolbox.bench import Bench

    with disk_errors(root):
        root.mkdir(parents=True, exist_ok=True)
    places = Places(root.resolve(), tuple(folder.resolve() for folder in inputs))
    settings = (settings or Settings()).model_copy(update={"runs": str(places.root)})
    return Desk(places, settings, Bench(at_once, waiting))
