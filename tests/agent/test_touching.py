"""A part of a picture is painted anew where a person marked it, and nowhere else."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from panelwright.changing import edited
from panelwright.planning.edits import HoldPanel
from panelwright.run import Run
from panelwright.touching import painted_over
from panelwright_tools.domain import UserError
from small_runs import SETTINGS, drawn, planned


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Of the painter that paints parts."""
    from small_runs import small_story

    folder: Path = tmp_path_factory.mktemp("runs") / "rain"
    made = planned(folder, small_story(1), SETTINGS.changed(painter="storyboard"))
    drawn(made)
    return made


def marked(run: Run, region: str) -> np.ndarray:
    brief = run.read_brief(run.read_attempts("p01")[-1])
    box = next(item.box for item in brief.regions if item.region.id == region)
    width, height = brief.size
    mask = np.zeros((height, width), bool)
    mask[int(box.y * height) : int(box.bottom * height),
         int(box.x * width) : int(box.right * width)] = True  # fmt: skip
    return mask


def test_a_wish_is_painted_within_the_mark_and_the_rest_stays(run: Run) -> None:
    before = np.asarray(Image.open(run.panel_picture("p01"))).astype(int)
    attempts = len(run.read_attempts("p01"))
    found = painted_over(run, "1", marked(run, "mina"), "Mina waves")
    assert found.edits and len(run.read_attempts("p01")) == attempts + 1
    edited(run, [*found.edits, HoldPanel(panel="p01", picture=found.picture)])
    drawn(run)
    after = np.asarray(Image.open(run.panel_picture("p01"))).astype(int)
    changed = (before != after).any(axis=2)
    assert changed.any()
    bench = next(
        item.box for item in run.read_brief(run.read_attempts("p01")[-1]).regions
        if item.region.id == "bench"
    )  # fmt: skip
    right = int((bench.x + bench.w / 2) * changed.shape[1])
    assert not changed[:, right:].any()


def test_what_can_t_be_painted_anew_is_said(run: Run, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="larger part"):
        painted_over(run, "1", np.zeros((400, 400), bool))
    with pytest.raises(UserError, match="no panel 9"):
        painted_over(run, "9", marked(run, "mina"))
    blocks = planned(tmp_path / "blocks")
    with pytest.raises(UserError, match="no picture yet"):
        painted_over(blocks, "1", np.ones((40, 40), bool))
    drawn(blocks)
    with pytest.raises(UserError, match="whole panels only"):
        painted_over(blocks, "1", np.ones((40, 40), bool))
