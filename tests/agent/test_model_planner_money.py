"""The real planner over the real client, against a server that counts what it would charge for."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from faults import Fault
from faulty_server import MODEL, Asked, FaultyServer
from panelwright.budget import Budget
from panelwright.cli.app import run as agent
from panelwright.reckoning import kept_reckoning, planning_facts
from panelwright.run import Run
from panelwright_tools.domain import FREE
from scripted_plan import ScriptedPlan

STORY = (
    "Mina lived by the harbour. One night a storm came up. “Hold on!” shouted her father. "
    "They ran to the lighthouse. In the lighthouse an old sailor slept. Mina woke him. "
    "“The lamp is out,” she said. The sailor lit the lamp, and all the boats came home."
)
CONFIGURATION = f"""
[model]
concurrency = 1
[prices."{MODEL}"]
input = 1000
output = 4000
"""


ODD = "Could the whole thing feel a little gloomier?"


@pytest.fixture
def server() -> Iterator[FaultyServer]:
    plan = ScriptedPlan(STORY)

    def good(asked: Asked) -> str:
        return '{"changes": [{"wish": "style noir"}]}' if ODD in asked.prompt else plan(asked)

    with FaultyServer([Fault(wait_s=0.02)] * 1000, good=good) as server:
        yield server


@pytest.fixture(autouse=True)
def _configured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("story.txt").write_text(STORY)
    Path("agent.toml").write_text(CONFIGURATION)


def planning(server: FaultyServer, folder: str, *more: str) -> list[str]:
    way = ["--planner", "openai", "--base-url", server.base_url, "--model", MODEL]
    return ["plan", "story.txt", "-o", folder, "-q", *way, *more]


@pytest.mark.parametrize("at_once", [1, 4])
def test_the_cap_stops_planning_and_resume_asks_only_what_is_missing(
    server: FaultyServer, at_once: int
) -> None:
    Path("agent.toml").write_text(CONFIGURATION.replace("= 1\n", f"= {at_once}\n"))
    assert agent(planning(server, "before/whole")) == 0
    calls, bill = server.billed, Budget(Path("before/whole/spending.jsonl"), None).spent()
    assert bill.calls == calls and bill.dollars > 0
    assert agent(planning(server, "run", "--max-cost", f"{bill.dollars:.2f}")) == 1
    assert calls < server.billed < 2 * calls and not Path("run/story.json").exists()
    assert agent(["resume", "run", "-q", "--max-cost", "1000"]) == 0
    assert server.billed == 2 * calls
    assert Path("run/story.json").read_bytes() == Path("before/whole/story.json").read_bytes()
    assert Budget(Path("run/spending.jsonl"), None).spent() == bill


def test_a_killed_plan_pays_again_only_for_the_answer_that_it_waited_for(
    server: FaultyServer,
) -> None:
    assert agent(planning(server, "before/whole")) == 0
    calls = server.billed
    server.comes([Fault()] * (calls // 2 - 1) + [Fault(wait_s=60)])
    script = "import sys; from panelwright.cli.app import run; run(sys.argv[1:])"
    process = subprocess.Popen([sys.executable, "-c", script, *planning(server, "run")])
    while server.billed < calls + calls // 2:
        assert process.poll() is None
        time.sleep(0.002)
    process.send_signal(signal.SIGKILL)
    process.wait()
    kept = len(list(Path("run/answers").glob("*.json")))
    before = server.billed
    assert before - calls - kept == 1
    assert agent(["resume", "run", "-q"]) == 0
    assert server.billed == before + calls - kept
    assert Path("run/story.json").read_bytes() == Path("before/whole/story.json").read_bytes()


def test_a_repeated_run_pays_nothing_twice_and_says_so(
    server: FaultyServer, capsys: pytest.CaptureFixture[str]
) -> None:
    assert agent(planning(server, "first")) == 0
    calls = server.billed
    assert agent([*planning(server, "again", "--max-cost", "0"), "-v"]) == 0
    assert server.billed == calls
    assert Path("again/story.json").read_bytes() == Path("first/story.json").read_bytes()
    assert Budget(Path("again/spending.jsonl"), None).spent() == FREE
    facts = planning_facts(Run(Path("again")))
    assert facts is not None and facts.borrowed == calls and facts.cost == FREE
    assert agent(["resume", "again"]) == 0
    told = capsys.readouterr().err
    assert f"{calls} answers were there from an earlier run, and not paid for again" in told
    assert agent([*planning(server, "other"), "--panels", "3"]) == 0
    assert server.billed > calls


def test_a_plan_of_the_rules_is_changed_by_a_model_that_is_named_for_it(
    server: FaultyServer, capsys: pytest.CaptureFixture[str]
) -> None:
    assert agent(["plan", "story.txt", "-o", "run", "-q"]) == 0
    assert agent(["edit", "say", "run", ODD, "--yes"]) == 2
    assert "or have a language model read it, with --planner" in capsys.readouterr().err
    way = ["--planner", f"openai:{MODEL}", "--base-url", server.base_url]
    assert agent(["edit", "say", "run", ODD, "--yes", *way]) == 0
    assert server.billed == 1 and Run(Path("run")).read_story().style == "noir"


def test_a_model_without_a_price_and_a_cap_are_refused_in_a_sentence_that_helps(
    server: FaultyServer, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("agent.toml").unlink()
    way = ["--planner", "openai", "--base-url", "https://models.example.com/v1", "--model", "big"]
    assert agent(["plan", "story.txt", "-o", "run", "--max-cost", "1", *way]) == 2
    [sentence] = capsys.readouterr().err.splitlines()
    assert "price of openai:big is unknown" in sentence and '[prices."big"]' in sentence
    assert server.seen == 0 and not Path("run").exists()


def test_the_estimate_is_near_the_bill(server: FaultyServer) -> None:
    assert agent(planning(server, "run", "--approve")) == 0
    assert server.seen == 0
    assert agent(["resume", "run", "-q"]) == 0
    run = Run(Path("run"))
    reckoned, facts = kept_reckoning(run), planning_facts(run)
    assert reckoned is not None and facts is not None
    assert 0.5 < facts.cost.calls / reckoned.calls < 2
    assert 0.3 < facts.cost.tokens / reckoned.tokens < 3
    assert facts.cost.calls == server.billed


def test_what_a_change_cost_is_told_beside_what_planning_cost(
    server: FaultyServer, capsys: pytest.CaptureFixture[str]
) -> None:
    assert agent(planning(server, "run")) == 0
    planned, calls = planning_facts(Run(Path("run"))), server.billed
    assert planned is not None and planned.revising is None
    assert agent(["edit", "say", "run", ODD, "--yes"]) == 0
    assert server.billed == calls + 1 and Run(Path("run")).read_story().style == "noir"
    facts = planning_facts(Run(Path("run")))
    assert facts is not None and facts.revising is not None
    assert facts.cost == planned.cost and facts.revising.cost.calls == 1
    assert Budget(Path("run/spending.jsonl"), None).spent() == facts.cost + facts.revising.cost
    capsys.readouterr()
    assert agent(["draw", "run", "--painter", "blocks", "--quality", "fast", "-j", "1"]) == 0
    assert f"changing the plan took {facts.revising.cost.words}" in capsys.readouterr().err
    report = Path("run/report.html").read_text()
    assert (
        '<td data-label="Step">changes since</td><td class="num" data-label="Calls">1</td>'
        in report
    )
