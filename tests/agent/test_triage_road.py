"""A run of the miniature that begins several seeds of a panel: told, counted, judged as ever."""

from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("diffusers")

from panelwright.settings import Settings
from panelwright.tooling import tool_paths, tools
from panelwright_tools.domain import Attempt
from small_runs import FOX_AND_CAR, drawn, painted, planned

STEPS, BEGUN, SEEDS, DRAWS = 6, 2, 2, 32


def settings(**scoring: Any) -> Settings:
    return Settings(painter="miniature", quality="fast", jobs=1, attempts=1).changed(
        painting={"steps": STEPS, "device": "cpu"},
        scoring={"draws": DRAWS, "margin": 50.0, **scoring},
    )


def attempt(folder: Path, **scoring: Any) -> tuple[Attempt, list[str], str]:
    run = planned(folder, FOX_AND_CAR, settings(**scoring))
    drawn(run)
    [one] = run.read_attempts("p01")
    return one, painted(run), (run.folder / "report.html").read_text("utf-8")


def test_a_triage_is_told_and_counted_and_decides_nothing(tmp_path: Path) -> None:
    plain, keys, _ = attempt(tmp_path / "plain")
    same, again, _ = attempt(tmp_path / "one", triage=1)
    found, others, report = attempt(tmp_path / "triage", triage=SEEDS)
    assert keys == again and plain.picture == same.picture
    assert len(others) == len(keys) == 1 and found.picture != plain.picture
    [said] = [note for note in found.evidence.notes if "triage" in note]
    assert f"of {SEEDS} went on, by triage at step {BEGUN} of {STEPS} (no verdict" in said
    assert said in report
    extra = SEEDS * (2 * BEGUN + 3 * (BEGUN - 1))
    assert plain.evidence.painting_evaluations == 2 * STEPS
    assert found.evidence.painting_evaluations == 2 * STEPS + extra
    assert found.evidence.evaluations == plain.evidence.evaluations == 3 * DRAWS
    conditions = [[r.condition for r in one.verdict.rulings] for one in (plain, found)]
    assert conditions[0] == conditions[1]


def test_a_triage_that_is_off_leaves_painter_and_settings_as_they_were() -> None:
    off, on = tools(tool_paths(settings())), tools(tool_paths(settings(triage=SEEDS)))
    assert on.painter.id == off.painter.id and on.critic.id == off.critic.id
    assert "triage" not in settings(triage=1).model_dump_json()
    assert tool_paths(settings()) == tool_paths(settings(triage=1))
