"""Every family paints a small part of a picture anew, as a close-up, and leaves the rest."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytest.importorskip("diffusers")

from panelwright_tools.domain import Box, Brief, BriefRegion, Region, UserError
from panelwright_tools.painting.diffusion.catalogue import family_named, kind_of
from panelwright_tools.painting.diffusion.fit import Fit
from panelwright_tools.painting.diffusion.holding import Held
from panelwright_tools.painting.diffusion.painter import DiffusionPainter, diffusion_painter
from panelwright_tools.painting.diffusion.repainting import repainted
from panelwright_tools.painting.options import PaintingOptions
from panelwright_tools.painting.picture import Picture
from samplings import difference, noise_picture
from tiny_models.folders import built

Models = Callable[[str], Path]
NAMES = (
    "sd15", "sd15-inpaint", "sdxl", "sdxl-inpaint", "flux1-dev", "flux1-schnell", "flux1-fill",
    "flux1-kontext", "sd3-medium", "sd3-large", "flux2-klein", "flux2-klein-base", "flux2-dev",
    "qwen-image", "z-image-turbo", "z-image-base",
)  # fmt: skip


def painter(models: Models, name: str) -> DiffusionPainter:
    return diffusion_painter(model=str(models(name)), steps=2, side=64)


def brief(**changes: Any) -> Brief:
    cat = BriefRegion(
        region=Region(id="cat", noun="cat", phrase="a black cat"), box=Box(0.5, 0.4, 0.3, 0.3)
    )
    facts = {"panel": "p01", "prompt": "", "regions": (cat,), "seed": 1}
    return Brief.model_validate({**facts, **changes})


def parent(size: tuple[int, int]) -> Picture:
    return Picture(noise_picture(size=size), "noise/1", 0)


def marked(size: tuple[int, int], *windows: tuple[int, int, int, int]) -> Any:
    mask = np.zeros((size[1], size[0]), bool)
    for left, top, right, bottom in windows:
        mask[top:bottom, left:right] = True
    return mask


@pytest.mark.parametrize("name", NAMES)
def test_a_small_part_is_painted_anew_as_a_close_up(name: str, tiny_models: Models) -> None:
    size, able = (161, 127), painter(tiny_models, name)
    before, mask = parent(size), marked(size, (80, 60, 110, 90))
    after = able.inpaint(before, mask, brief(size=size))
    changed = difference(before.image, after.image) > 0
    assert after.image.size == size
    assert changed[mask].mean() > 0.5 and not changed[~mask].any()
    assert after.notes[0] == "Painted anew as a close-up of 60×60 pixels of the picture."
    assert any(note == "Painted at 64×64 pixels and brought to 60×60." for note in after.notes)
    assert after.image.tobytes() == able.inpaint(before, mask, brief(size=size)).image.tobytes()


@pytest.mark.parametrize("name", ["qwen-image-edit", "qwen-image-edit-plus"])
def test_a_model_that_needs_more_libraries_to_be_saved_does_so_in_memory(name: str) -> None:
    pipeline, family, size = built(name), family_named("qwen_image"), (161, 127)
    model = Held(family, pipeline, kind_of(family, pipeline), family.abilities(pipeline), Fit())
    options = PaintingOptions(model=name, steps=2, side=64)
    before, mask = parent(size).image, marked(size, (80, 60, 110, 90))
    after, notes = repainted(model, brief(size=size), options, {}, before, mask)
    changed = difference(before, after) > 0
    assert changed[mask].mean() > 0.5 and not changed[~mask].any()
    assert notes[0] == "Painted anew as a close-up of 60×60 pixels of the picture."


corners = st.tuples(*(st.floats(0, 1) for _ in range(4)))


@given(st.integers(9, 150), st.integers(9, 150), st.lists(corners, min_size=1, max_size=3))
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_no_pixel_outside_the_mask_changes_whatever_the_mask_and_the_size(
    tiny_models: Models, width: int, height: int, boxes: list[tuple[float, ...]]
) -> None:
    mask = np.zeros((height, width), bool)
    for x, y, right, bottom in boxes:
        (top, low), (left, far) = sorted((y, bottom)), sorted((x, right))
        mask[int(top * height) : int(low * height), int(left * width) : int(far * width)] = True
    before = parent((width, height))
    after = painter(tiny_models, "sd15").inpaint(before, mask, brief())
    assert after.image.size == (width, height)
    assert not difference(before.image, after.image)[~mask].any()


def test_only_the_regions_near_the_part_are_told(tiny_models: Models) -> None:
    size, able = (320, 320), painter(tiny_models, "sd15")
    far = BriefRegion(
        region=Region(id="far", noun="tower", phrase="a tall tower"), box=Box(0, 0, 0.2, 0.2)
    )
    near = brief(size=size)
    both = brief(size=size, regions=(*near.regions, far), prompt="a black cat; a tall tower")
    before, mask = parent(size), marked(size, (190, 160, 220, 190))
    one, other = (able.inpaint(before, mask, asked).image for asked in (near, both))
    assert one.tobytes() == other.tobytes()


def test_a_large_part_is_painted_with_the_whole_picture(tiny_models: Models) -> None:
    size, able = (161, 127), painter(tiny_models, "sd15")
    after = able.inpaint(parent(size), marked(size, (10, 10, 150, 120)), brief(size=size))
    assert after.notes == ("Painted at 72×56 pixels and brought to 161×127.",)


def test_a_mask_of_nothing_changes_nothing_and_says_so(tiny_models: Models) -> None:
    before, able = parent((50, 40)), painter(tiny_models, "sd15")
    after = able.inpaint(before, marked((50, 40)), brief(size=(50, 40)))
    assert after.image.tobytes() == before.image.tobytes()
    assert after.notes == ("The mask marks nothing, so nothing was painted anew.",)


def test_a_mask_of_another_size_is_refused(tiny_models: Models) -> None:
    with pytest.raises(UserError, match="the mask is 30×20 pixels and the picture 50×40"):
        painter(tiny_models, "sd15").inpaint(parent((50, 40)), marked((30, 20)), brief())
