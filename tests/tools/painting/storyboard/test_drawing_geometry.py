import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panelwright_tools.painting.storyboard import geometry as g

coordinate = st.floats(-50, 50)
spots = st.lists(st.tuples(coordinate, coordinate), min_size=3, max_size=8, unique=True)
few = settings(deadline=None, max_examples=40)


@few
@given(spots)
def test_a_spline_passes_through_its_points(through: list[tuple[float, float]]) -> None:
    curve = g.spline(through, closed=True, steps=6)
    assert np.allclose(curve[::6], np.asarray(through))


@few
@given(coordinate, coordinate, st.floats(1, 20), st.floats(1, 20), st.sampled_from((-1.0, 1.0)))
def test_bones_keep_their_lengths_however_far_the_hand_is_sent(
    x: float, y: float, upper: float, lower: float, side: float
) -> None:
    middle, end = g.joint((0, 0), (x, y), upper, lower, side)
    assert np.hypot(*middle) == pytest.approx(upper, rel=1e-3, abs=1e-3)
    assert np.hypot(*(end - middle)) == pytest.approx(lower, rel=1e-3, abs=1e-3)


def test_a_joint_reaches_what_is_near_enough() -> None:
    _, end = g.joint((0, 0), (1.2, 0.5), 1.0, 1.0)
    assert np.allclose(end, (1.2, 0.5))


@few
@given(spots, st.floats(0.5, 5))
def test_resampled_lines_have_no_step_longer_than_asked(
    line: list[tuple[float, float]], step: float
) -> None:
    fine = g.resample(np.asarray(line, float), step)
    assert np.diff(g.lengths(fine)).max(initial=0) <= max(step, 0.03) * 1.05


@few
@given(spots, coordinate, coordinate, st.floats(-180, 180))
def test_composed_maps_do_the_inner_map_first(
    line: list[tuple[float, float]], x: float, y: float, angle: float
) -> None:
    outer, inner = g.affine(x, y, 2.0, rotation=angle), g.affine(y, x, -1.5)
    once = g.transform(g.compose(outer, inner), line)
    assert np.allclose(once, g.transform(outer, g.transform(inner, line)))


def test_a_tube_is_as_wide_as_asked() -> None:
    outline = g.tube([(0, 0), (5, 0), (10, 0)], 2.0, round_ends=False)
    assert g.bounds([outline]) == pytest.approx((0, -2, 10, 2))
