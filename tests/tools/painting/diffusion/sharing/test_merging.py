"""Fewer tokens of a picture: its middle, merged by cells."""

import pytest

torch = pytest.importorskip("torch")

from panelwright_tools.painting.diffusion.sharing.merging import merged, middle  # noqa: E402


def test_cells_become_their_means_and_the_odd_ones_at_the_ends_as_well() -> None:
    tokens = torch.arange(3 * 5.0).reshape(1, 1, 15, 1).repeat(2, 4, 1, 6)
    found = merged(tokens, (3, 5), 2)
    assert found.shape == (2, 4, 2 * 3, 6)
    expected = torch.tensor([3.0, 5.0, 6.5, 10.5, 12.5, 14.0])
    torch.testing.assert_close(found[1, 2, :, 3], expected)


def test_cells_of_one_change_nothing() -> None:
    tokens = torch.randn(1, 2, 12, 8)
    assert torch.equal(merged(tokens, (3, 4), 1), tokens)


def test_the_middle_has_no_edge() -> None:
    tokens = torch.arange(80.0).reshape(1, 1, 80, 1)
    inner, grid = middle(tokens, (8, 10), 0.2)
    assert grid == (4, 6)
    assert inner.flatten().tolist() == [10 * row + column for row in range(2, 6)
                                        for column in range(2, 8)]  # fmt: skip


@pytest.mark.parametrize("grid", [(1, 1), (2, 2), (1, 3)])
def test_something_is_left_of_the_smallest_grids(grid: tuple[int, int]) -> None:
    inner, left = middle(torch.zeros(1, 1, grid[0] * grid[1], 1), grid, 0.49)
    assert inner.shape[2] == left[0] * left[1] >= 1
