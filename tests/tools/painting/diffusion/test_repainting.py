"""Masks of boxes, and what is put together of an old and a new picture."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

pytest.importorskip("diffusers")

from panelwright_tools.domain import Box
from panelwright_tools.painting.diffusion.briefing import sampled_size
from panelwright_tools.painting.diffusion.family import Abilities
from panelwright_tools.painting.diffusion.repainting import composed, faded, mask_of

fractions = st.floats(-0.5, 1.5)


@given(fractions, fractions, st.floats(0, 1), st.floats(0, 1))
def test_a_mask_holds_every_pixel_that_a_box_touches(
    x: float, y: float, w: float, h: float
) -> None:
    mask = mask_of([Box(x, y, w, h)], (40, 30))
    assert mask.shape == (30, 40)
    centres_x, centres_y = (np.arange(40) + 0.5) / 40, (np.arange(30) + 0.5) / 30
    inside = ((centres_y >= y) & (centres_y <= y + h))[:, None] & (
        (centres_x >= x) & (centres_x <= x + w)
    )
    assert mask[inside].all()
    assert mask.sum() <= (w * 40 + 2) * (h * 30 + 2)


def test_the_new_part_fades_in_inside_the_mask_and_not_at_the_edge_of_the_picture() -> None:
    mask = mask_of([Box(0.5, 0, 0.5, 1)], (200, 200))
    share = faded(mask)
    assert share[:, :100].max() == 0
    assert (share[:, -1] == 1).all() and (share[0, 120:] == 1).all()
    row = share[100, 100:]
    assert 0 <= row[0] < 0.5 and (np.diff(row) >= 0).all() and row[10] == 1


def test_outside_of_the_mask_no_bit_changes() -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (50, 60, 3), np.uint8)
    mask = mask_of([Box(0.2, 0.2, 0.3, 0.3)], (60, 50))
    result = np.asarray(composed(Image.fromarray(pixels), Image.new("RGB", (64, 48)), mask))
    assert (result[~mask] == pixels[~mask]).all()
    assert (result[22, 20] == 0).all()


@given(st.integers(8, 3000), st.integers(8, 3000), st.sampled_from([8, 16]))
def test_a_sampled_size_is_on_the_grain_in_about_the_wanted_proportions(
    width: int, height: int, grain: int
) -> None:
    able = Abilities("attention", "latents", grain=grain)
    found = sampled_size((width, height), 1024, able)
    assert all(edge % grain == 0 and edge >= grain for edge in found)
    if 0.25 < width / height < 4:
        assert found[0] * found[1] == pytest.approx(1024**2, rel=0.05)
        assert found[0] / found[1] == pytest.approx(width / height, rel=0.05)


def test_no_side_is_longer_than_the_model_can_paint() -> None:
    able = Abilities("attention", "latents", grain=16, longest=3072)
    assert sampled_size((16, 900), 1024, able) == (48, 3072)
    assert sampled_size((900, 900), 1024, able) == (1024, 1024)
