"""The size at which a brief is sampled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panelwright_tools.painting.diffusion.briefing import sampled_size
from panelwright_tools.painting.diffusion.family import Abilities


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
