"""The whole machine with models that look: detections, masks and faces on the way to the report."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

pytest.importorskip("torch", reason="torch is not installed: it is in the extra grounding")

from panelwright.backend_tables import tables
from panelwright.cli.app import run as agent
from panelwright.configuration import checked
from panelwright.settings import Settings
from panelwright.store import Store
from panelwright_tools.grounding.tables import table
from small_runs import SETTINGS, drawn, planned, small_story
from tiny_models.detectors import write_tiny_groundingdino
from tiny_models.segmenters import write_tiny_sam2


class Models(NamedTuple):
    dino: Path
    sam: Path


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Models:
    root = tmp_path_factory.mktemp("models")
    return Models(write_tiny_groundingdino(root / "dino"), write_tiny_sam2(root / "sam"))


@pytest.fixture(autouse=True)
def _blind_painter() -> Iterator[None]:
    """A painter that does not know its subjects can be named."""
    painters = tables()["painter"]
    painters["blind"] = "blind_blocks:BlindBlocks"
    yield
    del painters["blind"]


def settings(models: Models) -> Settings:
    chosen = SETTINGS.changed(
        painter="blind", grounder=f"groundingdino:{models.dino}", segmenter=f"sam:{models.sam}",
        attempts=1,
    )  # fmt: skip
    return checked(chosen)


def test_a_run_is_looked_at_by_models_and_the_report_shows_what_they_saw(
    tmp_path: Path, models: Models, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(table("detecting"), "wanted", 0.05)
    run = planned(tmp_path / "run", small_story(), settings(models))
    drawn(run)
    attempts = [one for panel in small_story().panels for one in run.read_attempts(panel.id)]
    assert len(attempts) == 3
    seen = [Store(run.store).get_sightings(one.evidence.sightings or "") for one in attempts]
    masks = [one for sightings in seen for one in sightings or () if one.visible is not None]
    report = (run.folder / "report.html").read_text()
    assert masks and report.count('class="mask"') == len(masks)
    found = [one for attempt in attempts for one in attempt.evidence.detections]
    assert report.count('class="found"') == len(found) > 0
    assert "looked at by <code>groundingdino with masks by sam</code>" in report


@pytest.mark.parametrize(
    ("flags", "says"),
    [
        (["--grounder", "groundingdino:/nowhere/dino"], "there is no model"),
        (["--segmenter", "sam:/nowhere/sam"], "there is no model"),
        (
            ["--grounder", "groundingdino:someone/dino"],
            "`agent models pull someone/dino`",
        ),
        (["--grounder", "groundingdino-original:/nowhere/t.pth"], "there is no file"),
        (["--grounder", "eyes"], "there is no grounder 'eyes'"),
    ],
)
def test_a_model_that_is_not_there_is_said_before_anything_is_painted(
    tmp_path: Path, flags: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run = planned(tmp_path / "run", small_story())
    assert agent(["draw", str(run.folder), "-q", *flags]) == 2
    [sentence] = capsys.readouterr().err.splitlines()
    assert says in sentence
    assert not (run.store / "painted.log").exists()
