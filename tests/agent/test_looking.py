from dataclasses import replace
from pathlib import Path

import pytest

from panelwright import looking
from panelwright.looking import Job, Letters, paint_and_look, tool_paths
from panelwright.settings import Settings
from panelwright_tools.domain import Box, Brief, BriefRegion, Character, Region
from small_runs import panel

MINA = Region(id="mina", subject="mina", noun="girl", phrase="a girl")


@pytest.fixture
def job(tmp_path: Path) -> Job:
    box = Box(0.1, 0.2, 0.4, 0.7)
    item = BriefRegion(region=MINA, box=box, character=Character(id="mina", name="Mina"))
    brief = Brief(panel="p01", prompt="", regions=(item,), size=(320, 240))
    paths = tool_paths(Settings(painter="blocks"))
    return Job(paths, tmp_path, brief, panel(1), Letters(names={"mina": "Mina"}))


def test_a_picture_is_painted_and_measured_once(job: Job) -> None:
    first, second = paint_and_look(job), paint_and_look(job)
    assert (first.painted, second.painted) == (True, False)
    assert (first.picture, first.evidence) == (second.picture, second.evidence)


@pytest.mark.parametrize("hand", ["letterer", "grounder", "critic"])
def test_another_version_of_a_hand_measures_anew_and_paints_nothing(
    job: Job, hand: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = paint_and_look(job)
    if hand == "letterer":
        monkeypatch.setattr(looking, "letterer_id", lambda: "letters/other")
    else:
        own = type(getattr(looking.tools(job.tools), hand))
        monkeypatch.setattr(own, "id", property(lambda self: "another"))
    second = paint_and_look(job)
    assert second.evidence != first.evidence
    assert (second.picture, second.painted) == (first.picture, False)


def test_another_version_of_the_painter_paints_anew(
    job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = paint_and_look(job)
    monkeypatch.setattr(type(looking.tools(job.tools).painter), "id", property(lambda s: "other"))
    second = paint_and_look(job)
    assert second.picture != first.picture and second.painted


def test_words_of_another_size_are_placed_anew_on_the_same_picture(job: Job) -> None:
    smaller = replace(job, letters=job.letters.model_copy(update={"size": 0.8}))
    first, second = paint_and_look(job), paint_and_look(smaller)
    assert second.evidence != first.evidence and not second.painted
