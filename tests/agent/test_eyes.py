"""A crowd drawn in layers, each looked at by the run's own grounder, over real HTTP."""

from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("diffusers")
pytest.importorskip("openai", reason="openai is not installed: it is in the extra openai")

from faulty_server import MODEL, Asked, FaultyServer
from panelwright.configuration import located
from panelwright.eyes import with_eyes
from panelwright_tools.grounding.groundingdino import GroundingDino
from panelwright_tools.grounding.masks import MaskGrounder
from panelwright_tools.grounding.vision_model import VisionGrounder
from panelwright_tools.painting.blocks import BlockPainter
from panelwright_tools.painting.diffusion.painter import DiffusionPainter, diffusion_painter
from panelwright_tools.segmentation.none import NoSegmenter
from small_runs import SETTINGS, drawn, planned, small_story
from tiny_models.detectors import write_tiny_groundingdino

Models = Callable[[str], Path]


def test_what_is_missed_in_its_layer_is_painted_again_and_told_and_paid_for(
    tiny_models: Models, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    missed: list[str] = []

    def eyes(asked: Asked) -> str:
        if "bench" in asked.prompt and not missed:
            missed.append("bench")
            return "No"
        return "Yes"

    with FaultyServer(good=eyes) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
        settings = located(SETTINGS.changed(
            painter=f"diffusers:{tiny_models('sd15')}", grounder=f"vision:{MODEL}", attempts=1,
            painting={"steps": 1, "side": 64, "layered": "always"},
            prices={MODEL: {"input": 1.0, "output": 2.0}},
        ))  # fmt: skip
        run = planned(tmp_path / "run", small_story(1), settings)
        book = drawn(run)
    [attempt] = run.read_attempts("p01")
    notes = attempt.evidence.notes
    assert any(note.startswith("Drawn in layers, each looked for") for note in notes)
    assert "bench was found in its layer at try 2." in notes
    portrait, layers, verdict = 1, 3, 2
    assert book.spent.calls == len(server.asked) == portrait + layers + verdict


def test_who_only_knows_subjects_looks_at_no_layers_and_other_painters_paint_as_ever(
    tiny_models: Models,
) -> None:
    painter = diffusion_painter(model=str(tiny_models("sd15")))
    one, two = VisionGrounder("one"), VisionGrounder("two")
    assert with_eyes(painter, MaskGrounder(), NoSegmenter()) is painter
    assert with_eyes(painter, one, NoSegmenter()).id.endswith(f"+looks by {one.id}")
    assert with_eyes(painter, one, NoSegmenter()).id != with_eyes(painter, two, NoSegmenter()).id
    blocks = BlockPainter()
    assert with_eyes(blocks, one, NoSegmenter()) is blocks


def test_who_measures_boxes_outlines_the_characters_on_their_portraits(
    tiny_models: Models, tmp_path: Path
) -> None:
    model = str(tiny_models("sd15"))
    looking = GroundingDino(str(write_tiny_groundingdino(tmp_path / "dino")))
    painter = with_eyes(diffusion_painter(model=model, layered="never"), looking, NoSegmenter())
    assert isinstance(painter, DiffusionPainter) and painter.outliner is not None
    assert painter.outliner.id == f"{looking.id} and none"
    assert painter.id.endswith(f"+outlines by {painter.outliner.id}")
    unsharing = diffusion_painter(model=model, layered="never", consistent=False)
    assert with_eyes(unsharing, looking, NoSegmenter()).id == unsharing.id
    unable = diffusion_painter(model=model, layered="never")
    assert with_eyes(unable, VisionGrounder("one"), NoSegmenter()) is unable
