"""The loop of a painter that samples, as a run goes through it: the miniature, held to a margin
that nothing reaches."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("diffusers")

from panelwright.run import Run
from panelwright.settings import Settings
from panelwright_tools.domain import Attempt
from panelwright_tools.lift.by_denoiser import DenoisingCritic
from panelwright_tools.lift.margins import Margin
from panelwright_tools.lift.options import ScoringOptions
from panelwright_tools.painting.diffusion.painter import miniature_painter
from small_runs import FOX_AND_CAR, drawn, planned

STEPS, DRAWS = 2, 32
SCORING: dict[str, Any] = {"against": "rest", "area": "picture", "levels": (0.3, 0.9), "apart": 1.0}


def unreachable(folder: Path) -> str:
    """A folder with a margin that is fitted to the miniature and far beyond any lift."""
    critic = DenoisingCritic(ScoringOptions(**SCORING), miniature_painter(device="cpu").options)
    told = Margin(made=date(2026, 11, 27), model="miniature", to=critic.fitted, alpha=0.05,
                  draws=64, margin=50.0, pairs=40, held_out=40, false_acceptance=0.0,
                  true_acceptance=0.0, false_rejection=0.0, auc=0.9)  # fmt: skip
    folder.mkdir()
    (folder / critic.fitted.file).write_text(told.model_dump_json())
    return str(folder)


def attempts(folder: Path, **changes: Any) -> tuple[Run, list[Attempt]]:
    """What was tried for the only panel."""
    settings = Settings(painter="miniature", quality="fast", jobs=1, attempts=5).changed(
        painting={"steps": STEPS, "device": "cpu"},
        scoring={"draws": DRAWS, "apart": 1.0, "calibrations": unreachable(folder / "margins")},
        **changes,
    )
    run = planned(folder / "book", FOX_AND_CAR, settings)
    drawn(run)
    return run, run.read_attempts("p01")


def spent(one: Attempt) -> int:
    return one.evidence.painting_evaluations + one.evidence.evaluations


def test_where_nothing_passes_samples_are_drawn_and_all_is_told(tmp_path: Path) -> None:
    run, tried = attempts(tmp_path)
    moves = [one.repair.move if one.repair else "" for one in tried]
    assert moves == ["", *["other_seed"] * 4]
    assert tried[0].evidence.painting_evaluations == 2 * STEPS
    assert tried[0].evidence.evaluations == 3 * DRAWS
    failures = {ruling.cause for ruling in tried[0].verdict.failures}
    assert failures == {"faint"}
    report = (run.folder / "report.html").read_text("utf-8")
    assert f"Network evaluations: {2 * STEPS} to paint, {3 * DRAWS} to measure." in report


def test_evaluations_end_a_panel_as_attempts_do_and_the_best_is_kept(tmp_path: Path) -> None:
    one = 2 * STEPS + 3 * DRAWS
    run, tried = attempts(tmp_path, evaluations=2 * one + 1)
    assert len(tried) == 2 and sum(map(spent, tried)) <= 2 * one + 1
    assert run.panel_picture("p01").is_file()
