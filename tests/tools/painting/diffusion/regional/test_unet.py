"""Masked cross-attention, on random tensors and in small UNets."""

from dataclasses import replace
from typing import Any

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("diffusers")

from diffusers import UNet2DConditionModel  # noqa: E402
from diffusers.models.attention_processor import SlicedAttnProcessor  # noqa: E402
from torch.nn.functional import scaled_dot_product_attention  # noqa: E402

from dense_attention import cross_attention  # noqa: E402
from panelwright_tools.domain import Box, ToolError  # noqa: E402
from panelwright_tools.painting.diffusion.regional import unet  # noqa: E402
from panelwright_tools.painting.diffusion.regional.attention import (  # noqa: E402
    regional_attention,
    takes_regions,
)
from panelwright_tools.painting.diffusion.regional.layouts import Call, layouts  # noqa: E402
from panelwright_tools.painting.diffusion.regional.plan import (  # noqa: E402
    PlannedRegion,
    RegionPlan,
)
from panelwright_tools.painting.diffusion.regional.routes import attend  # noqa: E402

WIDTH = 32
UNET = layouts()["UNet2DConditionModel"]
HALVES = (Box(0, 0, 0.5, 1), Box(0.5, 0, 0.5, 1))


def plan_of(*boxes: Box, grid: tuple[int, int] = (8, 8), **changes: Any) -> RegionPlan:
    regions = tuple(
        PlannedRegion(f"r{i}", box, depth=0.1 * i, tokens=4 + i) for i, box in enumerate(boxes)
    )
    return RegionPlan(grid, base_tokens=6, regions=regions, **changes)


def tensors(plan: RegionPlan, batch: int = 1) -> tuple[Any, Any, Any]:
    torch.manual_seed(0)
    pixels = plan.grid[0] * plan.grid[1]
    return tuple(torch.randn(batch, 2, size, 8) for size in (pixels, plan.tokens, plan.tokens))


def regional(query: Any, key: Any, value: Any, plan: RegionPlan, call: Call | None = None) -> Any:
    call = call or Call(UNET, True, plan.tokens, positive=slice(0, len(query)), negative=slice(0))
    routes = unet.layer(plan, call, query.shape[2], plan.tokens, "cpu").routes
    return attend(scaled_dot_product_attention, query, key, value, routes)


def small_unet(**changes: Any) -> UNet2DConditionModel:
    torch.manual_seed(0)
    return UNet2DConditionModel(
        block_out_channels=(32, 64),
        layers_per_block=1,
        sample_size=8,
        in_channels=4,
        out_channels=4,
        down_block_types=("CrossAttnDownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "CrossAttnUpBlock2D"),
        cross_attention_dim=WIDTH,
        norm_num_groups=16,
        **changes,
    ).eval()


def predicted(model: Any, text: Any) -> Any:
    latents = torch.randn(len(text), 4, 8, 8, generator=torch.Generator().manual_seed(1))
    with torch.no_grad():
        return model(latents, 500, encoder_hidden_states=text).sample


@pytest.mark.parametrize("ratio", [0.0, 0.3, 1.0])
@pytest.mark.parametrize("way", [unet.one_by_one, unet.at_once])
def test_masked_attention_is_that_of_a_dense_mask(way: Any, ratio: float) -> None:
    emphasised = PlannedRegion("e", Box(0.4, 0.3, 0.6, 0.7), 0.2, tokens=5, gains={1: 2.5})
    plan = plan_of(Box(0, 0, 0.6, 0.7), base_ratio=ratio)
    plan = replace(plan, regions=(*plan.regions, emphasised))
    query, key, value = tensors(plan, batch=2)
    owners = torch.tensor(plan.owners().ravel())
    call = Call(UNET, True, plan.tokens, positive=slice(1, 2), negative=slice(0, 1))
    found = attend(scaled_dot_product_attention, query, key, value, way(plan, call, owners))
    torch.testing.assert_close(found[1:], cross_attention(query, key, value, plan)[1:])
    told = slice(0, plan.base_tokens)
    plain = scaled_dot_product_attention(query, key[:, :, told], value[:, :, told])
    torch.testing.assert_close(found[:1], plain[:1])


def test_all_regions_at_once_are_two_kernel_calls_with_whole_rows_of_keys() -> None:
    plan = plan_of(*HALVES)
    call = Call(UNET, True, plan.tokens, positive=slice(0, 1), negative=slice(0))
    base, regions = unet.at_once(plan, call, torch.tensor(plan.owners().ravel()))
    assert base.queries is regions.queries is None
    assert isinstance(regions.keys, torch.Tensor) and len(regions.keys) % 8 == 0


def test_a_mask_of_the_model_and_what_is_hidden_from_a_pixel_both_hold() -> None:
    plan = plan_of(*HALVES)
    query, key, value = tensors(plan)
    call = Call(UNET, True, plan.tokens, positive=slice(0, 1), negative=slice(0))
    owners = torch.tensor(plan.owners().ravel())
    mask = torch.ones(1, 1, 1, plan.tokens, dtype=torch.bool)
    mask[..., [2, 7, 12]] = False
    added = torch.zeros(mask.shape).masked_fill(~mask, float("-inf"))
    one, *others = (
        attend(scaled_dot_product_attention, query, key, value, way(plan, call, owners), given)
        for way in (unet.one_by_one, unet.at_once)
        for given in (mask, added)
    )
    for other in others:
        torch.testing.assert_close(other, one)


def test_without_a_base_ratio_a_regions_words_act_in_its_box_only_to_the_bit() -> None:
    plan = plan_of(*HALVES, base_ratio=0.0)
    query, key, value = tensors(plan)
    before = regional(query, key, value, plan)
    start, stop = plan.spans[2]
    key[:, :, start:stop], value[:, :, start:stop] = 3.0, -2.0
    after = regional(query, key, value, plan)
    inside = torch.tensor(plan.owners().ravel() == 2)
    assert torch.equal(before[:, :, ~inside], after[:, :, ~inside])
    assert not torch.isclose(before[:, :, inside], after[:, :, inside]).any()


def test_without_a_base_ratio_the_bases_words_do_not_act_in_a_box() -> None:
    plan = plan_of(Box(0, 0, 0.5, 1), base_ratio=0.0)
    query, key, value = tensors(plan)
    before = regional(query, key, value, plan)
    value[:, :, : plan.base_tokens] = 9.0
    changed = (regional(query, key, value, plan) != before).flatten(2).any(2).any(1).any(0)
    inside = torch.tensor(plan.owners().ravel() == 1)
    assert torch.equal(changed.any(), torch.tensor(True))
    assert torch.equal(before[:, :, inside], regional(query, key, value, plan)[:, :, inside])


@pytest.mark.parametrize("ratio", [0.0, 0.3])
def test_the_negative_half_sees_the_base_alone(ratio: float) -> None:
    plan = plan_of(*HALVES, base_ratio=ratio)
    query, key, value = tensors(plan, batch=2)
    call = Call(UNET, True, plan.tokens, positive=slice(1, 2), negative=slice(0, 1))
    out = regional(query, key, value, plan, call)
    base = slice(0, plan.base_tokens)
    plain = scaled_dot_product_attention(query[:1], key[:1, :, base], value[:1, :, base])
    torch.testing.assert_close(out[:1], plain)
    torch.testing.assert_close(out[1:], cross_attention(query[1:], key[1:], value[1:], plan))


def test_levels_that_round_up_are_found_and_other_counts_of_pixels_refused() -> None:
    assert unet.grid_of(13 * 7, (25, 14)) == (13, 7)
    with pytest.raises(ToolError, match="50 pixels"):
        unet.grid_of(50, (25, 14))


@pytest.mark.parametrize("ratio", [0.0, 0.4])
def test_one_region_that_covers_everything_is_the_plain_picture(ratio: float) -> None:
    model, text = small_unet(), torch.randn(1, 6, WIDTH)
    whole = PlannedRegion("r0", Box(0, 0, 1, 1), 0.5, tokens=6)
    plan = RegionPlan((8, 8), base_tokens=6, regions=(whole,), base_ratio=ratio)
    with regional_attention(model, plan):
        out = predicted(model, torch.cat([text, text], dim=1))
    torch.testing.assert_close(out, predicted(model, text), atol=1e-5, rtol=1e-5)


def test_regions_act_in_a_model_and_a_text_of_another_length_runs_plainly() -> None:
    model, plan = small_unet(), plan_of(*HALVES)
    text, other = torch.randn(1, plan.tokens, WIDTH), torch.randn(1, 3, WIDTH)
    plain, plain_other = predicted(model, text), predicted(model, other)
    with regional_attention(model, plan):
        assert not torch.allclose(predicted(model, text), plain)
        assert torch.equal(predicted(model, other), plain_other)


def test_a_guided_batch_is_its_two_halves_by_themselves() -> None:
    model, plan = small_unet(), plan_of(*HALVES)
    negative, positive = torch.randn(2, 1, plan.tokens, WIDTH).unbind()
    with regional_attention(model, plan, guided=True):
        both = predicted(model, torch.cat([negative, positive]))
    latents = torch.randn(2, 4, 8, 8, generator=torch.Generator().manual_seed(1))
    with torch.no_grad(), regional_attention(model, plan):
        alone = model(latents[1:], 500, encoder_hidden_states=positive).sample
        plain = model(latents[:1], 500, encoder_hidden_states=negative[:, :6]).sample
    torch.testing.assert_close(both, torch.cat([plain, alone]), atol=1e-5, rtol=1e-5)


def test_an_exception_leaves_the_model_as_it_was() -> None:
    model, plan = small_unet(), plan_of(*HALVES)
    text = torch.randn(1, plan.tokens, WIDTH)
    plain, processors = predicted(model, text), dict(model.attn_processors)
    with pytest.raises(KeyError), regional_attention(model, plan):
        raise KeyError
    with pytest.raises(RuntimeError), regional_attention(model, plan):
        predicted(model, torch.randn(1, plan.tokens, WIDTH + 1))
    assert model.attn_processors == processors
    assert torch.equal(predicted(model, text), plain)
    assert not any(m._forward_hooks or m._forward_pre_hooks for m in model.modules())


def test_a_sliced_model_takes_regions_and_is_sliced_again_afterwards() -> None:
    model, plan = small_unet(), plan_of(*HALVES)
    text = torch.randn(1, plan.tokens, WIDTH)
    with regional_attention(model, plan):
        expected = predicted(model, text)
    model.set_attention_slice("max")
    with regional_attention(model, plan):
        torch.testing.assert_close(predicted(model, text), expected, atol=1e-5, rtol=1e-5)
    assert all(isinstance(p, SlicedAttnProcessor) for p in model.attn_processors.values())


def test_what_an_adapter_adds_to_the_words_stays() -> None:
    model, plan = small_unet(), plan_of(*HALVES)
    text, picture = torch.randn(1, plan.tokens, WIDTH), torch.randn(1, 1, 4, WIDTH)
    with_adapter(model)

    def drawn(scale: float) -> Any:
        for processor in model.attn_processors.values():
            if hasattr(processor, "scale"):
                processor.scale = [scale]
        latents = torch.zeros(1, 4, 8, 8)
        added = {"image_embeds": [picture]}
        with torch.no_grad(), regional_attention(model, plan):
            return model(latents, 500, encoder_hidden_states=text, added_cond_kwargs=added).sample

    with regional_attention(small_unet(), plan):
        pass
    plain = small_unet()
    with torch.no_grad(), regional_attention(plain, plan):
        words = plain(torch.zeros(1, 4, 8, 8), 500, encoder_hidden_states=text).sample
    torch.testing.assert_close(drawn(0.0), words, atol=1e-5, rtol=1e-5)
    assert not torch.allclose(drawn(1.0), words, atol=1e-4)


def with_adapter(model: Any) -> None:
    """Give the model IP-Adapter processors with random weights, and tokens passed as they are."""
    from diffusers.models.attention_processor import AttnProcessor2_0, IPAdapterAttnProcessor2_0

    torch.manual_seed(2)
    processors: dict[str, Any] = {}
    for name in model.attn_processors:
        width = model.get_submodule(name.removesuffix(".processor")).to_q.out_features
        processors[name] = (
            IPAdapterAttnProcessor2_0(width, WIDTH) if "attn2" in name else AttnProcessor2_0()
        )
    model.set_attn_processor(processors)
    model.encoder_hid_proj = torch.nn.Identity()
    model.config.encoder_hid_dim_type = "ip_image_proj"


def test_a_back_end_that_never_reaches_the_kernel_is_told_of() -> None:
    class Own:
        def __call__(self, attn: Any, hidden_states: Any, *args: Any, **kwargs: Any) -> Any:
            return hidden_states

    model, plan = small_unet(), plan_of(*HALVES)
    model.set_attn_processor(Own())
    with pytest.raises(ToolError, match="native"), regional_attention(model, plan):
        predicted(model, torch.randn(1, plan.tokens, WIDTH))


def test_a_model_without_attention_access_is_told_of() -> None:
    with (
        pytest.raises(ToolError, match="Linear"),
        regional_attention(torch.nn.Linear(1, 1), plan_of(*HALVES)),
    ):
        pass


def test_forty_regions_act_at_once() -> None:
    boxes = [Box(x / 8, y / 5, 1 / 8, 1 / 5) for y in range(5) for x in range(8)]
    plan = plan_of(*boxes, grid=(10, 8), base_ratio=0.0)
    query, key, value = tensors(plan)
    out = regional(query, key, value, plan)
    torch.testing.assert_close(out, cross_attention(query, key, value, plan))
    assert len(set(plan.owners().ravel().tolist())) == 40


@pytest.mark.parametrize("compiled", ["wrapped", "in place", "by blocks"])
def test_a_compiled_model_takes_regions(compiled: str) -> None:
    model, plan = small_unet(), plan_of(*HALVES)
    text = torch.randn(1, plan.tokens, WIDTH)
    plain = predicted(model, text)
    with regional_attention(model, plan):
        expected = predicted(model, text)
    if compiled == "wrapped":
        model = torch.compile(model, backend="eager")
    elif compiled == "in place":
        model.compile(backend="eager")
    else:
        model.compile_repeated_blocks(backend="eager")
    assert takes_regions(model)
    torch.testing.assert_close(predicted(model, text), plain, atol=1e-6, rtol=1e-6)
    with regional_attention(model, plan):
        torch.testing.assert_close(predicted(model, text), expected, atol=1e-6, rtol=1e-6)
    torch.testing.assert_close(predicted(model, text), plain, atol=1e-6, rtol=1e-6)


def test_a_model_whose_weights_are_brought_in_layer_by_layer_takes_regions() -> None:
    accelerate = pytest.importorskip("accelerate")
    model, plan = small_unet(), plan_of(*HALVES)
    text = torch.randn(1, plan.tokens, WIDTH)
    with regional_attention(model, plan):
        expected = predicted(model, text)
    accelerate.cpu_offload(model, execution_device=torch.device("cpu"))
    with regional_attention(model, plan):
        torch.testing.assert_close(predicted(model, text), expected)
