"""Maps of attention are kept small, and can be compared with each other."""

import numpy as np

from panelwright_tools.painting.diffusion.closeup import Window
from panelwright_tools.painting.diffusion.kept_maps import kept_maps, merged_maps


def test_the_highest_share_of_all_maps_is_255_and_others_are_in_proportion() -> None:
    kept = kept_maps({"dog": np.full((2, 3), 0.1), "cat": np.array([[0.4, 0.0]])})
    assert kept["cat"].tolist() == [[255, 0]]
    assert kept["dog"].tolist() == [[64] * 3] * 2
    assert kept["dog"].dtype == np.uint8


def test_a_fine_map_is_kept_in_64_cells_a_side_each_the_mean_of_what_it_covers() -> None:
    fine = np.zeros((32, 256))
    fine[:, :4], fine[:, 4:6] = 1.0, 1.0
    [kept] = kept_maps({"dog": fine}).values()
    assert kept.shape == (32, 64)
    assert kept[0, :3].tolist() == [255, 128, 0]


def test_maps_of_nothing_are_not_kept() -> None:
    assert kept_maps({}) == kept_maps({"dog": np.zeros((2, 2))}) == {}


def test_maps_of_a_part_lie_over_the_old_ones_within_its_mask_alone() -> None:
    mask = np.zeros((80, 160), bool)
    mask[:, 100:140] = True
    window = Window(80, 0, 160, 80)
    old = {"dog": np.full((20, 40), 100, np.uint8), "cat": np.full((20, 40), 60, np.uint8)}
    new = {"dog": np.full((64, 64), 250, np.uint8), "owl": np.full((64, 64), 30, np.uint8)}
    merged = merged_maps(old, new, window, mask)
    assert {name: sorted(set(map(int, m[10]))) for name, m in merged.items()} == {
        "dog": [100, 250], "cat": [0, 60], "owl": [0, 30],
    }  # fmt: skip
    assert merged["dog"].shape == (20, 40)
    assert (merged["dog"][:, 25:35] == 250).all() and (merged["dog"][:, :25] == 100).all()


def test_a_part_of_a_picture_without_maps_has_its_own() -> None:
    mask = np.zeros((300, 600), bool)
    mask[100:200, 0:100] = True
    new = {"owl": np.full((64, 64), 255, np.uint8)}
    merged = merged_maps({}, new, Window(0, 50, 200, 250), mask)
    assert merged["owl"].shape == (32, 64)
    assert 0 < merged["owl"].astype(bool).sum() <= 13 * 13
    assert merged_maps({}, {}, Window(0, 50, 200, 250), mask) == {}
