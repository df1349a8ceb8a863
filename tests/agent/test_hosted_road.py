"""The whole machine with a hosted painter, whose server listens on loopback."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("openai", reason="openai is not installed: it is in the extra openai")

from faults import Fault
from panelwright.budget import Budget
from panelwright.cli.app import run
from panelwright.configuration import checked, located
from panelwright.looking import PortraitJob, paint_portrait
from panelwright.paying import paying
from panelwright.run import opened
from panelwright.settings import Settings
from panelwright.work import Work, opened_studio
from panelwright_tools.domain import BudgetExceeded, ToolError, UserError
from picture_server import MODEL, PictureServer, Wished, in_base64
from small_runs import SETTINGS, contents, drawn, painted, planned, small_story

STORY = "Mina, a red-haired girl, finds a map in the rain. She shows it to Tomas."
BLOCKED = Fault(status=400, code="moderation_blocked", message="rejected by the safety system")


@pytest.fixture(autouse=True)
def somewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("OPENAI_API_KEY", "a-secret-of-the-tests")
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)


def settings(server: PictureServer, **painting: Any) -> Settings:
    table = {"base_url": server.base_url, **painting}
    return located(SETTINGS.changed(painter=f"hosted:{MODEL}", painting={"model": MODEL, **table}))


def test_a_story_becomes_a_book_that_a_server_has_painted(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("story.txt").write_text(STORY)
    with PictureServer() as server:
        Path("agent.toml").write_text(f'[painting]\nbase_url = "{server.base_url}"\n')
        command = ["plan-and-draw", "story.txt", "--panels", "2", "--painter", f"hosted:{MODEL}",
                   "--quality", "fast", "--jobs", "1", "-o", "book", "--json"]  # fmt: skip
        assert run(command) == 0
    told = json.loads(capsys.readouterr().out)
    assert [panel["status"] for panel in told["panels"]] == ["accepted", "accepted"]
    assert told["spent"]["calls"] == len(server.wished) and told["spent"]["dollars"] == 0
    assert any(asked.is_edit for asked in server.wished), "portraits go with the panels"
    assert all(asked.key == "Bearer a-secret-of-the-tests" for asked in server.wished)
    assert not any(b"a-secret" in data for data in contents(opened(Path("book"))).values())


def test_the_bill_tells_what_the_answers_took(tmp_path: Path) -> None:
    usage = {"input_tokens": 100, "output_tokens": 23}
    with PictureServer(good=lambda wished: {**in_base64(wished), "usage": usage}) as server:
        run_folder = planned(tmp_path / "run", settings=settings(server))
        book = drawn(run_folder)
    assert book.spent.calls == len(server.wished) >= 4
    assert book.spent.tokens == 123 * book.spent.calls


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_interrupt_breaks_off_waiting_for_a_picture(jobs: int, tmp_path: Path) -> None:
    environment = {**os.environ, "OPENAI_API_KEY": "a-secret-of-the-tests"}
    with PictureServer(refuses=lambda asked: Fault(wait_s=60)) as server:
        run_folder = planned(tmp_path / "run", settings=settings(server)).folder
        command = [sys.executable, "-m", "panelwright", "draw", str(run_folder), "-j", str(jobs)]
        with subprocess.Popen(
            command, env=environment, stderr=subprocess.PIPE, text=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        ) as process:  # fmt: skip
            while not server.wished:
                assert process.poll() is None
                time.sleep(0.02)
            began = time.monotonic()
            process.send_signal(signal.SIGINT)
            _, told = process.communicate(timeout=60)
    assert process.returncode == 130 and "stopped; go on with `agent resume" in told
    assert time.monotonic() - began < 45


def test_what_the_service_declines_ends_one_panel_and_costs_nothing(tmp_path: Path) -> None:
    def refuses(asked: Wished) -> Fault | None:
        return BLOCKED if asked.is_edit and len(server.wished) == 2 else None

    with PictureServer(refuses=refuses) as server:
        run_folder = planned(tmp_path / "run", settings=settings(server, picture_price=0.5))
        with pytest.raises(ToolError, match=r"p0\d"):
            drawn(run_folder)
        assert len(server.wished) == 4  # the portrait and three panels
        book = drawn(run_folder, go_on=True)
        assert len(server.wished) == 5 and book.spent.dollars == 4 * 0.5
    assert all(result["status"] == "accepted" for result in book.panels.values())


def test_a_portrait_that_the_service_declines_ends_nothing_and_is_asked_for_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    declining = True

    def refuses(asked: Wished) -> Fault | None:
        return BLOCKED if declining and len(server.wished) == 1 else None

    with PictureServer(refuses=refuses) as server:
        run_folder = planned(tmp_path / "run", settings=settings(server, picture_price=0.5))
        folder = run_folder.folder
        assert run(["draw", str(folder), "--json", "-j", "1"]) == 0
        told = capsys.readouterr()
        assert len(server.wished) == 4 and not any(asked.is_edit for asked in server.wished)
        result = json.loads(told.out)
        assert [one["status"] for one in result["panels"]] == ["accepted"] * 3
        assert "rejected by the safety system" in result["declined"]["Mina"]
        assert result["spent"]["dollars"] == 3 * 0.5
        assert "Mina has no portrait, and panels do without" in told.err
        report = (folder / "report.html").read_text()
        assert "no portrait: the portrait of Mina is not painted" in report
        assert not run_folder.portrait("mina").exists()
        declining = False
        assert run(["resume", str(folder), "--json", "-j", "1"]) == 0
        result = json.loads(capsys.readouterr().out)
        assert result["declined"] == {} and run_folder.portrait("mina").is_file()
        assert [asked.is_edit for asked in server.wished[4:]] == [False, True, True, True]
    assert "no portrait" not in (folder / "report.html").read_text()


def test_who_approves_portraits_is_told_of_one_that_was_declined(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with PictureServer([BLOCKED]) as server:
        run_folder = planned(tmp_path / "run", small_story(1), settings(server))
        folder = str(run_folder.folder)
        assert run(["draw", folder, "--approve", "-q"]) == 0
        assert run(["resume", folder]) == 0
        assert "There is none of Mina, which a service declined" in capsys.readouterr().err
        assert len(server.wished) == 1
        assert run(["resume", folder, "-q"]) == 0
        assert len(server.wished) == 2 and not server.wished[1].is_edit


def test_a_portrait_that_fails_otherwise_stops_the_run(tmp_path: Path) -> None:
    failing = Fault(status=404, message="Not Found")
    with PictureServer(refuses=lambda asked: failing) as server:
        run_folder = planned(tmp_path / "run", settings=settings(server))
        with pytest.raises(ToolError, match="Mina could not be portrayed"):
            drawn(run_folder)
        assert len(server.wished) == 1


def test_the_cap_stops_before_the_picture_that_would_pass_it_and_nothing_is_paid_twice(
    tmp_path: Path,
) -> None:
    with PictureServer() as server:
        own = settings(server, picture_price=0.5).changed(max_cost=1.2)
        run_folder = planned(tmp_path / "run", settings=own)
        with pytest.raises(BudgetExceeded, match=r"would pass the cap of 1\.20"):
            drawn(run_folder)
        assert len(server.wished) == 2
        assert run(["resume", str(run_folder.folder), "--max-cost", "9", "-q"]) == 0
        assert len(server.wished) == len(painted(run_folder)) == 4
    report = (run_folder.folder / "report.html").read_text()
    assert "2.00 dollars" in report


def test_a_repair_that_cannot_be_painted_leaves_the_best_picture_flagged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from faulty_server import MODEL as EYES
    from faulty_server import Asked, FaultyServer

    def refuses(asked: Wished) -> Fault | None:
        return Fault(status=404, message="Not Found") if asked.mask is not None else None

    def one_is_there(asked: Asked) -> str:
        return "Yes" if "bench" in asked.prompt else "No"

    with PictureServer(refuses=refuses) as server, FaultyServer(good=one_is_there) as eyes:
        own = settings(server).changed(
            grounder="vision", grounding={"model": EYES, "base_url": eyes.base_url}, attempts=3
        )
        run_folder = planned(tmp_path / "run", small_story(1), located(own))
        book = drawn(run_folder)
    result = book.panels["p01"]
    assert result["status"] == "flagged" and run_folder.panel_picture("p01").is_file()
    assert any("makes no pictures from others" in reason for reason in result["reasons"])
    assert any(asked.mask is not None for asked in server.wished)
    panels = [asked for asked in server.wished if asked.images]
    assert len(panels) == 3, "what could not be painted counts as an attempt"


def test_a_key_in_the_environment_moves_no_work_to_a_service() -> None:
    assert os.environ["OPENAI_API_KEY"]
    assert Settings().profile == "embedded" and Settings().painter is None


def test_a_hosted_painter_needs_a_model_and_only_what_it_knows() -> None:
    with pytest.raises(UserError, match="the painter hosted needs a model"):
        checked(SETTINGS.changed(painter="hosted"))
    with pytest.raises(UserError, match=r"has no use for steps, which \[painting\] sets"):
        checked(SETTINGS.changed(painter="hosted:x", painting={"model": "x", "steps": 9}))


def test_a_picture_that_was_painted_is_paid_even_if_what_follows_fails(tmp_path: Path) -> None:
    with PictureServer() as server:
        run_folder = planned(tmp_path / "run", settings=settings(server, picture_price=0.5))
        with opened_studio(run_folder, Work(), None) as studio:
            brief = studio.portraits["mina"]
            for spent, paints in ((0.0, False), (0.5, True)):
                with pytest.raises(ToolError), paying(studio, brief):
                    if paints:
                        job = PortraitJob(studio.workshop.paths, run_folder.store, brief)
                        paint_portrait(job)
                    raise ToolError("the letters fell off.")
                assert studio.budget.spent().dollars == spent
    assert Budget(run_folder.spending, None).spent().dollars == 0.5
