"""Answers of models are kept, paid once, and paid for within the budget."""

import json
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from faults import Fault
from faulty_server import KEY, MODEL, FaultyServer
from panelwright.answers import Answers
from panelwright.budget import Budget
from panelwright.kept_endpoint import KeptEndpoint, keeper
from panelwright.run import Run
from panelwright_tools.asking.endpoint import Call, RungRefused
from panelwright_tools.asking.model import Message, Usage
from panelwright_tools.asking.openai_endpoint import OpenAIEndpoint
from panelwright_tools.asking.prices import Price, cost_of
from panelwright_tools.domain import FREE, BudgetExceeded, Cost, ToolError, UserError
from parrot import Parrot, by_the_token, call_of
from small_runs import drawn, planned


def kept(folder: Path, parrot: Parrot | None = None, **more: Any) -> KeptEndpoint:
    return KeptEndpoint(
        parrot or Parrot(folder / "asked.log"),
        Answers(folder / "answers"),
        Budget(folder / "spending.jsonl", more.pop("cap", None)),
        more.pop("tariff", by_the_token),
        **more,
    )


def asked(folder: Path) -> list[str]:
    return Parrot(folder / "asked.log").calls


def test_the_same_call_is_asked_once_also_by_another_process(tmp_path: Path) -> None:
    first = kept(tmp_path).complete(call_of("a b c"))
    assert kept(tmp_path).complete(call_of("a b c")) == first
    assert first.text == "a b c" and first.usage == Usage(1, 3, 0, 3, 0.25)
    assert asked(tmp_path) == ["a b c"]
    assert Budget(tmp_path / "spending.jsonl", None).spent() == by_the_token(first.usage)


@pytest.mark.parametrize(
    "changes",
    [
        {"messages": (Message("system", "a b c"),)},
        {"messages": (Message("user", "a b c", (b"picture",)),)},
        {"most_tokens": 200},
        {"temperature": 0.5},
        {"seed": 1},
        {"schema": {"type": "object"}},
        {"rung": "json"},
    ],
)
def test_whatever_decides_the_answer_decides_where_it_is_kept(
    tmp_path: Path, changes: dict[str, Any]
) -> None:
    call = call_of("a b c")
    kept(tmp_path).complete(call)
    kept(tmp_path).complete(replace(call, **changes))
    assert len(asked(tmp_path)) == 2


def test_servers_share_no_answers_though_their_models_have_one_name(tmp_path: Path) -> None:
    with FaultyServer([Fault()] * 2) as one, FaultyServer([Fault()] * 2) as other:
        for server in (one, other, one, other):
            endpoint = replace(kept(tmp_path), endpoint=OpenAIEndpoint(MODEL, server.base_url, KEY))
            endpoint.complete(call_of("Tell me of the rain."))
        assert (len(one.asked), len(other.asked)) == (1, 1)
        written = "".join(path.read_text() for path in (tmp_path / "answers").iterdir())
    assert one.base_url in written and other.base_url in written and KEY not in written


def test_a_damaged_answer_is_asked_for_again(tmp_path: Path) -> None:
    kept(tmp_path).complete(call_of("a"))
    [path] = (tmp_path / "answers").iterdir()
    path.write_text(path.read_text()[:-20])
    assert kept(tmp_path).complete(call_of("a")).text == "a"
    assert asked(tmp_path) == ["a", "a"]


def test_two_threads_that_ask_the_same_pay_once(tmp_path: Path) -> None:
    endpoint = kept(tmp_path, Parrot(tmp_path / "asked.log", wait_s=0.05))
    with ThreadPoolExecutor(4) as threads:
        replies = list(threads.map(endpoint.complete, [call_of("a"), call_of("b")] * 4))
    assert {reply.text for reply in replies} == {"a", "b"}
    assert sorted(asked(tmp_path)) == ["a", "b"]
    assert endpoint.budget.spent().calls == 2


def test_the_ledger_holds_the_most_before_and_the_truth_after(tmp_path: Path) -> None:
    ledger = tmp_path / "spending.jsonl"
    seen: list[Cost] = []
    look = lambda number: seen.append(Budget(ledger, None).spent())  # noqa: E731
    kept(tmp_path, Parrot(tmp_path / "asked.log", before=look)).complete(call_of("a b c"))
    assert seen[0].dollars >= 0.103
    assert Budget(ledger, None).spent().dollars == pytest.approx(0.006)


def test_the_cap_refuses_a_call_before_it_is_made(tmp_path: Path) -> None:
    endpoint = kept(tmp_path, cap=0.2)
    endpoint.complete(call_of("a"))
    with pytest.raises(BudgetExceeded, match=r"0\.002 dollars are spent"):
        endpoint.complete(call_of("b", most_tokens=300))
    assert asked(tmp_path) == ["a"]


def test_calls_side_by_side_wait_for_what_others_leave_of_the_cap(tmp_path: Path) -> None:
    endpoint = kept(tmp_path, Parrot(tmp_path / "asked.log", wait_s=0.02), cap=0.25)
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda n: endpoint.complete(call_of(str(n))), range(8)))
    assert len(asked(tmp_path)) == 8


@pytest.mark.parametrize("error", [ToolError("429."), RungRefused("400.")])
def test_a_call_that_failed_is_neither_charged_nor_kept(tmp_path: Path, error: ToolError) -> None:
    def fail(number: int) -> None:
        if number == 1:
            raise error

    endpoint = kept(tmp_path, Parrot(tmp_path / "asked.log", before=fail))
    with pytest.raises(type(error)):
        endpoint.complete(call_of("a"))
    assert endpoint.budget.spent() == FREE
    assert endpoint.complete(call_of("a")).text == "a"
    assert endpoint.budget.spent().calls == 1


def test_an_answer_that_the_disk_does_not_take_was_paid_for(tmp_path: Path) -> None:
    (tmp_path / "answers").write_text("in the way")
    endpoint = kept(tmp_path)
    with pytest.raises(ToolError, match="can't write"):
        endpoint.complete(call_of("a b c"))
    assert endpoint.budget.spent().dollars == pytest.approx(0.006)


def test_what_is_free_leaves_no_ledger_but_its_tokens_are_counted(tmp_path: Path) -> None:
    free = kept(tmp_path, tariff=lambda usage: Cost(calls=usage.calls, tokens=9))
    free.complete(call_of("a b"))
    assert not (tmp_path / "spending.jsonl").exists()
    [answer] = free.answers.all()
    assert answer.usage == Usage(1, 2, 0, 2, 0.25)


def test_every_answer_is_told_of_with_what_it_took(tmp_path: Path) -> None:
    told: list[dict[str, Any]] = []
    endpoint = kept(tmp_path, tell=lambda name, **facts: told.append({"event": name, **facts}))
    endpoint.complete(call_of("a b"))
    endpoint.complete(call_of("a b"))
    assert told[0] == {
        "event": "asked",
        "step": "ParrotDraft",
        "prompt_tokens": 2,
        "reused_tokens": 0,
        "answer_tokens": 2,
        "seconds": 0.25,
        "dollars": 0.004,
        "kept": False,
    }
    assert told[1]["kept"]


def test_a_cap_without_a_price_is_refused_before_any_call(tmp_path: Path) -> None:
    unknown = lambda usage: Cost(calls=usage.calls, unpriced=usage.calls)  # noqa: E731
    parrot, budget = Parrot(tmp_path / "asked.log"), Budget(tmp_path / "spending.jsonl", 1.0)
    with pytest.raises(UserError, match=r'the price of parrot:1 is unknown.*\[prices\."1"\]'):
        keeper(Answers(tmp_path / "answers"), budget)(parrot, unknown)
    with pytest.raises(UserError):
        kept(tmp_path, cap=1.0, tariff=unknown).complete(call_of("a"))
    assert asked(tmp_path) == []
    uncapped = kept(tmp_path, tariff=unknown)
    uncapped.complete(call_of("a"))
    assert uncapped.budget.spent().unpriced == 1


def test_no_call_is_made_after_an_interrupt_but_kept_answers_are_given(tmp_path: Path) -> None:
    stopping = Event()
    endpoint = kept(tmp_path, stopping=stopping)
    endpoint.complete(call_of("a"))
    stopping.set()
    assert endpoint.complete(call_of("a")).text == "a"
    with pytest.raises(ToolError, match="interrupted"):
        endpoint.complete(call_of("b"))
    assert asked(tmp_path) == ["a"]


def test_a_busy_server_is_paid_once_what_it_says_it_took(tmp_path: Path) -> None:
    price = Price(input=1000, cached=100, output=2000)
    with FaultyServer([Fault(status=429, headers={"retry-after": "0"}), Fault(cut=0.5)]) as server:
        real = OpenAIEndpoint(MODEL, server.base_url, KEY)
        endpoint = replace(kept(tmp_path), endpoint=real, tariff=partial(cost_of, price=price))
        for _ in range(2):
            usage = endpoint.complete(call_of("Tell me of the rain. " * 20)).usage
        assert (len(server.asked), server.billed) == (2, 1)
    ledger = [json.loads(line) for line in endpoint.budget.path.read_text().splitlines()]
    assert [line["state"] for line in ledger] == ["asked", "kept"]
    assert endpoint.budget.spent() == cost_of(usage, price)
    assert ledger[0]["cost"]["dollars"] > ledger[1]["paid"]["dollars"] > 0


def test_half_a_character_in_an_answer_is_kept_as_a_sign_of_it(tmp_path: Path) -> None:
    endpoint = kept(tmp_path, _Broken(tmp_path / "asked.log"))
    first = endpoint.complete(call_of("a"))
    assert first.text == "a?" and endpoint.complete(call_of("a")) == first


class _Broken(Parrot):
    def complete(self, call: Call) -> Any:
        return replace(super().complete(call), text="a\ud83d")


def test_a_stream_is_kept_when_it_is_whole(tmp_path: Path) -> None:
    assert list(kept(tmp_path).stream(call_of("a b"))) == ["a ", "b"]
    assert list(kept(tmp_path).stream(call_of("a b"))) == ["a b"]
    assert asked(tmp_path) == ["a b"]
    assert Budget(tmp_path / "spending.jsonl", None).spent().dollars == pytest.approx(0.02)


def test_a_call_that_a_kill_broke_off_is_told_of_as_lost(tmp_path: Path) -> None:
    run = planned(tmp_path / "run")
    killed_while_asking(run, "a", "b")
    assert asked(run.folder) == ["a", "b"]
    book = drawn(run)
    assert book.spent.calls == 2 and 0.1 < book.spent.dollars < 0.2
    assert "1 call was broken off before its answer was kept" in run.events.read_text()
    assert kept(run.folder).complete(call_of("a")).text == "a"
    assert asked(run.folder) == ["a", "b"]


def test_an_answer_that_was_kept_before_the_kill_is_charged_what_it_cost(tmp_path: Path) -> None:
    run = planned(tmp_path / "run")
    kept(run.folder).complete(call_of("a"))
    lines = run.spending.read_text().splitlines()
    run.spending.write_text(lines[0] + "\n")  # killed before the ledger heard of the answer
    assert drawn(run).spent.dollars == pytest.approx(0.002)
    assert json.loads(run.spending.read_text().splitlines()[1])["state"] == "kept"
    assert "broken off" not in run.events.read_text()


def killed_while_asking(run: Run, *texts: str) -> None:
    """A process asks all of these and is killed while it waits for the last answer."""
    script = "import sys, parrot; parrot.ask_and_wait(*sys.argv[1:])"
    process = subprocess.Popen([sys.executable, "-c", script, str(run.folder), *texts])
    while len(asked(run.folder)) < len(texts):
        assert process.poll() is None
        time.sleep(0.002)
    process.send_signal(signal.SIGKILL)
    process.wait()
