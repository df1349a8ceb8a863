"""Joint attention shared with pictures of characters: routes, layers, and what runs beside."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

torch = pytest.importorskip("torch")
diffusers = pytest.importorskip("diffusers")

from torch.nn.functional import scaled_dot_product_attention  # noqa: E402

from panelwright_tools.domain import Box  # noqa: E402
from panelwright_tools.painting.diffusion.regional import joint  # noqa: E402
from panelwright_tools.painting.diffusion.regional.attention import regional_attention  # noqa: E402
from panelwright_tools.painting.diffusion.regional.guests import Guest  # noqa: E402
from panelwright_tools.painting.diffusion.regional.layouts import Call, layouts  # noqa: E402
from panelwright_tools.painting.diffusion.regional.plan import (  # noqa: E402
    PlannedRegion,
    RegionPlan,
)
from panelwright_tools.painting.diffusion.regional.routes import attend  # noqa: E402
from panelwright_tools.painting.diffusion.sharing.beside import Anchor  # noqa: E402
from panelwright_tools.painting.diffusion.sharing.joint import beside  # noqa: E402

LEFT, RIGHT = Box(0, 0, 0.25, 1), Box(0.5, 0, 0.25, 1)
GRID = (4, 8)
TOKENS, BASE, VISIT = 3, 5, 7
DOUBLE, SINGLE = "transformer_blocks.0.attn", "single_transformer_blocks.0.attn"


def plan(ratio: float = 0.3, gains: Mapping[int, float] | None = None) -> RegionPlan:
    left, right = (
        PlannedRegion(name, box, 0.5, TOKENS, gains or {})
        for name, box in (("l", LEFT), ("r", RIGHT))
    )
    return RegionPlan(GRID, BASE, (left, right), ratio)


def pixels_of(region: int) -> Any:
    """(tokens,) of the joint sequence, text first: whether it is a pixel of the region."""
    words = torch.zeros(BASE + 2 * TOKENS, dtype=torch.bool)
    return torch.cat([words, torch.tensor(plan().owners().ravel() == region)])


def tensors(batch: int = 1) -> tuple[Any, Any, Any]:
    """Queries, keys and values; the last two with two guests behind."""
    torch.manual_seed(0)
    own = BASE + 2 * TOKENS + GRID[0] * GRID[1]
    sizes = (own, own + 2 * VISIT, own + 2 * VISIT)
    query, key, value = (torch.randn(batch, 2, size, 8) for size in sizes)
    return query, key, value


def outcome(
    planned: RegionPlan, strengths: Mapping[int, float], tensors: Any, guided: bool = False
) -> Any:
    """What a FLUX.1 layer makes of it; region 1 and 2 are visited as told."""
    query, key, value = tensors
    half = len(query) // 2 if guided else 0
    call = Call(layouts()["FluxTransformer2DModel"], True, planned.tokens,
                positive=slice(half, len(query)), negative=slice(half))  # fmt: skip
    guests = tuple(Guest(region, strength, VISIT) for region, strength in strengths.items())
    routes = joint.layer(planned, call, query.shape[2], query.shape[2], "cpu", guests).routes
    return attend(scaled_dot_product_attention, query, key, value, routes)


@pytest.mark.parametrize("strength", [0.4, 1.0])
@pytest.mark.parametrize("ratio", [0.0, 0.3, 1.0])
@pytest.mark.parametrize("gains", [{}, {1: 2.5}])
def test_the_regions_part_of_the_outcome_is_shared_by_strength_and_the_bases_is_not(
    strength: float, ratio: float, gains: dict[int, float]
) -> None:
    given = tensors()
    query, key, value = given
    planned = plan(ratio, gains)
    mine = pixels_of(1)
    text, background = plan().tokens, pixels_of(0)
    sees = torch.cat([mine | background, torch.zeros(2 * VISIT, dtype=torch.bool)])
    sees[BASE : BASE + TOKENS] = True
    with_guest = sees.clone()
    with_guest[len(mine) : len(mine) + VISIT] = True
    plainly = torch.zeros_like(sees)
    plainly[:BASE], plainly[text : len(mine)] = True, True
    factor = torch.ones(len(sees), 1)
    factor[BASE + 1] = gains.get(1, 1.0)

    def seen(places: Any, by: Any = 1.0) -> Any:
        maps = (query[:, :, mine] @ key.mT / 8**0.5).masked_fill(~places, float("-inf")).softmax(-1)
        return maps @ (value * by)

    own = (1 - strength) * seen(sees, factor) + strength * seen(with_guest, factor)
    expected = ratio * seen(plainly) + (1 - ratio) * own
    found = outcome(planned, {1: strength, 2: 0.5}, given)[:, :, mine]
    torch.testing.assert_close(found, expected, atol=2e-6, rtol=1e-5)


@pytest.mark.parametrize("guided", [False, True])
def test_words_background_and_other_regions_do_not_see_a_guest_to_the_bit(guided: bool) -> None:
    given = tensors(batch=2)
    query, key, value = given
    before = outcome(plan(), {1: 0.7, 2: 0.7}, given, guided)
    first = slice(query.shape[2], query.shape[2] + VISIT)
    key[:, :, first], value[:, :, first] = 3.0, -2.0
    after = outcome(plan(), {1: 0.7, 2: 0.7}, given, guided)
    mine = pixels_of(1)
    assert torch.equal(before[:, :, ~mine], after[:, :, ~mine])
    assert (before != after)[:, :, mine].any(-1).all()


def test_without_strength_a_guest_is_not_seen() -> None:
    query, key, value = tensors()
    own = query.shape[2]
    plainly = outcome(plan(), {}, (query, key[:, :, :own], value[:, :, :own]))
    torch.testing.assert_close(outcome(plan(), {1: 0.0, 2: 0.0}, (query, key, value)), plainly)


def transformer(double: int = 1, single: int = 1) -> Any:
    torch.manual_seed(0)
    return diffusers.FluxTransformer2DModel(
        patch_size=1, in_channels=4, num_layers=double, num_single_layers=single,
        attention_head_dim=16, num_attention_heads=2, joint_attention_dim=32,
        pooled_projection_dim=32, axes_dims_rope=[4, 4, 8], guidance_embeds=True,
    ).eval()  # fmt: skip


def anchor(region: int = 1, seed: int = 0, **changes: Any) -> Anchor:
    latents = torch.randn(1, 12, 4, generator=torch.Generator().manual_seed(seed))
    return replace(Anchor(region, latents, torch.ones(3, 4), 1.0, (64, 48)), **changes)


def noised(latents: Any, level: Any) -> Any:
    return (1 - level) * latents + level


def stepped(
    model: Any, *anchors: Anchor, watched: str = DOUBLE, calls: list[Any] | None = None
) -> Any:
    """What the layer of that name gives out in the panel's own step."""
    torch.manual_seed(1)
    planned = plan()
    places = torch.meshgrid(torch.zeros(1), torch.arange(4.0), torch.arange(8.0), indexing="ij")
    inputs = {
        "hidden_states": torch.randn(1, 32, 4),
        "encoder_hidden_states": torch.randn(1, planned.tokens, 32),
        "pooled_projections": torch.randn(1, 32),
        "timestep": torch.tensor([0.75]),
        "guidance": torch.tensor([3.5]),
        "img_ids": torch.stack(places, dim=-1).reshape(-1, 3),
        "txt_ids": torch.zeros(planned.tokens, 3),
    }
    told: list[Any] = []
    hooks = [model.get_submodule(watched).register_forward_hook(lambda m, a, out: told.append(out))]
    if calls is not None:
        hooks.append(model.register_forward_pre_hook(
            lambda m, a, kwargs: calls.append(kwargs), with_kwargs=True))  # fmt: skip
    found = beside(model, planned, anchors, noised, pool=2)
    with torch.no_grad(), found.running(model), regional_attention(model, planned, guests=found):
        model(**inputs)
    for hook in hooks:
        hook.remove()
    return told[-1]


def test_a_double_block_changes_only_the_boxs_pixels() -> None:
    model = transformer()
    pixels, words = stepped(model)
    changed_pixels, changed_words = stepped(model, anchor(1))
    mine = pixels_of(1)[plan().tokens :]
    torch.testing.assert_close(words, changed_words)
    torch.testing.assert_close(pixels[:, ~mine], changed_pixels[:, ~mine])
    assert ((pixels - changed_pixels)[:, mine].abs().amax(-1) > 1e-3).all()


def test_a_single_block_changes_only_the_boxs_pixels() -> None:
    model = transformer(double=0)
    plainly, changed = (stepped(model, *looks, watched=SINGLE) for looks in ((), (anchor(1),)))
    mine = pixels_of(1)
    torch.testing.assert_close(plainly[:, ~mine], changed[:, ~mine])
    assert ((plainly - changed)[:, mine].abs().amax(-1) > 1e-3).all()


def test_each_of_two_characters_sees_its_own_picture_to_the_bit() -> None:
    model = transformer()
    both = stepped(model, anchor(1, seed=3), anchor(2, seed=4))[0]
    for region, seed in ((1, 3), (2, 4)):
        mine = pixels_of(region)[plan().tokens :]
        alone = stepped(model, anchor(region, seed=seed))[0]
        assert torch.equal(both[:, mine], alone[:, mine])
    swapped = stepped(model, anchor(2, seed=3), anchor(1, seed=4))[0]
    assert (both != swapped).any()


def test_what_the_picture_does_not_show_of_the_character_is_not_seen() -> None:
    model = transformer()
    subject = torch.zeros(3, 4)
    subject[0] = 1  # of the first block, whose keys follow from each token alone
    one, other = anchor(subject=subject), anchor(subject=subject)
    other.latents[:, 4:] = 5.0
    assert torch.equal(stepped(model, one)[0], stepped(model, other)[0])
    other.latents[:, :4] = 5.0
    assert not torch.equal(stepped(model, one)[0], stepped(model, other)[0])


def test_the_picture_runs_before_the_step_as_noisy_with_its_regions_words_to_the_right() -> None:
    calls: list[Any] = []
    look = anchor(2)
    stepped(transformer(), look, calls=calls)
    ran, panel = calls
    start, stop = plan().spans[2]
    assert torch.equal(ran["hidden_states"], 0.25 * look.latents + 0.75)
    assert torch.equal(ran["encoder_hidden_states"], panel["encoder_hidden_states"][:, start:stop])
    assert ran["img_ids"].tolist() == [[0, row, 8 + column] for row in range(3)
                                       for column in range(4)]  # fmt: skip
    same = ("timestep", "guidance", "pooled_projections")
    assert all(torch.equal(ran[name], panel[name]) for name in same)
