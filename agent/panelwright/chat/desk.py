"""What the conversation's nodes work with: the run, its tools, and who listens."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

from panelwright.chat.line import Line
from panelwright.chat.spoken import Hear, Spoken
from panelwright.chat.transcript import Transcript
from panelwright.events import Watcher
from panelwright.lock import locked
from panelwright.run import Run
from panelwright.settings import Settings
from panelwright.studio import Studio
from panelwright.tooling import tool_paths
from panelwright.work import Work, opened_studio, workshop_of
from panelwright.workshop import Workshop

Asking = Literal["always", "costly", "never"]
"""Before what is painted the user is asked: everything, what costs money or long, nothing."""


@dataclass
class Desk:
    """One conversation's place of work. The workshop stays open from turn to turn."""

    run: Run
    asking: Asking
    jobs: int
    at_stop: Callable[[], None] = lambda: None
    """Called when the user stops a turn, before what is under way is waited for."""
    hear: Hear = lambda spoken: None
    shop: Workshop | None = None
    """The painting processes, once there are any."""
    line: Line = field(default_factory=Line)
    """Where it waits for the painter, behind others that paint."""
    _studio: Studio | None = None
    """The one that is open now."""
    _speaking: threading.RLock = field(default_factory=threading.RLock)

    @property
    def transcript(self) -> Transcript:
        """What was said in this run."""
        return Transcript(self.run.chat)

    def say(self, spoken: Spoken) -> None:
        """Keep it and tell it to whoever listens."""
        with self._speaking:
            self.transcript.keep(spoken)
            self.hear(spoken)

    @contextmanager
    def studio(
        self, first: frozenset[str] = frozenset(), watcher: Watcher | None = None
    ) -> Iterator[Studio]:
        """The run's tools, for this process alone; `first` are the panels that are waited for.

        Raises UserError when another process works on the run.
        """
        with locked(self.run.lock):
            work = Work(jobs=self.jobs, at_stop=self.at_stop, first=first)
            with opened_studio(self.run, work, watcher, self.workshop()) as studio:
                self._studio = studio
                try:
                    yield studio
                finally:
                    self._studio = None

    def workshop(self) -> Workshop:
        """The painting processes, for the tools that the run has now."""
        run = self.run
        settings = run.settings() if run.manifest.is_file() else Settings()
        if self.shop is None or self.shop.paths != tool_paths(settings):
            self.close()
            self.shop = workshop_of(settings, self.jobs)
        return self.shop

    def stop(self) -> None:
        """Have what is under way end as soon as it can; what is done stays. Never raises."""
        studio = self._studio
        if studio is not None:
            studio.stopping.set()
            for waiting in studio.breakable:
                waiting.give_up()
        if self.shop is not None:
            self.shop.give_up()

    def close(self) -> None:
        """End the painting processes; they are started again when they are needed."""
        shop, self.shop = self.shop, None
        if shop is not None:
            shop.close()
