"""Attention is shared with pictures of characters however a model is laid into memory."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("diffusers")

from PIL import Image

from panelwright_tools.domain import Box
from panelwright_tools.painting.diffusion.catalogue import family_named
from panelwright_tools.painting.diffusion.fit import Fit, Offload
from panelwright_tools.painting.diffusion.loading import loaded
from panelwright_tools.painting.diffusion.sampling import Reference, RegionPrompt, Sampling
from panelwright_tools.painting.diffusion.weights import located
from samplings import difference, repaint_right, sampling

Models = Callable[[str], Path]


def sharing(shade: int | None, **changes: Any) -> Sampling:
    """A character in the right half, whose portrait is of that shade."""
    look = None
    if shade is not None:
        look = Reference(Image.new("RGB", (30, 40), (shade, shade, shade)), 1.0)
    region = RegionPrompt("mina", "a girl", Box(0.5, 0, 0.5, 1), anchor=look)
    return sampling("a beach", regions=(region,), **changes)


@pytest.mark.parametrize(
    ("name", "offload"),
    [("sdxl", "model"), ("sdxl", "group"), ("flux1-dev", "group"), ("flux1-dev", "sequential")],
)
def test_offloaded_weights_share_as_those_that_stay(
    name: str, offload: Offload, tiny_models: Models
) -> None:
    weights = located(str(tiny_models(name)))
    family = family_named(weights.family)
    plain, laid = (loaded(weights, Fit(offload=way)) for way in ("none", offload))
    part = repaint_right(Image.new("RGB", (64, 64), "gray"))
    for changes in ({}, {"repaint": part}):
        wanted = family.sample(plain, sharing(0, **changes))
        assert not difference(family.sample(laid, sharing(0, **changes)), wanted).any()
        assert difference(family.sample(laid, sharing(255, **changes)), wanted).any()
