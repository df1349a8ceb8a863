"""Fewer tokens of a picture: its subject's, merged by cells."""

from typing import Any

import pytest

torch = pytest.importorskip("torch")

from panelwright_tools.painting.diffusion.sharing.merging import (  # noqa: E402
    Merging,
    merging,
    middle,
)


def all_of(rows: int, columns: int, cell: int) -> Merging:
    return merging(torch.ones(rows, columns), (rows, columns), cell, torch.device("cpu"))


def numbered(rows: int, columns: int) -> Any:
    """(2, 4, rows * columns, 6) of which each token is the number of its place."""
    return torch.arange(rows * float(columns)).reshape(1, 1, -1, 1).repeat(2, 4, 1, 6)


def test_cells_become_their_means_and_the_odd_ones_at_the_ends_as_well() -> None:
    found = all_of(3, 5, cell=2)(numbered(3, 5))
    assert found.shape == (2, 4, 2 * 3, 6)
    expected = torch.tensor([3.0, 5.0, 6.5, 10.5, 12.5, 14.0])
    torch.testing.assert_close(found[1, 2, :, 3], expected)


def test_cells_of_one_change_nothing() -> None:
    tokens = torch.randn(1, 2, 12, 8)
    assert torch.equal(all_of(3, 4, cell=1)(tokens), tokens)


def test_the_middle_has_no_edge() -> None:
    inner = merging(middle((8, 10), 0.2), (8, 10), 1, torch.device("cpu"))
    found = inner(numbered(8, 10))
    assert found[0, 0, :, 0].tolist() == [10 * row + column for row in range(2, 6)
                                          for column in range(2, 8)]  # fmt: skip


def test_what_does_not_show_the_subject_is_no_part_of_any_mean() -> None:
    subject = torch.zeros(4, 4)
    subject[:3, 0] = 1
    tokens = numbered(4, 4)
    tokens[:, :, (subject == 0).flatten()] = float("inf")
    tokens = tokens.nan_to_num(posinf=1e6)
    found = merging(subject, (4, 4), 2, torch.device("cpu"))(tokens)
    torch.testing.assert_close(found[0, 0, :, 0], torch.tensor([2.0, 8.0]))


def test_a_coarser_token_is_the_subjects_if_half_of_it_is() -> None:
    subject = torch.zeros(4, 8)
    subject[:, :3] = 1
    found = merging(subject, (2, 4), 1, torch.device("cpu"))
    assert found.weights.tolist() == [[1, 1, 0, 0]] * 2


def test_a_subject_too_small_for_a_coarse_grid_keeps_the_token_that_shows_it() -> None:
    subject = torch.zeros(8, 8)
    subject[7, 0] = 1
    found = merging(subject, (2, 2), 2, torch.device("cpu"))
    assert found(numbered(2, 2))[0, 0, :, 0].tolist() == [2.0]


@pytest.mark.parametrize("grid", [(1, 1), (2, 2), (1, 3)])
def test_something_is_left_of_the_smallest_grids(grid: tuple[int, int]) -> None:
    assert middle(grid, 0.49).any()
