"""The runs that are being looked at: what goes on in each, done one after another."""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from panelwright.chat.engine import Chat
from panelwright.chat.line import Line
from panelwright.chat.spoken import Difference, Painted, Progress, Spoken, Version
from panelwright.run import Run
from panelwright.settings import Settings
from panelwright.web.booking import Going, story_of
from panelwright.web.shelf import Shelf
from panelwright.web.stirring import going_of
from panelwright.web.view import Status
from panelwright_tools.domain import PanelwrightError, UserError

Deed = Callable[[Chat, Callable[[Spoken], None]], None]
"""One turn's work with a conversation; what comes of it is told to the second argument."""

_IDLE_S: Final = 90.0
"""Seconds after which a conversation that nobody goes on with lets others talk about the run."""
_PATIENCE_S: Final = 20.0
"""Seconds that are waited for each room's work when the server ends."""


@dataclass(frozen=True)
class Busy:
    """What is being done in a room."""

    tab: str
    """Of whose."""
    what: str
    since: float


@dataclass
class Room:
    """One run with all who look at it. Only its thread writes, one turn at a time."""

    settings: Settings
    line: Line
    run: Run | None = None
    """None before the first story."""
    jobs: int = 0
    busy: Busy | None = None
    told: Progress | None = None
    """How far it is."""
    trouble: str = ""
    """Why the last turn could not even begin."""
    stamp: int = 0
    """Another number whenever something changed."""
    before: list[Spoken] = field(default_factory=list)
    """What was said before there was a run."""
    _going: dict[str, Going] = field(default_factory=dict)
    _awaited: tuple[int, ...] = ()
    """The numbers of panels that are to be painted; none: nobody has said which."""
    _chat: Chat | None = None
    _thread: threading.Thread | None = None
    _rest: threading.Timer | None = None
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def begin(self, tab: str, what: str, deed: Deed) -> None:
        """Have a turn done; this returns at once.

        Raises UserError when another turn is under way, whoever's it is.
        """
        with self._lock:
            if self.busy is not None:
                whose = "your last request" if self.busy.tab == tab else "somebody else's request"
                raise UserError(
                    f"{whose} is still being worked on ({self.busy.what}); wait for it, or stop it."
                )
            if self._rest is not None:
                self._rest.cancel()
            self.busy, self.trouble, self.told = Busy(tab, what, time.monotonic()), "", None
            self._going.clear()
            self._awaited = ()
            self.stamp += 1
            self._thread = threading.Thread(target=self._done, args=(deed,), name="turn")
            self._thread.start()

    def stop(self) -> None:
        """End the turn that is under way; what was done stays."""
        chat = self._chat
        if chat is not None:
            chat.stop()

    def wait(self, seconds: float) -> bool:
        """Whether the turn that is under way ended within so many seconds."""
        thread = self._thread
        if thread is not None:
            thread.join(seconds)
        return thread is None or not thread.is_alive()

    def close(self) -> None:
        """Let others talk about the run."""
        with self._lock:
            if self._rest is not None:
                self._rest.cancel()
            chat, self._chat = self._chat, None
            if chat is not None:
                chat.close()

    def going(self) -> dict[str, Going]:
        """What goes on with which panel, here or in another process that works on the run."""
        if self.busy is not None:
            return dict(self._going)
        return going_of(self.run) if self.run is not None else {}

    def _done(self, deed: Deed) -> None:
        try:
            chat = self._talk()
            deed(chat, self._hear)
            self.run = chat.run
        except PanelwrightError as error:
            self.trouble = str(error)
        except Exception as error:  # told to whoever waits for it; the page goes on
            self.trouble = f"unexpected {type(error).__name__}: {error}"
            raise
        finally:
            with self._lock:
                self.busy, self.told = None, None
                self._going.clear()
                self.stamp += 1
                self._rest = threading.Timer(_IDLE_S, self._leave)
                self._rest.daemon = True
                self._rest.start()

    def _leave(self) -> None:
        with self._lock:
            if self.busy is None:
                self.close()

    def _talk(self) -> Chat:
        if self._chat is None:
            self._chat = Chat(self.run, settings=self.settings, jobs=self.jobs, line=self.line)
        return self._chat

    def _hear(self, spoken: Spoken) -> None:
        if self.run is None and self._chat is not None:
            self.run = self._chat.run
        if self.run is None and not isinstance(spoken, Progress):
            self.before.append(spoken)
        match spoken:
            case Progress():
                self._heed(spoken)
            case Difference():
                self._awaited = spoken.panels
            case Version():
                self._await()
            case Painted():
                self._going.pop(spoken.id, None)
            case _:
                pass
        self.stamp += 1

    def _heed(self, told: Progress) -> None:
        """Show what goes on with panels that are to be painted; the others are in the store."""
        if told.panel is not None and self._awaited and told.panel not in self._awaited:
            return
        self.told = told
        panel = self._panel_id(told.panel)
        if panel is None:
            return
        before = self._going.get(panel)
        status: Status = "repairing" if told.doing == "repairing" else "painting"
        if told.doing == "sampling" and before is not None:
            status = before.status
        self._going[panel] = Going(status, _message(told))

    def _await(self) -> None:
        """The panels of the plan as it is now."""
        for number in self._awaited:
            panel = self._panel_id(number)
            if panel is not None:
                self._going[panel] = Going("waiting", "to be painted")

    def _panel_id(self, number: int | None) -> str | None:
        if number is None or self.run is None:
            return None
        with suppress(UserError):
            panels = story_of(self.run).panels
            return panels[number - 1].id if 1 <= number <= len(panels) else None
        return None


def _message(told: Progress) -> str:
    """`inpainting the dog`, `painting, step 3 of 20`."""
    note = f": {told.note}" if told.note else ""
    far = f", step {told.done} of {told.of}" if told.of else ""
    doing = "painting" if told.doing == "sampling" else told.doing
    return f"{doing}{far}{note}"


@dataclass
class House:
    """All rooms. A run has one, however many look at it; a tab without a run has its own."""

    shelf: Shelf
    settings: Settings
    jobs: int = 0
    line: Line = field(default_factory=Line)
    _rooms: dict[str, Room] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def room(self, name: str) -> Room:
        """The room of a run. Raises UserError when no such run is served."""
        run = self.shelf.run(name)
        with self._lock:
            for room in self._rooms.values():
                if room.run is not None and room.run.folder.name == name:
                    return room
            return self._rooms.setdefault(f"run {name}", self._made(run))

    def lobby(self, tab: str) -> Room:
        """The room of a tab whose story isn't told yet.

        Raises UserError where one run alone is served, or too many tabs wait.
        """
        if self.shelf.only is not None:
            raise UserError(f"only {self.shelf.only} is served here.")
        with self._lock:
            room = self._rooms.get(f"tab {tab}")
            if room is None:
                self._tidy()
                room = self._rooms[f"tab {tab}"] = self._made(None)
            return room

    def close(self) -> None:
        """Stop what is under way, so that it can be resumed, and let go of all runs."""
        rooms = list(self._rooms.values())
        for room in rooms:
            room.stop()
        for room in rooms:
            room.wait(_PATIENCE_S)
            room.close()

    def _made(self, run: Run | None) -> Room:
        return Room(self.settings, self.line, run, self.jobs)

    def _tidy(self) -> None:
        """Forget tabs that never told a story, the oldest first."""
        waiting = [key for key, room in self._rooms.items() if room.run is None and not room.busy]
        for key in waiting[: max(0, len(waiting) - _MOST_LOBBIES + 1)]:
            self._rooms.pop(key).close()


_MOST_LOBBIES: Final = 64
