import re
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from held_painter import Hold
from panelwright.cli.board import Board
from panelwright.cli.progress import Teller
from panelwright.run import Run
from small_runs import SETTINGS, painted, planned, small_story


@pytest.fixture
def board(monkeypatch: pytest.MonkeyPatch) -> Board:
    """Four panels of which the first took ten seconds."""
    clock = iter([0.0, *[10.0] * 9])
    monkeypatch.setattr("panelwright.cli.board.time.monotonic", lambda: next(clock))
    board = Board()
    board.note({"event": "planned", "title": "Rain\x1b[31m", "panels": 4})
    board.note({"event": "painting", "panel": "p01", "attempt": 1})
    board.note({"event": "accepted", "panel": "p01", "attempt": 1})
    return board


def test_the_time_left_follows_from_the_pace(board: Board) -> None:
    assert board.time_left() == "about 30 s left"
    assert (board.title, board.stage, board.done, board.total) == ("Rain[31m", "painting", 1, 4)


def test_a_line_of_progress_says_what_is_repaired_why_and_how_far_it_is(
    board: Board, capsys: pytest.CaptureFixture[str]
) -> None:
    teller = Teller(board, verbose=False)
    teller({"event": "repairing", "panel": "p02", "kind": "inpaint", "move": "sidestep",
            "attempt": 2, "reason": "a girl: 12% of it is visible"})  # fmt: skip
    teller({"event": "accepted", "panel": "p02", "attempt": 2})
    assert capsys.readouterr().err.splitlines() == [
        "p02: repairing by sidestep (inpaint): a girl: 12% of it is visible",
        "p02: accepted at attempt 2 (2/4, about 10 s left)",
    ]


def test_nothing_that_a_terminal_would_obey_is_printed(
    board: Board, capsys: pytest.CaptureFixture[str]
) -> None:
    Teller(board, verbose=True)({"event": "failed", "panel": "p03", "reason": "\x1b[2J\x07gone"})
    assert capsys.readouterr().err == "p03: failed: [2Jgone (2/4, about 10 s left)\n"


def drawing(folder: Path) -> subprocess.Popen[str]:
    """`agent draw`, heeding interrupts also where a shell started the tests in the background."""
    return subprocess.Popen(
        [sys.executable, "-m", "panelwright", "draw", str(folder), "-q"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )  # fmt: skip


def test_an_interrupted_run_says_how_to_go_on(tmp_path: Path) -> None:
    run = planned(tmp_path / "run", small_story(40))
    process = drawing(run.folder)
    while not painted(run):
        assert process.poll() is None
        time.sleep(0.005)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert (out, err) == ("", f"agent: stopped; go on with `agent resume {run.folder}`.\n")
    assert not list(run.folder.rglob("*.tmp"))


def remembered(run: Run) -> int:
    """How many panels the memory of a run holds as drawn."""
    drawn = "SELECT count(DISTINCT task_id) FROM writes WHERE channel = 'branch:to:letter'"
    with closing(sqlite3.connect(run.checkpoints, timeout=60)) as memory:
        return int(memory.execute(drawn).fetchone()[0])


def test_a_resumed_run_counts_what_was_drawn_before(tmp_path: Path, hold: Hold) -> None:
    run = planned(tmp_path / "run", small_story(12), SETTINGS.changed(painter="held"))
    hold.after(1 + 4)  # the portrait of Mina comes first
    process = drawing(run.folder)
    hold.until_it_holds(lambda: process.poll() is None)
    while remembered(run) < 4:
        assert process.poll() is None
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    hold.let_go()
    told = subprocess.run(
        [sys.executable, "-m", "panelwright", "resume", str(run.folder), "-v"],
        capture_output=True, text=True, check=True,
    ).stderr  # fmt: skip
    [before] = re.findall(r"going on; (\d+) of 12 panels are drawn", told)
    assert int(before) == 4
    assert [int(n) for n in re.findall(r"\((\d+)/12", told)] == [*range(int(before) + 1, 13)]
