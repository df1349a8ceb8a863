"""Self-attention shared with pictures of characters, in one layer of a UNet."""

from dataclasses import replace
from typing import Any

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("diffusers")

from torch import nn  # noqa: E402
from torch.nn.functional import scaled_dot_product_attention  # noqa: E402

from panelwright_tools.domain import Box  # noqa: E402
from panelwright_tools.painting.diffusion.regional.plan import (  # noqa: E402
    PlannedRegion,
    RegionPlan,
)
from panelwright_tools.painting.diffusion.sharing.beside import Anchor  # noqa: E402
from panelwright_tools.painting.diffusion.sharing.unet import shared_attention  # noqa: E402

LEFT, RIGHT = Box(0, 0, 0.5, 1), Box(0.5, 0, 0.5, 1)
TOKENS = 3


class OneLayer(nn.Module):  # type: ignore[misc]
    """The smallest model with a self-attention, whose outcome is that of the layer."""

    def __init__(self) -> None:
        from diffusers.models.attention_processor import Attention

        super().__init__()
        torch.manual_seed(0)
        self.block = nn.ModuleDict({"attn1": Attention(8, heads=2, dim_head=4)})

    def forward(
        self, sample: Any, timestep: Any, encoder_hidden_states: Any, return_dict: bool = True
    ) -> Any:
        pixels = sample.flatten(2).transpose(1, 2)
        return self.block["attn1"](pixels).transpose(1, 2).unflatten(2, sample.shape[2:])


def plan() -> RegionPlan:
    two = tuple(PlannedRegion(name, box, 0.5, TOKENS) for name, box in (("l", LEFT), ("r", RIGHT)))
    return RegionPlan((4, 6), TOKENS, two)


def outcome(*anchors: Anchor, pool: int = 1, batch: int = 2) -> Any:
    """(batch, 8, 4, 6) what the layer makes of a panel; the right half is the second region."""
    noise = torch.Generator().manual_seed(1)
    panel, text = torch.randn(batch, 8, 4, 6, generator=noise), torch.zeros(batch, 3 * TOKENS, 5)
    model = OneLayer()
    with (
        torch.no_grad(),
        shared_attention(model, plan(), anchors, lambda x, _: x, pool=pool),
    ):
        return model(panel, torch.tensor(5), text)


def anchor(region: int, seed: int = 0, **changes: Any) -> Anchor:
    latents = torch.randn(1, 8, 4, 4, generator=torch.Generator().manual_seed(seed))
    return replace(Anchor(region, latents, torch.ones(4, 4), 1.0, (32, 32)), **changes)


def test_pixels_outside_a_characters_region_do_not_see_its_picture_to_the_bit() -> None:
    plain, shared = outcome(), outcome(anchor(1))
    assert torch.equal(plain[..., 3:], shared[..., 3:])
    assert ((plain - shared)[..., :3].abs().amax(1) > 0).all()


def test_each_of_two_characters_sees_its_own_picture_to_the_bit() -> None:
    both = outcome(anchor(1, seed=3), anchor(2, seed=4))
    swapped = outcome(anchor(2, seed=3), anchor(1, seed=4))
    assert torch.equal(both[..., :3], outcome(anchor(1, seed=3))[..., :3])
    assert torch.equal(both[..., 3:], outcome(anchor(2, seed=4))[..., 3:])
    assert ((both - swapped).abs().amax(1) > 0).all()


def test_the_pixels_of_the_region_attend_to_both_pictures_as_one() -> None:
    model, given = OneLayer(), anchor(1)
    panel = torch.randn(1, 8, 4, 6, generator=torch.Generator().manual_seed(1))
    layer: Any = model.block["attn1"]

    def heads(rows: Any) -> Any:
        return rows.unflatten(-1, (2, 4)).transpose(1, 2)

    with torch.no_grad():
        pixels, looked = (x.flatten(2).transpose(1, 2) for x in (panel, given.latents))
        seen = torch.cat([pixels, looked], dim=1)
        query, key, value = heads(layer.to_q(pixels)), heads(layer.to_k(seen)), layer.to_v(seen)
        joint = scaled_dot_product_attention(query, key, heads(value))
        expected = layer.to_out[0](joint.transpose(1, 2).flatten(2)).transpose(1, 2)
    found = outcome(given, batch=1).flatten(2)
    inside = torch.arange(24) % 6 < 3
    torch.testing.assert_close(found[..., inside], expected[..., inside])


def test_strength_0_changes_nothing_and_merging_changes_the_region_alone() -> None:
    plain = outcome()
    assert torch.equal(outcome(anchor(1, strength=0.0)), plain)
    few, many = outcome(anchor(1), pool=2), outcome(anchor(1))
    assert (few != many)[..., :3].any()
    assert torch.equal(few[..., 3:], plain[..., 3:])
