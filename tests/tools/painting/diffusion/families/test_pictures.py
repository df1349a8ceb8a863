"""Masks cover whole cells; references come at a size that a model can look at."""

import numpy as np
import pytest
from PIL import Image

from panelwright_tools.painting.diffusion.families.pictures import (
    fitted_area,
    mask_image,
    references,
    stitched,
    widened,
)
from samplings import noise_picture, whole_region


def test_a_mask_covers_every_cell_that_it_touches() -> None:
    mask = np.zeros((16, 24), bool)
    mask[7, 9] = True
    painted = np.asarray(mask_image(mask, 8)) == 255
    assert painted[0:8, 8:16].all()
    assert painted.sum() == 64


@pytest.mark.parametrize("size", [(20, 30), (4000, 3000), (900, 64), (64, 64)])
def test_a_reference_fits_the_area_and_the_grain(size: tuple[int, int]) -> None:
    fitted = fitted_area(Image.new("RGB", size), 512 * 512, 16, least=64)
    assert fitted.width % 16 == fitted.height % 16 == 0
    assert min(fitted.size) >= 64
    assert fitted.width * fitted.height <= max(1.1 * 512 * 512, 64 * 64 * size[0] / size[1])


def test_a_very_long_reference_gets_bars() -> None:
    long = Image.new("RGB", (800, 20), "red")
    assert widened(long, 8).size == (800, 100)
    assert widened(long, 8).getpixel((400, 50)) == (255, 0, 0)
    assert widened(noise_picture(), 8).size == noise_picture().size


def test_pictures_are_stitched_at_one_height() -> None:
    red, blue = Image.new("RGB", (10, 40), "red"), Image.new("RGB", (20, 20), "blue")
    joined = stitched([red, blue])
    assert joined.size == (50, 40)
    assert joined.getpixel((5, 20)) == (255, 0, 0)
    assert joined.getpixel((30, 20)) == (0, 0, 255)


def test_a_picture_that_two_regions_refer_to_is_looked_at_once() -> None:
    one, other = noise_picture(1), noise_picture(2)
    found = references([whole_region("a", one), whole_region("b", one, other)])
    assert [reference.picture for reference in found] == [one, other]
    assert references([whole_region("a", one, strength=0.0)]) == []
