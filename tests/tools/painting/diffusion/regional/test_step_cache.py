"""Regions and a step cache that skips the work of attention layers go together."""

import pytest

pytest.importorskip("diffusers")

from panelwright_tools.domain import Box
from panelwright_tools.painting.diffusion.catalogue import family_named
from panelwright_tools.painting.diffusion.sampling import RegionPrompt
from panelwright_tools.painting.diffusion.speeding import use_step_cache
from samplings import sampling
from tiny_models.folders import built


def test_layers_whose_work_is_skipped_after_the_first_steps_take_regions() -> None:
    family, pipeline = family_named("flux1"), built("flux1-dev")
    left = RegionPrompt("dog", "a dog", Box(0, 0, 0.5, 1))
    asked = sampling("a park", regions=(left,), steps=8, guidance=3.0)
    use_step_cache(pipeline, "taylorseer")
    once = family.sample(pipeline, asked)
    assert once.tobytes() == family.sample(pipeline, asked).tobytes()
    other = RegionPrompt("dog", "a red cat in the rain", Box(0, 0, 0.5, 1))
    changed = sampling("a park", regions=(other,), steps=8, guidance=3.0)
    assert once.tobytes() != family.sample(pipeline, changed).tobytes()
