"""Maps of attention are kept small, and can be compared with each other."""

import numpy as np

from panelwright_tools.painting.diffusion.kept_maps import kept_maps


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
