import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panelwright_tools.domain import SpeechKind
from panelwright_tools.lettering import shapes

SQUARE = np.array([(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)])


def test_a_ray_leaves_a_square_in_the_middle_of_its_side() -> None:
    assert shapes.edge_point(SQUARE, (5, 5), (5, 30)) == pytest.approx((5, 10))


def test_an_outline_moved_outwards_is_larger_on_every_side() -> None:
    assert shapes.bounds(shapes.polygon(shapes.offset(SQUARE, 2.0))) == (-2, -2, 12, 12)


@pytest.mark.parametrize("kind", list(SpeechKind))
@settings(max_examples=15, deadline=None)
@given(widths=st.lists(st.floats(20, 240), min_size=1, max_size=6), seed=st.integers(0, 99))
def test_every_line_of_text_lies_inside_its_balloon(
    kind: SpeechKind, widths: list[float], seed: int
) -> None:
    half = shapes.balloon_half(widths, 22.4, 19, kind)
    rng = np.random.default_rng(seed)
    outline = shapes.balloon_outline(kind, (0, 0), half, 20, rng)
    for row, width in enumerate(widths):
        top = (row - len(widths) / 2) * 22.4 + 4
        for corner in ((-width / 2, top), (width / 2, top), (width / 2, top + 14)):
            edge = shapes.edge_point(outline, (0, 0), corner)
            assert np.hypot(*edge) > np.hypot(*corner)


def test_bubbles_grow_smaller_towards_the_head() -> None:
    sizes = [np.ptp(bubble[:, 0]) for bubble in shapes.bubbles((0, 0), (0, 60), 20)]
    assert sizes == sorted(sizes, reverse=True)


def test_a_neck_reaches_into_both_balloons() -> None:
    other = SQUARE + np.array((40, 5))
    neck = shapes.neck(SQUARE, other, 4)
    assert neck[:, 0].min() < 10
    assert neck[:, 0].max() > 40
