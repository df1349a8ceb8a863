"""Painters look at pictures of characters: by themselves, or with a Redux model beside them."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("diffusers")

from panelwright_tools.domain import Box, Brief, BriefRegion, Character, Region, UserError
from panelwright_tools.painting.diffusion.catalogue import family_named, kind_of
from panelwright_tools.painting.diffusion.painter import diffusion_painter
from panelwright_tools.painting.diffusion.redux import redux_digest, redux_folder
from panelwright_tools.painting.diffusion.weights import located
from panelwright_tools.painting.picture import Picture
from samplings import noise_picture
from tiny_models.folders import built

Models = Callable[[str], Path]
MINA = BriefRegion(
    region=Region(id="mina", subject="mina", noun="girl", phrase="a girl"),
    box=Box(0.1, 0.1, 0.8, 0.8),
    character=Character(id="mina", name="Mina", references=("look",)),
)
BRIEF = Brief(panel="p01", prompt="", regions=(MINA,), size=(64, 64), seed=1)
LOOKS = {
    "flux1-dev": False,
    "flux1-kontext": True,
    "sd3-medium": False,
    "flux2-klein": True,
    "flux2-dev": True,
    "qwen-image": False,
    "z-image-turbo": False,
}
"""Whether each model looks at pictures as it is, without sharing its attention."""


def looked_at(seed: int) -> dict[str, Picture]:
    return {"look": Picture(image=noise_picture(seed), painter="test", seed=0)}


@pytest.mark.parametrize("name", LOOKS)
def test_what_is_told_before_loading_is_what_the_loaded_model_does(
    name: str, tiny_models: Models
) -> None:
    painter = diffusion_painter(model=str(tiny_models(name)), consistent=False)
    assert painter.takes_references == LOOKS[name]
    pipeline = built(name)
    family = family_named(located(str(tiny_models(name))).family)
    assert kind_of(family, pipeline).looks == LOOKS[name]
    assert (family.abilities(pipeline).references not in (None, "shared")) == LOOKS[name]


def test_flux1_looks_at_a_character_with_redux_beside_it(tiny_models: Models) -> None:
    model, redux = str(tiny_models("flux1-dev")), str(tiny_models("flux1-redux"))
    painter = diffusion_painter(model=model, redux=redux, steps=2, side=64, sequence_length=64)
    assert painter.takes_references
    assert redux_digest(redux) in painter.id
    one, other = (np.asarray(painter.paint(BRIEF, None, looked_at(s)).image) for s in (1, 2))
    assert (one != other).any()


def test_redux_beside_a_model_that_knows_none_is_one_sentence(tiny_models: Models) -> None:
    model, redux = str(tiny_models("sd3-medium")), str(tiny_models("flux1-redux"))
    painter = diffusion_painter(model=model, redux=redux, steps=2, side=64)
    with pytest.raises(UserError, match="which goes with FLUX"):
        painter.paint(BRIEF)


def test_what_is_no_redux_model_is_one_sentence(tiny_models: Models, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is no Redux model"):
        redux_folder(str(tiny_models("flux1-dev")))
    with pytest.raises(UserError, match="is no Redux model"):
        redux_folder(str(tmp_path))
    with pytest.raises(UserError, match="there is no model"):
        redux_folder(str(tmp_path / "missing"))
