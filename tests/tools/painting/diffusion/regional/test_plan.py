"""Who owns which pixel, and which tokens are whose."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from panelwright_tools.domain import Box
from panelwright_tools.painting.diffusion.regional.plan import (
    BASE,
    RegionPlan,
    Span,
    planned,
    usable,
)
from panelwright_tools.painting.diffusion.sampling import RegionPrompt

EDGE = st.floats(-0.5, 1.5, allow_nan=False)
BOXES = st.builds(Box, EDGE, EDGE, st.floats(0, 1), st.floats(0, 1))
REGIONS = st.lists(st.tuples(BOXES, st.floats(0, 1)), max_size=40)


def prompts(*boxes: tuple[Box, float]) -> list[RegionPrompt]:
    return [RegionPrompt(f"r{i}", "a cat", box, depth) for i, (box, depth) in enumerate(boxes)]


def plan_of(*boxes: tuple[Box, float], grid: tuple[int, int] = (16, 16)) -> RegionPlan:
    kept, _ = usable(prompts(*boxes))
    return planned(kept, [7] + [5] * len(kept), grid, base_ratio=0.3)


def test_pixels_outside_all_boxes_belong_to_the_base() -> None:
    owners = plan_of((Box(0.5, 0, 0.5, 0.5), 0.5), grid=(4, 8)).owners()
    assert owners.tolist() == [[0] * 4 + [1] * 4] * 2 + [[0] * 8] * 2


def test_the_nearer_region_owns_what_two_boxes_share() -> None:
    left, right = Box(0, 0, 0.75, 1), Box(0.25, 0, 0.75, 1)
    assert plan_of((left, 0.2), (right, 0.8), grid=(1, 4)).owners().tolist() == [[1, 1, 1, 2]]
    assert plan_of((left, 0.8), (right, 0.2), grid=(1, 4)).owners().tolist() == [[1, 2, 2, 2]]


def test_of_two_equally_far_regions_the_smaller_lies_on_top() -> None:
    small, large = Box(0.25, 0.25, 0.5, 0.5), Box(0, 0, 1, 1)
    for order in ((small, large), (large, small)):
        owners = plan_of(*((box, 0.5) for box in order), grid=(4, 4)).owners()
        assert (owners == order.index(small) + 1).sum() == 4


def test_a_small_box_keeps_its_words_at_every_resolution() -> None:
    plan = plan_of((Box(0, 0, 1, 1), 0.9), (Box(0.4, 0.4, 0.02, 0.02), 0.1), grid=(128, 96))
    for grid in ((128, 96), (64, 48), (32, 24), (16, 12), (8, 6)):
        assert (plan.owners(grid) == 2).sum() >= 1


def test_a_box_that_leaves_the_canvas_is_cut_and_one_outside_is_left_out_and_both_are_said() -> (
    None
):
    kept, said = usable(prompts((Box(-0.5, 0, 1, 1), 0.5), (Box(1.2, 0, 0.5, 1), 0.5)))
    assert [region.box for region in kept] == [Box(0, 0, 0.5, 1)]
    assert said == [
        "The box of region r0 is cut where it leaves the canvas.",
        "Region r1 is left out: nothing of its box lies on the canvas.",
    ]


@pytest.mark.parametrize("box", [Box(0.5, 0.5, 0, 0.5), Box(float("nan"), 0, 1, 1)])
def test_an_empty_box_is_left_out(box: Box) -> None:
    assert usable(prompts((box, 0.5)))[0] == []


def test_a_region_without_words_is_left_out_and_said() -> None:
    kept, said = usable([RegionPrompt("r0", "  ", Box(0, 0, 1, 1))])
    assert (kept, said) == ([], ["Region r0 is left out: its prompt is empty."])


def test_spans_follow_each_other_and_positions_start_anew_with_each_text() -> None:
    plan = planned(prompts((Box(0, 0, 1, 1), 0.5)), [3, 2], (4, 4), base_ratio=0)
    assert plan.spans == (Span(0, 3), Span(3, 5))
    assert plan.positions().tolist() == [0, 1, 2, 0, 1]


def test_a_plan_without_regions_is_the_base_alone() -> None:
    plan = RegionPlan((4, 4), base_tokens=9)
    assert plan.tokens == 9
    assert (plan.owners() == BASE).all()


@pytest.mark.parametrize("ratio", [-0.1, 1.1, float("nan")])
def test_a_base_ratio_outside_0_to_1_is_refused(ratio: float) -> None:
    with pytest.raises(ValueError, match="base_ratio"):
        RegionPlan((4, 4), base_tokens=9, base_ratio=ratio)


@given(REGIONS, st.integers(1, 48), st.integers(1, 48))
def test_every_pixel_has_one_owner_and_lies_in_its_box(
    boxes: list[tuple[Box, float]], rows: int, columns: int
) -> None:
    plan = plan_of(*boxes, grid=(rows, columns))
    owners = plan.owners()
    assert owners.shape == (rows, columns)
    for number, region in enumerate(plan.regions, 1):
        for row, column in np.argwhere(owners == number):
            assert region.box.x * columns - 1 <= column <= region.box.right * columns
            assert region.box.y * rows - 1 <= row <= region.box.bottom * rows


@given(REGIONS)
def test_a_nearer_box_is_never_covered_by_a_farther_one(boxes: list[tuple[Box, float]]) -> None:
    plan = plan_of(*boxes)
    alone = [plan_of((region.box, 0.5)).owners() == 1 for region in plan.regions]
    for number, region in enumerate(plan.regions, 1):
        nearer = [
            a for a, other in zip(alone, plan.regions, strict=True) if other.depth < region.depth
        ]
        covered = np.any(nearer, axis=0) if nearer else np.zeros((16, 16), dtype=bool)
        assert not (covered & (plan.owners() == number)).any()


@given(REGIONS)
def test_on_a_coarser_grid_a_visible_region_is_lost_only_to_others_that_keep_a_single_pixel(
    boxes: list[tuple[Box, float]],
) -> None:
    plan = plan_of(*boxes)
    fine, coarse = plan.owners(), plan.owners((8, 8))
    for lost in set(np.unique(fine)) - set(np.unique(coarse)) - {BASE}:
        cells = {(row // 2, column // 2) for row, column in np.argwhere(fine == lost)}
        assert all((coarse == coarse[cell]).sum() == 1 for cell in cells)
