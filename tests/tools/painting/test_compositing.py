"""Masks of boxes, and what is put together of an old and a new picture."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from panelwright_tools.domain import Box
from panelwright_tools.painting.compositing import composed, faded, mask_of

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
