"""What a vision model costs that looks at pictures: reckoned, capped, paid once, in the ledger."""

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("openai", reason="openai is not installed: it is in the extra openai")

from faulty_server import MODEL, FaultyServer
from panelwright.configuration import located
from panelwright.settings import Settings
from panelwright_tools.domain import BudgetExceeded, UserError
from small_runs import SETTINGS, contents, drawn, planned, small_story

PRICES = {MODEL: {"input": 1.0, "output": 2.0}}
QUESTIONS = 2
"""On each of three panels: the girl and the bench."""


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[FaultyServer]:
    with FaultyServer(good="Yes") as one:
        monkeypatch.setenv("OPENAI_BASE_URL", one.base_url)
        monkeypatch.setenv("OPENAI_API_KEY", "a-secret-of-the-tests")
        yield one


def settings(**changes: object) -> Settings:
    return located(SETTINGS.changed(grounder=f"vision:{MODEL}", prices=PRICES, **changes))


def test_every_question_is_paid_once_and_the_report_says_who_looked(
    tmp_path: Path, server: FaultyServer
) -> None:
    run = planned(tmp_path / "run", small_story(), settings())
    book = drawn(run)
    assert len(server.asked) == book.spent.calls == 3 * QUESTIONS
    assert 0 < book.spent.dollars < 0.1 and book.spent.unpriced == 0
    assert drawn(run).spent == book.spent
    assert len(server.asked) == 3 * QUESTIONS
    report = (run.folder / "report.html").read_text()
    assert "a model that was shown its box says so" in report
    assert not any(b"a-secret-of-the-tests" in data for data in contents(run).values())


def test_the_cap_stops_before_a_panel_is_looked_at(tmp_path: Path, server: FaultyServer) -> None:
    run = planned(tmp_path / "run", small_story(), settings(max_cost=0.008))
    with pytest.raises(BudgetExceeded, match=r"would pass the cap of 0\.008"):
        drawn(run)
    assert server.asked == []


def test_a_vision_grounder_needs_a_model() -> None:
    from panelwright.configuration import checked

    with pytest.raises(UserError, match="the grounder vision needs a model: write it after a col"):
        checked(SETTINGS.changed(grounder="vision"))
    with pytest.raises(UserError, match=r"has no use for device, which \[grounding\] sets"):
        checked(SETTINGS.changed(grounder="vision:x", grounding={"device": "cpu"}))


def test_an_address_that_may_open_a_door_is_not_written_down(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "https://me:secret@models.example.com/v1")
    with pytest.raises(UserError, match="hold no password") as caught:
        settings()
    assert "secret" not in str(caught.value)


def test_a_question_that_stays_open_leaves_its_own_condition_unverified(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with FaultyServer(good=lambda asked: "Hm." if "bench" in asked.prompt else "Yes") as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
        run = planned(tmp_path / "run", small_story(1), settings())
        book = drawn(run)
    [attempt] = run.read_attempts("p01")
    said = {r.condition.region: r for r in attempt.verdict.rulings if r.condition.kind == "present"}
    assert (said["mina"].outcome, said["bench"].outcome) == ("pass", "unverified")
    assert "neither yes nor no" in said["bench"].reason
    assert book.spent.calls == len(server.asked) == 3
