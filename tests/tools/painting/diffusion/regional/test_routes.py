"""Routes that share no query are one: gathered and laid over at once, with a kernel call each."""

from typing import Any

import pytest

torch = pytest.importorskip("torch")

from torch.nn.functional import scaled_dot_product_attention  # noqa: E402

from panelwright_tools.painting.diffusion.regional.routes import (  # noqa: E402
    Route,
    attend,
    bundled,
)

EVERYONE = torch.arange(10)
ROUTES = [
    Route(EVERYONE, EVERYONE),
    Route(torch.tensor([0, 1, 2]), torch.tensor([0, 1, 2, 9]), torch.tensor([[1.0], [0.7], [0.7]])),
    Route(torch.tensor([3, 4]), torch.tensor([3, 4, 9]), 0.4, torch.tensor([1.0, 2.0, 1.0])),
    Route(torch.tensor([4, 5]), torch.tensor([5, 9]), 0.5),
]
"""All but the last of them share no query with the one before, save the first."""


def tensors() -> tuple[Any, Any, Any]:
    draw = torch.Generator().manual_seed(0)
    return tuple(torch.randn(2, 3, 10, 8, generator=draw) for _ in range(3))


def test_routes_that_share_no_query_become_one_of_several_groups() -> None:
    found = bundled(ROUTES)
    assert [route.groups for route in found] == [(), ((3, 4), (2, 3)), ()]
    assert found[1].queries is not None and found[1].queries.tolist() == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("shape", [None, (10, 10), (2, 1, 10, 10), (1, 1, 1, 10)])
def test_their_attention_stays_what_it_was(shape: tuple[int, ...] | None) -> None:
    mask = None
    if shape is not None:
        mask = torch.rand(shape, generator=torch.Generator().manual_seed(1)) > 0.3
        mask[..., [0, 5, 9]] = True
    one, other = (
        attend(scaled_dot_product_attention, *tensors(), routes, mask)
        for routes in (ROUTES, bundled(ROUTES))
    )
    torch.testing.assert_close(other, one)
    assert not torch.allclose(
        one, attend(scaled_dot_product_attention, *tensors(), ROUTES[:1], mask)
    )


def test_each_tokens_heads_lie_side_by_side_in_what_comes_out() -> None:
    query, key, value = (part.transpose(1, 2).contiguous().transpose(1, 2) for part in tensors())
    found = attend(scaled_dot_product_attention, query, key, value, bundled(ROUTES))
    assert found.transpose(1, 2).is_contiguous()
