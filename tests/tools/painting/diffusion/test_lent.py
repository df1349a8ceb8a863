"""A painter that was lent LoRAs paints a character with its own, and the next panel without."""

from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("peft")
pytest.importorskip("diffusers")

from panelwright_tools.domain import (
    Box,
    Brief,
    BriefRegion,
    Character,
    Lora,
    Region,
    ToolError,
    UserError,
)
from panelwright_tools.domain.model import digest
from panelwright_tools.painting.diffusion.lora_file import lora_digest
from panelwright_tools.painting.diffusion.painter import DiffusionPainter, diffusion_painter
from tiny_models.folders import built
from tiny_models.loras import write_tiny_lora

Models = Callable[[str], Path]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_lora(tmp_path_factory.mktemp("lora"), built("sd15"))


def painter(tiny_models: Models) -> DiffusionPainter:
    return diffusion_painter(
        model=str(tiny_models("sd15")), steps=2, side=64, consistent=False, device="cpu"
    )


def brief(*loras: Lora) -> Brief:
    mina = Character(id="mina", name="Mina", loras=loras)
    item = BriefRegion(
        region=Region(id="mina", subject="mina", noun="girl", phrase="a girl"),
        box=Box(0.0, 0.0, 0.6, 1.0),
        character=mina,
    )
    return Brief(panel="p01", prompt="", regions=(item,), size=(64, 64), seed=1)


def test_it_acts_where_the_character_is_shown_and_leaves_nothing_behind(
    tiny_models: Models, file: Path
) -> None:
    own = Lora(file=lora_digest(file), strength=0.8, words="ohwx")
    lent = painter(tiny_models).lent({own.file: file})
    lent.check_loras({own.file: file})
    before = painter(tiny_models).paint(brief())
    with_it = lent.paint(brief(own))
    after = lent.paint(brief())
    assert with_it.image.tobytes() != before.image.tobytes() == after.image.tobytes()
    assert with_it.image.tobytes() == lent.paint(brief(own)).image.tobytes()
    assert any("LoRA of Mina" in note and own.file[:8] in note for note in with_it.notes)
    assert not any("LoRA" in note for note in after.notes)


def test_file_and_strength_are_part_of_the_key_of_a_picture() -> None:
    keys = {
        digest(brief(*loras))
        for loras in (
            (),
            (Lora(file="0" * 24),),
            (Lora(file="1" * 24),),
            (Lora(file="0" * 24, strength=0.5),),
            (Lora(file="0" * 24, words="ohwx"),),
        )
    }
    assert len(keys) == 5


def test_a_lora_that_cannot_act_is_one_sentence(
    tiny_models: Models, file: Path, tmp_path: Path
) -> None:
    with pytest.raises(ToolError, match="is gone; give the character it again"):
        painter(tiny_models).paint(brief(Lora(file="0" * 24)))
    other = write_tiny_lora(tmp_path, built("flux1-dev"))
    with pytest.raises(UserError, match="was made for another model than this one"):
        painter(tiny_models).check_loras({lora_digest(other): other})
