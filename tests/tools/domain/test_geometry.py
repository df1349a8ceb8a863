from hypothesis import given, settings
from hypothesis import strategies as st
from pytest import approx

from panelwright_tools.domain import Box

boxes = st.builds(Box, *[st.floats(-1, 1)] * 2, *[st.floats(0, 2)] * 2)


@settings(deadline=None)
@given(boxes)
def test_a_clipped_box_lies_on_the_panel_and_keeps_what_was_there(box: Box) -> None:
    part = box.clipped()
    assert 0 <= part.x <= part.right <= 1 + 1e-9 and 0 <= part.y <= part.bottom <= 1 + 1e-9
    assert part.area == approx(box.intersection(Box(0, 0, 1, 1)), abs=1e-9)


@settings(deadline=None)
@given(boxes, boxes)
def test_overlap_is_mutual_and_no_larger_than_either(one: Box, other: Box) -> None:
    assert one.intersection(other) == other.intersection(one)
    assert one.intersection(other) <= min(one.area, other.area) + 1e-9
    assert 0 <= one.iou(other) <= 1 + 1e-9


def test_iou_is_one_for_the_same_box_a_third_for_half_shared_and_zero_apart() -> None:
    box = Box(0.1, 0.2, 0.4, 0.2)
    assert box.iou(box) == approx(1)
    assert box.iou(Box(0.3, 0.2, 0.4, 0.2)) == approx(1 / 3)
    assert box.iou(Box(0.6, 0.2, 0.1, 0.2)) == 0
    assert Box(0, 0, 0, 0).iou(Box(0, 0, 0, 0)) == 0


def test_corners_edges_and_centre_agree() -> None:
    box = Box.from_corners(0.25, 0.5, 0.75, 1.0)
    assert box == Box(0.25, 0.5, 0.5, 0.5)
    assert (box.right, box.bottom, box.centre) == (0.75, 1.0, (0.5, 0.75))
