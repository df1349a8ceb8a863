"""A crowd drawn in layers, each looked at by the run's own grounder, over real HTTP."""

from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("diffusers")
pytest.importorskip("openai", reason="openai is not installed: it is in the extra openai")

from faulty_server import MODEL, Asked, FaultyServer
from panelwright.configuration import checked, located
from panelwright.eyes import with_eyes
from panelwright_tools.domain import Box, Brief, BriefRegion, Character, Region
from panelwright_tools.grounding.groundingdino import GroundingDino
from panelwright_tools.grounding.masks import MaskGrounder
from panelwright_tools.grounding.vision_model import VisionGrounder
from panelwright_tools.painting.blocks import BlockPainter
from panelwright_tools.painting.diffusion.painter import DiffusionPainter, diffusion_painter
from panelwright_tools.painting.painter import hand_of
from panelwright_tools.segmentation.none import NoSegmenter
from small_runs import SETTINGS, drawn, painted, planned, small_story
from tiny_models.detectors import write_tiny_groundingdino

Models = Callable[[str], Path]


def crowd(count: int, character: Character | None = None) -> Brief:
    """A brief of so many subjects, of whom the first is a character."""
    regions = tuple(
        BriefRegion(
            region=Region(id=f"r{n}", phrase="a ball", noun="ball"), box=Box(0, 0, 0.5, 0.5),
            character=None if n else character,
        )
        for n in range(count)
    )  # fmt: skip
    return Brief(panel="p01", prompt="a fair", regions=regions, size=(64, 64))


@pytest.mark.parametrize("options", [{"layered": "auto", "consistent": False},
                                     {"layered": "always", "consistent": False},
                                     {"layered": "auto", "consistent": True}])  # fmt: skip
def test_another_grounder_paints_anew_only_what_it_decides(
    tiny_models: Models, tmp_path: Path, options: dict[str, object]
) -> None:
    first, second = (
        str(write_tiny_groundingdino(tmp_path / f"dino{seed}", seed=seed)) for seed in (0, 1)
    )
    settings = SETTINGS.changed(
        painter=f"diffusers:{tiny_models('sd15')}", grounder=f"groundingdino:{first}", attempts=1,
        painting={"steps": 1, "side": 64, **options},
    )  # fmt: skip
    run = planned(tmp_path / "run", small_story(1), checked(settings))
    drawn(run)
    pictures = painted(run)
    run.write_manifest(checked(settings.changed(grounder=f"groundingdino:{second}")), {}, {})
    drawn(run)
    is_decided = options["layered"] == "always" or options["consistent"]
    assert (painted(run) != pictures) == is_decided
    [attempt] = run.read_attempts("p01")
    assert attempt.evidence.grounder == GroundingDino(second).id


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
    assert "A wooden bench was found in its layer at try 2." in notes
    portrait, layers, verdict = 1, 3, 2
    assert book.spent.calls == len(server.asked) == portrait + layers + verdict


def test_who_only_knows_subjects_looks_at_no_layers_and_other_painters_paint_as_ever(
    tiny_models: Models,
) -> None:
    painter = diffusion_painter(model=str(tiny_models("sd15")))
    one, two = VisionGrounder("one"), VisionGrounder("two")
    assert with_eyes(painter, MaskGrounder(), NoSegmenter()) is painter
    crowded = crowd(9)
    assert hand_of(with_eyes(painter, one, NoSegmenter()), crowded).endswith(f"+looks by {one.id}")
    assert hand_of(with_eyes(painter, two, NoSegmenter()), crowded).endswith(f"+looks by {two.id}")
    assert hand_of(with_eyes(painter, two, NoSegmenter()), crowd(8)) == painter.id
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
    shown = crowd(1, Character(id="mina", name="Mina", references=("0" * 64,)))
    assert hand_of(painter, shown).endswith(f"+outlines by {painter.outliner.id}")
    assert (
        hand_of(painter, crowd(1))
        == hand_of(painter, crowd(1, Character(id="mina", name="Mina")))
        == painter.id
    )
    unsharing = diffusion_painter(model=model, layered="never", consistent=False)
    assert hand_of(with_eyes(unsharing, looking, NoSegmenter()), shown) == unsharing.id
    unable = diffusion_painter(model=model, layered="never")
    assert with_eyes(unable, VisionGrounder("one"), NoSegmenter()) is unable
