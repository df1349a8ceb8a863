"""Every family from a folder in the layout of the real ones, found and loaded as users' are."""

from pathlib import Path

import pytest

pytest.importorskip("diffusers")

from panelwright_tools.painting.diffusion.catalogue import family_named
from panelwright_tools.painting.diffusion.fit import Fit
from panelwright_tools.painting.diffusion.loading import loaded
from panelwright_tools.painting.diffusion.weights import located
from samplings import difference, sampling
from tiny_models.folders import built, saved

NAMES = {
    "flux1-fill": "fill",
    "flux1-kontext": "kontext",
    "sd3-medium": "medium",
    "flux2-klein": "klein",
    "flux2-klein-base": "klein-base",
    "flux2-dev": "dev",
    "qwen-image": "image",
    "z-image-turbo": "turbo",
}
"""Kinds of the tiny models; the others differ from these in nothing that is loaded."""


@pytest.mark.parametrize("name", NAMES)
def test_a_folder_paints_as_what_was_saved_in_it(name: str, tmp_path: Path) -> None:
    weights = located(str(saved(name, tmp_path)))
    family = family_named(weights.family)
    pipeline = loaded(weights, Fit(device="cpu", numbers="float32"))
    assert family.kind(pipeline) == NAMES[name]
    told = sampling("a red ball", sequence_length=512)
    assert difference(family.sample(pipeline, told), family.sample(built(name), told)).max() <= 1
