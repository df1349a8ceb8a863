import pytest

pytest.importorskip("torch", reason="torch is not installed: it is in the extra local")

import torch

from panelwright_tools.lift.complift.noise import normals, philox, uniforms
from panelwright_tools.lift.complift.sums import total
from panelwright_tools.lift.complift.times import Density, block_times

ONES = 0xFFFFFFFF


@pytest.mark.parametrize(
    ("counter", "key", "words"),
    [
        ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
        ((ONES,) * 4, (ONES, ONES), (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
        (
            (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
            (0xA4093822, 0x299F31D0),
            (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
        ),
    ],
)
def test_words_are_those_of_the_published_known_answers(
    counter: tuple[int, ...], key: tuple[int, int], words: tuple[int, ...]
) -> None:
    told = philox([torch.tensor([word]) for word in counter], key)
    assert tuple(int(word) for word in told) == words


def test_noise_is_normal_and_differs_between_draws_panels_and_seeds() -> None:
    panels, draws = torch.arange(40).repeat(50), torch.arange(2000)
    noise = normals(3, panels, draws, (4, 5, 5))
    assert abs(noise.mean().item()) < 0.01
    assert abs(noise.std().item() - 1) < 0.01
    assert abs(noise.pow(4).mean().item() - 3) < 0.05
    one = torch.tensor([0])
    first = normals(3, one, one, (8,))
    for seed, panel, draw in [(4, 0, 0), (3, 1, 0), (3, 0, 1)]:
        other = normals(seed, torch.tensor([panel]), torch.tensor([draw]), (8,))
        assert not (first == other).any()


def test_a_draw_is_the_same_in_any_company() -> None:
    panels, draws = torch.tensor([2, 0, 1, 2]), torch.tensor([5, 1, 7, 3])
    together = normals(9, panels, draws, (3, 7, 5))
    for row in range(4):
        alone = normals(9, panels[row : row + 1], draws[row : row + 1], (3, 7, 5))
        assert torch.equal(alone[0], together[row])


def test_times_of_a_block_lie_one_in_each_stratum() -> None:
    draws = torch.arange(40)
    times = block_times(1, torch.zeros(40, dtype=torch.long), draws, 8, Density())
    strata = (times * 8).long().view(5, 8)
    assert (strata == torch.arange(8)).all()
    assert not (times[:8] == times[8:16]).any()


def test_times_follow_the_density_and_its_inverse_weighs_them_back() -> None:
    density = Density((0.5, 1.5, 1.0, 1.0))
    draws = torch.arange(8000)
    times = block_times(2, torch.zeros_like(draws), draws, 8, density)
    shares = torch.histc(times, 4, 0, 1) / len(times)
    assert shares.tolist() == pytest.approx([0.125, 0.375, 0.25, 0.25], abs=0.01)
    assert (times**2 / density.at(times)).mean().item() == pytest.approx(1 / 3, abs=0.01)


def test_uniforms_do_not_repeat_the_noise() -> None:
    draws = torch.arange(1000)
    numbers = uniforms(0, torch.zeros_like(draws), draws)
    noise = normals(0, torch.zeros_like(draws), draws, (1,)).squeeze(1)
    assert abs(torch.corrcoef(torch.stack([numbers, noise]))[0, 1].item()) < 0.1


@pytest.mark.parametrize("size", [1, 2, 3, 7, 64, 1001])
def test_a_sum_is_the_same_beside_any_other_rows(size: int) -> None:
    rows = torch.rand(33, size)
    together = total(rows)
    torch.testing.assert_close(together, rows.double().sum(1).float())
    assert all(torch.equal(total(rows[i : i + 1])[0], together[i]) for i in range(33))
