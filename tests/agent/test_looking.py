from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from panelwright import looking
from panelwright.backends import BackEnd
from panelwright.looking import Job, Letters, paint_and_look
from panelwright.settings import Settings
from panelwright.store import Store
from panelwright.tooling import tool_paths, tools
from panelwright_tools.domain import Box, Brief, BriefRegion, Character, Region
from panelwright_tools.lettering import stage_of
from panelwright_tools.painting.picture import Sighting
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


@pytest.mark.parametrize("hand", ["letterer", "grounder", "segmenter", "critic"])
def test_another_version_of_a_hand_measures_anew_and_paints_nothing(
    job: Job, hand: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = paint_and_look(job)
    if hand == "letterer":
        monkeypatch.setattr(looking, "letterer_id", lambda: "letters/other")
    else:
        own = type(getattr(tools(job.tools), hand))
        monkeypatch.setattr(own, "id", property(lambda self: "another"))
    second = paint_and_look(job)
    assert second.evidence != first.evidence
    assert (second.picture, second.painted) == (first.picture, False)


def test_another_version_of_the_painter_paints_anew(
    job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = paint_and_look(job)
    monkeypatch.setattr(type(tools(job.tools).painter), "id", property(lambda s: "other"))
    second = paint_and_look(job)
    assert second.picture != first.picture and second.painted


def test_words_of_another_size_are_placed_anew_on_the_same_picture(job: Job) -> None:
    smaller = replace(job, letters=job.letters.model_copy(update={"size": 0.8}))
    first, second = paint_and_look(job), paint_and_look(smaller)
    assert second.evidence != first.evidence and not second.painted


def blind(job: Job, models: Path) -> Job:
    """The same job for a painter that does not know its subjects, and tools that look."""
    from tiny_models.detectors import write_tiny_groundingdino
    from tiny_models.segmenters import write_tiny_sam2

    settings = Settings(
        painter="blocks",
        grounder=f"groundingdino:{write_tiny_groundingdino(models / 'dino')}",
        segmenter=f"sam:{write_tiny_sam2(models / 'sam')}",
    )
    painter = BackEnd(path="blind_blocks:BlindBlocks")
    return replace(job, tools=tool_paths(settings).model_copy(update={"painter": painter}))


def test_what_models_find_is_evidence_and_is_kept_with_its_masks(job: Job, tmp_path: Path) -> None:
    pytest.importorskip("transformers")
    job = blind(job, tmp_path / "models")
    receipt, store = paint_and_look(job), Store(job.store)
    evidence = store.get_evidence(receipt.evidence)
    assert evidence is not None
    assert evidence.grounder is not None and evidence.grounder.startswith("groundingdino/")
    [girl] = [one for one in evidence.detections if one.region == "mina" and one.phrase == "a girl"]
    assert evidence.sightings is not None
    sightings = store.get_sightings(evidence.sightings)
    assert sightings is not None
    assert [(one.region, one.box) for one in sightings] == [("mina", girl.box)]
    assert sightings[0].visible is not None and sightings[0].visible.any()


def test_letters_keep_off_the_face_that_was_found_on_the_picture(job: Job) -> None:
    """Where the painter's own knowledge is gone, what was seen stands in for it."""
    own = tools(job.tools)
    picture = own.painter.paint(job.brief)
    [subject] = picture.subjects
    seen = Sighting("mina", subject.box, subject.window, subject.visible, subject.face)
    stages = [
        stage_of(job.panel, picture),
        stage_of(job.panel, replace(picture, subjects=()), sightings=[seen]),
    ]
    known, found = (stage.actors_by_region["mina"] for stage in stages)
    assert (found.box, found.face, found.window) == (known.box, known.face, known.window)
    assert found.visible is not None and np.array_equal(found.visible, subject.visible)
