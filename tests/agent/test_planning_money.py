"""Planning by a model: reckoned before, asked for, stopped by the cap, resumed, and billed."""

import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from panelwright.cli.app import run as agent
from parrot import Parrot
from talker import CALLS, GO, RECKONED, talking

STORY = "A girl called Mina finds a map in the rain. It glows. She runs home with it."
_FREE = ("--painter", "blocks", "--quality", "fast")


@pytest.fixture(autouse=True)
def _talking(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    Path("story.txt").write_text(STORY)
    with talking():
        yield


def asked(folder: str) -> list[str]:
    return Parrot(Path(folder) / "asked.log").calls


def test_the_cap_stops_planning_and_resume_goes_on_from_the_kept_answers(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert agent(["plan", "story.txt", "-o", "before/whole", "-q"]) == 0
    assert agent(["plan", "story.txt", "-o", "run", "-q", "--max-cost", "0.123"]) == 1
    [sentence] = capsys.readouterr().err.splitlines()
    assert "0.01 dollars are spent" in sentence
    assert "agent resume run --max-cost" in sentence
    assert 0 < len(asked("run")) < CALLS and not Path("run/story.json").exists()
    assert agent(["resume", "run", "-q", "--max-cost", "1"]) == 0
    assert asked("run") == asked("before/whole")
    assert Path("run/story.json").read_bytes() == Path("before/whole/story.json").read_bytes()


def test_a_plan_that_was_killed_goes_on_and_pays_again_only_for_what_was_in_work(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert agent(["plan", "story.txt", "-o", "before/whole", "-q"]) == 0
    script = "from talker import talking; from panelwright.cli.app import run\n" \
             "with talking(): run(['plan', 'story.txt', '-o', 'run', '-q'])"  # fmt: skip
    environment = {**os.environ, "TALKER_HOLDS": "3"}
    process = subprocess.Popen([sys.executable, "-c", script], env=environment)
    while len(asked("run")) < 3:
        assert process.poll() is None
        time.sleep(0.002)
    process.send_signal(signal.SIGKILL)
    process.wait()
    kept = len(list(Path("run/answers").glob("*.json")))
    assert agent(["resume", "run"]) == 0
    assert kept == 2 and len(asked("run")) == CALLS + 1
    assert asked("run")[3:] == asked("before/whole")[2:]
    assert "1 call was broken off before its answer was kept" in capsys.readouterr().err
    assert Path("run/story.json").read_bytes() == Path("before/whole/story.json").read_bytes()


def test_approval_shows_the_estimate_and_a_free_draft_before_the_model_is_asked(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert agent(["plan", "story.txt", "-o", "run", "--approve"]) == 0
    told = capsys.readouterr().err
    assert "to plan: about 6 calls, 700 tokens, 0.05 dollars" in told
    assert "to paint: " in told and "agent resume run" in told
    assert Path("run/draft/storyboard/page-01.png").is_file()
    assert asked("run") == [] and not Path("run/story.json").exists()
    assert agent(["resume", "run"]) == 0
    assert "planning took 5 calls" in capsys.readouterr().err
    assert len(asked("run")) == CALLS and Path("run/storyboard/page-01.png").is_file()


@pytest.mark.parametrize(("answer", "planned"), [("y", True), ("n", False)])
def test_on_a_terminal_a_person_decides(
    answer: str, planned: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", _Terminal(f"{answer}\n"))
    monkeypatch.setattr("sys.stderr", shown := _Terminal())
    assert agent(["plan", "story.txt", "-o", "run", "--approve", "-q"]) == 0
    assert "to plan: about 6 calls" in shown.getvalue()
    assert "Have the model plan it?" in shown.getvalue()
    assert bool(asked("run")) == Path("run/story.json").exists() == planned


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_without_approval_the_model_is_asked_at_once() -> None:
    assert agent(["plan", "story.txt", "-o", "run", "-q"]) == 0
    assert Path("run/story.json").is_file() and not Path("run/draft").exists()


def test_the_whole_road_stops_before_planning_and_before_painting(
    capsys: pytest.CaptureFixture[str],
) -> None:
    begin = ["plan-and-draw", "story.txt", "-o", "run", "--approve", "--json", "-q", *_FREE]
    waits = []
    for arguments in (begin, *[["resume", "run", "--json", "-q", "-j", "1"]] * 2):
        assert agent(arguments) == 0
        waits.append(json.loads(capsys.readouterr().out))
    assert [told.get("for") for told in waits] == ["planning", "painting", None]
    assert waits[0]["planning"]["reckoned"] == RECKONED.model_dump()
    assert waits[1]["planning"]["cost"]["calls"] == CALLS
    assert waits[2]["state"] == "done" and waits[2]["planning"]["steps"]["read"]["calls"] == 1


def test_a_plan_put_there_by_hand_meanwhile_is_never_planned_over() -> None:
    assert agent(["plan", "story.txt", "-o", "run", "--approve", "-q"]) == 0
    mine = Path("run/draft/story.json").read_bytes()
    Path("run/story.json").write_bytes(mine)
    assert agent(["resume", "run", "-q"]) == 0
    assert asked("run") == [] and Path("run/story.json").read_bytes() == mine


def test_a_text_that_the_rules_can_not_read_may_still_be_planned(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("story.txt").write_text("Мина находит карту под дождём.")
    assert agent(["plan", "story.txt", "-o", "run", "--approve"]) == 0
    told = capsys.readouterr().err
    assert "there is no draft" in told and "to plan: about 6 calls" in told


def test_report_and_summary_compare_the_bill_with_the_estimate(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert agent(["plan-and-draw", "story.txt", "-o", "run", "-j", "1", *_FREE]) == 0
    summary = capsys.readouterr().err
    assert "planning took 5 calls, 22 tokens, 0.022 dollars" in summary
    assert "reckoned were 6 calls, 700 tokens, 0.05 dollars" in summary
    report = (Path("run") / "report.html").read_text()
    assert "What planning took" in report and "700 tokens in all" in report
    assert report.count('<td data-label="Step">') == CALLS + 2


def test_an_interrupted_plan_keeps_the_answer_it_waited_for() -> None:
    script = "from talker import talking; from panelwright.cli.app import main\n" \
             "import sys; sys.argv = ['agent', 'plan', 'story.txt', '-o', 'run', '-q']\n" \
             "with talking(): main()"  # fmt: skip
    environment = {**os.environ, "TALKER_HOLDS": "2"}
    process = subprocess.Popen(
        [sys.executable, "-c", script], env=environment, stderr=subprocess.PIPE, text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )  # fmt: skip
    events = Path("run/events.jsonl")
    while len(asked("run")) < 2:
        assert process.poll() is None
        time.sleep(0.002)
    process.send_signal(signal.SIGINT)
    while "stopping as soon as the answer is here" not in events.read_text():
        assert process.poll() is None
        time.sleep(0.002)
    GO.touch()
    _, told = process.communicate(timeout=60)
    assert process.returncode == 130 and "agent resume run" in told
    assert len(asked("run")) == len(list(Path("run/answers").glob("*.json"))) == 2


def test_a_run_that_was_refused_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    from panelwright_tools.domain import Cost

    monkeypatch.setattr("talker.by_the_token", lambda usage: Cost(unpriced=1))
    assert agent(["plan", "story.txt", "-o", "run", "-q", "--max-cost", "1"]) == 2
    assert not Path("run").exists()
