"""Crops of accepted panels join the pictures of characters, for the panels that come later."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

pytest.importorskip("torch", reason="torch is not installed: it is in the extra grounding")

from panelwright.changing import undone
from panelwright.cli.app import run as agent
from panelwright.crops import best_crops, serving
from panelwright.run import Run
from panelwright.store import Store
from panelwright_tools.domain import (
    Attempt,
    Box,
    Brief,
    Crop,
    Detection,
    Evidence,
    UserError,
    Verdict,
)
from panelwright_tools.painting.picture import Picture, Sighting
from priced import PRICED, on_offer
from small_runs import contents, drawn, painted, planned, small_story
from tiny_models.encoders import write_tiny_clip


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """A run of three panels, drawn by a painter that looks at pictures, its likeness measured."""
    clip = write_tiny_clip(tmp_path / "clip")
    settings = PRICED.model_copy(update={"likeness": "encoder", "attempts": 1})
    comparing = settings.comparing.model_copy(update={"model": str(clip), "device": "cpu"})
    settings = settings.model_copy(update={"comparing": comparing})
    settings = settings.model_copy(
        update={"thresholds": settings.thresholds.model_copy(update={"likeness": 0.0})}
    )
    found = planned(Path("run"), small_story(3), settings)
    with on_offer():
        drawn(found)
    return found


def crops(run: Run, *flags: str) -> tuple[Crop, ...]:
    assert agent(["edit", "crops", "run", *flags]) == 0
    return run.read_story().character("mina").crops


def picture(run: Run, crop: Crop) -> Any:
    """(height, width, 3) pixels of a crop that is kept in the run."""
    with Image.open(run.reference(crop.picture)) as opened:
        return np.asarray(opened)


def likeness(run: Run, panel: str) -> float:
    return run.read_attempts(panel)[-1].evidence.likeness["mina"]


def test_the_best_crops_join_and_serve_the_panels_after_their_own(run: Run) -> None:
    before = {name: run.panel_picture(name).read_bytes() for name in ("p01", "p02", "p03")}
    found = crops(run, "Mina", "--least", "0", "--most", "1")
    best = max(("p01", "p02", "p03"), key=lambda name: likeness(run, name))
    assert [crop.panel for crop in found] == [best]
    assert found[0].likeness == pytest.approx(likeness(run, best), abs=1e-4)
    assert min(picture(run, found[0]).shape[:2]) >= 16
    count = len(painted(run))
    with on_offer():
        drawn(run)
    later = [name for name in before if name > best]
    assert len(painted(run)) == count + len(later)
    for name in before:
        brief = run.read_brief(run.read_attempts(name)[-1])
        (mina,) = [one.character for one in brief.regions if one.character is not None]
        assert (found[0].picture in mina.references) == (name in later)
        notes = run.read_attempts(name)[-1].evidence.notes
        assert any(f"of panel {best}" in note for note in notes) == (name in later)


def test_a_run_with_crops_is_the_same_again_and_they_can_be_taken_back(run: Run) -> None:
    story = run.read_story()
    assert len(crops(run, "--least", "0")) == 2
    with on_offer():
        drawn(run)
        first, count = contents(run), len(painted(run))
        drawn(run)
    assert contents(run) == first and len(painted(run)) == count
    assert undone(run).said == "crops of accepted panels for Mina"
    assert run.read_story() == story
    assert crops(run, "--least", "0", "--most", "0") == ()


def test_only_what_is_alike_enough_joins(run: Run) -> None:
    for panel, measured in (("p01", 0.5), ("p02", 0.9), ("p03", 0.8)):
        attempt = run.read_attempts(panel)[-1]
        evidence = attempt.evidence.model_copy(update={"likeness": {"mina": measured}})
        alike = attempt.model_copy(update={"evidence": evidence})
        run.attempt(panel, attempt.number).write_text(alike.model_dump_json())
    for flags, joins in (
        ("", ["p02", "p03"]),
        ("--least 0.95", []),
        ("--least 0.91", []),
        ("--least 0.9", ["p02"]),
        ("--least 0.85", ["p02"]),
        ("--most 1", ["p02"]),
        ("--least 0.5 --most 3", ["p01", "p02", "p03"]),
        ("--least 0.51 --most 3", ["p02", "p03"]),
    ):
        assert [crop.panel for crop in crops(run, "Mina", *flags.split())] == joins, flags


def test_a_panel_that_was_not_accepted_lends_no_crop(run: Run) -> None:
    best = run.read_attempts("p02")[-1]
    failed = best.verdict.rulings[0].model_copy(update={"outcome": "fail"})
    verdict = best.verdict.model_copy(update={"rulings": (failed, *best.verdict.rulings[1:])})
    refused = best.model_copy(update={"verdict": verdict})
    assert not refused.verdict.accepted
    run.attempt("p02", best.number).write_text(refused.model_dump_json())
    assert [crop.panel for crop in crops(run, "--least", "0", "--most", "3")] == ["p01", "p03"]


def test_where_nobody_measured_a_likeness_it_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    run = planned(Path("run"), small_story(1))
    drawn(run)
    for name in ([], ["Mina"]):
        assert agent(["edit", "crops", "run", *name]) == 2
        assert "nobody has measured" in capsys.readouterr().err


def test_a_crop_is_the_box_with_what_is_no_character_made_white() -> None:
    """Of a picture of 40 by 40 whose left half is red, of which a mask has the upper part."""
    run = planned(Path("run"), small_story(1))
    store, box = Store(run.store), Box(0, 0, 0.5, 1)
    image = Image.new("RGB", (40, 40), "blue")
    image.paste((255, 0, 0), (0, 0, 20, 40))
    store.put_given("key", Picture(image, "user", seed=0))
    visible = np.arange(40)[:, None].repeat(20, axis=1) < 10
    store.put_sightings("seen", [Sighting("mina", box, (0, 0, 20, 40), visible)])
    found = Detection(phrase="a girl", region="mina", box=box, score=0.9)
    evidence = Evidence(detections=(found,), sightings="seen", likeness={"mina": 0.9})
    attempt = Attempt(
        panel="p01", number=1, picture="key", evidence=evidence, verdict=Verdict(rulings=())
    )
    brief = Brief(panel="p01", prompt="")
    run.keep_attempt(attempt, brief, store.image_path("key"), None)
    story = run.read_story()
    (crop,) = best_crops(run, story, story.character("mina"), least=0.8, most=2)
    pixels = picture(run, crop)
    assert pixels.shape == (40, 20, 3)
    assert (pixels[:10] == (255, 0, 0)).all() and (pixels[10:] == 255).all()
    assert best_crops(run, story, story.character("mina"), least=0.95, most=2) == ()


def test_a_crop_serves_later_panels_alone_in_their_present_order() -> None:
    story = small_story(3)
    crop = Crop(picture="0" * 24, panel="p02", likeness=0.9)
    gone = Crop(picture="1" * 24, panel="p09", likeness=0.9)
    mina = story.cast[0].model_copy(update={"crops": (crop, gone)})
    served = [serving(story, mina, panel.id) for panel in story.panels]
    assert served == [(), (), (crop,)]
    turned = story.model_copy(update={"panels": story.panels[::-1]})
    assert serving(turned, mina, "p01") == (crop,)


def test_a_crop_in_a_story_never_becomes_a_path() -> None:
    run = planned(Path("run"), small_story(1))
    text = run.story.read_text("utf-8").replace(
        '"name": "Mina"',
        '"name": "Mina", "crops": [{"picture": "../x", "panel": "p01", "likeness": 1}]',
    )
    run.story.write_text(text)
    with pytest.raises(UserError, match="crops"):
        run.read_story()
