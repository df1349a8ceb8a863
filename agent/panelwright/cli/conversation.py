"""The conversation on a terminal, or line by line where there is none."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Final

from panelwright.cli.manners import Exit, print_error, printable
from panelwright.cli.saying import lines_of
from panelwright.cli.typed import typed

if TYPE_CHECKING:
    from panelwright.chat.desk import Asking
    from panelwright.chat.engine import Chat
    from panelwright.chat.spoken import Hear, Spoken

_LEAVING: Final = frozenset({"quit", "exit", "bye", "goodbye", ":q", "/quit", "/exit"})
_SHOWN: Final = 40
"""Things said before that are shown when a conversation is picked up."""
_CLEAR: Final = "\r\x1b[2K"


def asking(*, ask: bool, yes: bool) -> "Asking":
    """How much is asked. Raises UserError for flags that contradict each other."""
    if ask and yes:
        from panelwright_tools.domain import UserError

        raise UserError("--ask and --yes contradict each other; give one of them.")
    return "always" if ask else "never" if yes else "costly"


@dataclass
class Terminal:
    """Reads what the user types and prints what is said."""

    json: bool
    _folder: Path = Path(".")
    _status: str = ""
    """What stands on the last line while something goes on."""

    def converse(self, chat: "Chat") -> None:
        """Talk until the user leaves or there is nothing more to read."""
        if chat.run is not None and not chat.was_heard:
            self._show_before(chat)
        chat.warm()
        self._turn(lambda: chat.pick_up(self._heard(chat)))
        if chat.run is None and sys.stdin.isatty() and not self.json:
            from panelwright.chat.understanding import words_for

            print(words_for("welcome"))
        for line in self._lines():
            if line.strip().lower().rstrip(".!") in _LEAVING:
                break
            self.told(chat, line)
        self._left(chat)

    def told(self, chat: "Chat", text: str) -> None:
        """One turn, which an interrupt ends."""
        begins = chat.run is None and "\n" in text.strip()
        self._turn(lambda: chat.say(text, self._heard(chat), is_story=begins))

    def leave_at_once(self) -> None:
        """From now on, until the turn is over, an interrupt ends the process."""

        def leave(signal_number: int, frame: FrameType | None) -> None:
            print_error(f"stopped at once; go on with `agent chat {self._folder}`.")
            os._exit(Exit.INTERRUPTED)

        with suppress(ValueError):  # in another thread no signal arrives
            signal.signal(signal.SIGINT, leave)

    def _turn(self, turn: Callable[[], None]) -> None:
        try:
            turn()
        finally:
            self._progress("")
            with suppress(ValueError):
                signal.signal(signal.SIGINT, signal.default_int_handler)

    def _lines(self) -> Iterator[str]:
        """What the user says, turn by turn."""
        if isinstance(sys.stdin, TextIOWrapper):
            sys.stdin.reconfigure(errors="replace")
        if not sys.stdin.isatty():
            for line in sys.stdin:
                if line.strip():
                    yield line.rstrip("\n")
            return
        yield from typed()

    def _heard(self, chat: "Chat") -> "Hear":
        def hear(spoken: "Spoken") -> None:
            self._folder = chat.run.folder if chat.run is not None else self._folder
            self._print(spoken)

        return hear

    def _print(self, spoken: "Spoken", *, before: bool = False) -> None:
        if self.json:
            print(spoken.model_dump_json(), flush=True)
            return
        if spoken.kind == "progress":
            self._progress(" ".join(lines_of(spoken, self._folder)))
            return
        self._progress("")
        if spoken.kind == "said" and sys.stdin.isatty() and not before:
            return  # it stands there, as it was typed
        for line in lines_of(spoken, self._folder):
            print(printable(line), flush=True)

    def _progress(self, text: str) -> None:
        if not sys.stderr.isatty() or self.json or text == self._status:
            return
        self._status = text
        print(f"{_CLEAR}{printable(text)[:100]}", end="", file=sys.stderr, flush=True)

    def _show_before(self, chat: "Chat") -> None:
        said = chat.transcript()
        assert chat.run is not None
        self._folder = chat.run.folder
        if len(said) > _SHOWN and not self.json:
            print(f"({len(said) - _SHOWN} things said before)")
        for spoken in said[-_SHOWN:]:
            self._print(spoken, before=True)

    def _left(self, chat: "Chat") -> None:
        if chat.run is None:
            return
        folder = str(chat.run.folder)
        if self.json:
            import json

            print(json.dumps({"kind": "run", "run": folder}, ensure_ascii=False))
        else:
            print(printable(folder))
