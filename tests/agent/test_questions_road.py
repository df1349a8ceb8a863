"""The whole machine with a model that is asked what the plan claims of each picture."""

from pathlib import Path

import pytest

pytest.importorskip("openai", reason="openai is not installed: it is in the extra openai")

from faults import Fault
from faulty_server import MODEL, Asked, FaultyServer
from panelwright.cli.summary import summary
from panelwright.configuration import checked, located
from panelwright.run import Run
from panelwright.settings import Settings
from panelwright_tools.domain import Relation, RelationKind, Ruling, UserError
from small_runs import SETTINGS, drawn, painted, planned, small_story

PRICES = {MODEL: {"input": 1.0, "output": 2.0}}


def run_of(
    folder: Path, server: FaultyServer, monkeypatch: pytest.MonkeyPatch, attempts: int
) -> Run:
    """A girl left of a bench."""
    monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
    story = small_story(1)
    left = Relation(kind=RelationKind.LEFT_OF, source="mina", target="bench")
    panels = tuple(one.model_copy(update={"relations": (left,)}) for one in story.panels)
    settings = SETTINGS.changed(questions=f"vision:{MODEL}", prices=PRICES, attempts=attempts)
    return planned(folder, story.model_copy(update={"panels": panels}), checked(located(settings)))


def relation(run: Run, attempt: int = 0) -> Ruling:
    rulings = run.read_attempts("p01")[attempt].verdict.rulings
    return next(one for one in rulings if one.condition.kind == "relation")


def test_what_the_model_says_is_judged_reported_and_paid_for_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with FaultyServer(good="Yes") as server:
        run = run_of(tmp_path / "run", server, monkeypatch, 1)
        book = drawn(run)
        asked = len(server.asked)
        assert drawn(run).spent == book.spent and len(server.asked) == asked
    assert book.spent.calls == asked > 2 and 0 < book.spent.dollars < 0.1
    assert relation(run).outcome == "pass"
    [attempt] = run.read_attempts("p01")
    assert attempt.evidence.questioner is not None and len(attempt.evidence.answers) == asked
    report = (run.folder / "report.html").read_text("utf-8")
    assert "<h4>Questions</h4>" in report and "is to the left of" in report
    assert "Panel 1.00" in report and "asked by vision" in report


def test_a_no_about_a_relation_fails_the_panel_and_is_repaired(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def eyes(asked: Asked) -> str:
        return "No" if "to the left of" in asked.prompt else "Yes"

    with FaultyServer(good=eyes) as server:
        run = run_of(tmp_path / "run", server, monkeypatch, 2)
        book = drawn(run)
    assert book.flagged == ("p01",)
    assert (relation(run).outcome, relation(run).cause) == ("fail", "misrelated")
    second = run.read_attempts("p01")[1]
    assert second.repair is not None and "is to the left of" in second.repair.reason


def test_a_picture_that_has_failed_already_is_not_asked_about_unless_all_is_wanted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with FaultyServer(good="Yes") as server:
        run = run_of(tmp_path / "run", server, monkeypatch, 2)
        faint = run.settings().changed(thresholds={"lift": 1000.0})
        run.write_manifest(faint, {}, {})
        book = drawn(run)
        attempts = run.read_attempts("p01")
        assert len(attempts) == 2 and server.asked == [] and book.spent.calls == 0
        claims = [answer.question.text for answer in attempts[0].evidence.answers]
        run.write_manifest(faint.changed(ask_all=True), {}, {})
        assert drawn(run).spent.calls == len(server.asked) == 2 * len(claims) > 4
        asked = len(server.asked)
        run.write_manifest(run.settings().changed(ask_all=False, thresholds={}), {}, {})
        accepted = drawn(run)
        assert accepted.flagged == () and len(server.asked) == asked + len(claims)
    assert book.flagged == ("p01",)
    told = next(one for one in attempts[0].verdict.rulings if one.condition.kind == "relation")
    assert (told.outcome, told.unasked) == ("unverified", True)
    assert told.reason == "not asked, since the picture had failed already: a girl"


def test_the_report_says_what_was_not_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with FaultyServer(good="Yes") as server:
        run = run_of(tmp_path / "run", server, monkeypatch, 1)
        run.write_manifest(run.settings().changed(thresholds={"lift": 1000.0}), {}, {})
        drawn(run)
    report = (run.folder / "report.html").read_text("utf-8")
    assert "No question was answered" in report
    assert "not asked, since the picture had failed already: a girl" in report


def test_an_outage_leaves_claims_unverified_with_the_reason_and_passes_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with FaultyServer() as server:
        gone = server.base_url
    with FaultyServer() as server:
        run = run_of(tmp_path / "run", server, monkeypatch, 1)
    settings = run.settings().changed(questioning={"base_url": gone, "timeout_s": 2.0})
    run.write_manifest(settings, {}, {})
    drawn(run)
    ruling = relation(run)
    assert ruling.outcome == "unverified" and ruling.reason.startswith("nobody could answer: ")
    assert gone.removeprefix("http://").partition("/")[0] in ruling.reason


@pytest.mark.parametrize("who", ["questions", "grounder"])
def test_after_an_outage_the_next_draw_asks_again_and_pays_for_what_is_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, who: str
) -> None:
    closed = Fault(status=400, message="the service is closed")
    with FaultyServer([closed] * 40, good="Yes") as server:
        run = run_of(tmp_path / "run", server, monkeypatch, 1)
        others = {"questions": "none", "grounder": "masks"}
        settings = run.settings().changed(**{**others, who: f"vision:{MODEL}"})
        run.write_manifest(checked(located(settings)), {}, {})
        broken = drawn(run)
        assert broken.incomplete == ("p01",) and broken.spent.calls == 0
        assert "`agent draw` asks again" in summary(broken) and "accepted" not in summary(broken)
        server.recover()
        pictures, before = painted(run), len(server.asked)
        book = drawn(run)
        asked = len(server.asked) - before
        assert drawn(run).spent == book.spent and len(server.asked) == before + asked
    assert painted(run) == pictures
    assert book.incomplete == () and book.spent.calls == asked > 1
    assert "every panel accepted" in summary(book)
    [attempt] = run.read_attempts("p01")
    assert not any("the service is closed" in one.reason for one in attempt.verdict.rulings)


def test_questions_need_a_model_and_an_address_without_secrets(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(UserError, match="the questioner vision needs a model"):
        checked(Settings(questions="vision"))
    with pytest.raises(UserError, match="there is no questioner 'eyes'"):
        checked(Settings(questions="eyes"))
    monkeypatch.setenv("OPENAI_BASE_URL", "https://me:secret@models.example.com/v1")
    with pytest.raises(UserError, match="hold no password"):
        located(Settings(questions="vision:m"))
