"""Repairs: what the model is told of a part that is painted anew, and what it costs."""

from typing import Any

import numpy as np
import pytest

pytest.importorskip("diffusers")

from panelwright_tools.domain import Box, Brief, BriefRegion, Region
from panelwright_tools.painting.diffusion import repainting
from panelwright_tools.painting.diffusion.painter import miniature_painter
from panelwright_tools.painting.diffusion.sampled import sampled
from panelwright_tools.painting.diffusion.sampling import Sampling
from panelwright_tools.painting.picture import Picture

STEPS = 3
FOX = BriefRegion(
    region=Region(id="fox", noun="fox", phrase="a red fox"), box=Box(0.05, 0.1, 0.4, 0.8)
)
CAR = BriefRegion(
    region=Region(id="car", noun="car", phrase="a blue car"), box=Box(0.5, 0.1, 0.45, 0.8)
)
BRIEF = Brief(panel="p01", prompt="a red fox; a blue car", regions=(FOX, CAR), size=(32, 32))
PAINTER = miniature_painter(steps=STEPS)


@pytest.fixture(scope="module")
def picture() -> Picture:
    return PAINTER.paint(BRIEF)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Sampling]:
    """What is sampled, by the real sampler."""
    seen: list[Sampling] = []

    def watched(held: Any, sampling: Sampling) -> Any:
        seen.append(sampling)
        return sampled(held, sampling)

    monkeypatch.setattr(repainting, "sampled", watched)
    return seen


def repair(*names: str) -> Brief:
    update = {"parent": "key", "mask": (Box(0.5, 0.0, 0.5, 1.0),), "repaint": names}
    return BRIEF.model_copy(update=update)


def test_a_picture_tells_what_it_took(picture: Picture) -> None:
    assert picture.evaluations == 2 * STEPS


def test_a_repair_tells_the_model_only_what_it_paints(
    picture: Picture, asked: list[Sampling]
) -> None:
    mended = PAINTER.paint(repair("car"), parent=picture)
    assert (asked[0].prompt, [one.id for one in asked[0].regions]) == ("a blue car", ["car"])
    assert mended.evaluations == 2 * STEPS


def test_a_repair_that_names_nothing_erases_and_costs_half(
    picture: Picture, asked: list[Sampling]
) -> None:
    mended = PAINTER.paint(repair(), parent=picture)
    assert (asked[0].prompt, asked[0].regions, asked[0].guidance) == ("", (), 1.0)
    assert mended.evaluations == STEPS
    before, after = np.asarray(picture.image), np.asarray(mended.image)
    assert (before[:, :16] == after[:, :16]).all() and (before[:, 16:] != after[:, 16:]).any()


def test_who_inpaints_by_hand_has_the_whole_brief_told(
    picture: Picture, asked: list[Sampling]
) -> None:
    mask = np.zeros((32, 32), bool)
    mask[:, 16:] = True
    PAINTER.inpaint(picture, mask, replace_size(BRIEF))
    assert asked[0].prompt == "a red fox, a blue car"


def replace_size(brief: Brief) -> Brief:
    return brief.model_copy(update={"size": (64, 64)})
