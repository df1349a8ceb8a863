"""`agent chat` at a terminal: a pseudo-terminal types and pastes as people do."""

import os
import pty
import re
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from panelwright.chat.spoken import Said
from panelwright.chat.transcript import Transcript
from panelwright.run import Run
from small_runs import planned, small_story

readline = pytest.importorskip("readline")
if "libedit" in (readline.__doc__ or ""):
    pytest.skip("libedit marks no pastes", allow_module_level=True)


@dataclass
class Screen:
    """A terminal with a chat in it."""

    process: subprocess.Popen[bytes]
    terminal: int
    shown: str = ""
    seen: int = 0
    """How far of what is shown was waited for."""

    def types(self, text: str) -> None:
        os.write(self.terminal, text.encode())

    def pastes(self, text: str) -> None:
        """As a terminal does that was asked to mark pastes, else plainly."""
        marks = re.findall(r"\x1b\[\?2004([hl])", self.shown)
        lines = text.replace("\n", "\r")
        self.types(f"\x1b[200~{lines}\x1b[201~" if marks and marks[-1] == "h" else lines)

    def waits_for(self, text: str, seconds: float = 90) -> None:
        """Until the text stands on the screen, after all that was waited for before."""
        until = time.monotonic() + seconds
        while text not in self.shown[self.seen :]:
            left = until - time.monotonic()
            if left <= 0 or not select.select([self.terminal], [], [], left)[0]:
                raise AssertionError(f"{text!r} was never shown:\n{self.shown[self.seen :]}")
            try:
                self.shown += os.read(self.terminal, 4096).decode(errors="replace")
            except OSError as error:
                raise AssertionError(f"it ended before {text!r}:\n{self.shown}") from error
        self.seen = self.shown.index(text, self.seen) + len(text)


@contextmanager
def at_a_terminal(folder: Path, *arguments: str) -> Iterator[Screen]:
    master, slave = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "panelwright", "chat", *arguments],
        cwd=folder, stdin=slave, stdout=slave, stderr=slave, start_new_session=True,
        env={**os.environ, "TERM": "xterm", "INPUTRC": os.devnull},
    ) as process:  # fmt: skip
        os.close(slave)
        try:
            yield Screen(process, master)
        finally:
            process.kill()
            os.close(master)


def turns(run: Path) -> list[str]:
    return [one.text for one in Transcript(Run(run).chat).read() if isinstance(one, Said)]


def test_a_story_that_is_pasted_in_several_lines_is_one_turn(tmp_path: Path) -> None:
    story = "Mina finds a map in the rain.\n\nIt glows.\nMina runs home."
    with at_a_terminal(tmp_path, "-o", "run", "--painter", "blocks", "--quality", "fast") as screen:
        screen.waits_for("> ")
        screen.pastes(story)
        screen.types("\r")
        screen.waits_for("book.html")
        screen.waits_for("> ")
        screen.types("quit\r")
        screen.waits_for("run")
        assert screen.process.wait(60) == 0
    assert turns(tmp_path / "run") == [story]
    assert len(Run(tmp_path / "run").read_story().panels) >= 3


def test_what_is_pasted_while_a_turn_runs_is_one_turn_after_it(tmp_path: Path) -> None:
    run = planned(tmp_path / "run", small_story(5))
    piece = "Then Mina sees a dog.\nThe dog runs away.\nMina follows the dog."
    with at_a_terminal(tmp_path, "run") as screen:
        screen.waits_for("> ")
        screen.types("paint it\r")
        screen.waits_for("is painted")
        screen.pastes(piece)
        screen.types("\r")
        screen.waits_for("panel 6 is new")
        screen.waits_for("> ")
        screen.types("quit\r")
        screen.process.wait(60)
    assert turns(run.folder) == ["paint it", piece]


def test_lines_that_are_typed_ahead_are_turns_of_their_own(tmp_path: Path) -> None:
    run = planned(tmp_path / "run", small_story(3))
    with at_a_terminal(tmp_path, "run") as screen:
        screen.waits_for("> ")
        screen.types("paint it\rwho is in panel 1?\rquit\r")
        screen.waits_for("Panel 1 shows")
        screen.process.wait(60)
    assert turns(run.folder) == ["paint it", "who is in panel 1?"]
