import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from dying import die_once
from panelwright.budget import Budget
from panelwright.cli.app import run as agent
from panelwright.run import Run, opened
from panelwright.tooling import tool_paths
from panelwright.workshop import Workshop
from panelwright_tools.domain import FREE, BudgetExceeded, Cost, ToolError, Unanswered, UserError
from priced import PRICE, PRICED, on_offer
from small_runs import contents, drawn, painted, planned, small_story

PICTURES = 4
"""Three panels and a portrait."""


@pytest.fixture(autouse=True)
def _priced() -> Iterator[None]:
    with on_offer():
        yield


@pytest.fixture
def budget(tmp_path: Path) -> Budget:
    return Budget(tmp_path / "spending.jsonl", cap=0.10)


def priced_run(folder: Path, max_cost: float | None = None) -> Run:
    return planned(folder, small_story(), PRICED.changed(max_cost=max_cost))


def test_every_picture_is_paid_once(tmp_path: Path) -> None:
    run = priced_run(tmp_path / "run")
    assert drawn(run).spent == PRICE.times(PICTURES)
    assert drawn(run).spent == drawn(run, go_on=True).spent == PRICE.times(PICTURES)
    assert len(painted(run)) == PICTURES


def test_what_is_free_leaves_no_ledger(tmp_path: Path) -> None:
    run = planned(tmp_path / "run")
    assert drawn(run).spent == FREE
    assert not run.spending.exists()


def test_the_cap_stops_the_run_before_it_is_passed_and_resume_goes_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    free, run = priced_run(tmp_path / "free"), priced_run(tmp_path / "run", max_cost=0.10)
    drawn(free)
    assert agent(["draw", str(run.folder), "-q"]) == 1
    captured = capsys.readouterr()
    [sentence] = captured.err.splitlines()
    assert "0.08 dollars are spent" in sentence and "the cap of 0.10" in sentence
    assert f"agent resume {run.folder} --max-cost" in sentence
    assert len(painted(run)) == 2
    assert agent(["resume", str(run.folder), "-q", "--json", "--max-cost", "1"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["spent"] == pytest.approx(PRICE.times(PICTURES).model_dump())
    assert len(painted(run)) == len(set(painted(run))) == PICTURES
    assert {k: v for k, v in contents(run).items() if k != "run.toml"} == {
        k: v for k, v in contents(free).items() if k != "run.toml"
    }


def test_a_killed_run_pays_again_only_for_what_was_in_work(tmp_path: Path) -> None:
    run = priced_run(tmp_path / "run")
    script = f"from priced import on_offer; from panelwright.cli.app import run\n" \
             f"with on_offer(): run(['draw', {str(run.folder)!r}, '-q'])"  # fmt: skip
    process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.DEVNULL)
    while len(painted(run)) < 2:
        assert process.poll() is None
        time.sleep(0.002)
    process.send_signal(signal.SIGKILL)
    process.wait()
    asked = Budget(run.spending, None).spent().calls
    in_doubt = asked - len(painted(run))
    book = drawn(opened(run.folder), go_on=True)
    assert len(painted(run)) == len(set(painted(run))) == PICTURES
    assert 0 <= in_doubt <= 1
    assert book.spent == PRICE.times(PICTURES + in_doubt)
    assert ("broken off" in run.events.read_text()) == bool(in_doubt)


def test_approval_shows_what_it_will_cost(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = priced_run(tmp_path / "run")
    assert agent(["draw", str(run.folder), "--approve", "--json"]) == 0
    captured = capsys.readouterr()
    assert ("to paint: 4 to 13 pictures: 4 to 13 calls, 40 to 130 tokens, 0.16 to 0.52 dollars, "
            "0.2 to 0.7 GPU minutes") in captured.err  # fmt: skip
    estimate = json.loads(captured.out)["estimate"]
    assert (estimate["portraits"], estimate["least"]["calls"]) == (1, PICTURES)
    assert not run.spending.exists()


def test_the_report_compares_the_bill_with_the_estimate(tmp_path: Path) -> None:
    run = priced_run(tmp_path / "run")
    assert agent(["draw", str(run.folder), "--approve", "-q"]) == 0
    for _ in ("the plan", "the portraits"):
        assert agent(["resume", str(run.folder), "-q"]) == 0
    report = (run.folder / "report.html").read_text()
    assert ("The run has cost 4 calls, 40 tokens, 0.16 dollars in all; to paint, 4 to 13 pictures: "
            "4 to 13 calls, 40 to 130 tokens, 0.16 to 0.52 dollars") in report  # fmt: skip


def test_what_is_in_the_store_is_not_reckoned_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = priced_run(tmp_path / "run")
    drawn(run)
    assert agent(["draw", str(run.folder), "--approve", "--json", "-q"]) == 0
    estimate = json.loads(capsys.readouterr().out)["estimate"]
    assert estimate["least_pictures"] == 0
    assert estimate["spent"]["calls"] == PICTURES


def test_a_call_that_would_pass_the_cap_is_refused_before_it_is_made(budget: Budget) -> None:
    for number in range(2):
        with budget.paying(f"p{number}", PRICE):
            pass
    with pytest.raises(BudgetExceeded, match=r"0\.08 dollars are spent"), budget.paying("p", PRICE):
        pytest.fail("the call was made")
    assert Budget(budget.path, None).spent() == budget.spent() == PRICE.times(2)


def test_a_call_that_failed_or_was_not_needed_is_not_charged(budget: Budget) -> None:
    with pytest.raises(ToolError), budget.paying("p1", PRICE):
        raise ToolError("the service is down.")
    with budget.paying("p2", PRICE) as bill:
        bill.waive()
    assert Budget(budget.path, None).spent() == budget.spent() == FREE


@pytest.mark.parametrize("broken_off", [KeyboardInterrupt, Unanswered])
def test_a_call_that_was_broken_off_counts_and_is_told_of_later(
    budget: Budget, broken_off: type[BaseException]
) -> None:
    with pytest.raises(broken_off), budget.paying("p1", PRICE):
        raise broken_off
    assert not budget.is_paying
    assert Budget(budget.path, None).spent() == PRICE
    assert Budget(budget.path, None).settle(lambda call: None) == PRICE


def test_what_was_paid_for_and_kept_is_told_apart_from_what_was_lost(tmp_path: Path) -> None:
    budget = Budget(tmp_path / "spending.jsonl", None)
    for what in ("kept", "lost"):
        with pytest.raises(KeyboardInterrupt), budget.paying(what, PRICE):
            raise KeyboardInterrupt
    with budget.paying("done", PRICE):
        pass
    again = Budget(budget.path, None)
    assert again.settle(lambda call: None if call.what == "lost" else call.cost) == PRICE
    assert again.spent() == Budget(budget.path, None).spent() == PRICE.times(3)
    assert Budget(budget.path, None).settle(lambda call: None) == FREE


def test_resume_says_what_was_paid_for_and_lost(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = priced_run(tmp_path / "run")
    with pytest.raises(KeyboardInterrupt), Budget(run.spending, None).paying("gone", PRICE):
        raise KeyboardInterrupt
    assert agent(["resume", str(run.folder)]) == 0
    told = capsys.readouterr().err
    assert "note: 1 call was broken off before its answer was kept" in told
    assert "up to 0.04 dollars count as spent" in told
    assert f"0.20 dollars for {PICTURES + 1} calls" in told
    assert agent(["resume", str(run.folder)]) == 0
    assert "broken off" not in capsys.readouterr().err


def test_a_call_that_is_made_twice_because_its_process_died_counts_twice(
    budget: Budget, tmp_path: Path
) -> None:
    paths = tool_paths(PRICED.changed(painter="blocks"))
    with Workshop(paths, 2) as workshop, budget.paying("p1", PRICE) as bill:
        assert workshop.do(die_once, str(tmp_path / "mark"), bill.ask_again) == "done"
    assert budget.spent() == PRICE.times(2)
    assert budget.settle(lambda call: None) == FREE


def test_a_line_that_a_kill_cut_short_is_passed_over(budget: Budget) -> None:
    with budget.paying("p1", PRICE):
        pass
    with budget.path.open("ab") as file:
        file.write(b'{"what": "p2", "sta')
    again = Budget(budget.path, 1.0)
    with again.paying("p3", PRICE):
        pass
    assert Budget(budget.path, None).spent() == PRICE.times(2)


def test_costs_add_up() -> None:
    assert PRICE.times(2) == PRICE + PRICE
    assert PRICE.times(3) - PRICE == PRICE.times(2)
    assert Cost(dollars=0.1).times(3).dollars == 0.3


def test_a_cap_after_calls_of_unknown_price_is_refused_since_nobody_knows_what_is_left(
    budget: Budget,
) -> None:
    with Budget(budget.path, cap=None).paying("answer", Cost(calls=1, unpriced=1)):
        pass
    with pytest.raises(UserError, match="earlier calls"), budget.paying("picture", PRICE):
        pass
    assert budget.spent().dollars == 0
