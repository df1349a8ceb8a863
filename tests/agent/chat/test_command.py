"""`agent chat` as a user meets it: piped, killed, interrupted, asked by two, fed with anything."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from held_painter import Hold
from panelwright.cli import app
from panelwright.run import opened
from small_runs import SETTINGS, drawn, painted, planned, small_story

STORY = "Mina finds a map in the rain. It glows. Mina runs home."
HELD = SETTINGS.changed(painter="held")
FLAGS = ("--painter", "blocks", "--quality", "fast", "--jobs", "1")


def talked(folder: Path, *arguments: str, turns: str | bytes, code: int = 0) -> list[str]:
    """The lines that `agent chat` prints when it is piped some turns."""
    data = turns.encode() if isinstance(turns, str) else turns
    typed = TextIOWrapper(BytesIO(data), "utf-8")
    with (
        chdir(folder),
        patch("sys.stdin", typed),
        redirect_stdout(StringIO()) as told,
        redirect_stderr(StringIO()) as complained,
    ):
        assert app.run(["chat", *arguments]) == code, complained.getvalue()
    assert "Traceback" not in complained.getvalue()
    return told.getvalue().splitlines() or complained.getvalue().splitlines()


def talked_by_a_process(folder: Path, *arguments: str, turns: str, code: int = 0) -> list[str]:
    """The same by a process of its own."""
    ended = subprocess.run(
        [sys.executable, "-m", "panelwright", "chat", *arguments],
        cwd=folder, input=turns, text=True, capture_output=True, check=False, timeout=120,
    )  # fmt: skip
    assert ended.returncode == code, ended.stderr
    assert "Traceback" not in ended.stderr
    return ended.stdout.splitlines() or ended.stderr.splitlines()


@contextmanager
def talking(folder: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """`agent chat` in a process of its own that heeds interrupts."""
    with subprocess.Popen(
        [sys.executable, "-m", "panelwright", "chat", *arguments],
        cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    ) as process:  # fmt: skip
        try:
            yield process
        finally:
            process.kill()


def say(process: subprocess.Popen[str], turn: str) -> None:
    assert process.stdin is not None
    process.stdin.write(f"{turn}\n")
    process.stdin.flush()


def until(path: Path, text: str, count: int = 1) -> None:
    """Wait until a file tells something so many times."""
    for _ in range(3000):
        if path.is_file() and path.read_text().count(text) >= count:
            return
        time.sleep(0.02)
    raise AssertionError(f"{path} never told {text}")


def test_piped_turns_are_done_one_after_the_other(tmp_path: Path) -> None:
    lines = talked_by_a_process(
        tmp_path, *FLAGS, turns=f"{STORY}\n\npanel 2 at night\nwho is in panel 2?\n"
    )
    run = opened(tmp_path / lines[-1])
    assert f"> {STORY}" in lines and "  panel 2: time day → night" in lines
    assert "panel 2 is to be painted." in lines and "  that is version 1" in lines
    assert any(line.startswith("Panel 2 shows ") for line in lines)
    assert run.read_story().panels[1].time == "night"
    story, pictures = run.read_story(), painted(run)
    assert len(set(pictures)) == len(pictures) == len(story.panels) + len(story.cast) + 1


def test_a_file_may_begin_the_conversation_and_all_is_told_as_json(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text("Mina finds a map.\n\nIt glows. Mina runs home.\n")
    lines = talked(tmp_path, "story.txt", "-o", "run", "--json", *FLAGS, turns="undo\n")
    said: list[dict[str, Any]] = [json.loads(line) for line in lines]
    kinds = [one["kind"] for one in said if one["kind"] != "progress"]
    assert kinds[:2] == ["said", "difference"] and kinds[-3:] == ["said", "problem", "run"]
    assert said[-1]["run"] == "run" and (tmp_path / "run/book.html").is_file()


def test_a_conversation_is_shown_and_goes_on_where_it_was(tmp_path: Path) -> None:
    run = planned(tmp_path / "run")
    talked(tmp_path, "run", turns="panel 2 at night\n")
    lines = talked(tmp_path, "run", turns="undo\n")
    assert lines[0] == "> panel 2 at night"
    assert "Taken back: panel 2 at night (version 1)." in lines
    assert run.read_story() == small_story()


def test_kill_9_in_the_middle_of_painting_loses_nothing(tmp_path: Path, hold: Hold) -> None:
    run = planned(tmp_path / "run", small_story(12), HELD)
    drawn(run)
    before = painted(run)
    hold.after(3)
    with talking(tmp_path, "run") as process:
        say(process, "everywhere at night")
        hold.until_it_holds(lambda: process.poll() is None)
        process.kill()
    assert len(painted(run)) == len(before) + 3
    hold.let_go()
    lines = talked_by_a_process(tmp_path, "run", turns="undo\nredo\n")
    assert "> everywhere at night" in lines
    assert "The last turn was broken off; I go on with it." in lines
    done = painted(run)
    assert len(done) == len(set(done)), "nothing is painted twice"
    assert len(done) == len(before) + 12
    assert (run.folder / "book.html").is_file()
    assert all(panel.time == "night" for panel in run.read_story().panels)


def test_an_interrupt_stops_painting_and_the_conversation_goes_on(
    tmp_path: Path, hold: Hold
) -> None:
    run = planned(tmp_path / "run", small_story(6), HELD)
    hold.after(2)
    with talking(tmp_path, "run") as process:
        say(process, "paint it")
        hold.until_it_holds(lambda: process.poll() is None)
        process.send_signal(signal.SIGINT)
        until(run.chat, '"stopped"')
        kept = painted(run)
        assert len(kept) == 2
        hold.let_go()
        say(process, "go on")
        until(run.chat, '"bound"')
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(30) == 0
    assert painted(run)[: len(kept)] == kept and len(set(painted(run))) == len(painted(run)) == 7


def test_a_second_conversation_about_a_run_is_refused_in_one_sentence(tmp_path: Path) -> None:
    run = planned(tmp_path / "run")
    with talking(tmp_path, "run") as process:
        say(process, "who is in panel 1?")
        until(run.chat, "Panel 1 shows")
        (sentence,) = talked_by_a_process(tmp_path, "run", turns="undo\n", code=2)
        assert "in use by process" in sentence


def test_a_run_that_is_being_drawn_elsewhere_is_left_alone(tmp_path: Path) -> None:
    from panelwright.lock import locked

    run = planned(tmp_path / "run")
    with locked(run.lock):
        lines = talked(tmp_path, "run", turns="panel 2 at night\nwho is in panel 1?\n")
    assert f"run is in use by process {os.getpid()}; wait for it, or stop it first." in lines
    assert "Panel 1 shows Mina and a wooden bench." in lines
    assert run.read_story() == small_story()


def test_a_book_that_is_pasted_is_taken_for_a_story_and_asked_before_it_is_painted(
    tmp_path: Path,
) -> None:
    text = "Mina walks through the old town and looks at the wet roofs. " * 3400
    assert len(text) > 200_000
    lines = talked(tmp_path, *FLAGS, "-o", "run", turns=f"{text}\nno\n")
    assert any(line.startswith("Shall I paint ") for line in lines)
    assert lines[-2:] == ["Nothing is changed.", "run"]
    assert painted(opened(tmp_path / "run")) == []
    assert max(map(len, lines)) < 1000


@pytest.mark.parametrize(
    "turns",
    [
        b"\xff\xfe\x00panel 2\n",
        b"\x1b]0;owned\x07panel 2 at night\x1b[2J\n",
        b"\x00\n",
        b"\n \n\t\n",
        "\u202epanel 2 \u2066at night\n".encode(),
        b"a" * 5000 + b"\n",
        b"'\"`$(reboot)\n",
    ],
)
def test_nothing_that_is_typed_commands_the_terminal_or_breaks_off(
    turns: bytes, tmp_path: Path
) -> None:
    planned(tmp_path / "run")
    lines = talked(tmp_path, "run", turns=turns)
    assert lines[-1] == "run"
    assert not any(letter in "".join(lines) for letter in "\x1b\x07\x00\u202e\u2066")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [(["nowhere"], "nowhere"), (["run", "--ask", "--yes"], "contradict each other"),
     (["run", "-o", "other"], "-o goes with"), (["story.json"], "story.json")],
)  # fmt: skip
def test_wrong_arguments_are_one_sentence(arguments: list[str], told: str, tmp_path: Path) -> None:
    planned(tmp_path / "run")
    (sentence,) = talked(tmp_path, *arguments, turns="", code=2)
    assert told in sentence
