"""A second pass for detail, and every step told."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("diffusers")

from PIL import Image

from panelwright_tools.domain import Brief, UserError
from panelwright_tools.painting.diffusion.painter import diffusion_painter
from panelwright_tools.painting.listening import listening

Models = Callable[[str], Path]


def test_a_second_pass_brings_a_picture_to_its_size_in_so_many_steps(tiny_models: Models) -> None:
    model = str(tiny_models("sd15"))
    brief = Brief(panel="p01", prompt="a ball", size=(128, 96))
    told: list[tuple[str, int, int]] = []
    plain = diffusion_painter(model=model, steps=2).paint(brief).image
    with listening(lambda *step: told.append(step)):
        refined = diffusion_painter(model=model, steps=2, refine_steps=3).paint(brief).image
    assert told == [("p01", 1, 2), ("p01", 2, 2), ("p01", 1, 3), ("p01", 2, 3), ("p01", 3, 3)]
    assert refined.size == plain.size == (128, 96)
    assert sharpness(refined) > 1.2 * sharpness(plain)  # than one that was only made larger


def sharpness(image: Image.Image) -> float:
    return float(np.abs(np.diff(np.asarray(image, float), axis=1)).mean())


def test_a_scheduler_that_does_not_go_with_the_model_is_refused_before_anything_is_loaded(
    tiny_models: Models,
) -> None:
    painter = diffusion_painter(model=str(tiny_models("sd15")), scheduler="flow-match")
    with pytest.raises(UserError, match="flow-match does not go with sd15; those that go"):
        _ = painter.id
