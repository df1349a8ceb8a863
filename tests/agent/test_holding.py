"""What a person decides about a panel's picture holds, whatever is planned and measured."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from panelwright.changing import edited, undone
from panelwright.planning.diff import differences
from panelwright.planning.edits import ApprovePanel, HoldPanel, SetPanel, SetRegion
from panelwright.references import Reference, kept_picture
from panelwright.repainting import repainted
from panelwright.run import Run
from panelwright_tools.domain import Shot
from small_runs import SETTINGS, drawn, painted, planned


def pixels(run: Run, panel: str) -> np.ndarray:
    return np.asarray(Image.open(run.panel_picture(panel)))


def red(size: tuple[int, int] = (300, 200)) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", size, "red").save(buffer, "PNG")
    return buffer.getvalue()


@pytest.fixture
def run(tmp_path: Path) -> Run:
    made = planned(tmp_path / "rain")
    drawn(made)
    return made


def test_a_locked_panel_keeps_its_picture_whatever_is_planned(run: Run) -> None:
    before, count = pixels(run, "p01"), len(painted(run))
    key = run.read_attempts("p01")[-1].picture
    edited(run, [HoldPanel(panel="p01", picture=key)])
    edited(run, [SetPanel(panel="p01", shot=Shot.CLOSE, caption="Another day.")])
    book = drawn(run)
    assert (pixels(run, "p01") == before).all()
    assert len(painted(run)) == count
    assert "p01" in book.panels and run.letters("p01").read_text().count("Another day")
    edited(run, [HoldPanel(panel="p01")])
    drawn(run)
    assert not np.array_equal(pixels(run, "p01"), before)


def test_a_picture_of_the_user_s_own_stands_in_its_place_and_is_lettered(run: Run) -> None:
    key = kept_picture(run, Reference("p02", red()))
    edited(run, [HoldPanel(panel="p02", picture=key)], "my picture on panel 2")
    size = pixels(run, "p02").shape
    book = drawn(run)
    shown = pixels(run, "p02")
    assert shown.shape == size and (shown.reshape(-1, 3) == (255, 0, 0)).all()
    assert run.read_attempts("p02")[0].evidence.legibility is not None
    assert len(run.read_attempts("p02")) == 1 and book.panels["p02"]["status"] in (
        "accepted",
        "flagged",
    )
    undone(run)
    drawn(run)
    assert not (pixels(run, "p02").reshape(-1, 3) == (255, 0, 0)).all()


def test_a_held_picture_that_is_gone_is_painted_as_planned_and_told(run: Run) -> None:
    edited(run, [HoldPanel(panel="p01", picture="0" * 24)])
    drawn(run)
    assert "is gone; it is painted as planned" in run.events.read_text()
    assert run.panel_picture("p01").is_file()


def test_an_approved_picture_is_accepted_whatever_was_measured(run: Run) -> None:
    edited(run, [SetRegion(panel="p01", region="mina", noun="dragon", phrase="a dragon, unseen")])
    strict = SETTINGS.changed(thresholds={"size": 1.0, "visible": 1.0, "overlap": 1.0}, attempts=1)
    run.write_manifest(strict, {}, {})
    before = drawn(run)
    assert before.panels["p01"]["status"] == "flagged"
    key = before.panels["p01"]["picture"]
    edited(run, [ApprovePanel(panel="p01", picture=key)])
    after = drawn(run)
    assert after.panels["p01"]["status"] == "accepted" and after.panels["p01"]["picture"] == key
    assert run.read_attempts("p01")[-1].verdict.failures  # and what was measured stays there


def test_decisions_are_told_and_paint_nothing_by_themselves(run: Run) -> None:
    story = run.read_story()
    key = run.read_attempts("p01")[-1].picture
    held = edited(
        run, [HoldPanel(panel="p01", picture=key), ApprovePanel(panel="p01", picture=key)]
    )
    assert differences(story, held) == [
        "panel 1: keeps its picture", "panel 1: approved as it is",
    ]  # fmt: skip
    assert repainted(run, SETTINGS, story, held) == ()
    released = edited(run, [HoldPanel(panel="p01")])
    assert repainted(run, SETTINGS, held, released) == ("p01",)
